"""What the ranges, the scenarios and another discount rate do to the figures of a case, as tables."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesscases.amounts import NO_FIGURE, chance, listed, money, percent
from businesscases.calculation.comparing import Compared
from businesscases.calculation.figures import Results
from businesscases.calculation.inputs import Inputs
from businesscases.calculation.uncertainty import Hinges, Uncertainty
from businesscases.economics.discounting import Schedule
from businesscases.economics.lines import Actor
from businesscases.economics.sensitivity import Scenario, SwitchingValue, Verdict
from businesscases.economics.uncertainty import Summary
from businesscases.headline import named, whose
from businesscases.panel import back_in, place_name
from businesscases.result_tables import Table, in_order, value_label

VERDICTS = {
    Verdict.NEVER: gettext_lazy("no value alone tips the result"),
    Verdict.NO_INFLUENCE: gettext_lazy("does not change the result"),
}


def hinges(inputs: Inputs, found: Hinges) -> Table:
    """Each input's range, what the purse has at its ends, and where it tips. Inputs of other purses are left out."""
    tipping = {one.name: one for one in found.switching}
    rows = tuple(
        (
            place_name(inputs, bar.name),
            value_label(bar.name, bar.low),
            value_label(bar.name, bar.high),
            money(bar.at_low),
            money(bar.at_high),
            *_tips(tipping[bar.name]),
        )
        for bar in found.tornado.bars
        if found.who is None or bar.moves
    )
    head = (
        _("Input"),
        _("Lowest"),
        _("Highest"),
        _("Result at the lowest"),
        _("Result at the highest"),
        _("Comes out at zero at"),
        _("Away from the expected"),
        _("Within your range?"),
    )
    return Table(_("%(purse)s: what the result hangs on, the most first") % {"purse": whose(found.who)}, head, rows)


def _tips(one: SwitchingValue) -> tuple[str, str, str]:
    if one.nearest is None:
        return str(VERDICTS[one.verdict]), NO_FIGURE, NO_FIGURE
    values = listed(value_label(one.name, value) for value in one.values)
    away = NO_FIGURE if one.distance is None else percent(one.distance)
    return values, away, _("yes") if one.inside else _("no")


def chances(spread: Uncertainty) -> Table:
    """The distribution of the result, for everybody and each actor."""
    actors = {Actor(who): one for who, one in spread.simulation.actors.items()}
    named_rows = [(whose(None), spread.simulation.total)]
    named_rows += [(named(actor, first=True), actors[actor]) for actor in in_order(actors)]
    rows = tuple((name, *_spread_row(one)) for name, one in named_rows)
    head = (_("Purse"), _("Mean"), _("One in twenty lower"), _("Median"), _("One in twenty higher"), _("Does not lose"))
    return Table(_("The net present value over all draws"), head, rows)


def _spread_row(one: Summary) -> tuple[str, ...]:
    return *map(money, (one.mean, one.p5, one.p50, one.p95)), chance(one.probability)


def scenarios(found: Results, spread: Uncertainty | None, own: Iterable[tuple[str, Compared]]) -> Table:
    """The engine's three, then the municipality's own, side by side."""
    actors = in_order(found.actors)
    worst, best = [], []
    if spread:
        worst = [_end_row(_("Pessimistic"), spread.scenarios.pessimistic, actors)]
        best = [_end_row(_("Optimistic"), spread.scenarios.optimistic, actors)]
    odds = {None: spread.simulation.total.probability} if spread else {}
    expected = _scenario_row(_("Expected"), found, odds, None, actors)
    rows = [*worst, expected, *best, *(_compared_row(name, one, actors) for name, one in own)]
    purses = (named(actor, first=True) for actor in actors)
    head = (_("Scenario"), _("Everybody together"), *purses, _("Does not lose"), _("Better than expected"))
    return Table(_("Net present value in each scenario"), head, tuple(rows))


def _end_row(name: str, end: Scenario, actors: Sequence[Actor]) -> tuple[str, ...]:
    return name, money(end.total), *(money(end.actors[actor.value]) for actor in actors), NO_FIGURE, NO_FIGURE


def _compared_row(name: str, one: Compared, actors: Sequence[Actor]) -> tuple[str, ...]:
    if one.part.found is None:
        return name, _("cannot be calculated"), *(NO_FIGURE for _actor in actors), NO_FIGURE, NO_FIGURE
    return _scenario_row(name, one.part.found, one.chances, one.better, actors)


def _scenario_row(name, found, odds, better, actors) -> tuple[str, ...]:
    own = {actor: money(found.actors[actor].present_value_kr) for actor in actors if actor in found.actors}
    return (
        name,
        money(found.total.present_value_kr),
        *(own.get(actor, NO_FIGURE) for actor in actors),
        chance(odds[None]) if None in odds else NO_FIGURE,
        NO_FIGURE if better is None else _("in %(share)s of the draws") % {"share": percent(better)},
    )


def discounted(inputs: Inputs, found: Results, others: Iterable[tuple[Schedule, Results]]) -> Table:
    """The case under its own discount rate and under each other one."""
    actors = in_order(found.actors)
    own = _("%(name)s (the case's own)") % {"name": inputs.schedule.name}
    pairs = [(own, found), *((schedule.name, one) for schedule, one in others)]
    rows = tuple(
        (
            name,
            money(one.total.present_value_kr),
            *(money(one.actors[actor].present_value_kr) for actor in actors),
            back_in(one.total, one.total.discounted_break_even, one),
        )
        for name, one in pairs
    )
    purses = (named(actor, first=True) for actor in actors)
    head = (_("Discount rate"), _("Everybody together"), *purses, _("Money back with interest"))
    return Table(_("Net present value under other discount rates"), head, rows)
