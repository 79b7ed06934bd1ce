"""A case's inputs as the engine takes them: lines with their whole quantity, and what several of them hang on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from businesscases.calculation.inputs import CaseLine, Distribution, Effect, Estimate, Inputs, Per, Series
from businesscases.economics import discounting, uncertainty
from businesscases.economics.flows import FloatArray, InvalidInput
from businesscases.economics.lines import Actor, Basis, ControlArea, Kind, Line, Purse
from businesscases.economics.model import Shared
from businesscases.economics.prices import IndexSeries, PriceLevel
from businesscases.economics.ranges import Range
from businesscases.economics.refund import state_refund

PARTICIPANTS = "participants"
_NONE, _ONE = Decimal(0), Decimal(1)
_STATE = Purse(Actor.STATE, ControlArea.OUTSIDE)


@dataclass(frozen=True, eq=False)
class Worked:
    """What every figure is computed from. `factors` are those of t = 0..horizon.

    `names` gives each uncertain input, in the order of the case, what people call it; "" is the participants, whose
    word belongs to the page. The keys are those of `ranges` and of the shared inputs. `refunds` are the names of the
    lines that are the state's part of another.
    """

    lines: tuple[Line, ...]
    basis: Basis
    factors: FloatArray
    shared: tuple[Shared, ...]
    ranges: dict[str, Range]
    names: dict[str, str]
    refunds: frozenset[str]


def worked_out(inputs: Inputs) -> Worked:
    """The case as lines of the engine. InvalidInput where `problems` finds any."""
    parts = {line.key: tuple(parts_of(inputs, line)) for line in inputs.lines}
    uncertain = dict(_uncertain(inputs, parts))
    shape = uncertainty.pert if inputs.distribution is Distribution.PERT else uncertainty.triangular
    return Worked(
        lines=tuple(part for made in parts.values() for part in made),
        basis=Basis(inputs.horizon_years, PriceLevel(inputs.price_year, series_of(inputs.series))),
        factors=discounting.factors(inputs.schedule, inputs.horizon_years, inputs.timing),
        shared=tuple(
            Shared(key, float(estimate.mode), moved) for key, (_, estimate, moved) in uncertain.items() if moved
        ),
        ranges={
            key: shape(float(estimate.lowest), float(estimate.mode), float(estimate.highest))
            for key, (_, estimate, _) in uncertain.items()
        },
        names={key: name for key, (name, _, _) in uncertain.items()},
        refunds=frozenset(part.name for _, *refunded in parts.values() for part in refunded),
    )


def series_of(series: Series | None) -> IndexSeries | None:
    return None if series is None else IndexSeries(series.index, series.levels, series.source)


def kept(effect: Effect) -> Decimal:
    """The share of the gross effect that is the intervention's own in its first year."""
    return (_ONE - effect.deadweight) * (_ONE - effect.attribution) * (_ONE - effect.displacement)


def left(effect: Effect, year: int) -> Decimal:
    """The share of the first year's effect that is there in year `year` (t): none before, then less by the drop-off."""
    passed = year - effect.first_year
    if passed < 0:
        return _NONE
    # 0 to the power of 0 is no number to a Decimal, and an effect may be gone after its first year.
    remaining: Decimal = (_ONE - effect.drop_off) ** passed if passed and effect.drop_off else _ONE
    return remaining


def parts_of(inputs: Inputs, line: CaseLine) -> Iterator[Line]:
    """One line of the engine, or two where the state refunds a share of the price. InvalidInput as the engine's."""
    whole = _line(inputs, line)
    share = refunded_share(line, inputs)
    if not share:
        yield whole
        return
    certain = replace(whole, low=None, high=None)
    yield replace(certain, name=f"{whole.name}:own", quantity=whole.quantity * (_ONE - share))
    yield replace(certain, name=f"{whole.name}:refund", quantity=whole.quantity * share, purse=_STATE)


def refunded_share(line: CaseLine, inputs: Inputs) -> Decimal:
    """Which share of the most likely unit price the state refunds; it is kept when the price is drawn."""
    if not line.refund or not line.price.mode:
        return _NONE
    price = line.price.mode * (to_level(inputs, line) or _ONE)
    return state_refund(price, inputs.refunds[line.refund].bands) / price


def to_level(inputs: Inputs, line: CaseLine) -> Decimal | None:
    """What brings the line's price to the level of its refund rule, whose thresholds are kr. of that level.

    None where the index of the case lacks one of the years: the price is then held against the thresholds as it is.
    """
    levels, level_year = inputs.series.levels if inputs.series else {}, inputs.refunds[line.refund].level_year
    if line.price_year == level_year:
        return _ONE
    if not {line.price_year, level_year} <= levels.keys():
        return None
    return levels[level_year] / levels[line.price_year]


def _line(inputs: Inputs, line: CaseLine) -> Line:
    years = tuple(range(line.first_year, line.last_year + 1))
    effect = _effect(inputs, line)
    quantity = line.quantity
    if line.per is not Per.CASE:
        quantity *= inputs.participants.mode
    if effect:
        quantity *= effect.rate.mode * kept(effect)
    if line.kind is Kind.COST:
        quantity *= _ONE + inputs.optimism_bias * (_ONE - inputs.mitigation)
    return Line(
        name=_name(line),
        kind=line.kind,
        purse=line.purse,
        to=line.to,
        years=years,
        shares=tuple(left(effect, year) for year in years) if effect else (),
        price_year=line.price_year,
        index=line.index,
        quantity=quantity,
        unit_price=line.price.mode,
        low=line.price.low,
        high=line.price.high,
        unit=line.unit,
        source=line.source,
        note=line.note,
    )


def _name(line: CaseLine) -> str:
    return f"line:{line.key}"


def _effect(inputs: Inputs, line: CaseLine) -> Effect | None:
    if line.per is not Per.SUCCESS:
        return None
    found = next((effect for effect in inputs.effects if effect.key == line.effect), None)
    if found is None:
        raise InvalidInput(f"{line.name}: a line per success needs its effect")
    return found


_Uncertain = tuple[str, Estimate, tuple[str, ...]]


def _uncertain(inputs: Inputs, parts: Mapping[str, tuple[Line, ...]]) -> Iterator[tuple[str, _Uncertain]]:
    """Key → what it is called, its estimate, and the lines whose quantity it moves (none: it is a line's own price).

    Participants and effects on which no line hangs move nothing and are left out.
    """
    if inputs.participants.is_uncertain:
        moved = _moved(parts, [line for line in inputs.lines if line.per is not Per.CASE])
        if moved:
            yield PARTICIPANTS, ("", inputs.participants, moved)
    for effect in inputs.effects:
        if effect.rate.is_uncertain:
            moved = _moved(parts, [line for line in inputs.lines if _hangs_on(line, effect)])
            if moved:
                yield f"effect:{effect.key}", (effect.name, effect.rate, moved)
    for line in inputs.lines:
        if line.price.is_uncertain:
            made = parts[line.key]
            yield _name(line), (line.name, line.price, tuple(part.name for part in made) if len(made) > 1 else ())


def _hangs_on(line: CaseLine, effect: Effect) -> bool:
    return line.per is Per.SUCCESS and line.effect == effect.key


def _moved(parts: Mapping[str, tuple[Line, ...]], lines: list[CaseLine]) -> tuple[str, ...]:
    return tuple(part.name for line in lines for part in parts[line.key])
