"""The two sheets of lines: what each line hangs on, what it comes to in each year, and what that is worth."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from businesscases.calculation.inputs import CaseLine, Per
from businesscases.economics.lines import Kind
from reports.casebook import names
from reports.casebook.grid import FACTOR, FINE, KR, SHARE, WHOLE, Block, Book, letters
from reports.casebook.names import WORDS
from reports.casebook.numbers import numbers_of

HEAD = 4  # the row of the heads; the years stand above it
_CHOICES = {
    "kind": "kinds",
    "actor": "actors",
    "area": "areas",
    "to_actor": "actors",
    "to_area": "areas",
    "per": "pers",
}


@dataclass(frozen=True)
class Column:
    """`formula` names cells of the same row by their keys; without one the cell is written as it was typed."""

    key: str
    head: str
    form: str = "General"
    width: float = 13
    formula: str = ""


_WHAT = Column("name", _("Line"), width=36)
_PAYS = (
    Column("actor", _("Who")),
    Column("administration", _("Which administration"), width=18),
    Column("account", _("Account function")),
    Column("area", _("Control area")),
)
_RECEIVES = (
    Column("to_actor", _("To whom")),
    Column("to_administration", _("To which administration"), width=18),
    Column("to_account", _("To which account function")),
    Column("to_area", _("To which control area")),
)
_AMOUNTS = (
    Column("first_year", _("First year"), WHOLE, 7),
    Column("last_year", _("Last year"), WHOLE, 7),
    Column("per", _("Counted")),
    Column("effect", _("Effect no."), WHOLE, 7),
    Column("quantity", _("Quantity"), "#,##0.00##", 11),
    Column("unit", _("Unit")),
    Column("price", _("Unit price"), FINE),
    Column("price_year", _("Price year"), WHOLE, 7),
    Column("refund", _("Refund rule no."), WHOLE, 9),
)
_LOOKED_UP = (
    Column("people", _("Participants"), FINE, formula="IF({per}={case},1,{participants})"),
    Column("net", _("Net effect"), FACTOR, formula="IF({per}={success},INDEX({effect_net},{effect}),1)"),
    Column("drop_off", _("Lost a year"), SHARE, 9, "IF({per}={success},INDEX({effect_drop},{effect}),0)"),
    Column("effect_from", _("Effect from year"), WHOLE, 9, "IF({per}={success},INDEX({effect_start},{effect}),0)"),
    Column(
        "conversion",
        _("Price conversion"),
        FACTOR,
        formula="IF({price_year}={level},1,VLOOKUP({level},{index},2,FALSE)/VLOOKUP({price_year},{index},2,FALSE))",
    ),
    Column(
        "at_level",
        _("Unit price at the level of the refund rule"),
        FINE,
        formula='IF({refund}="",0,IF(VLOOKUP({refund},{levels},2,FALSE)={price_year},{price},IFERROR({price}*'
        "VLOOKUP(VLOOKUP({refund},{levels},2,FALSE),{index},2,FALSE)/VLOOKUP({price_year},{index},2,FALSE),{price})))",
    ),
    Column(
        "refunded",
        _("Share refunded"),
        FACTOR,
        formula="IF({at_level}=0,0,SUMPRODUCT(({rules}={refund})*({at_level}>{thresholds})*"
        "({at_level}-{thresholds})*{more})/{at_level})",
    ),
)
# Kr. of the price level to kr. of the proposal, which another index leads to; only where there can be one.
_BUDGET = Column(
    "budget",
    _("To the prices of the budget"),
    FACTOR,
    formula="IF({price_year}={budget_level},1,VLOOKUP({budget_level},{budget_index},2,FALSE)"
    "/VLOOKUP({price_year},{budget_index},2,FALSE))/{conversion}",
)
_BIAS = Column("bias", _("Addition for optimism"), FACTOR, formula="1+{bias_share}*(1-{mitigated})")
_OF_COSTS = (
    Column("own", _("Own share"), FACTOR, formula="-(1-{refunded})"),
    Column("state", _("The state's share"), FACTOR, formula="-{refunded}"),
    Column("units", _("Quantity in all"), FINE, formula="{quantity}*{people}*{net}*{bias}*{conversion}"),
)
_OF_CONSEQUENCES = (
    Column("own", _("Own share"), FACTOR, formula="IF({kind}={gain},1,-1)*(1-{refunded})"),
    Column("state", _("The state's share"), FACTOR, formula="IF({kind}={gain},{refunded},0)"),
    Column("units", _("Quantity in all"), FINE, formula="{quantity}*{people}*{net}*{conversion}"),
)
_WORTH = (
    Column("each", _("Kr. a year before drop-off"), KR, formula="{units}*{price}"),
    Column("present", _("Present value, kr."), KR, formula="SUMPRODUCT({years},{factors})"),
)
_NUMBER = Column("number", _("No."), WHOLE, 5)
COSTS = (_NUMBER, _WHAT, *_PAYS, *_AMOUNTS, *_LOOKED_UP, _BIAS, *_OF_COSTS, *_WORTH)
CONSEQUENCES = (
    *(_NUMBER, _WHAT, Column("kind", _("Kind")), *_PAYS, *_RECEIVES, *_AMOUNTS),
    *(*_LOOKED_UP, *_OF_CONSEQUENCES, *_WORTH),
)


def write(book: Book, key: str, columns: tuple[Column, ...], lines: tuple[tuple[int, CaseLine], ...], facts) -> Block:
    """One sheet of numbered lines. A case without any gets an empty row, so that formulas have where to look."""
    sheet = book.sheet(names.sheets()[key])
    columns = columns if facts.budget is None else (*columns, _BUDGET)
    places = {column.key: at for at, column in enumerate(columns)}
    block = Block(sheet.name, HEAD + 1, HEAD + max(len(lines), 1), places)
    sheet.title(sheet.name, str(_("In each year: quantity in all × unit price × what is left of the effect.")))
    sheet.widths(*(column.width for column in columns))
    sheet.heads(HEAD, [str(column.head) for column in columns])
    _years_across(sheet, len(columns), facts.inputs)
    for row, (number, line) in enumerate(lines, start=block.first):
        _Row(sheet, block, row, facts).write(columns, number, line)
    for column, words in _CHOICES.items():
        if column in places:
            sheet.choices(block.first, places[column], list(getattr(WORDS, words).values()), block.last)
    sheet.page.freeze_panes(HEAD + 1, 2)
    return block


def _years_across(sheet, first, inputs):
    """The year, by the calendar and counted, above each column of amounts."""
    span = inputs.horizon_years + 1
    sheet.heads(HEAD, [str(inputs.decision_year + t) for t in range(span)], first)
    for t in range(span):
        sheet.put(HEAD - 1, first + t, t, WHOLE)
    sheet.page.set_column(first, first + span - 1, 13)


class _Row:
    """One line on its row."""

    def __init__(self, sheet, block, row, facts):
        self.sheet, self.block, self.row, self.facts = sheet, block, row, facts
        self.first, self.span = len(block.columns), facts.inputs.horizon_years + 1

    def write(self, columns, number, line):
        told = _told(line, self.facts.inputs) | {"number": number}
        found = numbers_of(self.facts.inputs, line, self.facts.worked.factors)
        years = {"years": self.sheet.across(self.row, self.first, self.span)}
        cells = self.block.cells(self.row) | _words(self.facts.inputs) | years
        for at, column in enumerate(columns):
            if column.formula:
                self.sheet.calc(self.row, at, column.formula.format(**cells), getattr(found, column.key), column.form)
            else:
                is_input = column.key != "number"
                self.sheet.put(self.row, at, told[column.key], column.form, is_input=is_input)
        for t, kr in enumerate(found.years):
            self.sheet.calc(self.row, self.first + t, _in_year(f"{letters(self.first + t)}${HEAD}", cells), kr)


def _in_year(year, cells):
    within = f"AND({year}>={cells['first_year']},{year}<={cells['last_year']},{year}<={names.HORIZON})"
    passed = f"{year}-{cells['effect_from']}"
    # A share of nothing to the power of 0 is an error in Excel, so that the first year stands apart.
    rest = f"IF({passed}<0,0,IF({passed}=0,1,(1-{cells['drop_off']})^({passed})))"
    return f"IF({within},{cells['each']}*{rest},0)"


def _words(inputs):
    """What formulas name besides cells of their row."""
    return {
        "case": WORDS.per(Per.CASE),
        "success": WORDS.per(Per.SUCCESS),
        "gain": WORDS.kind(Kind.GAIN),
        "participants": names.PARTICIPANTS,
        "level": names.PRICE_YEAR,
        "index": names.INDEX,
        "budget_level": names.BUDGET_YEAR if inputs.budget_series else names.PRICE_YEAR,
        "budget_index": names.BUDGET_INDEX,
        "bias_share": names.BIAS,
        "mitigated": names.MITIGATION,
        "rules": names.REFUND_RULE,
        "levels": names.REFUND_LEVEL,
        "thresholds": names.REFUND_FROM,
        "more": names.REFUND_MORE,
        "effect_net": names.EFFECT_NET,
        "effect_drop": names.EFFECT_DROP,
        "effect_start": names.EFFECT_FROM,
        "factors": names.FACTORS,
    }


def _told(line: CaseLine, inputs):
    """The line as it was typed, with the numbers of its effect and its refund rule."""
    effects, rules = [effect.key for effect in inputs.effects], list(inputs.refunds)
    return {
        "name": line.name,
        "kind": WORDS.kinds[line.kind],
        **_purse("", line.purse),
        **_purse("to_", line.to),
        "first_year": line.first_year,
        "last_year": line.last_year,
        "per": WORDS.pers[line.per],
        "effect": effects.index(line.effect) + 1 if line.per is Per.SUCCESS else None,
        "quantity": line.quantity,
        "unit": line.unit,
        "price": line.price.mode,
        "price_year": line.price_year,
        "refund": rules.index(line.refund) + 1 if line.refund else None,
    }


def _purse(prefix, purse):
    """Actor, administration, account and control area."""
    if purse is None:
        return dict.fromkeys((f"{prefix}actor", f"{prefix}administration", f"{prefix}account", f"{prefix}area"))
    return {
        f"{prefix}actor": WORDS.actors[purse.actor],
        f"{prefix}administration": purse.administration,
        f"{prefix}account": purse.account,
        f"{prefix}area": WORDS.areas[purse.area],
    }
