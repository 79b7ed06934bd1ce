"""The form of one question and its options; rows are added, moved and removed by button before anything is saved."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes import drafts, faults
from vignettes.forms.building import CodedForm
from vignettes.instrument import CHOICE_KINDS, CODE, STEPS, paragraphs
from vignettes.models import QuestionKind

MOST_OPTIONS = 60
ROWS_AT_FIRST = 3
PRESS = re.compile(r"(add|up|down|remove)(?: ([0-9]{1,3}))?")


_STEPS = [("", _("None")), *((step, str(step)) for step in STEPS)]


class QuestionForm(CodedForm):
    text = forms.CharField(
        label=_("The question"), max_length=faults.LIMITS["text"], widget=forms.Textarea({"rows": 2})
    )
    help_text = forms.CharField(
        label=_("Help text"),
        required=False,
        help_text=_("Stands below the question."),
        max_length=faults.LIMITS["help_text"],
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=QuestionKind.choices, widget=forms.RadioSelect)
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    minimum = forms.IntegerField(label=_("Smallest value"), required=False)
    maximum = forms.IntegerField(label=_("Largest value"), required=False)
    unit = forms.CharField(
        label=_("Unit"), required=False, help_text=_("For example kr. or years"), max_length=faults.LIMITS["unit"]
    )
    code_help = _("Stands in files with answers and never changes once it is published. Leave it empty to get one.")
    field_order = ["text", "help_text", "kind", "required", "minimum", "maximum", "unit", "code", "base"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("minimum", "maximum"):
            limit = {"min_value": -faults.BIGGEST, "max_value": faults.BIGGEST}
            label = self.fields[name].label
            widget = forms.TextInput({"inputmode": "numeric", "class": "input-width-s"})
            self.fields[name] = forms.IntegerField(label=label, required=False, widget=widget, **limit)
            self.fields[name].depends = True
        self.fields["unit"].widget.attrs["class"] = "input-width-s"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == QuestionKind.NUMBER and not self.errors:
            self._check_bounds(cleaned["minimum"], cleaned["maximum"])
        return cleaned

    def _check_bounds(self, low, high):
        if low is None:
            self.add_error("minimum", _("Enter the smallest value"))
        if high is None:
            self.add_error("maximum", _("Enter the largest value"))
        if low is not None and high is not None and low >= high:
            self.add_error("maximum", _("Enter a value that is larger than the smallest one"))


class OptionForm(InstructiveErrors, forms.Form):
    label = forms.CharField(label=_("Option"), required=False, max_length=faults.LIMITS["label"])
    step = forms.TypedChoiceField(
        label=_("Step on the staircase"),
        choices=_STEPS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    missing = forms.BooleanField(label=_("Counts as no answer, like “don't know”"), required=False)
    code = forms.RegexField(
        rf"\A{CODE.pattern}\Z",
        label=_("Code"),
        required=False,
        max_length=drafts.CODE_LENGTH,
        error_messages={
            "invalid": _("Write a code of the letters a–z, digits and underscores, beginning with a letter.")
        },
    )

    def __init__(self, *args, fixed=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = _STEPS
        self.fixed_code = code if (code := self["code"].value()) in fixed else ""
        if self.fixed_code:
            self.fields["code"].widget = forms.HiddenInput()
        for field in self.fields.values():
            field.depends = True

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("step") and cleaned.get("missing"):
            self.add_error("step", _("Choose “None”. An option that counts as no answer has no step"))
        has_more = cleaned.get("code") or cleaned.get("step") or cleaned.get("missing")
        if has_more and not cleaned.get("label") and "label" not in self.errors:
            self.add_error("label", _("Write the option, or remove the row"))
        return cleaned


class BaseOptionFormSet(forms.BaseFormSet):
    def clean(self):
        seen = set()
        for form in self.forms:
            code = form.cleaned_data.get("code") if form.is_valid() else ""
            if code and code in seen:
                form.add_error("code", _("Choose another code. This one is used above"))
            seen.add(code)

    def options(self):
        """The rows with a label, in their order; what has no code gets one that is neither used nor published."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("label")]
        used, rows = {*self.form_kwargs["fixed"], *(row["code"] for row in filled)}, []
        for row in filled:
            code = row["code"] or drafts.propose_code(row["label"], used, otherwise="option")
            used.add(code)
            option = {"code": code, "label": paragraphs(row["label"])}
            option |= {"step": row["step"]} if row["step"] else {}
            rows.append(option | ({"missing": True} if row["missing"] else {}))
        return rows


OptionFormSet = forms.formset_factory(
    OptionForm, BaseOptionFormSet, extra=0, max_num=MOST_OPTIONS, absolute_max=MOST_OPTIONS, validate_max=True
)


class QuestionEditor:
    """Form and options together. `row` is the question that is edited, None for a new one."""

    def __init__(self, data=None, *, row=None, base, used, is_fixed, fixed_options):
        given = row or {"kind": QuestionKind.SINGLE, "required": True}
        self._made = {"used": used, "is_fixed": is_fixed}
        self._fixed = {"form_kwargs": {"fixed": fixed_options}, "prefix": "options"}
        self.form = QuestionForm(data, initial=given | {"base": base}, **self._made)
        options = given.get("options") or [{} for _row in range(ROWS_AT_FIRST)]
        self.options = OptionFormSet(data, initial=options, **self._fixed)

    def is_valid(self):
        return self.form.is_valid() & (self._has_options() is False or self.options.is_valid())

    def _has_options(self):
        return self.form["kind"].value() in CHOICE_KINDS

    def press(self, pressed):
        """Rearrange the rows as typed, without a word about what is still missing. False if it is no such button."""
        found = PRESS.fullmatch(pressed)
        if not found:
            return False
        verb, place = found[1], int(found[2] or 0)
        rows = [{name: form[name].data for name in form.fields} for form in self.options.forms]
        if verb == "add":
            rows = [*rows, {}][:MOST_OPTIONS]
        elif place < len(rows):
            rows = drafts.without(rows, place) if verb == "remove" else drafts.moved(rows, place, _BY[verb])
        typed = {name: self.form[name].data for name in self.form.fields}
        self.form = QuestionForm(initial=typed, **self._made)
        self.options = OptionFormSet(initial=rows, **self._fixed)
        return True

    def row(self, code):
        """The question as it stands in the document; what its kind does not have is left out."""
        given = self.form.cleaned_data
        text = paragraphs(given["text"])
        code = given.get("code") or code or drafts.propose_code(text, self.form.used, otherwise="question")
        row = {"code": code, "text": text, "kind": given["kind"], "required": given["required"]}
        row |= {name: paragraphs(given[name]) for name in ("help_text", "unit") if given[name].strip()}
        if row["kind"] == QuestionKind.NUMBER:
            row |= {name: given[name] for name in ("minimum", "maximum")}
        return row | ({"options": self.options.options()} if row["kind"] in CHOICE_KINDS else {})


_BY = {"up": -1, "down": 1}
