"""The form of a condition: clauses are added and removed by button, each with the fields of what it looks at."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes import drafts, faults
from vignettes.conditions import ALL, ANY, AT_LEAST, AT_MOST, INVITED_AS, IS, IS_NOT, QUESTION
from vignettes.instrument import CHOICE_KINDS
from vignettes.models import RespondentRole

ROLE = "@role"  # no code of a question
MOST_CLAUSES = 20
PRESS = re.compile(r"(add|remove)(?: ([0-9]{1,2}))?")


class NeedsForm(InstructiveErrors, forms.Form):
    needs = forms.ChoiceField(
        label=_("How many must hold?"),
        choices=[(ALL, _("All of them")), (ANY, _("At least one of them"))],
        widget=forms.RadioSelect,
    )
    add = forms.ChoiceField(label=_("What shall the condition look at?"), required=False)
    base = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        rows = [(code, row["text"]) for code, row in earlier.items()]
        self.fields["add"].choices = [(ROLE, _("The role that the person is invited in")), *rows]
        self.fields["add"].depends = True


class ClauseForm(InstructiveErrors, forms.Form):
    """One clause about `question`: options for a choice or a role, limits for a number."""

    question = forms.CharField(widget=forms.HiddenInput, max_length=drafts.CODE_LENGTH)
    test = forms.ChoiceField(
        label=_("The answer is"),
        choices=[(IS, _("one of these")), (IS_NOT, _("none of these"))],
        widget=forms.RadioSelect,
    )
    values = forms.MultipleChoiceField(
        label=_("Options"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one, or remove the condition")},
    )

    def __init__(self, *args, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        about = self["question"].value()
        self.asked = earlier.get(about)
        self.text = _("The role that the person is invited in") if about == ROLE else self.asked and self.asked["text"]
        if about == ROLE:
            self._choose(RespondentRole.choices, "test")
            self.fields["values"].label = _("Roles")
        elif self.asked and self.asked["kind"] in CHOICE_KINDS:
            self._choose([(one["code"], one["label"]) for one in self.asked.get("options", [])])
        else:
            self._drop("test", "values")
            for name, label in ((AT_LEAST, _("At least")), (AT_MOST, _("At most"))):
                if self.asked:
                    self.fields[name] = _whole(label)

    def _choose(self, choices, *dropped):
        self.fields["values"].choices = choices
        self._drop(*dropped)

    def _drop(self, *names):
        for name in names:
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if not self.text:
            self.add_error(None, _("Remove this condition: what it looks at is not asked before this question."))
        elif AT_LEAST in self.fields and not self.errors:
            self._check_limits(cleaned[AT_LEAST], cleaned[AT_MOST])
        return cleaned

    def _check_limits(self, low, high):
        if low is None and high is None:
            self.add_error(AT_LEAST, _("Enter at least one of the two limits"))
        elif low is not None and high is not None and low > high:
            self.add_error(AT_MOST, _("Enter a limit that is not below the other"))

    def clause(self):
        """As the document has it."""
        given = self.cleaned_data
        if given["question"] == ROLE:
            return {INVITED_AS: given["values"]}
        about = {QUESTION: given["question"]}
        if "values" in given:
            return about | {given["test"]: given["values"]}
        return about | {name: given[name] for name in (AT_LEAST, AT_MOST) if given[name] is not None}


ClauseFormSet = forms.formset_factory(
    ClauseForm, extra=0, max_num=MOST_CLAUSES, absolute_max=MOST_CLAUSES, validate_max=True
)


class ConditionEditor:
    """All of a condition. `earlier` has, by code, what it may look at; `base` tells what the form was opened with."""

    def __init__(self, data=None, *, show_if, earlier, base):
        self._earlier = earlier
        ((needs, clauses),) = (show_if or {ALL: []}).items()
        self._make(data, {"needs": needs, "base": base}, [_typed(clause) for clause in clauses])

    def _make(self, data, given, clauses):
        self.form = NeedsForm(data, initial=given, earlier=self._earlier)
        made = {"form_kwargs": {"earlier": self._earlier}, "prefix": "clauses"}
        self.clauses = ClauseFormSet(data, initial=clauses, **made)

    def is_valid(self):
        return self.form.is_valid() & self.clauses.is_valid()

    def press(self, pressed):
        """Add or remove a clause as typed, whatever is still missing. False if it is no such button."""
        found = PRESS.fullmatch(pressed)
        if not found:
            return False
        rows = [{name: form[name].data for name in form.fields} for form in self.clauses.forms]
        typed = {name: self.form[name].data for name in self.form.fields}
        if found[1] == "remove":
            rows = drafts.without(rows, int(found[2] or 0))
        elif typed["add"] == ROLE or typed["add"] in self._earlier:
            rows = [*rows, {"question": typed["add"], "test": IS}][:MOST_CLAUSES]
        self._make(None, typed, rows)
        return True

    def show_if(self):
        """The condition as the document has it; None for what is always asked."""
        clauses = [form.clause() for form in self.clauses.forms]
        return {self.form.cleaned_data["needs"]: clauses} if clauses else None


def _typed(clause):
    """The clause as its form is filled in."""
    if INVITED_AS in clause:
        return {"question": ROLE, "values": clause[INVITED_AS]}
    test = IS_NOT if IS_NOT in clause else IS
    return clause | {"test": test, "values": clause.get(test, [])}


def _whole(label):
    limits = {"min_value": -faults.BIGGEST, "max_value": faults.BIGGEST}
    widget = forms.TextInput({"inputmode": "numeric", "class": "input-width-xs"})
    field = forms.IntegerField(label=label, required=False, widget=widget, **limits)
    field.depends = True
    return field
