"""Forms of the design: a dimension with its levels, the template, levels that cannot stand together, and the draw."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes import drafts, drawing, faults
from vignettes.cases import PLACEHOLDER
from vignettes.drawing import MOST_CASES, MOST_DECKS
from vignettes.forms.building import CaseTextsForm, CodedForm
from vignettes.forms.levels import LevelFormSet
from vignettes.instrument import paragraphs

MOST_FORMS = 6
LEVELS_AT_FIRST = 2


class DimensionForm(CodedForm):
    label = forms.CharField(
        label=_("Name of the dimension"),
        help_text=_("For researchers. Respondents do not see it."),
        max_length=faults.LIMITS["label"],
    )
    named = forms.CharField(
        label=_("Other forms of the words"),
        required=False,
        help_text=_(
            "Where Danish asks for another word, for example hun/han: write names, parted by commas, such as “pronomen,"
            " ejefald”, and press the button. Each level then has a field for each."
        ),
        max_length=300,
    )
    code_help = _("Stands in the template as a placeholder, in small letters. Leave it empty to get one.")
    field_order = ["label", "named", "code", "base"]

    def clean_code(self):
        code = super().clean_code()
        if code and code[0].isupper():
            raise ValidationError(_("Begin with a small letter. In the template, a capital letter begins a sentence."))
        return code

    def clean_named(self):
        names = drawing.proposed_forms(self.cleaned_data["named"])
        if len(names) > MOST_FORMS:
            raise ValidationError(_("Choose at most %(count)s names.") % {"count": MOST_FORMS})
        return names


class DimensionEditor:
    """Form and levels together. `row` is the dimension that is edited, None for a new one."""

    def __init__(self, data=None, *, row=None, base, used, is_fixed, fixed_levels):
        given = row or {}
        levels = given.get("levels") or [{} for _level in range(LEVELS_AT_FIRST)]
        names = list(levels[0].get("forms", {}))
        self._made, self._fixed = {"used": used, "is_fixed": is_fixed}, fixed_levels
        self.form = DimensionForm(data, initial=given | {"named": ", ".join(names), "base": base}, **self._made)
        if data is not None:
            names = drawing.proposed_forms(self.form["named"].data or "")[:MOST_FORMS]
        self.levels = self._levels(data, names, [level | _words(level) | _was(level) for level in levels])

    def is_valid(self):
        return self.form.is_valid() & self.levels.is_valid()

    def press(self, pressed):
        """Rearrange the levels as typed, without a word about what is still missing. False if it is no such button."""
        rows = self.levels.pressed(pressed)
        if rows is None:
            return False
        typed = {name: self.form[name].data for name in self.form.fields}
        self.form = DimensionForm(initial=typed, **self._made)
        self.levels = self._levels(None, drawing.proposed_forms(typed["named"] or "")[:MOST_FORMS], rows)
        return True

    def row(self, code):
        """The dimension as it stands in the document."""
        given = self.form.cleaned_data
        label = paragraphs(given["label"])
        code = given.get("code") or code or drafts.propose_code(label, self.form.used, otherwise="dimension")
        return {"code": code, "label": label, "levels": self.levels.levels()}

    def _levels(self, data, names, rows):
        kwargs = {"fixed": self._fixed, "names": tuple(names)}
        return LevelFormSet(data, initial=rows, form_kwargs=kwargs, prefix="levels")


class TemplateForm(CaseTextsForm):
    base = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def clean_title(self):
        return paragraphs(self.cleaned_data["title"])

    def clean_text(self):
        text = paragraphs(self.cleaned_data["text"])
        if "{" in PLACEHOLDER.sub("", text):
            raise ValidationError(_("Look at the braces. A placeholder is written as {alder} or {alder.ejefald}."))
        return text


class ExclusionForm(InstructiveErrors, forms.Form):
    """The levels of each dimension that cannot stand together with those chosen of the others."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, content, **kwargs):
        super().__init__(*args, **kwargs)
        self.content = content
        for row in content.get("dimensions", []):
            choices = [(level["code"], level["label"]) for level in row["levels"]]
            widget = forms.CheckboxSelectMultiple
            self.fields[_field(row)] = forms.MultipleChoiceField(
                label=row["label"], choices=choices, required=False, widget=widget
            )

    def clean(self):
        cleaned = super().clean()
        rows = self.content.get("dimensions", [])
        self.rule = {row["code"]: cleaned[_field(row)] for row in rows if cleaned.get(_field(row))}
        if len(self.rule) < 2:
            raise ValidationError(_("Choose levels of at least two dimensions."))
        found = drawing.UNDRAWN | (self.content.get("design") or {})
        ruled = self.content | {"design": found | {"exclusions": [*found["exclusions"], self.rule]}}
        try:
            universe = drawing.universe_of(ruled)
        except drawing.Undrawable:
            raise ValidationError(_("Together with the others, this would take every combination away.")) from None
        left = {(name, level) for one in universe for name, level in one.items()}
        if gone := [
            f"{row['label']}: {level['label']}"
            for row in rows
            for level in row["levels"]
            if (row["code"], level["code"]) not in left
        ]:
            message = _("This would leave no combination with “%(level)s”. Delete the level instead.")
            raise ValidationError(message % {"level": gone[0]})
        return cleaned


class DrawForm(InstructiveErrors, forms.Form):
    """How many cases, in how many decks, to estimate what. `published` is how many published cases may be kept."""

    size = forms.IntegerField(label=_("Number of cases"), min_value=1, max_value=MOST_CASES)
    deck_count = forms.IntegerField(
        label=_("Number of decks"),
        help_text=_("Each respondent gets one deck, and the cases that everybody gets."),
        min_value=1,
        max_value=MOST_DECKS,
    )
    effects = forms.ChoiceField(
        label=_("What is to be estimated"),
        choices=[
            (drawing.MAIN, _("The effect of each dimension")),
            (drawing.TWO_WAY, _("The effect of each dimension, and of each two together")),
        ],
        widget=forms.RadioSelect,
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        help_text=_("The same seed draws the same cases. Leave it empty to get a new one."),
        min_value=0,
        max_value=faults.BIGGEST,
    )
    keeps = forms.BooleanField(label=_("Keep the published cases, and add new ones"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, published=0, is_answered=False, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("size", "deck_count", "seed"):
            self.fields[name].widget = forms.TextInput({"inputmode": "numeric", "class": "input-width-s"})
        if not published:
            del self.fields["keeps"]
        elif is_answered:
            self.fields["keeps"].disabled = True
            self.fields["keeps"].initial = True
            self.fields["keeps"].help_text = _("Somebody has answered them, so they stay.")


class RepeatForm(InstructiveErrors, forms.Form):
    repeat = forms.ChoiceField(
        label=_("Case that is shown twice"),
        required=False,
        help_text=_("It shows how alike a person answers the same case. The second time never follows the first."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["repeat"].choices = [("", _("No case")), *cases]


def _words(level):
    return {f"form_{name}": words for name, words in level.get("forms", {}).items()}


def _was(level):
    return {"was": level["code"]} if level else {}


def _field(row):
    return f"levels_{row['code']}"
