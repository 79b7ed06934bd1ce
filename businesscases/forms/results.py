"""What somebody can choose on the page of results."""

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.calculation.inputs import Inputs
from businesscases.economics.lines import Actor
from municipalities.fields import InstructiveErrors


class PurseForm(InstructiveErrors, forms.Form):
    """Whose result to look at; nobody named is everybody together. The address holds the choice."""

    kasse = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("There is no such purse in the case. Choose one of these.")},
    )

    def __init__(self, data, *, inputs: Inputs):
        super().__init__(data)
        self.fields["kasse"].choices = [(actor.value, actor.value) for actor in _actors(inputs)]

    @property
    def purse(self) -> Actor | None:
        """What was chosen; everybody together, too, where it cannot be chosen."""
        chosen = self.cleaned_data["kasse"] if self.is_valid() else ""
        return Actor(chosen) if chosen else None


def _actors(inputs: Inputs) -> set[Actor]:
    """Whoever pays, gains or receives; the state is in it as soon as it refunds."""
    purses = {purse.actor for line in inputs.lines for purse in (line.purse, line.to) if purse}
    return purses | ({Actor.STATE} if any(line.refund for line in inputs.lines) else set())
