"""One form with a number for each municipality of a survey."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes.models.targets import MOST


class TargetForm(InstructiveErrors, forms.Form):
    """A field per participation that the view gives; an empty one means that nothing is agreed."""

    def __init__(self, *args, participations, **kwargs):
        super().__init__(*args, **kwargs)
        self._names = {f"people_{one.pk}": one.pk for one in participations}
        for one in participations:
            self.fields[f"people_{one.pk}"] = forms.IntegerField(
                label=str(one.municipality),
                required=False,
                min_value=1,
                max_value=MOST,
                widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}),
                error_messages={"invalid": _("Enter a whole number like 40")},
            )

    def people(self):
        """Participation id → number or None."""
        return {pk: self.cleaned_data[name] for name, pk in self._names.items()}
