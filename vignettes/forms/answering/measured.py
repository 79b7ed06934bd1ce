"""Fields of what is counted: whole numbers, per cent, amounts and days, as people in Denmark write them."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField
from vignettes.forms.answering.fields import MayDecline
from vignettes.forms.answering.words import with_points
from vignettes.instrument import FIRST_YEAR, LAST_YEAR

WHOLE = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,0{1,2})?")


class WholeNumberAnswer(MayDecline, forms.IntegerField):
    """A whole number between two bounds; "35 %" is understood as 35, "1.200" and "1 200" as 1200."""

    css = "input-width-xs"

    def __init__(self, *, min_value, max_value, suffix, **kwargs):
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), self.instruction(min_value, max_value))
        super().__init__(min_value=min_value, max_value=max_value, error_messages=messages, **kwargs)
        self.suffix = suffix

    @staticmethod
    def instruction(low, high):
        return _("Enter a whole number from %(minimum)s to %(maximum)s") % {"minimum": low, "maximum": high}

    def to_python(self, value):
        if isinstance(value, str):
            value = self._digits(value)
        elif value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def _digits(self, text):
        written = re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-").lower()
        for unit in ("%", "kr.", "kr", re.sub(r"\s", "", str(self.suffix)).lower()):
            written = written.removesuffix(unit)
        if written and not WHOLE.fullmatch(written):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return written.partition(",")[0].replace(".", "")

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off", "class": self.css}


class MoneyAnswer(WholeNumberAnswer):
    """A whole amount in kr., shown with points between the thousands: 65.000."""

    css = "input-width-s"

    def __init__(self, **kwargs):
        super().__init__(suffix=_("kr."), **kwargs)

    @staticmethod
    def instruction(low, high):
        bounds = {"minimum": with_points(low), "maximum": with_points(high)}
        return _("Enter an amount without øre, from %(minimum)s to %(maximum)s kr.") % bounds

    def prepare_value(self, value):
        return with_points(value) if isinstance(value, int) else value


class DateAnswer(MayDecline, DateField):
    """A day, stored as 2027-01-14 and written and shown as 14.1.2027."""

    def to_python(self, value):
        if value is not None and not isinstance(value, str):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(_("Enter a date between %(first)s and %(last)s, like 14.1.2027"), params=years)
        return day

    def clean(self, value):
        day = super().clean(value)
        return day.isoformat() if isinstance(day, date) else day

    def prepare_value(self, value):
        try:
            return super().prepare_value(date.fromisoformat(value)) if value and isinstance(value, str) else value
        except ValueError:
            return value
