"""The lines of a case as cells: what the table, the browser and the panel are told about each."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesscases import vintages
from businesscases.assembling import inputs_of, line_of
from businesscases.calculation.problems import Fault, problems
from businesscases.calculation.worked import to_level
from businesscases.forms.line_fields import FlagField, RowField, WordField, number_text, years_text
from businesscases.forms.lines import LineForm
from businesscases.models import Actor, Kind, Line, Per

# The faults of what a line hangs on, told in the line's own cell.
_LEANS = {"participants": "per", "effect": "effect"}
_NUMBERS = ("quantity", "unit_price", "unit_price_low", "unit_price_high", "price_year")
_INSTRUCTIONS = {
    Fault.NO_PARTICIPANTS: gettext_lazy("Not counted: say in the assumptions of the calculation how many take part"),
    Fault.NO_RATE: gettext_lazy("Not counted: the effect needs a success rate above 0 and up to 100 %"),
    Fault.NO_EFFECT: gettext_lazy("Not counted: choose an effect of this case"),
    Fault.YEARS: gettext_lazy(
        "Not counted: the calculation ends in year %(horizon)s. Write earlier years, or lengthen the horizon"
    ),
    Fault.OTHER_INDEX: gettext_lazy(
        "Not counted: the case calculates in another price index. Leave the cell empty, or change the index of the case"
    ),
    Fault.NO_REFUND_RULE: gettext_lazy("Not counted: choose a rule of refund that is in the table"),
    Fault.IMPOSSIBLE: gettext_lazy("Not counted: look at the numbers of the line"),
}


@dataclass(frozen=True)
class Column:
    """One cell of every line. `sort` is text, number, choice or flag."""

    name: str
    label: str
    hint: str
    sort: str
    choices: list[tuple[str, str]]


def columns(kind, offer) -> list[Column]:
    fields = LineForm(kind=kind, offer=offer).fields
    return [_column(name, field) for name, field in fields.items()]


def heads() -> list[str]:
    """What stands above the columns of all tables of lines together, and above the kind in a file of lines."""
    return [*(str(field.label) for field in LineForm.base_fields.values()), label_of("kind")]


def label_of(name) -> str:
    """What a field of the model is called above a column."""
    label = str(Line._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _column(name, field):
    sort = "choice" if isinstance(field, WordField | RowField) else "flag" if isinstance(field, FlagField) else "text"
    choices = [(value, str(label) if value else "") for value, label in field.choices] if sort == "choice" else []
    sort = "number" if name in _NUMBERS else sort
    return Column(name, str(field.label), str(field.help_text), sort, choices)


def cells_of(line) -> dict[str, str]:
    """What stands in each cell, as the form reads it."""
    texts = {
        name: str(getattr(line, name)) for name in LineForm.Meta.fields if name not in (*_NUMBERS, "is_assumption")
    }
    return texts | {
        **{name: number_text(getattr(line, name)) for name in _NUMBERS if name != "price_year"},
        "price_year": str(line.price_year),
        "years": years_text(line.first_year, line.last_year),
        "effect": str(line.effect_id or ""),
        "price": str(line.price_id or ""),
        "refund": str(line.refund_id or ""),
        "is_assumption": "ja" if line.is_assumption else "",
    }


def filled(price) -> dict[str, str]:
    """The cells that choosing a price fills."""
    return {
        "unit_price": number_text(price.amount_dkk),
        "unit": price.unit,
        "price_year": str(price.price_year),
        "source": price.source,
    }


def row_of(line, told) -> dict:
    """A saved line as the browser keeps it."""
    return {
        "key": str(line.key),
        "version": line.version,
        "values": cells_of(line),
        "problems": told.problems(line),
        "warnings": told.warnings(line),
    }


def differences(form, line) -> list[tuple[str, str]]:
    """(label, text) of the cells in which the saved line says something else than the form."""
    typed, there = cells_of(form.instance), cells_of(line)
    found = [column for column in columns(form.kind, form.offered) if typed[column.name] != there[column.name]]
    return [(column.label, dict(column.choices).get(there[column.name], there[column.name])) for column in found]


class Told:
    """What has to be said about lines that are stored: why they are not counted, and what needs a look."""

    def __init__(self, offer, inputs):
        self.offer, self.inputs = offer, inputs
        self.places = {}
        for problem in problems(inputs):
            self.places.setdefault(problem.place, []).append(problem)

    @classmethod
    def of(cls, case, offer, rows=None):
        return cls(offer, inputs_of(case, rows, offer.refunds.rows, offer.calculation))

    def problems(self, line) -> dict[str, str]:
        """Cell → what to do, of a line that is saved but not counted."""
        leaning = [(found, _LEANS[place.partition(":")[0]]) for place in _hangs_on(line) for found in self._at(place)]
        own = [(found, found.field or "name") for found in self._at(f"line:{line.key}")]
        return {cell: self._instruction(found.fault) for found, cell in (*leaning, *own)}

    def _at(self, place):
        return self.places.get(place, ())

    def _instruction(self, fault):
        if fault is Fault.PRICE_YEAR:
            return self._price_year()
        return str(_INSTRUCTIONS[fault]) % {"horizon": self.inputs.horizon_years}

    def _price_year(self):
        level, series = self.inputs.price_year, self.inputs.series
        if not (series and series.levels):
            text = _("Not counted: choose a price index for the calculation, or write the price as it is in %(year)s")
            return text % {"year": level}
        text = _(
            "Not counted: the index “%(series)s” has %(first)s–%(last)s. Write the price of another year, or choose "
            "another index or price level for the calculation"
        )
        return text % {"series": series.name, "first": min(series.levels), "last": max(series.levels)}

    def warnings(self, line) -> dict[str, str]:
        """Cell → what needs a look, of a line that counts."""
        found = {}
        if line.price_name and not line.price:
            found["price"] = _("“%(name)s” has been deleted in the catalogue. The line keeps its amount") % {
                "name": line.price_name
            }
        elif line.price and (line.price.amount_dkk, line.price.price_year) != (line.unit_price, line.price_year):
            found["unit_price"] = _("The catalogue says %(amount)s kr. in %(year)s") % {
                "amount": number_text(line.price.amount_dkk),
                "year": line.price.price_year,
            }
        return found | self._effect_year(line) | self._refund_level(line) | self._vintage(line)

    def _effect_year(self, line):
        """A line counts those who have its effect, and there are none before the effect is first seen."""
        first = line.effect.first_year if line.effect else 0
        if line.first_year >= first:
            return {}
        text = _("The effect “%(effect)s” is first seen in year %(year)s: the years before count nothing")
        return {"years": text % {"effect": line.effect.name, "year": first}}

    def _refund_level(self, line):
        rule = self.inputs.refunds.get(str(line.refund_id))
        if rule is None:
            return self._refundable(line)
        if to_level(self.inputs, line_of(line)) is not None:
            return {}
        text = _(
            "The limits of the rule are in kr. of %(level)s and the price is of %(year)s, and the index of the case "
            "has not both: choose another rule or index"
        )
        return {"refund": text % {"level": rule.level_year, "year": line.price_year}}

    def _refundable(self, line):
        """What one household costs above the lowest limit there is. Transfers and amounts in all have no refund."""
        limit = min((band.threshold_dkk for rule in self.offer.refunds.rows for band in rule.bands.all()), default=None)
        counts = line.actor == Actor.MUNICIPALITY and line.kind != Kind.TRANSFER and line.per != Per.CASE
        if limit is None or not counts or line.unit_price <= limit:
            return {}
        text = _("The state refunds a part above %(limit)s kr. a year: choose the rule, unless it is taken off already")
        return {"refund": text % {"limit": number_text(limit)}}

    def _vintage(self, line):
        level, newest = self.offer.calculation.price_year, self.offer.newest_years.get(line.price_id)
        match vintages.vintage_of(line.price_year, level, newest):
            case vintages.Vintage.REPLACED:
                return {"price_year": _("The catalogue has a price of %(year)s. Consider using it") % {"year": newest}}
            case vintages.Vintage.OLD:
                text = _(
                    "The price is more than %(years)s years older than the price level of the case: is it still right?"
                )
                return {"price_year": text % {"years": vintages.OLD_AFTER_YEARS}}
            case _:
                return {}


def _hangs_on(line):
    if line.per == Per.CASE:
        return ()
    return ("participants", f"effect:{line.effect.key}") if line.effect else ("participants",)
