"""What each cell of a line comes to, in the same steps as the formulas take: cells are written with their values."""

from dataclasses import dataclass

from businesscases.calculation.inputs import CaseLine, Inputs, Per, Series
from businesscases.calculation.worked import kept, left, refunded_share, to_level
from businesscases.economics.lines import Kind


@dataclass(frozen=True)
class Numbers:
    """`at_level` is the unit price in kr. of the level of the refund rule, `units` the quantity with everything it is
    multiplied by, `each` kr. before drop-off, `years` kr. over t = 0..horizon, unsigned, and `present` their present
    value. `own` and `state` are signed shares of them. `budget` brings them to the prices of the budget year; 0 where
    there is no way.
    """

    people: float
    net: float
    bias: float
    conversion: float
    at_level: float
    refunded: float
    own: float
    state: float
    units: float
    each: float
    drop_off: float
    effect_from: int
    years: tuple[float, ...]
    present: float
    budget: float


def numbers_of(inputs: Inputs, line: CaseLine, factors) -> Numbers:
    effect = effect_of(inputs, line)
    people = 1.0 if line.per is Per.CASE else float(inputs.participants.mode)
    net = float(effect.rate.mode * kept(effect)) if effect else 1.0
    bias = float(1 + inputs.optimism_bias * (1 - inputs.mitigation)) if line.kind is Kind.COST else 1.0
    conversion = _conversion(inputs.series, line.price_year, inputs.price_year)
    budget = _conversion(inputs.budget_series, line.price_year, inputs.budget_level)
    refunded = float(refunded_share(line, inputs))
    units = float(line.quantity) * people * net * bias * conversion
    each = units * float(line.price.mode)
    years = tuple(each * share for share in shares(inputs, line))
    return Numbers(
        people=people,
        net=net,
        bias=bias,
        conversion=conversion,
        at_level=_at_level(inputs, line),
        refunded=refunded,
        own=(1 if line.kind is Kind.GAIN else -1) * (1 - refunded),
        state={Kind.GAIN: refunded, Kind.COST: -refunded}.get(line.kind, 0.0),
        units=units,
        each=each,
        drop_off=float(effect.drop_off) if effect else 0.0,
        effect_from=effect.first_year if effect else 0,
        years=years,
        present=sum(kr * float(factor) for kr, factor in zip(years, factors, strict=True)),
        budget=budget / conversion,
    )


def shares(inputs: Inputs, line: CaseLine) -> tuple[float, ...]:
    """The part of a line's yearly amount that falls in each year t = 0..horizon."""
    effect = effect_of(inputs, line)
    return tuple(
        (float(left(effect, t)) if effect else 1.0) if line.first_year <= t <= line.last_year else 0.0
        for t in range(inputs.horizon_years + 1)
    )


def effect_of(inputs: Inputs, line: CaseLine):
    if line.per is not Per.SUCCESS:
        return None
    return next(one for one in inputs.effects if one.key == line.effect)


def _at_level(inputs, line):
    """The unit price in kr. of the level of the line's refund rule; 0 without one."""
    if not line.refund:
        return 0.0
    return float(line.price.mode * (to_level(inputs, line) or 1))


def _conversion(series: Series | None, from_year: int, to_year: int | None) -> float:
    """From the prices of one year to those of another; 0 where the index does not have both."""
    if from_year == to_year:
        return 1.0
    levels = series.levels if series else {}
    return float(levels[to_year] / levels[from_year]) if {from_year, to_year} <= levels.keys() else 0.0
