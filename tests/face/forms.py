"""Forms with every kind of field, as plain as a page of the platform would have them."""

from django import forms

from municipalities import fields

ROLES = [("caseworker", "Sagsbehandler"), ("team_leader", "Teamleder"), ("consultant", "Konsulent")]


class EveryField(fields.InstructiveErrors, forms.Form):
    name = forms.CharField(label="Navn", max_length=80)
    email = forms.EmailField(label="E-mail", help_text="Vi skriver kun om partnerskabet.")
    password = forms.CharField(label="Adgangskode", widget=forms.PasswordInput)
    phone = forms.CharField(label="Telefon", required=False)
    years = forms.IntegerField(label="Antal år i faget", min_value=0, max_value=60)
    born_on = fields.DateField(label="Dato", help_text="For eksempel 14.1.2027")
    starts_at = fields.TimeField(label="Klokkeslæt")
    cost = fields.MoneyField(label="Beløb")
    note = forms.CharField(label="Hvad lagde du vægt på?", widget=forms.Textarea, max_length=2000, required=False)
    municipality = forms.ChoiceField(
        label="Kommune", choices=[("", "---------"), ("0657", "Herning"), ("0630", "Vejle")]
    )
    role = forms.ChoiceField(label="Rolle", choices=ROLES, widget=forms.RadioSelect)
    steps = forms.MultipleChoiceField(
        label="Relevante trin", choices=ROLES, widget=forms.CheckboxSelectMultiple, help_text="Vælg gerne flere."
    )
    letter = forms.FileField(label="Bilag", required=False, widget=forms.FileInput)
    confirmed = forms.BooleanField(label="Jeg har læst vejledningen")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Seat(fields.InstructiveErrors, forms.Form):
    person = forms.CharField(label="Person")
