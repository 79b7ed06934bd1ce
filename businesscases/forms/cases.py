"""How a business case begins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.forms.steps import ProblemForm
from municipalities.models import Municipality


class NewCaseForm(ProblemForm):
    """A case without a finding behind it. Whoever works in one municipality is not asked for which."""

    over = None
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("Municipality"))

    field_order = ["municipality", *ProblemForm.field_order]

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities
        self.only = municipalities[0] if len(municipalities) == 1 else None
        if self.only:
            del self.fields["municipality"]

    @property
    def chosen(self):
        return self.only or self.cleaned_data["municipality"]
