"""The lists of a question: its options and the rows of a matrix, which are added, moved and removed by button before
anything is saved; a scale that is written at once; and the two options that most questions may have.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes import drafts, faults
from vignettes.faults.questions import FEWEST_POINTS, MOST_POINTS
from vignettes.instrument import CODE, MISSING, STEPS, paragraphs

MOST_ROWS = 60
# What respondents read, and the codes that researchers meet in every survey
DONT_KNOW = {"code": "dont_know", "label": "Ved ikke", "missing": True}
DECLINED = {"code": "declined", "label": "Ønsker ikke at svare", "missing": True}
STANDARD = {"dont_know": DONT_KNOW, "declined": DECLINED}
USUAL_POINTS = 5

_STEPS = [("", _("None")), *((step, str(step)) for step in STEPS)]


class WasField(forms.CharField):
    """The code that a row had when the form was opened, so that what refers to it can follow the new one."""

    def __init__(self):
        super().__init__(required=False, max_length=drafts.CODE_LENGTH, widget=forms.HiddenInput)


class ListedForm(InstructiveErrors, forms.Form):
    """One row: its text, and the code that it has or gets."""

    label = forms.CharField(label=_("Text"), required=False, max_length=faults.LIMITS["label"])
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
        self.fixed_code = code if (code := self["code"].value()) in fixed else ""
        if self.fixed_code:
            self.fields["code"].widget = forms.HiddenInput()
        for field in self.fields.values():
            field.depends = True

    def clean(self):
        cleaned = super().clean()
        has_more = any(value for name, value in cleaned.items() if name not in ("label", "was"))
        if has_more and not cleaned.get("label") and "label" not in self.errors:
            self.add_error("label", _("Write the text, or remove the row"))
        return cleaned


class RowForm(ListedForm):
    """A row of a matrix."""

    field_order = ["label", "code"]

    def clean_code(self):
        if self.cleaned_data["code"] == MISSING:
            raise forms.ValidationError(_("Choose another code. This one means that there is no answer."))
        return self.cleaned_data["code"]


class OptionForm(ListedForm):
    label = forms.CharField(label=_("Option"), required=False, max_length=faults.LIMITS["label"])
    step = forms.TypedChoiceField(
        label=_("Step on the staircase"),
        choices=_STEPS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    missing = forms.BooleanField(label=_("Counts as no answer, like “don't know”"), required=False)
    pinned = forms.BooleanField(label=_("Keeps its place when the others are shuffled"), required=False)
    was = WasField()
    field_order = ["label", "step", "code", "missing", "pinned", "was"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = _STEPS

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("step") and cleaned.get("missing"):
            self.add_error("step", _("Choose “None”. An option that counts as no answer has no step"))
        return cleaned


class BaseListFormSet(forms.BaseFormSet):
    """Rows without text are left out; what has no code gets one that is neither used nor published."""

    otherwise, reserved = "", frozenset()

    def clean(self):
        seen = set()
        for form in self.forms:
            code = form.cleaned_data.get("code") if form.is_valid() else ""
            if code and code in seen:
                form.add_error("code", _("Choose another code. This one is used above"))
            seen.add(code)

    def coded(self):
        """The filled rows in their order, each with its code."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("label")]
        used = {*self.form_kwargs["fixed"], *self.reserved, *(row["code"] for row in filled)}
        for row in filled:
            code = row["code"] or drafts.propose_code(row["label"], used, otherwise=self.otherwise)
            used.add(code)
            yield row | {"code": code, "label": paragraphs(row["label"])}

    def recoded(self):
        """The new codes by those that the rows had."""
        return {row["was"]: row["code"] for row in self.coded() if row.get("was")}

    def typed(self):
        """The rows as they were typed, for a list that is shown again."""
        return [{name: form[name].data for name in form.fields} for form in self.forms]


class BaseOptionFormSet(BaseListFormSet):
    otherwise, reserved = "option", frozenset(STANDARD)


class BaseRowFormSet(BaseListFormSet):
    otherwise, reserved = "row", frozenset({MISSING})


def _formset(form, base):
    return forms.formset_factory(form, base, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)


OptionFormSet, RowFormSet = _formset(OptionForm, BaseOptionFormSet), _formset(RowForm, BaseRowFormSet)


def options_of(formset):
    """The options as the document has them."""
    found = []
    for row in formset.coded():
        option = {"code": row["code"], "label": row["label"]} | ({"step": row["step"]} if row["step"] else {})
        found.append(option | {name: True for name in ("missing", "pinned") if row[name]})
    return found


def rows_of(formset):
    return [{"code": row["code"], "label": row["label"]} for row in formset.coded()]


class ScaleForm(InstructiveErrors, forms.Form):
    """How many points, and what the two ends say: the options of an ordinal scale, written at once."""

    points = forms.TypedChoiceField(
        label=_("Number of points"),
        coerce=int,
        choices=[(number, str(number)) for number in range(FEWEST_POINTS, MOST_POINTS + 1)],
        initial=USUAL_POINTS,
    )
    low = forms.CharField(
        label=_("The lowest point"), required=False, max_length=100, help_text=_("For example not at all")
    )
    high = forms.CharField(
        label=_("The highest point"), required=False, max_length=100, help_text=_("For example to a high degree")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="scale", **kwargs)
        for field in self.fields.values():
            field.depends = True

    def options(self):
        """point_1 "1 – not at all", point_2 "2", …; five points where the number is none."""
        given = self.cleaned_data if self.is_valid() else {"points": USUAL_POINTS}
        ends = {1: given.get("low", ""), given["points"]: given.get("high", "")}
        return [
            {"code": f"point_{number}", "label": f"{number} – {ends[number]}" if ends.get(number) else str(number)}
            for number in range(1, given["points"] + 1)
        ]
