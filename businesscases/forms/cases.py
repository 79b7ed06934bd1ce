"""What a municipality writes about a business case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.models import Case
from municipalities.fields import InstructiveErrors
from municipalities.models import Municipality

LONGEST = 10_000


def _paragraphs(label, help_text, rows):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget)


class CaseForm(InstructiveErrors, forms.ModelForm):
    """What the case is about. `version` is the one that the words were written over."""

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
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    field_order = ["title", "problem", "target_group", "target_group_size", "target_group_found", "version"]

    class Meta:
        model = Case
        fields = ["title", "problem", "target_group", "target_group_size", "target_group_found"]
        labels = {"title": _("Title"), "target_group_size": _("How many are they?")}
        help_texts = {
            "title": _("A few words by which your colleagues know the case."),
            "target_group_size": _("A number and how you know it, for example: about 40 a year, counted in 2026."),
        }

    @classmethod
    def words_of(cls, case):
        """What the form begins with."""
        return {name: getattr(case, name) for name in (*cls.Meta.fields, "version")}

    @property
    def texts(self):
        """What was written, line breaks alike whatever the browser sent."""
        written = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return {name: text.replace("\r\n", "\n") for name, text in written.items()}


class NewCaseForm(CaseForm):
    """A case without a finding behind it. Whoever works in one municipality is not asked for which."""

    version = None
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("Municipality"))

    field_order = ["municipality", *CaseForm.field_order]

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities
        self.only = municipalities[0] if len(municipalities) == 1 else None
        if self.only:
            del self.fields["municipality"]

    @property
    def chosen(self):
        return self.only or self.cleaned_data["municipality"]
