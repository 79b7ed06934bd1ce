"""Sharing a case, finding shared ones, and making one's own of them."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from businesscases.models import Approach, Audience, Share, SharedPart
from municipalities.fields import DateField, InstructiveErrors
from municipalities.models import Municipality


class ShareForm(InstructiveErrors, forms.ModelForm):
    """The partnership comes from the view's scope: those that the case's municipality takes part in."""

    parts = forms.MultipleChoiceField(
        label=_("What shall the others see?"),
        help_text=_(
            "The title comes along, and what stands there today. Comments, notes, names and versions are never shared."
        ),
        choices=SharedPart,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DateField(label=_("From"), help_text=_("For example 1.3.2027"))
    ends_on = DateField(
        label=_("To"), help_text=_("The last day on which it can be seen. Empty: until you end it."), required=False
    )

    field_order = ["participation", "parts", "audience", "approach", "starts_on", "ends_on"]

    class Meta:
        model = Share
        fields = ["participation", "parts", "audience", "approach", "starts_on", "ends_on"]
        labels = {
            "participation": _("With which partnership?"),
            "audience": _("Whom is the intervention for?"),
            "approach": _("What kind of intervention is it?"),
        }

    def __init__(self, *args, participations, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["participation"]
        field.queryset = participations.select_related("partnership")
        field.label_from_instance = lambda place: place.partnership.name
        if len(field.queryset) == 1:
            field.initial = field.queryset[0]

    def clean_parts(self):
        parts = self.cleaned_data["parts"]
        if SharedPart.PRICES in parts and SharedPart.LINES not in parts:
            raise ValidationError(gettext("Choose the lines too when you share their quantities and prices."))
        return parts

    def clean_ends_on(self):
        ends_on = self.cleaned_data["ends_on"]
        if ends_on and ends_on < max(self.cleaned_data.get("starts_on") or ends_on, timezone.localdate()):
            raise ValidationError(gettext("Choose a last day that is not over and not before the first."))
        return ends_on

    def validate_unique(self):
        """Sharing anew with the same partnership takes the place of what is shared."""

    def validate_constraints(self):
        """As above; the days are checked."""


class LibraryForm(InstructiveErrors, forms.Form):
    q = forms.CharField(label=_("Search text"), max_length=100, required=False)
    malgruppe = forms.ChoiceField(label=_("Target group"), choices=[("", _("All")), *Audience.choices], required=False)
    indsats = forms.ChoiceField(label=_("Intervention"), choices=[("", _("All")), *Approach.choices], required=False)

    def narrowed(self, shares):
        """What cannot be understood narrows nothing."""
        self.is_valid()
        chosen = {"audience": self.cleaned_data.get("malgruppe"), "approach": self.cleaned_data.get("indsats")}
        return shares.filter(**{name: value for name, value in chosen.items() if value})

    @property
    def text(self):
        return self.cleaned_data.get("q", "").strip().casefold()


class CopyForm(InstructiveErrors, forms.Form):
    """`token` is the same in both clicks of a double click."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class StartForm(CopyForm):
    """Whoever works in one municipality is not asked for which."""

    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("Municipality"))

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities
        self.only = municipalities[0] if len(municipalities) == 1 else None
        if self.only:
            del self.fields["municipality"]

    @property
    def chosen(self):
        return self.only or self.cleaned_data["municipality"]
