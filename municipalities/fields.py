"""Form fields that read what people in Denmark type, and forms whose errors tell what to do."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

DJANGO_REQUIRED = forms.Field.default_error_messages["required"]
CHOOSE = (forms.Select, forms.RadioSelect)  # their subclasses too: lists and groups of checkboxes
NUMBER = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


def _short_input():
    return forms.TextInput({"autocomplete": "off", "class": "input-width-s"})


class DateField(forms.DateField):
    """A date typed as 14.1.2027, 14/1-2027, 14-01-2027, 14/01/2027 or 2027-01-14; shown as 14.1.2027."""

    default_error_messages = {"invalid": _("Enter a date like 14.1.2027")}

    def __init__(self, **kwargs):
        formats = ["%d.%m.%Y", "%d/%m-%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]
        super().__init__(**{"input_formats": formats, "widget": _short_input()} | kwargs)

    def prepare_value(self, value):
        return f"{value.day}.{value.month}.{value.year}" if hasattr(value, "year") else value


class TimeField(forms.TimeField):
    """A time of day typed as 9.00 or 09:00; shown as 9.00."""

    default_error_messages = {"invalid": _("Enter a time like 9.00")}

    def __init__(self, **kwargs):
        super().__init__(**{"input_formats": ["%H.%M", "%H:%M"], "widget": _short_input()} | kwargs)

    def prepare_value(self, value):
        return f"{value.hour}.{value.minute:02}" if hasattr(value, "hour") else value


class DecimalField(forms.DecimalField):
    """A number with a decimal comma and, if typed, points between thousands: 1.234,5. A decimal point is refused."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a number like 1.234,5")}

    def to_python(self, value):
        if isinstance(value, str):
            typed = re.sub(r"\s", "", value).removesuffix("kr.").removesuffix("kr").replace("\N{MINUS SIGN}", "-")
            if typed and not NUMBER.fullmatch(typed):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = typed.replace(".", "").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value):
        return f"{value:,}".translate(str.maketrans(",.", ".,")) if isinstance(value, int | Decimal) else value

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}


class MoneyField(DecimalField):
    """An amount in kroner typed as 65.000,50 (or 65000); a Decimal with at most two decimals."""

    suffix = _("kr.")
    default_error_messages = {
        "invalid": _("Enter an amount like 65.000,50"),
        "max_decimal_places": _("Enter an amount with at most two decimals, like 65.000,50"),
    }

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 14, "decimal_places": 2} | kwargs)

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return super().prepare_value(value.quantize(Decimal("0.01"))).removesuffix(",00")
        return super().prepare_value(value)


class PercentField(DecimalField):
    """A share typed in per cent: 12,5 gives Decimal("0.125"). Limits are shares too."""

    suffix = "%"
    widget = forms.TextInput({"class": "input-width-s"})
    default_error_messages = {
        "invalid": _("Enter a percentage like 12,5"),
        "max_decimal_places": _("Enter a percentage with at most four decimals, like 12,5"),
    }

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 9, "decimal_places": 6} | kwargs)

    def to_python(self, value):
        typed = value.strip().removesuffix("%") if isinstance(value, str) else value
        percent = super().to_python(typed)
        return None if percent is None else percent / 100

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return f"{(value * 100).normalize():f}".replace(".", ",")
        return super().prepare_value(value)


class InstructiveErrors:
    """Mixin, first among the bases of every form: a missing answer is met with what to do, not with "is required"."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            offer_to_choose(field)

    def full_clean(self):
        for name, field in self.fields.items():
            if field.error_messages.get("required") is DJANGO_REQUIRED:
                field.error_messages["required"] = instruction(field, str(field.label or pretty_name(name)))
        super().full_clean()


def instruction(field, label):
    """What to do about an empty field: "Enter …", "Choose …", by the kind of its widget."""
    if label.endswith("?"):
        return _("Answer the question “%(label)s”") % {"label": label}
    if isinstance(field.widget, forms.CheckboxInput):
        return _("Tick “%(label)s”") % {"label": label}
    if isinstance(field.widget, forms.FileInput):
        return _("Choose a file for “%(label)s”") % {"label": label}
    verb = _("Choose %(label)s") if isinstance(field.widget, CHOOSE) else _("Enter %(label)s")
    return verb % {"label": inside_sentence(label)}


def inside_sentence(label):
    """The label as it stands inside a sentence; abbreviations such as EAN keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def offer_to_choose(field):
    """Say "Choose" where Django shows a row of dashes above the choices. A form's own words stay, such as "All"."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = field.empty_label and (str(field.empty_label).strip("-") or _("Choose"))
    elif isinstance(field.widget, forms.Select) and isinstance(field.choices, list | BaseChoiceIterator):
        field.choices = [
            (value, _("Choose") if value in ("", None) and not str(label).strip("-") else label)
            for value, label in field.choices
        ]
