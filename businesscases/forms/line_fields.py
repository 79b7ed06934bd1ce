"""Fields that read one cell of a line as people write it in a spreadsheet."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from businesscases.models.calculations import LONGEST_HORIZON
from municipalities import fields

_YEARS = re.compile(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?")
_CALENDAR = 1900  # from here on a year is one of the calendar
_YES = {"1", "x", "ja", "yes", "true", "on"}
_NO = {"", "0", "nej", "no", "false"}


@dataclass(frozen=True)
class Rows:
    """Rows somebody may choose from, and what each is called."""

    rows: Iterable
    label: Callable[[object], str] = str

    @cached_property
    def by_pk(self) -> dict:
        return {str(row.pk): row for row in self.rows}

    @cached_property
    def by_name(self) -> dict:
        """Only the names that one row has alone."""
        names: dict = {}
        for row in self.rows:
            names.setdefault(self.label(row).casefold(), []).append(row)
        return {name: found[0] for name, found in names.items() if len(found) == 1}

    def choices(self) -> list[tuple[str, str]]:
        return [("", _("Choose")), *((pk, self.label(row)) for pk, row in self.by_pk.items())]

    def find(self, typed: str):
        """The row by its number or its name, or None."""
        return self.by_pk.get(typed) or self.by_name.get(typed.casefold())


class WordField(forms.ChoiceField):
    """A choice by its value or by what people call it, whatever the case of its letters."""

    default_error_messages = {"invalid_choice": _("Choose one of: %(choices)s")}

    def __init__(self, *, choices, default="", **kwargs):
        blank = [] if default else [("", _("Choose"))]
        super().__init__(choices=[*blank, *choices], required=False, **kwargs)
        self.default = default

    def to_python(self, value):
        typed = super().to_python(value).strip().casefold()
        if not typed:
            return self.default
        return self._named.get(typed, typed)

    @cached_property
    def _named(self):
        return {str(label).casefold(): given for given, label in self.choices}

    def validate(self, value):
        if value and not self.valid_value(value):
            known = ", ".join(str(label) for given, label in self.choices if given)
            raise ValidationError(self.error_messages["invalid_choice"] % {"choices": known}, code="invalid_choice")


class RowField(forms.ChoiceField):
    """One of the rows that `offer` names; the row itself is the value, None where nothing is chosen.

    With `may_vanish` the number of a row that is not there any more is nothing chosen, too.
    """

    def __init__(self, *, unknown, may_vanish=False, **kwargs):
        super().__init__(required=False, **kwargs)
        self.unknown, self.may_vanish = unknown, may_vanish
        self.rows = Rows(())

    def offer(self, rows: Rows):
        self.rows = rows
        self.choices = rows.choices

    def prepare_value(self, value):
        return getattr(value, "pk", value)

    def to_python(self, value):
        typed = str(value or "").strip()
        row = self.rows.find(typed) if typed else None
        if typed and row is None and not (self.may_vanish and typed.isdecimal()):
            raise ValidationError(self.unknown, code="unknown")
        return row

    def validate(self, value):
        """`to_python` has found it."""


class YearsField(forms.CharField):
    """ "0", "1–5" or "2027-2031": first and last year, counted from the decision year."""

    default_error_messages = {
        "invalid": _("Write the years counted from the decision year, like 0 or 1–5"),
        "reversed": _("Write the earlier year first, like 1–5"),
        "early": _("The decision year is %(year)s. Write a year from then on, or count from 0"),
        "late": _("Write years up to %(most)s after the decision year"),
    }
    decision_year = 0

    def __init__(self, **kwargs):
        super().__init__(widget=forms.TextInput({"autocomplete": "off", "class": "input-width-s"}), **kwargs)

    def prepare_value(self, value):
        return years_text(*value) if isinstance(value, tuple) else value

    def to_python(self, value):
        typed = super().to_python(value)
        found = _YEARS.fullmatch(typed)
        if typed and not found:
            raise self._error("invalid")
        return self._counted(int(found[1]), int(found[2] or found[1])) if typed else None

    def _counted(self, *years):
        first, last = (year - self.decision_year if year >= _CALENDAR else year for year in years)
        if first > last:
            raise self._error("reversed")
        if first < 0:
            raise self._error("early", year=self.decision_year)
        if last > LONGEST_HORIZON:
            raise self._error("late", most=LONGEST_HORIZON)
        return first, last

    def _error(self, code, **names):
        return ValidationError(self.error_messages[code], code=code, params=names)

    def run_validators(self, value):
        """Those of a text do not fit two years."""


class QuantityField(fields.DecimalField):
    """A number, also as a percentage: "25 %" is 0.25."""

    default_error_messages = {
        "invalid": _("Enter a number like 1.234,5 or 25 %"),
        "min_value": _("Enter 0 or more: the kind of the line says whether it is a cost or a gain"),
        "max_decimal_places": _("Enter a number with at most four decimals"),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_digits=14, decimal_places=4, required=False, **kwargs)

    def to_python(self, value):
        if isinstance(value, str) and value.strip().endswith("%"):
            share = super().to_python(value.strip().removesuffix("%"))
            return share and share / 100
        return super().to_python(value)


class AmountField(fields.MoneyField):
    """An amount of 0 kr. or more."""

    default_error_messages = {
        "min_value": _("Enter 0 or more: the kind of the line says whether it is a cost or a gain"),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, required=False, **kwargs)


class _Tick(forms.CheckboxInput):
    def value_from_datadict(self, data, files, name):
        """What stands there, so that the field can tell a word it does not know."""
        return data.get(name, "")


class FlagField(forms.BooleanField):
    """A tick, or "ja" or "x" in a cell."""

    widget = _Tick
    default_error_messages = {"invalid": _("Write “ja”, or leave the cell empty")}

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        typed = str(value or "").strip().casefold()
        if typed not in _YES | _NO:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return typed in _YES


def years_text(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def number_text(value: Decimal | None) -> str:
    """As people in Denmark write it, without zeros that say nothing: 1.160.000,5."""
    if value is None:
        return ""
    whole, _point, rest = f"{value:,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
