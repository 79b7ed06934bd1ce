"""The form of one question, with the lists that its kind has."""

import re
from itertools import count

from django import forms
from django.utils.translation import gettext_lazy as _

from vignettes import drafts, faults
from vignettes.forms.answering.measured import WholeNumberAnswer
from vignettes.forms.building import MARKUP_HELP, CodedForm
from vignettes.forms.options import (
    MOST_ROWS,
    STANDARD,
    OptionFormSet,
    RowFormSet,
    ScaleForm,
    options_of,
    rows_of,
)
from vignettes.instrument import ANSWERED_KINDS, BOUNDED_KINDS, OPTION_KINDS, SILENT_KINDS, paragraphs
from vignettes.models import QuestionKind

ROWS_AT_FIRST = 3
PRESS = re.compile(r"(?:(rows) )?(add|up|down|remove|scale)(?: ([0-9]{1,3}))?")
SHUFFLED_KINDS = OPTION_KINDS - {"ordinal"}
_BY = {"up": -1, "down": 1}
_GROUPS = {
    _("Choosing among options"): ("single", "multiple", "ordinal", "ranking", "matrix"),
    _("Numbers and dates"): ("percent", "number", "money", "date"),
    _("In their own words"): ("line", "text"),
    _("Words without a question"): ("section", "information"),
}
_KINDS = [(group, [(kind, QuestionKind(kind).label) for kind in kinds]) for group, kinds in _GROUPS.items()]


class GroupedRadios(forms.RadioSelect):
    """Radio buttons under headings."""

    control_template = "dkfds/_groups.html"

    def groups(self, field):
        """(heading, its radio buttons, numbered through) of each group."""
        chosen, numbers = str(field.value() or ""), count(1)
        for heading, choices in self.choices:
            yield (
                heading,
                [
                    {
                        "id": f"{field.auto_id}-option{next(numbers)}",
                        "value": value,
                        "label": label,
                        "is_chosen": value == chosen,
                    }
                    for value, label in choices
                ],
            )


class QuestionForm(CodedForm):
    text = forms.CharField(
        label=_("The question"),
        help_text=_("Or the heading, for a section and for information."),
        max_length=faults.LIMITS["text"],
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=_KINDS, widget=GroupedRadios)
    help_text = forms.CharField(
        label=_("Help text"),
        required=False,
        help_text=_("Stands below the question."),
        max_length=faults.LIMITS["help_text"],
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    body = forms.CharField(
        label=_("Longer text"),
        required=False,
        help_text=MARKUP_HELP,
        max_length=faults.TEXT_LIMIT,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    dont_know = forms.BooleanField(label=_("Offer “Ved ikke” (don't know)"), required=False)
    declined = forms.BooleanField(label=_("Offer “Ønsker ikke at svare” (no wish to answer)"), required=False)
    minimum = forms.IntegerField(label=_("Smallest value"), required=False)
    maximum = forms.IntegerField(label=_("Largest value"), required=False)
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        help_text=_("For example years or cases. Amounts are always in kr."),
        max_length=faults.LIMITS["unit"],
    )
    places = forms.IntegerField(
        label=_("How many are put in order"),
        required=False,
        min_value=1,
        help_text=_("Leave it empty to have all of them put in order."),
        widget=forms.TextInput({"inputmode": "numeric", "class": "input-width-xs"}),
    )
    random_order = forms.BooleanField(label=_("Show the options in a random order"), required=False)
    code_help = _("Stands in files with answers and never changes once it is published. Leave it empty to get one.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("minimum", "maximum"):
            self.fields[name] = _bound(self.fields[name].label)
        for name in ("minimum", "maximum", "body", "places"):
            self.fields[name].depends = True
        self.fields["unit"].widget.attrs["class"] = "input-width-s"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") in BOUNDED_KINDS and not self.errors:
            self._check_bounds(cleaned["minimum"], cleaned["maximum"])
        return cleaned

    def _check_bounds(self, low, high):
        if low is None:
            self.add_error("minimum", _("Enter the smallest value"))
        if high is None:
            self.add_error("maximum", _("Enter the largest value"))
        if low is not None and high is not None and low >= high:
            self.add_error("maximum", _("Enter a value that is larger than the smallest one"))


class QuestionEditor:
    """Form and lists together. `row` is the question that is edited, None for a new one."""

    def __init__(self, data=None, *, row=None, base, used, is_fixed, fixed_options):
        self.before = row or {"kind": QuestionKind.SINGLE, "required": True}
        self._made = {"used": used, "is_fixed": is_fixed}
        own = [one | {"was": one["code"]} for one in self.before.get("options", []) if not _is_standard(one)]
        offered = {one["code"]: True for one in self.before.get("options", []) if _is_standard(one)}
        rows = self.before.get("rows", [])
        self._options = {"form_kwargs": {"fixed": fixed_options}, "prefix": "options"}
        fixed_rows = frozenset(one["code"] for one in rows) if is_fixed else frozenset()
        self._rows = {"form_kwargs": {"fixed": fixed_rows}, "prefix": "rows"}
        self.form = QuestionForm(data, initial=self.before | offered | {"base": base}, **self._made)
        self.options = OptionFormSet(data, initial=own or [{}] * ROWS_AT_FIRST, **self._options)
        self.rows = RowFormSet(data, initial=rows or [{}] * ROWS_AT_FIRST, **self._rows)
        self.scale = ScaleForm(data if data and "scale-points" in data else None)

    @property
    def kind(self):
        return self.form["kind"].value()

    @property
    def lists(self):
        """The lists that the chosen kind has."""
        return [self.options] * (self.kind in OPTION_KINDS) + [self.rows] * (self.kind == QuestionKind.MATRIX)

    def is_valid(self):
        return all([self.form.is_valid(), *(one.is_valid() for one in self.lists)]) and self._has_places()

    def _has_places(self):
        """A ranking cannot put more options in order than it has."""
        places = self.form.cleaned_data["places"]
        most = len(options_of(self.options)) if self.kind == QuestionKind.RANKING else MOST_ROWS
        if self.kind == QuestionKind.RANKING and places and places > most:
            self.form.add_error("places", _("Enter at most %(count)s, the number of options") % {"count": most})
        return self.form.is_valid()

    def press(self, pressed):
        """Rearrange the rows as typed, without a word about what is still missing. False if it is no such button."""
        found = PRESS.fullmatch(pressed)
        if not found:
            return False
        options, rows = self.options.typed(), self.rows.typed()
        if found[2] == "scale":
            options = self.scale.options()
        elif found[1]:
            rows = _arranged(rows, found[2], int(found[3] or 0))
        else:
            options = _arranged(options, found[2], int(found[3] or 0))
        typed = {name: self.form[name].data for name in self.form.fields}
        self.form = QuestionForm(initial=typed, **self._made)
        self.options = OptionFormSet(initial=options, **self._options)
        self.rows = RowFormSet(initial=rows or [{}] * ROWS_AT_FIRST, **self._rows)
        return True

    def row(self, code):
        """The question as it stands in the document; what its kind does not have is left out."""
        given = self.form.cleaned_data
        text, kind = paragraphs(given["text"]), given["kind"]
        code = given.get("code") or code or drafts.propose_code(text, self.form.used, otherwise="question")
        row = {"code": code, "text": text, "kind": kind}
        row |= {"required": given["required"]} if kind in ANSWERED_KINDS else {}
        row |= {name: paragraphs(given[name]) for name in _texts_of(kind) if given[name].strip()}
        row |= {name: given[name] for name in ("minimum", "maximum") if kind in BOUNDED_KINDS}
        row |= {"places": given["places"]} if kind == QuestionKind.RANKING and given["places"] else {}
        row |= {"random_order": True} if kind in SHUFFLED_KINDS and given["random_order"] else {}
        row |= {"options": options} if (options := self._given_options(kind)) else {}
        row |= {"rows": rows_of(self.rows)} if kind == QuestionKind.MATRIX else {}
        return row | {name: self.before[name] for name in ("show_if",) if name in self.before}

    @property
    def recoded(self):
        """The new codes of the options by those that they had."""
        return self.options.recoded() if self.options in self.lists else {}

    def _given_options(self, kind):
        """Those of the list, then the two that are ticked; a wording that somebody gave these is kept."""
        if kind in SILENT_KINDS:
            return []
        before = {one["code"]: one for one in self.before.get("options", []) if one.get("missing")}
        own = [one for one in before.values() if not _is_standard(one)]
        own = options_of(self.options) if kind in OPTION_KINDS else own
        written = {one["code"] for one in own}
        ticked = [code for code in STANDARD if self.form.cleaned_data[code] and code not in written]
        return own + [before.get(code, STANDARD[code]) for code in ticked]


def _is_standard(option):
    return option["code"] in STANDARD and option.get("missing", False)


def _texts_of(kind):
    if kind in SILENT_KINDS:
        return ("body",)
    return ("help_text", "unit") if kind in ("number", "percent") else ("help_text",)


def _arranged(rows, verb, place):
    if verb == "add":
        return [*rows, {}][:MOST_ROWS]
    if place >= len(rows):
        return rows
    return drafts.without(rows, place) if verb == "remove" else drafts.moved(rows, place, _BY[verb])


def _bound(label):
    bounds = {"min_value": -faults.BIGGEST, "max_value": faults.BIGGEST}
    field = WholeNumberAnswer(label=label, required=False, suffix="", widget=forms.TextInput, **bounds)
    field.error_messages["invalid"] = _("Enter a whole number, like 65.000")
    field.widget.attrs["class"] = "input-width-s"
    return field
