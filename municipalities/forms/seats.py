"""Forms for seats in groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors
from municipalities.models import Seat, User


class GiveSeatForm(InstructiveErrors, forms.Form):
    user = forms.ModelChoiceField(
        User.objects.none(), label=_("Person"), help_text=_("People with a role in the municipality")
    )
    starts_on = DateField(label=_("From"), help_text=_("First day, for example 1.5.2027"))
    is_contact = forms.BooleanField(label=_("Contact person"), required=False)

    def __init__(self, *args, group, participation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.with_role_in(participation.municipality)
        if not group.has_contact:
            del self.fields["is_contact"]


class EndSeatForm(InstructiveErrors, forms.Form):
    ends_on = DateField(label=_("Last day"), help_text=_("For example 30.4.2027"))


class TransferContactForm(InstructiveErrors, forms.Form):
    seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label=_("New contact person"),
        help_text=_("The one before keeps an ordinary seat in the group"),
    )
    on = DateField(label=_("From"), help_text=_("First day as contact person, for example 1.5.2027"))

    def __init__(self, *args, group, participation, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filter(group=group, participation=participation, ends_on=None, is_contact=False)
        self.fields["seat"].queryset = seats.select_related("user")
        self.fields["seat"].label_from_instance = lambda seat: str(seat.user)
