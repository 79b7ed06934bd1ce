"""When the money is back, in formulas: helping rows that say of each year whether the sum so far is below zero."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from businesscases.economics.flows import ROUNDING
from reports.casebook import names
from reports.casebook.grid import WHOLE, letters

_FIRST = 2  # the column of year 0
_NONE = "–"


@dataclass(frozen=True)
class _Year:
    """The helping figures of one year: below zero as the number of the next year, has been away from zero, sign."""

    below: int
    seen: int
    below_worth: int
    sign: int


class Payback:
    """The helping tables of a sheet of results, from row `row` on; `told` gives the formulas of one holder."""

    def __init__(self, results, row, flows, sums, worths):
        self.results, self.row, self.flows, self.sums, self.worths = results, row, flows, sums, worths
        step = len(results.held) + 4
        self.below, self.seen, self.below_worth, self.signs = (row + 3 + at * step for at in range(4))
        factors = [float(factor) for factor in results.facts.worked.factors]
        self.known = [_years(holder.figures, factors) for holder in results.held]

    def write(self):
        """The helping tables, folded away below the heading that says what they are for."""
        self.results.sheet.heading(self.row, _("When the money is back: helping rows are folded away below"))
        self.results.sheet.folded(self.row + 1, self.signs + len(self.results.held) - 1)
        self._table(self.below, "below", _("Helping rows: below zero, as the number of the next year"), self._below)
        self._table(self.seen, "seen", _("Helping rows: has been below or above zero"), self._seen)
        title = _("Helping rows: below zero in present value, as the number of the next year")
        self._table(self.below_worth, "below_worth", title, self._below_worth)
        self._table(self.signs, "sign", _("Helping rows: sign of the last amount that is not zero"), self._sign)

    def told(self, at):
        """Formula, value and format of each figure of the summary, from the year in which the money is back."""
        found = self.results.held[at].figures
        below, seen, worth = (self._across(table, at) for table in (self.below, self.seen, self.below_worth))
        crossed = f'IF(SUMPRODUCT(({below}=0)*{seen}*({names.YEARS}<MAX({below})))>0,"{_("yes")}","{_("no")}")'
        yield _back(below), _year_of(found and found.break_even, self.results), WHOLE
        yield crossed, _("yes") if found and found.break_even.crosses_back else _("no"), WHOLE
        yield _back(worth), _year_of(found and found.discounted_break_even, self.results), WHOLE
        yield self._rate(at, found)

    def changes(self, at):
        """How often the amounts of a holder change their sign, as a formula."""
        signs = self._across(self.signs, at)
        later = signs.replace(f"${letters(_FIRST)}$", f"${letters(_FIRST + 1)}$", 1)
        earlier = signs.replace(
            f":${letters(_FIRST + self.results.span - 1)}$", f":${letters(_FIRST + self.results.span - 2)}$", 1
        )
        return f"SUMPRODUCT(({earlier}*{later}<0)*1)"

    def counted(self, at):
        """The same as a number."""
        known = self.known[at]
        return sum(one.sign * other.sign < 0 for one, other in zip(known, known[1:], strict=False))

    def _rate(self, at, found):
        """Only flows that change their sign once have one rate, and no other, that Excel is sure to find."""
        flows, changes, counted = self._across(self.flows, at), self.changes(at), self.counted(at)
        rate = found.rates[0] if counted == 1 and found.rates else None
        guess = 0.1 if rate is None else rate
        several = f'IF({changes}=0,"{_NONE}","{_("several possible")}")'
        formula = f'IF({changes}=1,IFERROR(IRR({flows},{guess!r}),"{_NONE}"),{several})'
        value = rate if rate is not None else (_("several possible") if counted > 1 else _NONE)
        return formula, value, "0.0%"

    def _table(self, first, key, title, formula):
        sheet = self.results.sheet
        sheet.heading(first - 2, title)
        sheet.heads(first - 1, [_("Who"), _("Which administration"), *map(str, range(self.results.span))])
        for at, holder in enumerate(self.results.held):
            sheet.put(first + at, 0, holder.label)
            sheet.put(first + at, 1, holder.administration)
            for t, year in enumerate(self.known[at]):
                sheet.calc(first + at, _FIRST + t, formula(at, t), getattr(year, key), WHOLE)

    def _cell(self, table, at, t):
        return f"{letters(_FIRST + t)}{table + at + 1}"

    def _across(self, table, at):
        return self.results.sheet.across(table + at, _FIRST, self.results.span)

    def _allowed(self, at, t):
        """What only rounding leaves of a sum that is zero."""
        moved = f"${letters(_FIRST)}{self.flows + at + 1}:{self._cell(self.flows, at, t)}"
        return f"{ROUNDING:.0E}*SUMPRODUCT(ABS({moved}))"

    def _below(self, at, t):
        return f"IF({self._cell(self.sums, at, t)}<-{self._allowed(at, t)},{t + 1},0)"

    def _below_worth(self, at, t):
        return f"IF({self._cell(self.worths, at, t)}<-{self._allowed(at, t)},{t + 1},0)"

    def _seen(self, at, t):
        before = f"{self._cell(self.seen, at, t - 1)}=1," if t else ""
        is_above = f"{self._cell(self.sums, at, t)}>{self._allowed(at, t)}"
        return f"IF(OR({before}{self._cell(self.below, at, t)}>0,{is_above}),1,0)"

    def _sign(self, at, t):
        flow, before = self._cell(self.flows, at, t), self._cell(self.signs, at, t - 1) if t else "0"
        return f"IF({flow}=0,{before},SIGN({flow}))"


def _years(figures, factors):
    """The helping figures as the formulas compute them; nothing happens to whom the case does nothing."""
    found, total, worth, moved, seen, sign = [], 0.0, 0.0, 0.0, 0, 0
    flows = [float(kr) for kr in figures.flows] if figures else [0.0] * len(factors)
    for t, (kr, factor) in enumerate(zip(flows, factors, strict=True)):
        total, worth, moved = total + kr, worth + kr * factor, moved + abs(kr)
        allowed = ROUNDING * moved
        seen = int(seen or abs(total) > allowed)
        sign = sign if kr == 0 else (1 if kr > 0 else -1)
        found.append(_Year((t + 1) * (total < -allowed), seen, (t + 1) * (worth < -allowed), sign))
    return found


def _back(below):
    return f'IF(MAX({below})>{names.HORIZON},"{_("not within the horizon")}",MAX({below}))'


def _year_of(break_even, results):
    if not break_even:
        return 0
    return _("not within the horizon") if break_even.year is None else break_even.year
