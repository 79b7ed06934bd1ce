"""The figures of a case as pictures: what is drawn, and what it says in words. How it is drawn stands in charts/.

Every picture has a table beside it (result_tables.py, uncertainty_tables.py). Amounts of one picture share a unit.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from businesscases.amounts import chance, money, number
from businesscases.calculation.figures import Figures, Results
from businesscases.calculation.inputs import Inputs
from businesscases.calculation.uncertainty import Uncertainty
from businesscases.economics.lines import Actor
from businesscases.economics.sensitivity import Tornado
from businesscases.economics.uncertainty import Band, Summary
from businesscases.headline import ended, named, whose
from businesscases.panel import back_in, place_name
from businesscases.result_tables import in_order
from charts import chances as spreads
from charts import columns, curve, swings
from charts.axes import round_ticks
from charts.marks import PHONE, WIDE
from charts.svg import Caption, Chart

CLASSES = 40
MOST_BARS = 12


@dataclass(frozen=True)
class Picture:
    """One chart in two widths, its title, and what it says: under it, unless the chart itself is `worded`."""

    name: str
    title: str
    said: str
    wide: Chart
    phone: Chart
    worded: bool = False


@dataclass(frozen=True)
class Unit:
    """What the amounts of a picture are counted in."""

    kr: float
    name: str

    def of(self, amounts: Iterable) -> tuple[float, ...]:
        return tuple(float(kr) / self.kr for kr in amounts)

    def ticks(self, values: Iterable[float], most: int = 6):
        """Round ticks around zero and all `values`, which are in the unit, with the same number of decimals."""
        bare = [value for value, _text in round_ticks((0.0, *values), str, most)]
        places = next(places for places in (0, 1, 2, 3) if places == 3 or all(_is_round(v, places) for v in bare))
        return tuple((value, number(value, places)) for value in bare)


def unit_of(amounts: Iterable) -> Unit:
    most = max((abs(float(kr)) for kr in amounts), default=0.0)
    if most >= 2_000_000:
        return Unit(1_000_000, _("m. kr."))
    return Unit(1000, _("1,000 kr.")) if most >= 2000 else Unit(1, _("kr."))


def course(who: Actor | None, own: Figures, worth: Sequence[float], band: Band | None, found: Results) -> Picture:
    """What one purse has so far, with interest, year by year; None is everybody together."""
    ends = () if band is None else (band.p5, band.p95)
    unit = unit_of([kr for line in (worth, *ends) for kr in line])
    low, high = (unit.of(line) for line in ends) if ends else ((), ())
    at = own.discounted_break_even.year
    name = whose(who)
    words = curve.Words(
        amounts=_("Gained or lost so far, with interest, %(unit)s") % {"unit": unit.name},
        curve=name,
        band=_("Nine of ten draws"),
        back=_("Back in year %(year)s (%(calendar)s)") % {"year": at or 0, "calendar": found.years[at or 0]},
    )
    shown = unit.of(worth)
    spec = curve.Curve(
        years=tuple((float(t), str(year)) for t, year in enumerate(found.years)),
        values=unit.ticks((*shown, *low, *high)),
        curve=shown,
        words=words,
        low=low,
        high=high,
        back=at or None,
        own=who is Actor.MUNICIPALITY,
    )
    title = _("%(purse)s: gained or lost so far") % {"purse": name}
    return drawn(curve.draw, spec, f"course-{who or 'all'}", title, _course_said(name, own, worth, band, found))


def _course_said(name: str, own: Figures, worth: Sequence[float], band: Band | None, found: Results) -> str:
    last = {"purse": name, "year": found.years[-1], "kr": money(worth[-1])}
    said = [
        _("%(purse)s: money back with interest %(when)s")
        % {"purse": name, "when": back_in(own, own.discounted_break_even, found)},
        _("In %(year)s it stands at %(kr)s") % last,
    ]
    if band is not None:
        ends = {"low": money(band.p5[-1]), "high": money(band.p95[-1])}
        said.append(_("Nine of ten draws then lie from %(low)s to %(high)s") % ends)
    return " ".join(map(ended, said))


def sides(found: Results) -> Picture:
    """What each actor pays and gains in present value, and what is left."""
    actors = [(actor, found.actors[actor]) for actor in in_order(found.actors)]
    unit = unit_of([kr for _who, own in actors for kr in (own.costs_kr, own.gains_kr)])
    rows = tuple(
        swings.Row(
            label=named(actor, first=True),
            first=-own.costs_kr / unit.kr,
            second=own.gains_kr / unit.kr,
            text=money(own.present_value_kr),
            net=own.present_value_kr / unit.kr,
        )
        for actor, own in actors
    )
    ends = [end for row in rows for end in (row.first, row.second, row.net or 0.0)]
    words = swings.Words(_("Pays"), _("Gains"), _("Left"))
    title = _("Who pays and who gains, in today's value, %(unit)s") % {"unit": unit.name}
    said = "; ".join(_said_side(who, own) for who, own in actors)
    return drawn(swings.draw, swings.Swings(rows, unit.ticks(ends), words), "sides", title, said)


def _said_side(who: Actor, own: Figures) -> str:
    return _("%(purse)s pays %(costs)s, gains %(gains)s, left %(left)s") % {
        "purse": named(who, first=True),
        "costs": money(own.costs_kr),
        "gains": money(own.gains_kr),
        "left": money(own.present_value_kr),
    }


def frame(found: Results) -> Picture:
    """What the municipality has more or less to spend in each year, within and outside the service frame."""
    room, outside = found.frame.room, found.frame.outside
    unit = unit_of((*room, *outside))
    first, second = unit.of(room), unit.of(outside)
    spec = columns.Columns(
        years=tuple((float(t), str(year)) for t, year in enumerate(found.years)),
        values=unit.ticks((*first, *second)),
        first=first,
        second=second,
        words=columns.Words(
            _("More (or less, −) in the year, %(unit)s") % {"unit": unit.name},
            _("Within the service frame"),
            _("Outside the service frame"),
        ),
    )
    said = _("In all %(room)s within the service frame and %(outside)s outside it, without interest") % {
        "room": money(sum(room)),
        "outside": money(sum(outside)),
    }
    return drawn(columns.draw, spec, "frame", _("The service frame year by year"), said)


def hinges(inputs: Inputs, tornado: Tornado, who: Actor | None = None) -> Picture | None:
    """The tornado: what a purse has with each input at its lowest and highest, the longest bars; None without any."""
    base, bars = tornado.base, [bar for bar in tornado.bars if bar.moves][:MOST_BARS]
    if not bars:
        return None
    unit = unit_of([base, *(kr for bar in bars for kr in (bar.at_low, bar.at_high))])
    rows = tuple(
        swings.Row(place_name(inputs, bar.name), bar.at_low / unit.kr, bar.at_high / unit.kr, _swing(bar.swing))
        for bar in bars
    )
    ends = [end for row in rows for end in (row.first, row.second)]
    key = swings.Words(_("With the lowest value"), _("With the highest value"), zero=_("Comes out at zero"))
    spec = swings.Swings(rows, unit.ticks([base / unit.kr, *ends]), key, base / unit.kr)
    said = _("The result hangs most on %(input)s: it goes from %(low)s to %(high)s") % {
        "input": rows[0].label,
        "low": money(min(bars[0].at_low, bars[0].at_high)),
        "high": money(max(bars[0].at_low, bars[0].at_high)),
    }
    words = {"purse": whose(who), "unit": unit.name}
    title = _("%(purse)s: what the result hangs on, net present value, %(unit)s") % words
    return drawn(swings.draw, spec, f"hinges-{who}" if who else "hinges", title, said)


def _swing(kr: float) -> str:
    return f"± {money(kr / 2)}"


def chances(spread: Uncertainty) -> Picture:
    """How the net present value of everybody and of each actor spreads over the draws."""
    found = spread.simulation
    of = {Actor(who): draws for who, draws in found.actor_outcomes.items()}
    purses = [(whose(None), found.outcomes, found.total)]
    purses += [(named(who, first=True), of[who], found.actors[who.value]) for who in in_order(of)]
    unit = unit_of(kr for _name, draws, _one in purses for kr in (draws.min(), draws.max()))
    edges = _edges([draws / unit.kr for _name, draws, _one in purses])
    rows = tuple(spreads.Row(name, _shares(draws / unit.kr, edges), _spread_said(one)) for name, draws, one in purses)
    words = spreads.Words(_("Loses money"), _("Does not lose"))
    spec = spreads.Chances(rows, edges, unit.ticks((edges[0], edges[-1])), words)
    title = _("How sure the result is: net present value, %(unit)s") % {"unit": unit.name}
    said = " ".join(ended(f"{row.label}: {row.text}") for row in rows)
    return replace(drawn(spreads.draw, spec, "chances", title, said), worded=True)


def _edges(draws: Sequence[np.ndarray]) -> tuple[float, ...]:
    """About 40 classes of one width over everything drawn, zero being an edge."""
    low, high = min(float(one.min()) for one in draws), max(float(one.max()) for one in draws)
    width = max(high - low, abs(high) * 1e-3, 1e-3) / CLASSES
    first, last = int(np.floor(low / width)), int(np.floor(high / width)) + 1
    return tuple(step * width for step in range(first, last + 1))


def _shares(draws: np.ndarray, edges: tuple[float, ...]) -> tuple[float, ...]:
    counts, _edges_again = np.histogram(draws, edges)
    return tuple(counts / len(draws))


def _spread_said(one: Summary) -> str:
    ends = {"chance": chance(one.probability), "low": money(one.p5), "high": money(one.p95)}
    return _("Does not lose: %(chance)s; nine of ten draws from %(low)s to %(high)s") % ends


def drawn(draw: Callable, spec, name: str, title: str, said: str) -> Picture:
    """The picture in both widths; its alternative text is what it says."""
    said = ended(said)
    wide, phone = (
        draw(spec, Caption(f"{name}-{suffix}", title, said), width=width)
        for suffix, width in (("wide", WIDE), ("phone", PHONE))
    )
    return Picture(name, title, said, wide, phone)


def _is_round(value: float, places: int) -> bool:
    return abs(round(value, places) - value) < 1e-9
