"""The lines of a case as CSV, in the columns of the table they are written in, so that they can be pasted back.

As Danish spreadsheets read it: UTF-8 with a byte order mark, semicolons, decimal commas. Costs, gains and transfers
stand below each other; who receives a transfer, and the kind, stand last, since tables of costs and gains lack them.
With the row of headings the browser puts each column where it belongs (`static/js/lines/paste.js`).
"""

import csv
from decimal import Decimal
from io import StringIO

from businesscases.calculation.inputs import CaseLine
from businesscases.dossier.document import from_json
from businesscases.forms.line_fields import years_text
from businesscases.forms.lines import LineForm, unused
from businesscases.line_table import label_of
from businesscases.models import Effect, Kind, Line, RefundRule
from vignettes.exports.harmless import guarded

_RECEIVERS = unused(Kind.COST)
_PASTED = tuple(name for name in LineForm.field_order if name not in _RECEIVERS)
_ORDER = tuple(Kind.values)
_FROZEN = ("name", "kind", "first_year", "last_year", "per", "quantity", "unit", "price_year", "index", "source")
_FROZEN += ("is_assumption", "note")


def heads() -> list[str]:
    fields = LineForm.base_fields
    return [*(str(fields[name].label) for name in (*_PASTED, *_RECEIVERS)), label_of("kind")]


def of_case(case) -> bytes:
    """The whole file. 1 query."""
    lines = case.lines.select_related("effect", "price", "refund").order_by("position", "pk")
    return table(lines)


def of_snapshot(snapshot) -> bytes:
    """The lines as they were frozen; which price of the catalogue they were taken from is not. InvalidInput as ever."""
    inputs = from_json(snapshot.document).calculation
    effects = {effect.key: Effect(name=effect.name) for effect in inputs.effects}
    rules = {key: RefundRule(law=rule.law, level_year=rule.level_year) for key, rule in inputs.refunds.items()}
    return table([_row(line, effects.get(line.effect), rules.get(line.refund)) for line in inputs.lines])


def table(lines) -> bytes:
    """Rows of the model in their order, saved or not."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads())
    for line in sorted(lines, key=lambda one: _ORDER.index(one.kind)):
        writer.writerow([guarded(_cell(line, name)) for name in (*_PASTED, *_RECEIVERS, "kind")])
    return target.getvalue().encode("utf-8-sig")


def _row(line: CaseLine, effect, rule) -> Line:
    told = {name: getattr(line, name) for name in _FROZEN}
    prices = {"unit_price": line.price.mode, "unit_price_low": line.price.low, "unit_price_high": line.price.high}
    return Line(**told | prices | _purse("", line.purse) | _purse("to_", line.to), effect=effect, refund=rule)


def _purse(prefix, purse):
    names = ("actor", "administration", "account", "area")
    return {f"{prefix}{name}": getattr(purse, name) for name in names} if purse else {}


def _cell(line, name) -> str:
    """As the table reads it: choices by their words, other rows by their names."""
    if name in _OWN:
        return _OWN[name](line)
    field = Line._meta.get_field(name)
    value = getattr(line, name)
    if field.choices:
        return str(getattr(line, f"get_{name}_display")()) if value else ""
    return _number(value) if isinstance(value, Decimal) else str("" if value is None else value)


_OWN = {
    "years": lambda line: years_text(line.first_year, line.last_year),
    "price": lambda line: f"{line.price.measure} ({line.price.price_year})" if line.price else "",
    "is_assumption": lambda line: "ja" if line.is_assumption else "",
}


def _number(value: Decimal) -> str:
    """Without zeros that say nothing, and without separators of thousands: 1160000,5."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
