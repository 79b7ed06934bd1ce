"""Forms for partnerships, phases, groups and enrolment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors
from municipalities.models import Group, GroupKind, Municipality, Partnership, Phase


class DatesInOrder:
    """Mixin for forms with `starts_on` and `ends_on`."""

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Enter an end date on or after the start date"))
        return cleaned


class PartnershipForm(InstructiveErrors, DatesInOrder, forms.ModelForm):
    starts_on = DateField(label=_("From"), help_text=_("For example 1.5.2027"))
    ends_on = DateField(label=_("To"), required=False, help_text=_("Leave empty if no end is agreed"))

    class Meta:
        model = Partnership
        fields = ["name", "kind", "description", "starts_on", "ends_on", "is_named_comparison"]
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "description": _("Description"),
            "is_named_comparison": _("The municipalities are named in comparisons"),
        }
        help_texts = {"is_named_comparison": _("Only if all municipalities have agreed to it")}
        error_messages = {"name": {"unique": _("Choose another name. There is a partnership with this one")}}


class PhaseForm(InstructiveErrors, DatesInOrder, forms.ModelForm):
    starts_on = DateField(label=_("From"), help_text=_("For example 1.5.2027"))
    ends_on = DateField(label=_("To"), required=False, help_text=_("Leave empty if no end is agreed"))

    class Meta:
        model = Phase
        fields = ["number", "name", "starts_on", "ends_on", "themes"]
        labels = {"number": _("Number"), "name": _("Name"), "themes": _("Themes")}
        help_texts = {"themes": _("One theme to a line")}

    def clean_number(self):
        number = self.cleaned_data["number"]
        if self.instance.partnership.phases.filter(number=number).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Choose another number. There is a phase with this one"))
        return number


class GroupForm(InstructiveErrors, forms.ModelForm):
    class Meta:
        model = Group
        fields = ["kind", "seats_min", "seats_max", "meetings_per_year"]
        labels = {
            "kind": _("Kind"),
            "seats_min": _("Fewest seats per municipality"),
            "seats_max": _("Most seats per municipality"),
            "meetings_per_year": _("Meetings a year"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        taken = self.instance.partnership.groups.exclude(pk=self.instance.pk).values_list("kind", flat=True)
        free = [choice for choice in GroupKind.choices if choice[0] not in set(taken)]
        self.fields["kind"].choices = [("", _("Choose")), *free]
        if self.instance.pk:
            del self.fields["kind"]

    def clean(self):
        cleaned = super().clean()
        fewest, most = self.cleaned_data.get("seats_min"), self.cleaned_data.get("seats_max")
        if fewest is not None and most is not None and most < fewest:
            self.add_error("seats_max", _("Enter a number that is at least the fewest seats"))
        return cleaned


class EnrolForm(InstructiveErrors, forms.Form):
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("Municipality"))
    enrolled_on = DateField(label=_("Enrolled"), help_text=_("First day, for example 1.5.2027"))

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        enrolled = partnership.participations.values("municipality")
        # The 98 municipalities are public facts: any of them may be enrolled.
        self.fields["municipality"].queryset = Municipality.objects.exclude(pk__in=enrolled)


class NamingForm(InstructiveErrors, forms.Form):
    agreed_on = DateField(
        label=_("Agreed to be named"),
        required=False,
        help_text=_("The day the municipality said yes, for example 1.5.2027. Leave empty if it has not"),
    )


class WithdrawForm(InstructiveErrors, forms.Form):
    withdrawn_on = DateField(label=_("Last day"), help_text=_("For example 30.4.2027"))
