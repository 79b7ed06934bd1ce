"""The sheet of the budget proposal: the municipality's lines in 1,000 kr. of the budget year and three estimate years.

Rows are rounded so that they add up (economics.budget.rounded_parts): helping rows hold the exact amounts, in the order
in which the thousands left over are handed out. Every account stands there twice, as lasting and as one-off, so that a
line that is changed moves from one to the other.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from businesscases.budget_page import budget_of, unadjusted
from businesscases.calculation.figures import budget_basis
from businesscases.economics.budget import BUDGET_YEARS, Proposal, Row
from businesscases.economics.lines import Actor, ControlArea, Posting, Purse, postings, summed
from reports.casebook import names
from reports.casebook.grid import FINE, WHOLE, Block, Book, letters, quoted
from reports.casebook.holders import Lines
from reports.casebook.names import WORDS

_FIRST = 3  # the column of the budget year
_EXACT = "#,##0.000"
_NOTHING = (Decimal(0),) * BUDGET_YEARS
_PLACES = 8  # decimals of 1,000 kr. below which floats tell nothing


@dataclass(frozen=True)
class _Place:
    """An account, as lasting or as one-off, and its row of the proposal, if it has money in the four years."""

    purse: Purse
    lasts: bool
    row: Row | None


def write(book: Book, lines: Lines, facts) -> None:
    """The proposal, or what it lacks."""
    sheet = book.sheet(names.sheets()["budget"], is_wide=False)
    sheet.widths(44, 18, 24, *[14] * BUDGET_YEARS)
    if facts.budget is None:
        row = sheet.title(sheet.name, budget_of(facts.dossier.calculation).instruction)
        return
    row = sheet.title(
        sheet.name,
        _("1,000 kr. in the prices of %(year)s (p/l). Spending is positive, income and savings are negative.")
        % {"year": facts.budget.price_level},
        *unadjusted(facts.inputs),
        _("A change is lasting where it runs for more than one year and up to the last estimate year or beyond."),
        *([_("State refund is taken off the amounts.")] if facts.results.refund else []),
    )
    _Proposal(sheet, lines, facts).write(row)


class _Proposal:
    def __init__(self, sheet, lines, facts):
        self.sheet, self.lines, self.facts = sheet, lines, facts
        self.found: Proposal = facts.budget
        self.places = _places(facts)
        self.amounts = _exact(facts)
        self.span = facts.inputs.horizon_years + 1

    def write(self, row):
        """Visible tables first; the helping rows, from which they take their figures, below them."""
        count = len(self.places)
        self.exact = row + count + 20
        self.rounded = self.exact + count + 5
        lasting = self._table(row, _("Lasting changes"), self.found.lasting_total, lasts=True)
        one_off = self._table(lasting + 2, _("One-off amounts"), self.found.one_off_total, lasts=False)
        self._totals(one_off + 2, lasting, one_off)
        self._helping()

    def _table(self, row, title, total, *, lasts):
        """The accounts of one kind; the row of their sum."""
        self._heads(row, title)
        chosen = [at for at, place in enumerate(self.places) if place.lasts is lasts]
        for shown, at in enumerate(chosen, start=row + 3):
            self._account(shown, self.places[at].purse)
            for k, thousands in enumerate(_amounts(self.places[at])):
                self.sheet.calc(shown, _FIRST + k, f"{letters(_FIRST + k)}{self.rounded + at + 1}", thousands)
        last = row + 3 + len(chosen)
        self.sheet.put(last, 0, _("In all"))
        for k, thousands in enumerate(total):
            letter = letters(_FIRST + k)
            self.sheet.calc(last, _FIRST + k, f"SUM({letter}{row + 4}:{letter}{last})", thousands, is_bold=True)
        return last

    def _heads(self, row, title):
        years = (_("Budget year"), *(f"BO{number}" for number in range(1, BUDGET_YEARS)))
        self.sheet.heading(row, title)
        self.sheet.heads(row + 1, [_("Which administration"), _("Account function"), _("Control area"), *years])
        for k, year in enumerate(self.found.years):
            self.sheet.calc(row + 2, _FIRST + k, f"{names.BUDGET_YEAR}+{k}", year, WHOLE)

    def _account(self, row, purse):
        for column, value in enumerate((purse.administration, purse.account, WORDS.areas[purse.area])):
            self.sheet.put(row, column, value)

    def _totals(self, row, lasting, one_off):
        """Both kinds together, the part within the service frame, and what the tables do not show."""
        self.sheet.heading(row, _("In all"))
        labels = (_("Lasting changes and one-off amounts"), _("Of it within the service frame"))
        for at, label in enumerate(labels, start=row + 1):
            self.sheet.put(at, 0, label)
        areas = self.sheet.down(self.rounded, 2, len(self.places))
        for k, (thousands, within) in enumerate(zip(self.found.total, _within_frame(self.found), strict=True)):
            column, letter = _FIRST + k, letters(_FIRST + k)
            self.sheet.calc(row + 1, column, f"{letter}{lasting + 1}+{letter}{one_off + 1}", thousands, is_bold=True)
            rounded = self.sheet.down(self.rounded, column, len(self.places))
            frame = quoted(WORDS.areas[ControlArea.SERVICE_FRAME])
            self.sheet.calc(row + 2, column, f"SUMPRODUCT(({areas}={frame})*{rounded})", within)
        self._outside(row + 3)

    def _outside(self, row):
        first = f"({names.BUDGET_YEAR}-{names.DECISION_YEAR})"
        before, after = f"({names.YEARS}<{first})", f"({names.YEARS}>{first}+{BUDGET_YEARS - 1})"
        told = (
            (_("Spent on balance before the budget year, kr."), before, self.found.earlier_kr),
            (_("Spent on balance after the last estimate year, kr."), after, self.found.later_kr),
        )
        for at, (label, years, kr) in enumerate(told, start=row):
            self.sheet.put(at, 0, label)
            self.sheet.calc(at, _FIRST, self._spent(years), kr, FINE)
        self.sheet.put(row + 2, 0, _("Is every account of the lines in the tables?"))
        within = f"(1-{before})*(1-{after})"
        listed = self.sheet.area(self.exact, _FIRST, len(self.places), BUDGET_YEARS)
        missing = f"ABS({self._spent(within)}/1000-SUM({listed}))<0.001"
        yes, no = quoted(_("yes")), quoted(_("no: an account has been added or renamed"))
        self.sheet.calc(row + 2, _FIRST, f"IF({missing},{yes},{no})", _("yes"))

    def _spent(self, years):
        """What the municipality spends in some years, kr., from all lines at once."""
        kr = (f"SUMPRODUCT({whose}*{block.years(self.span)}*{years})" for whose, block in self._own())
        return f"-({'+'.join(kr)})"

    def _own(self, *conditions):
        """The municipality's signed share of each line in the prices of the budget, and the sheet of the line."""
        costs, others = self.lines.costs, self.lines.consequences
        for block, prefix, share in ((costs, "", "own"), (others, "", "own"), (others, "to_", None)):
            whose = [f"({block.column(f'{prefix}actor')}={WORDS.municipality})", block.column("budget")]
            whose += [condition(block, prefix) for condition in conditions]
            yield "*".join([*whose, *([block.column(share)] if share else [])]), block

    def _helping(self):
        """Exact amounts, and what they are rounded to."""
        sheet, count = self.sheet, len(self.places)
        sheet.heading(self.exact - 3, _("How the rows are rounded: helping rows are folded away below"))
        sheet.folded(self.exact - 2, self.rounded + count + 1)
        for first, title in ((self.exact, _("Exact, 1,000 kr.")), (self.rounded, _("Rounded so that they add up"))):
            sheet.heading(first - 1, title)
            for at, place in enumerate(self.places, start=first):
                self._account(at, place.purse)
                sheet.put(at, _FIRST + BUDGET_YEARS, int(place.lasts), WHOLE)
        for k in range(BUDGET_YEARS):
            self._rounding(k)

    def _rounding(self, k):
        """One year: each row, how many thousands are left over, and who gets them."""
        column, letter, count = _FIRST + k, letters(_FIRST + k), len(self.places)
        exact = f"{letter}${self.exact + 1}:{letter}${self.exact + count}"
        left = self.rounded + count
        amounts = [self.amounts.get((place.lasts, place.purse), _NOTHING)[k] for place in self.places]
        for at, thousands in enumerate(amounts):
            self.sheet.calc(self.exact + at, column, self._exact_formula(self.exact + at, k), thousands, _EXACT)
            cell, above = f"{letter}{self.exact + at + 1}", f"{letter}${self.exact + 1}:{letter}{self.exact + at + 1}"
            rest = f"{_rest(exact)}>{_rest(cell)}", f"{_rest(above)}={_rest(cell)}"
            place = "+".join(f"SUMPRODUCT(({one})*1)" for one in rest)
            formula = f"INT({cell})+IF({place}<={letter}${left + 1},1,0)"
            self.sheet.calc(self.rounded + at, column, formula, _amounts(self.places[at])[k])
        together = f"ROUND(SUM({exact}),{_PLACES})"
        # Half a thousand is rounded to the even number, as the platform does.
        even = f"IF(ABS({together}-TRUNC({together}))=0.5,2*ROUND({together}/2,0),ROUND({together},0))"
        value = self.found.total[k] - sum(map(math.floor, amounts))
        self.sheet.calc(left, column, f"{even}-SUMPRODUCT(INT({exact}))", value, WHOLE)

    def _exact_formula(self, row, k):
        """One account in one of the four years; what is spent is positive."""
        in_year = f"{names.BUDGET_YEAR}-{names.DECISION_YEAR}+{k + 1}"
        kr = "+".join(
            f"SUMPRODUCT({whose}*INDEX({block.years(self.span)},0,{in_year}))"
            for whose, block in self._own(self._of_account(row), self._lasts(row))
        )
        return f"ROUND(-({kr})/1000,{_PLACES})"

    def _of_account(self, row):
        def condition(block: Block, prefix: str) -> str:
            pairs = (("administration", "A"), ("account", "B"), ("area", "C"))
            return "*".join(f"EXACT({block.column(prefix + key)},${letter}{row + 1})" for key, letter in pairs)

        return condition

    def _lasts(self, row):
        flag = f"${letters(_FIRST + BUDGET_YEARS)}{row + 1}"
        end = f"{names.BUDGET_YEAR}-{names.DECISION_YEAR}+{BUDGET_YEARS - 1}"

        def condition(block: Block, _prefix: str) -> str:
            first, last = block.column("first_year"), block.column("last_year")
            return f"((({last}>{first})*({last}>={end}))={flag})"

        return condition


def _rest(cells: str) -> str:
    return f"ROUND({cells}-INT({cells}),{_PLACES})"


def _exact(facts) -> dict[tuple[bool, Purse], list[Decimal]]:
    """1,000 kr. of each kind and account in the four years, positive where it is spent."""
    first = facts.budget.years[0] - facts.inputs.decision_year
    yearly = summed(_postings(facts), lambda part: (_lasts(part, facts), part.purse))
    return {key: [-kr / 1000 for kr in flows[first : first + BUDGET_YEARS]] for key, flows in yearly.items()}


def _postings(facts) -> list[Posting]:
    parts = postings(facts.worked.lines, budget_basis(facts.inputs))
    return [part for part in parts if part.purse.actor is Actor.MUNICIPALITY]


def _lasts(part: Posting, facts) -> bool:
    years, last = part.line.years, facts.budget.years[-1] - facts.inputs.decision_year
    return len(years) > 1 and max(years) >= last


def _places(facts) -> list[_Place]:
    """Every account of the municipality twice, in the order in which the proposal hands out what is left over."""
    found: Proposal = facts.budget
    rows = {(lasts, _key(row)): row for lasts, part in ((True, found.lasting), (False, found.one_off)) for row in part}
    order = list(dict.fromkeys((_lasts(part, facts), part.purse) for part in _postings(facts)))
    order += [(not lasts, purse) for lasts, purse in order if (not lasts, purse) not in order]
    order.sort(key=lambda place: _key(place[1]))
    return [_Place(purse, lasts, rows.get((lasts, _key(purse)))) for lasts, purse in order]


def _key(of):
    return of.administration, of.account, of.area


def _amounts(place: _Place) -> tuple[int, ...]:
    return place.row.amounts if place.row else (0,) * BUDGET_YEARS


def _within_frame(found: Proposal) -> list[int]:
    rows = [row.amounts for row in (*found.lasting, *found.one_off) if row.area is ControlArea.SERVICE_FRAME]
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * BUDGET_YEARS
