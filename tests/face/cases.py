"""Fields of every kind beside the call of the design system's macro for the same field."""

from django import forms

from municipalities import fields

TEXT, AREA, SELECT = "form/controls/text-input.njk", "form/controls/text-area.njk", "form/controls/select.njk"
RADIOS, CHECKBOXES, CHECKBOX = "radiobuttons/radiobuttons.njk", "checkboxes/checkboxes.njk", "checkboxes/checkbox.njk"
ROLES = [("a", "Sagsbehandler"), ("b", "Teamleder & leder")]
ITEMS = [{"value": "a", "label": "Sagsbehandler"}, {"value": "b", "label": "Teamleder & leder", "checked": True}]
HINT = {"help_text": "Skriv kort."}
NO_ANSWER = {}


def text(**params):
    return TEXT, "textinput", {"id": "id_x", "name": "x", "label": "Navn"} | params


def group(file, macro, legend, **params):
    return file, macro, {"id": "id_x", "groupname": "x", legend: "Rolle", "items": ITEMS} | params


def plain_items():
    return [{**item, "checked": False} for item in ITEMS]


def optional(label):
    return {"safe": f'{label}<span class="weight-normal"> (frivilligt)</span>'}


# name: (field, what was typed or None for a form not sent, the macro call)
CASES = {
    "text": (forms.CharField(label="Navn"), None, text()),
    "text with a hint": (forms.CharField(label="Navn", **HINT), None, text(helptext="Skriv kort.")),
    "text with an error": (
        forms.CharField(label="Navn"),
        NO_ANSWER,
        text(errorMessage="Indtast navn"),
    ),
    "text with a hint and an error": (
        forms.CharField(label="Navn", **HINT),
        NO_ANSWER,
        text(helptext="Skriv kort.", errorMessage="Indtast navn"),
    ),
    "optional text": (
        forms.CharField(label="Navn", required=False),
        None,
        text(optionalLabel=True),
    ),
    "text with a value": (forms.CharField(label="Navn", initial='Ida "Ø" <b>'), None, text(value='Ida "Ø" <b>')),
    "disabled text": (forms.CharField(label="Navn", disabled=True), None, text(disabled=True)),
    "label with markup": (forms.CharField(label="A & <b>"), None, text(label={"safe": "A &amp; &lt;b&gt;"})),
    "email": (
        forms.EmailField(label="Navn"),
        {"x": "ida"},
        text(
            type="email",
            value="ida",
            errorMessage="Indtast en gyldig e-mail-adresse.",
            attributes={"input": 'maxlength="320"'},
        ),
    ),
    "password": (forms.CharField(label="Navn", widget=forms.PasswordInput), None, text(type="password")),
    "number": (
        forms.IntegerField(label="Navn", min_value=0, max_value=60),
        None,
        text(type="number", attributes={"input": 'min="0" max="60"'}),
    ),
    "date": (fields.DateField(label="Navn"), None, text(autocomplete="off", classes={"input": "input-width-s"})),
    "money": (
        fields.MoneyField(label="Navn"),
        None,
        text(suffix="kr.", autocomplete="off", attributes={"input": 'inputmode="decimal"'}),
    ),
    "text area": (
        forms.CharField(label="Navn", widget=forms.Textarea(attrs={"rows": 4})),
        None,
        (AREA, "textarea", {"id": "id_x", "name": "x", "label": "Navn", "rows": 4}),
    ),
    "text area that counts down": (
        forms.CharField(label="Navn", widget=forms.Textarea, max_length=200, required=False, **HINT),
        None,
        (
            AREA,
            "textarea",
            {
                "id": "id_x",
                "name": "x",
                "label": "Navn",
                "rows": 10,
                "characterLimit": 200,
                "optionalLabel": True,
                "helptext": "Skriv kort.",
            },
        ),
    ),
    "select": (
        forms.ChoiceField(label="Navn", choices=[("", "---------"), *ROLES]),
        NO_ANSWER,
        (
            SELECT,
            "select",
            {
                "id": "id_x",
                "name": "x",
                "label": "Navn",
                "errorMessage": "Vælg navn",
                "options": [
                    {"value": "", "text": "Vælg", "isSelected": True},
                    {"value": "a", "text": "Sagsbehandler"},
                    {"value": "b", "text": "Teamleder & leder"},
                ],
            },
        ),
    ),
    "radio buttons": (
        forms.ChoiceField(label="Rolle", choices=ROLES, widget=forms.RadioSelect, initial="b"),
        None,
        group(RADIOS, "radiobuttons", "radiogroupLegend"),
    ),
    "radio buttons with a hint and an error": (
        forms.ChoiceField(label="Rolle", choices=ROLES, widget=forms.RadioSelect, **HINT),
        NO_ANSWER,
        group(
            RADIOS,
            "radiobuttons",
            "radiogroupLegend",
            helptext="Skriv kort.",
            errorMessage="Vælg rolle",
            items=plain_items(),
        ),
    ),
    "optional radio buttons": (
        forms.ChoiceField(label="Rolle", choices=ROLES, widget=forms.RadioSelect, required=False, initial="b"),
        None,
        group(RADIOS, "radiobuttons", "radiogroupLegend", radiogroupLegend=optional("Rolle")),
    ),
    "radio buttons with a data attribute": (
        forms.ChoiceField(label="Rolle", choices=ROLES, widget=forms.RadioSelect({"data-save": "role"})),
        None,
        group(
            RADIOS,
            "radiobuttons",
            "radiogroupLegend",
            items=[{**item, "attributes": {"input": 'data-save="role"'}} for item in plain_items()],
        ),
    ),
    "checkboxes": (
        forms.MultipleChoiceField(label="Rolle", choices=ROLES, widget=forms.CheckboxSelectMultiple, initial=["b"]),
        None,
        group(CHECKBOXES, "checkboxes", "checkboxLegend"),
    ),
    "checkboxes with a hint and an error": (
        forms.MultipleChoiceField(label="Rolle", choices=ROLES, widget=forms.CheckboxSelectMultiple, **HINT),
        NO_ANSWER,
        group(
            CHECKBOXES,
            "checkboxes",
            "checkboxLegend",
            helptext="Skriv kort.",
            errorMessage="Vælg rolle",
            items=plain_items(),
        ),
    ),
    "select multiple becomes checkboxes": (
        forms.MultipleChoiceField(label="Rolle", choices=ROLES, required=False, initial=["b"]),
        None,
        group(CHECKBOXES, "checkboxes", "checkboxLegend", checkboxLegend=optional("Rolle")),
    ),
    "one checkbox": (
        forms.BooleanField(
            label="Jeg er sikker", required=False, initial=True, widget=forms.CheckboxInput({"value": "on"}), **HINT
        ),
        None,
        (
            CHECKBOX,
            "checkbox",
            {
                "id": "id_x",
                "name": "x",
                "label": "Jeg er sikker",
                "value": "on",
                "checked": True,
                "helptext": "Skriv kort.",
            },
        ),
    ),
}
