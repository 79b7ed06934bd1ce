"""The figures of a case as tables. Money is rounded here; what does not exist is said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesscases.amounts import NO_FIGURE, listed, money, number, percent, plain, thousands
from businesscases.calculation.figures import Figures, Place, Refund, Results
from businesscases.calculation.inputs import Inputs
from businesscases.calculation.matrix import Matrix
from businesscases.calculation.worked import PARTICIPANTS, refunded_share
from businesscases.economics.budget import rounded_parts
from businesscases.economics.flows import Reason
from businesscases.economics.lines import Actor
from businesscases.economics.refund import RefundRule
from businesscases.economics.uncertainty import Band
from businesscases.headline import named
from businesscases.panel import back_in

# Why a figure does not exist, in the words of a cell.
UNDEFINED = {
    Reason.ALL_ZERO: gettext_lazy("none: no money moves"),
    Reason.NO_COSTS: gettext_lazy("none: nothing is paid"),
    Reason.NO_GAIN_OR_NO_COST: gettext_lazy("none: money only goes one way"),
    Reason.NO_RATE: gettext_lazy("none: no rate makes it come out at zero"),
    Reason.SEVERAL_RATES: gettext_lazy("%(rates)s (several, so none can be used)"),
    Reason.ONE_YEAR: gettext_lazy("none: there is only one year"),
}


@dataclass(frozen=True)
class Table:
    """The first cell of a row is its heading; `foot` is the row that the others add up to, if they do."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()


def key_figures(found: Results) -> Table:
    """Everybody together, each actor, and the administrations of an actor that has several."""
    rows = [_key_row(_("Everybody together"), found.total, found)]
    for actor in in_order(found.actors):
        rows.append(_key_row(named(actor, first=True), found.actors[actor], found))
        places = [place for place in found.administrations if place[0] is actor]
        if len(places) > 1:
            rows += [_key_row(_of_which(place), found.administrations[place], found) for place in places]
    head = (
        _("Purse"),
        _("Net present value"),
        _("Gain ÷ cost"),
        _("Net gain per krone"),
        _("Same amount every year"),
        _("Money back"),
        _("Money back with interest"),
        _("Internal rate of return"),
    )
    return Table(_("Key figures"), head, tuple(rows))


def _of_which(place: Place) -> str:
    return _("of which %(place)s") % {"place": place_label(place)}


def _key_row(name: str, own: Figures, found: Results) -> tuple[str, ...]:
    ratio = str(UNDEFINED[Reason.NO_COSTS]) if own.ratio is None else number(own.ratio, 2)
    return (
        name,
        money(own.present_value_kr),
        ratio,
        NO_FIGURE if own.ratio is None else _("%(number)s kr.") % {"number": number(own.ratio - 1, 2)},
        str(UNDEFINED[Reason.ONE_YEAR]) if own.annual_kr is None else money(own.annual_kr),
        back_in(own, own.break_even, found),
        back_in(own, own.discounted_break_even, found),
        rates(own),
    )


def rates(own: Figures) -> str:
    """All internal rates of return, or why there is none."""
    if not any(own.flows):
        return str(UNDEFINED[Reason.ALL_ZERO])
    if len(own.rates) > 1:
        told = listed(percent(rate, 1) for rate in own.rates)
        return str(UNDEFINED[Reason.SEVERAL_RATES]) % {"rates": told}
    if own.rates:
        return percent(own.rates[0], 1)
    one_way = min(own.flows) >= 0 or max(own.flows) <= 0
    return str(UNDEFINED[Reason.NO_GAIN_OR_NO_COST if one_way else Reason.NO_RATE])


def course(own: Figures, discounted: Sequence[float], band: Band | None, found: Results) -> Table:
    """One purse year by year, 1,000 kr."""
    ends = [] if band is None else [band.p5, band.p95]
    columns = [own.flows, own.cumulative, discounted, *ends]
    head = [_("Year"), _("In the year"), _("So far"), _("So far with interest")]
    head += [] if band is None else [_("One in twenty lower"), _("One in twenty higher")]
    rows = tuple((year_label(found, t), *(thousands(column[t]) for column in columns)) for t in range(len(found.years)))
    return Table(_("Year by year, 1,000 kr."), tuple(head), rows)


def pockets(cells: Matrix, found: Results) -> Table:
    """The pocket matrix: years down, purses across, sums that add up."""
    rows = tuple(
        (year_label(found, t), *map(_thousand, row), _thousand(total))
        for t, (row, total) in enumerate(zip(cells.cells, cells.totals, strict=True))
    )
    return Table(
        caption=_("Who pays (−) and who gains in every year, 1,000 kr. in the prices of the case"),
        head=(_("Year"), *(place_name_of(place, cells.places) for place in cells.places), _("Everybody together")),
        rows=rows,
        foot=(_("All years"), *map(_thousand, cells.sums), _thousand(cells.total)),
    )


def sides(found: Results) -> Table:
    """What each actor pays, gains and has left, in present value."""
    rows = tuple(
        (
            named(actor, first=True),
            money(own.costs_kr),
            money(own.gains_kr),
            money(own.present_value_kr),
            percent(found.shares[actor]) if actor in found.shares else NO_FIGURE,
        )
        for actor, own in ((actor, found.actors[actor]) for actor in in_order(found.actors))
    )
    head = (_("Purse"), _("Pays"), _("Gains"), _("Left"), _("Share of the gain"))
    return Table(_("Who pays and who gains, in today's value"), head, rows)


def frame(found: Results) -> Table:
    rows = tuple(
        (year_label(found, t), thousands(room), thousands(outside))
        for t, (room, outside) in enumerate(zip(found.frame.room, found.frame.outside, strict=True))
    )
    head = (_("Year"), _("Within the service frame"), _("Outside the service frame"))
    return Table(_("What the municipality has more (or less, −) to spend, 1,000 kr."), head, rows)


def refund(found: Results, refunded: Refund) -> Table:
    """What the state returns to the municipality in every year. Rounded so that rows and columns add up."""
    sides = zip(refunded.returned, refunded.lapsed, strict=True)
    cells = [rounded_parts([returned / 1000, -lapsed / 1000]) for returned, lapsed in sides]
    told = [(*cell, sum(cell)) for cell in cells]
    rows = tuple((year_label(found, t), *map(_thousand, row)) for t, row in enumerate(told))
    return Table(
        caption=_("State refund to the municipality year by year, 1,000 kr."),
        head=(_("Year"), _("Of what it pays"), _("Lapses with what it saves"), _("In all")),
        rows=rows,
        foot=(_("All years"), *(_thousand(sum(column)) for column in zip(*told, strict=True))),
    )


def refunds(inputs: Inputs) -> Table:
    """The lines with state refund, and the share of the most likely price that the state refunds."""
    lines = [line for line in inputs.lines if line.refund]
    rows = tuple(
        (
            line.name,
            money(line.price.mode),
            percent(refunded_share(line, inputs), 1),
            _rule(inputs.refunds[line.refund]),
        )
        for line in lines
    )
    head = (_("Line"), _("Price of one case a year"), _("Refunded by the state"), _("Rule"))
    return Table(_("Lines with state refund"), head, rows)


def _rule(rule: RefundRule) -> str:
    return _("%(law)s, level of %(year)s") % {"law": rule.law, "year": rule.level_year}


def in_order(actors: Iterable[Actor]) -> list[Actor]:
    """The municipality first, then as the engine lists them."""
    return sorted(actors, key=list(Actor).index)


def year_label(found: Results, t: int) -> str:
    """ "2033 (år 6)"."""
    return _("%(calendar)s (year %(year)s)") % {"calendar": found.years[t], "year": t}


def place_label(place: Place) -> str:
    """An administration, or what stands for an actor's money without one."""
    return place[1] or _("without administration")


def place_name_of(place: Place, places: Sequence[Place]) -> str:
    """A purse by the shortest name that tells it apart: an actor's only place is the actor."""
    actor = place[0]
    if sum(other[0] is actor for other in places) == 1 and not place[1]:
        return named(actor, first=True)
    return place_label(place) if actor is Actor.MUNICIPALITY else f"{named(actor, first=True)}: {place_label(place)}"


def value_label(key: str, value: float) -> str:
    """A value of an uncertain input in its unit."""
    if key == PARTICIPANTS:
        return plain(value, 1)
    return percent(value, 1) if key.startswith("effect:") else money(value)


def _thousand(number: int) -> str:
    return thousands(number * 1000)
