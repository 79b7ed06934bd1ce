"""Forms for inviting people and giving roles; the choices are those that the person at the keyboard may give."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from municipalities.access import kinds_given_by, may_give
from municipalities.fields import InstructiveErrors
from municipalities.models import Municipality, Partnership, RoleKind, User
from municipalities.models.people import MUNICIPAL_ROLES


class PersonForm(InstructiveErrors, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("Job title"), max_length=120, required=False)


class RoleForm(InstructiveErrors, forms.Form):
    """A kind of role and its place: a municipality, a partnership, or neither."""

    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Municipality"),
        required=False,
        help_text=_("Only for contact persons, members and leaders"),
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), label=_("Partnership"), required=False, help_text=_("Only for consultants")
    )

    def __init__(self, *args, by, reach, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        kinds = kinds_given_by(by)
        self.fields["kind"].choices = [choice for choice in RoleKind.choices if choice[0] in kinds]
        self.fields["municipality"].queryset = reach.municipalities
        self.fields["partnership"].queryset = reach.assigned
        for name in ("municipality", "partnership"):
            self.fields[name].depends = True  # on the kind of role, so it is not optional either
        if RoleKind.CONSULTANT not in kinds:
            self._only_municipal(reach.municipalities)

    def _only_municipal(self, municipalities):
        """A contact person gives roles in one place only, usually: nothing to choose, nothing to explain."""
        del self.fields["partnership"]
        self.fields["municipality"].required = True
        self.fields["municipality"].help_text = ""
        if len(own := list(municipalities[:2])) == 1:
            self.fields["municipality"].initial = own[0].pk

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if not kind or self.errors:
            return cleaned
        cleaned |= {"municipality": cleaned.get("municipality"), "partnership": cleaned.get("partnership")}
        self._check_place(kind, cleaned)
        if not self.errors and not may_give(self.by, **self.role()):
            self.add_error("kind", _("Choose a role that you may give in this place"))
        return cleaned

    def _check_place(self, kind, cleaned):
        wanted = "municipality" if kind in MUNICIPAL_ROLES else "partnership" if kind == RoleKind.CONSULTANT else None
        if wanted == "municipality" and not cleaned["municipality"]:
            self.add_error("municipality", _("Choose the municipality in which the role holds"))
        if wanted == "partnership" and not cleaned["partnership"]:
            self.add_error("partnership", _("Choose the partnership in which the role holds"))
        for place in {"municipality", "partnership"} - {wanted}:
            cleaned[place] = None

    def role(self):
        return {name: self.cleaned_data[name] for name in ("kind", "municipality", "partnership")}


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail address"), error_messages={"invalid": _("Enter an address like name@municipality.dk")}
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("Job title"), max_length=120, required=False)

    field_order = ["name", "email", "title", "kind", "municipality", "partnership"]


class AcceptForm(InstructiveErrors, forms.Form):
    """The name and the password of a new account."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. It must not be a common password or look like your name or address."),
    )
    again = forms.CharField(
        label=_("Repeat the password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        cleaned = super().clean()
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("Enter the same password twice"))
        elif password:
            self._validate(password, cleaned.get("name", ""))
        return cleaned

    def _validate(self, password, name):
        try:
            validate_password(password, User(email=self.email, name=name))
        except forms.ValidationError as error:
            self.add_error("password", error)
