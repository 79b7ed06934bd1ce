"""The sheet of results: what the case is worth for all and for each purse, year by year, and when the money is back."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from businesscases.economics.lines import Actor, ControlArea, Kind, postings, summed
from reports.casebook import names
from reports.casebook.grid import FINE, KR, Book, letters
from reports.casebook.holders import Holder, Lines, Picked, holders
from reports.casebook.names import WORDS
from reports.casebook.payback import Payback

_FIRST = 2  # the column of year 0
_NONE = "–"


@dataclass
class Results:
    """The sheet while it is written; `rows` are those of the holders in each table."""

    sheet: object
    facts: object
    lines: Lines
    held: list[Holder]

    def __post_init__(self):
        self.span = self.facts.inputs.horizon_years + 1


@dataclass(frozen=True)
class Told:
    """Where on the sheet the figures of each holder stand, for the sheets that come after it."""

    results: Results
    summary: int
    flow_row: int
    payback: Payback

    @property
    def held(self) -> list[Holder]:
        return self.results.held

    def actor(self, who: Actor | None) -> Holder:
        """All together, or one actor as a whole."""
        return next(one for one in self.held if one.actor is who and one.administration is None)

    def worth(self, who: Actor | None) -> str:
        """The cell of a present value."""
        return self.results.sheet.address(self.summary + self.held.index(self.actor(who)), _FIRST)

    def flows(self, at: int) -> str:
        """The amounts of a holder in all years."""
        return self.results.sheet.across(self.flow_row + at, _FIRST, self.results.span)


def write(book: Book, lines: Lines, facts) -> Told:
    sheet = book.sheet(names.sheets()["results"])
    sheet.widths(24, 26, *[16] * max(10, facts.inputs.horizon_years + 1))
    results = Results(sheet, facts, lines, holders(facts.results, _("All together")))
    row = sheet.title(
        sheet.name, _("Payments are negative. Money that only moves is neither gain nor cost of all together.")
    )
    count = len(results.held)
    tables = {name: row + 3 + at * (count + 4) for at, name in enumerate(("summary", "flows", "sums", "worths"))}
    row = _refund(results, _frame(results, tables["worths"] + count + 3) + 1)
    payback = Payback(results, row + 1, tables["flows"], tables["sums"], tables["worths"])
    _flows(results, tables["flows"])
    _added_up(results, tables["sums"], tables["flows"], _("Added up, kr."), is_worth=False)
    _added_up(results, tables["worths"], tables["flows"], _("Added up in present value, kr."), is_worth=True)
    payback.write()
    _summary(results, tables["summary"], tables["flows"], payback)
    sheet.page.freeze_panes(0, 2)
    return Told(results, tables["summary"], tables["flows"], payback)


def _labels(results, first, heads, title):
    results.sheet.heading(first - 2, title)
    results.sheet.heads(first - 1, [_("Who"), _("Which administration"), *heads])
    for row, holder in enumerate(results.held, start=first):
        results.sheet.put(row, 0, holder.label)
        results.sheet.put(row, 1, holder.administration)


def _year_heads(results):
    return [str(year) for year in results.facts.results.years]


def _flows(results, first):
    _labels(results, first, _year_heads(results), _("Year by year, kr."))
    for row, holder in enumerate(results.held, start=first):
        for t in range(results.span):
            kr = holder.figures.flows[t] if holder.figures else 0
            results.sheet.calc(row, _FIRST + t, _flow(results, holder, first, row, t), kr)


def _flow(results, holder, first, row, t):
    if holder.actor is None:
        letter = letters(_FIRST + t)
        return f"SUM({letter}{first + 2}:{letter}{first + 1 + len(Actor)})"
    return Picked(results.lines, row, by_administration=holder.administration is not None).flow(t)


def _added_up(results, first, flows, title, *, is_worth):
    _labels(results, first, _year_heads(results), title)
    factors = [float(factor) for factor in results.facts.worked.factors]
    for at, holder in enumerate(results.held):
        so_far = 0.0
        for t in range(results.span):
            kr = float(holder.figures.flows[t]) if holder.figures else 0.0
            so_far += kr * (factors[t] if is_worth else 1.0)
            letter = letters(_FIRST + t)
            own = f"{letter}{flows + at + 1}" + (f"*INDEX({names.FACTORS},{t + 1})" if is_worth else "")
            before = f"{letters(_FIRST + t - 1)}{first + at + 1}+" if t else ""
            results.sheet.calc(first + at, _FIRST + t, before + own, so_far)


def _summary(results, first, flows, payback):
    heads = (
        *(_("Present value, kr."), _("Gains, present value"), _("Costs, present value")),
        *(_("Gains per krone of cost"), _("Net gain per krone"), _("The same each year, kr.")),
        *(_("Money back in year"), _("Falls below again"), _("Discounted: back in year"), _("Internal rate of return")),
    )
    _labels(results, first, heads, _("What the case is worth"))
    for at, holder in enumerate(results.held):
        told = [*_worth(results, holder, first + at, flows + at), *payback.told(at)]
        for column, (formula, value, form) in enumerate(told, start=_FIRST):
            results.sheet.calc(first + at, column, formula, value, form, is_bold=at == 0 and column == _FIRST)


def _worth(results, holder, row, flow_row):
    found = holder.figures
    across = results.sheet.across(flow_row, _FIRST, results.span)
    gains, costs = _sides(results, holder, row)
    worth, gained, paid, ratio = (f"{letters(_FIRST + at)}{row + 1}" for at in range(4))
    yearly = f"SUMPRODUCT(({names.YEARS}>=1)*({names.YEARS}<={names.HORIZON})*{names.FACTORS})"
    has_ratio = found is not None and found.ratio is not None
    yield f"SUMPRODUCT({across},{names.FACTORS})", found.present_value_kr if found else 0, KR
    yield gains, found.gains_kr if found else 0, KR
    yield costs, found.costs_kr if found else 0, KR
    yield f'IF({paid}=0,"{_NONE}",{gained}/{paid})', found.ratio if has_ratio else _NONE, FINE
    yield f'IF({paid}=0,"{_NONE}",{ratio}-1)', found.ratio - 1 if has_ratio else _NONE, FINE
    yield f"{worth}/{yearly}", found.annual_kr if found else 0, KR


def _sides(results, holder, row):
    costs, consequences = results.lines.costs, results.lines.consequences
    if holder.actor is not None:
        picked = Picked(results.lines, row, by_administration=holder.administration is not None)
        return picked.gains(), picked.costs()
    kind = f"({consequences.column('kind')}={WORDS.kind(Kind.GAIN)})"
    return f"SUMPRODUCT({kind}*{consequences.column('present')})", f"SUM({costs.column('present')})"


def _frame(results, row):
    """What the case does to the municipality's service frame, and to its other control areas; the next free row."""
    sheet = results.sheet
    sheet.heading(row, _("The municipality's service frame, kr."))
    sheet.heads(row + 1, [_("Control area"), "", *_year_heads(results)])
    own = [area for area in ControlArea if area is not ControlArea.OUTSIDE]
    flows = summed(
        [part for part in postings(results.facts.worked.lines, results.facts.worked.basis) if _is_own(part)],
        lambda part: part.purse.area,
    )
    for at, area in enumerate(own, start=row + 2):
        sheet.put(at, 0, WORDS.areas[area])
        for t in range(results.span):
            sheet.calc(at, _FIRST + t, _of_area(results.lines, at, t), flows[area][t] if area in flows else 0)
    outside = row + 2 + len(own)
    sheet.put(outside, 0, _("Outside the service frame"))
    for t, kr in enumerate(results.facts.results.frame.outside):
        letter = letters(_FIRST + t)
        sheet.calc(outside, _FIRST + t, f"SUM({letter}{row + 4}:{letter}{outside})", kr)
    return outside + 1


def _refund(results, row):
    """What the rules of refund return to the municipality in each year; the next free row."""
    sheet, refund = results.sheet, results.facts.results.refund
    sheet.heading(row, _("State refund to the municipality, kr."))
    sheet.heads(row + 1, [_("Refund"), "", *_year_heads(results)])
    for at, label in enumerate((_("Of what it pays"), _("Lapses with what it saves"), _("In all")), start=row + 2):
        sheet.put(at, 0, label)
    for t in range(results.span):
        column, letter, in_year = _FIRST + t, letters(_FIRST + t), results.lines.year(t)
        returned, lapsed = (refund.returned[t], -refund.lapsed[t]) if refund else (0, 0)
        sides = zip((results.lines.costs, results.lines.consequences), in_year, (returned, lapsed), strict=True)
        for at, (block, amounts, kr) in enumerate(sides, start=row + 2):
            sheet.calc(at, column, f"-SUMPRODUCT({block.column('state')}*{amounts})", kr)
        sheet.calc(row + 4, column, f"{letter}{row + 3}+{letter}{row + 4}", returned + lapsed)
    return row + 5


def _is_own(part):
    return part.purse.actor is Actor.MUNICIPALITY


def _of_area(lines, row, t):
    in_costs, in_consequences = lines.year(t)
    costs, others, area = lines.costs, lines.consequences, f"$A{row + 1}"

    def theirs(block, actor, place):
        return f"({block.column(actor)}={WORDS.municipality})*({block.column(place)}={area})"

    return (
        f"SUMPRODUCT({theirs(costs, 'actor', 'area')}*{costs.column('own')}*{in_costs})"
        f"+SUMPRODUCT({theirs(others, 'actor', 'area')}*{others.column('own')}*{in_consequences})"
        f"+SUMPRODUCT({theirs(others, 'to_actor', 'to_area')}*{in_consequences})"
    )
