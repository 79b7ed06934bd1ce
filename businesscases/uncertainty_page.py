"""What the step of uncertainty shows: every input with its range, where it is changed, and what drives the result."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from businesscases import result_pictures as pictures
from businesscases.amounts import money, number
from businesscases.calculation.comparing import counted
from businesscases.calculation.inputs import Inputs
from businesscases.calculation.uncertainty import swings
from businesscases.economics.lines import Kind
from businesscases.economics.sensitivity import Tornado
from businesscases.guide import address, assumptions_address
from businesscases.models import Distribution, Step
from businesscases.result_pictures import Picture
from businesscases.result_tables import value_label
from businesscases.scenarios import Input, inputs_with_values

STEPS = {Kind.COST: Step.COSTS, Kind.GAIN: Step.CONSEQUENCES, Kind.TRANSFER: Step.PURSES}


@dataclass(frozen=True)
class Row:
    """One input. `swing` says how far its range moves the result, "" where it is taken as certain."""

    name: str
    lowest: str
    mode: str
    highest: str
    is_uncertain: bool
    swing: str
    source: str
    url: str


@dataclass(frozen=True, eq=False)
class UncertaintyPage:
    rows: tuple[Row, ...]
    ranged: int
    picture: Picture | None
    distribution: str
    draws: str
    seed: int
    assumptions_url: str


def uncertainty_page(inputs: Inputs, case) -> UncertaintyPage:
    """Every input of the case, those that move the result most first, then those taken as certain."""
    part = counted(inputs)
    tornado = swings(part.worked) if part.worked and part.found else None
    order = _order(tornado)
    rows = tuple(_rows(inputs, tornado, case))
    return UncertaintyPage(
        rows=tuple(row for _key, row in sorted(rows, key=lambda pair: order.get(pair[0], len(order)))),
        ranged=sum(row.is_uncertain for _key, row in rows),
        picture=pictures.hinges(inputs, tornado) if tornado else None,
        distribution=str(Distribution(inputs.distribution).label),
        draws=number(inputs.draws),
        seed=inputs.seed,
        assumptions_url=assumptions_address(case),
    )


def _order(tornado: Tornado | None) -> dict[str, int]:
    return {bar.name: place for place, bar in enumerate(tornado.bars)} if tornado else {}


def _rows(inputs: Inputs, tornado: Tornado | None, case) -> Iterator[tuple[str, Row]]:
    swinging = {bar.name: bar.swing for bar in tornado.bars} if tornado else {}
    kinds = {f"line:{line.key}": line.kind for line in inputs.lines}
    for one in inputs_with_values(inputs):
        estimate = one.estimate
        swing = _("± %(kr)s") % {"kr": money(swinging[one.key] / 2)} if one.key in swinging else ""
        yield (
            one.key,
            Row(
                name=one.name,
                lowest=value_label(one.key, estimate.lowest) if estimate.is_uncertain else "",
                mode=value_label(one.key, estimate.mode),
                highest=value_label(one.key, estimate.highest) if estimate.is_uncertain else "",
                is_uncertain=estimate.is_uncertain,
                swing=swing or (_("moves no line") if estimate.is_uncertain else ""),
                source=one.source,
                url=_url(one, kinds, case),
            ),
        )


def _url(one: Input, kinds: dict[str, Kind], case) -> str:
    if one.is_people:
        return assumptions_address(case)
    return address(Step.EFFECTS if one.is_share else STEPS[kinds[one.key]], case)
