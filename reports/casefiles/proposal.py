"""What the budget proposal of a case says on its two or three pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from businesscases.amounts import chance, listed, money, number
from businesscases.budget_page import unadjusted
from businesscases.calculation.figures import budget_proposal
from businesscases.economics.budget import Proposal, Row
from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Actor, ControlArea
from businesscases.headline import Headline, ended, headline, raised
from jobs.errors import Refused
from reports.casefiles import tables
from reports.casefiles.page import frame, paragraphs
from reports.tables import Table


@dataclass(frozen=True)
class ProposalPage:
    title: str
    municipality: str
    partnership: str
    stage: str
    made_on: str
    mark: str
    frozen: tuple[str, ...]
    text: tuple[str, ...]
    headline: Headline
    amounts: tuple[Table, ...]
    notes: tuple[str, ...]
    certainty: tuple[str, ...]
    charts: dict = field(default_factory=dict)


def checked(facts) -> Proposal:
    """The figures of the proposal. Raises Refused, with what is to be entered."""
    try:
        return budget_proposal(facts.inputs, facts.worked)
    except InvalidInput as problem:
        raise Refused(
            _(
                "A budget proposal needs a budget year, and the horizon must reach to the third year after it. Where "
                "lines have prices of other years, it needs a PL estimate that has those years too. Enter this in the "
                "assumptions of the calculation."
            )
        ) from problem


def present(facts) -> ProposalPage:
    """The page of an opened package, in the active language."""
    found = checked(facts)
    return ProposalPage(
        **frame(facts),
        text=paragraphs(facts.dossier.texts.get("proposal", "")),
        headline=headline(facts.inputs, facts.results),
        amounts=tuple(_amounts(found)),
        notes=tuple(_notes(found, facts)),
        certainty=tuple(_certainty(facts)),
    )


def _amounts(found: Proposal) -> Iterator[Table]:
    level = {"year": found.price_level}
    lasting, one_off = _("Lasting changes, 1,000 kr., %(year)s p/l"), _("One-off amounts, 1,000 kr., %(year)s p/l")
    if found.lasting:
        yield _table(found, lasting % level, found.lasting, found.lasting_total)
    if found.one_off:
        yield _table(found, one_off % level, found.one_off, found.one_off_total)
    rows = (
        (_("Lasting changes"), *map(number, found.lasting_total)),
        (_("One-off amounts"), *map(number, found.one_off_total)),
        (_("In all"), *map(number, found.total)),
        (_("Of it within the service frame"), *map(number, _within_frame(found))),
    )
    caption = _("In all, 1,000 kr., %(year)s p/l (spending is positive, savings negative)")
    yield Table(caption % level, _head(found), rows, look="case-budget")


def _table(found, caption, rows, total) -> Table:
    told = tuple((_account(row), *map(number, row.amounts)) for row in rows)
    return Table(caption, _head(found), (*told, (_("In all"), *map(number, total))), look="case-budget")


def _head(found):
    first, *later = found.years
    estimates = (_("Estimate %(year)s") % {"year": year} for year in later)
    return (_("Account"), _("Budget %(year)s") % {"year": first}, *estimates)


def _account(row: Row) -> str:
    parts = (row.administration, row.account, tables.area_name(row.area))
    return ", ".join(part for part in parts if part)


def _within_frame(found: Proposal) -> list[int]:
    rows = [row.amounts for row in (*found.lasting, *found.one_off) if row.area is ControlArea.SERVICE_FRAME]
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * len(found.years)


def _notes(found: Proposal, facts) -> Iterator[str]:
    level = _("Amounts are in the price and pay level (p/l) of %(year)s.") % {"year": found.price_level}
    first, *others = tuple(unadjusted(facts.inputs)) or (level,)
    refund = [_("State refund is taken off the amounts.")] if facts.results.refund else []
    yield " ".join([first, *refund])
    yield from others
    yield from raised(facts.inputs)
    if facts.left_out:
        lines = listed(line.name for line in facts.left_out)
        yield _("Left out, since they cannot be calculated as they stand: %(lines)s.") % {"lines": lines}
    if found.earlier_kr:
        yield _("Before the budget year %(kr)s is spent on balance.") % {"kr": money(found.earlier_kr)}
    if found.later_kr:
        yield _("After the last estimate year %(kr)s is spent on balance; what is saved is negative.") % {
            "kr": money(found.later_kr)
        }


def _certainty(facts) -> Iterator[str]:
    """How sure the municipality can be, in two sentences."""
    drawn = facts.simulation
    if drawn is None:
        yield _("No input has a range yet, so everything is taken as certain.")
        return
    own = drawn.actors.get(Actor.MUNICIPALITY)
    if own is None:
        return
    yield ended(
        _("That the municipality does not lose money within %(years)s years: %(chance)s")
        % {"years": facts.inputs.horizon_years, "chance": chance(own.probability)}
    )
    low, high = money(own.p5), money(own.p95)
    if low == high:
        yield ended(_("In nine of ten draws the municipality's result is about %(kr)s in today's value") % {"kr": low})
        return
    yield ended(
        _("In nine of ten draws the municipality's result lies between %(low)s and %(high)s in today's value")
        % {"low": low, "high": high}
    )
