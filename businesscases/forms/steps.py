"""What a municipality writes at the steps of the guided path."""

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.guarding import fingerprint
from businesscases.models import Case
from municipalities.fields import DateField, InstructiveErrors

LONGEST = 10_000
LONGEST_MONTHS = 600


def _paragraphs(label, help_text, rows):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget)


class StepForm(InstructiveErrors, forms.ModelForm):
    """Some fields of the case. `over` says what they were written over."""

    over = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @classmethod
    def words_of(cls, case):
        """What the form begins with."""
        names = cls._meta.fields
        return {name: getattr(case, name) for name in names} | {"over": fingerprint(case, names)}

    @property
    def texts(self):
        """What was written, line breaks alike whatever the browser sent."""
        written = {name: self.cleaned_data[name] for name in self._meta.fields}
        return {name: _unix(value) if isinstance(value, str) else value for name, value in written.items()}

    def again(self, data):
        """The same form with other data."""
        return type(self)(data)

    def data_over(self, current):
        """The same words over what stands there now, for a form in which nobody's text is lost."""
        data = self.data.copy()
        data["over"] = fingerprint(current, self._meta.fields)
        return data

    def beside(self, current):
        """(label, what stands there now) of each field where that is not what was typed."""
        return [(self[name].label, getattr(current, name)) for name in self._differing(current)]

    def _differing(self, current):
        return [name for name, text in self.texts.items() if getattr(current, name) != text]


class ProblemForm(StepForm):
    problem = _paragraphs(
        _("What is the problem?"), _("What do you see today, and what does it mean for the people it concerns?"), rows=6
    )
    target_group = _paragraphs(
        _("Who is the target group?"), _("Be so precise that a colleague would choose the same people."), rows=4
    )
    target_group_found = _paragraphs(
        _("How do you find them?"),
        _("For example in the records of cases, by a referral from the school, or by a test."),
        rows=4,
    )

    field_order = ["title", "problem", "target_group", "target_group_size", "target_group_found", "over"]

    class Meta:
        model = Case
        fields = ["title", "problem", "target_group", "target_group_size", "target_group_found"]
        labels = {"title": _("Title"), "target_group_size": _("How many are they?")}
        help_texts = {
            "title": _("A few words by which your colleagues know the case."),
            "target_group_size": _("A number and how you know it, for example: about 40 a year, counted in 2026."),
        }


class InterventionForm(StepForm):
    intervention = _paragraphs(
        _("What will you do?"),
        _("Describe it so that a colleague from another department can see who does what, with whom and how often."),
        rows=8,
    )
    starts_on = DateField(
        label=_("When does it start?"),
        help_text=_("The day the first person begins, for example 1.8.2027."),
        required=False,
    )
    duration_months = forms.IntegerField(
        label=_("How many months does one person take part?"),
        required=False,
        min_value=1,
        max_value=LONGEST_MONTHS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}),
        error_messages={
            "invalid": _("Enter a whole number of months, for example 9"),
            "min_value": _("Enter at least 1 month"),
            "max_value": _("Enter at most %(limit_value)s months"),
        },
    )
    staffing = _paragraphs(
        _("Who carries it out?"),
        _("Positions, hours a week and training, for example: two family therapists of 37 hours, trained in MST."),
        rows=3,
    )

    field_order = ["intervention", "legal_basis", "starts_on", "duration_months", "staffing", "over"]

    class Meta:
        model = Case
        fields = ["intervention", "legal_basis", "starts_on", "duration_months", "staffing"]
        labels = {"legal_basis": _("Which act and section do you work under?")}
        help_texts = {"legal_basis": _("It decides who pays. For example: barnets lov § 32, stk. 1, nr. 3.")}


class BasisForm(StepForm):
    basis_alternative = _paragraphs(
        _("What happens without the intervention?"),
        _("What do the same people get today, and how would it go for them if you went on like that?"),
        rows=8,
    )

    class Meta:
        model = Case
        fields = ["basis_alternative"]


class ProposalForm(StepForm):
    proposal = _paragraphs(
        _("What do you propose to the politicians?"),
        _("What they decide, why now, for whom, what it costs, and what you will report back on and when."),
        rows=12,
    )

    class Meta:
        model = Case
        fields = ["proposal"]


def _unix(text):
    return text.replace("\r\n", "\n")
