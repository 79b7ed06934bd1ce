"""The figures of a case for the whole, for each actor and each administration: what the panel shows while one types."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from businesscases.calculation.inputs import Effect, Inputs
from businesscases.calculation.worked import Worked, kept, left, series_of
from businesscases.economics import appraisal, purses
from businesscases.economics.appraisal import BreakEven
from businesscases.economics.budget import Proposal, proposal
from businesscases.economics.flows import InvalidInput, Undefined
from businesscases.economics.lines import Actor, Basis, Kind, Posting, Purse, Yearly, postings, summed, total
from businesscases.economics.prices import PriceLevel
from businesscases.economics.purses import Compensation, ServiceFrame

# An actor and one of its administrations; "" is an actor without.
Place = tuple[Actor, str]
Holder = TypeVar("Holder", bound=Hashable)


@dataclass(frozen=True)
class Figures:
    """One purse, or all together: kr. over t = 0..horizon in the price level of the case, and what they are worth.

    `gains_kr` and `costs_kr` are present values, both positive. `ratio` is gains ÷ costs, None without costs; the net
    gain per krone is the ratio less 1. `annual_kr` is the same amount in every year 1..horizon, None over one year.
    `rates` are all internal rates of return, rising; none for flows that are all zero.
    """

    flows: Yearly
    present_value_kr: float
    gains_kr: float
    costs_kr: float
    ratio: float | None
    annual_kr: float | None
    break_even: BreakEven
    discounted_break_even: BreakEven
    rates: tuple[float, ...]

    @property
    def cumulative(self) -> Yearly:
        """Undiscounted kr. up to and with each year."""
        so_far, sums = Decimal(0), []
        for kr in self.flows:
            so_far += kr
            sums.append(so_far)
        return tuple(sums)


@dataclass(frozen=True)
class People:
    """What the case changes for people: expected participants, and those who reach each effect beyond the basis.

    `successes` are per effect key over t = 0..horizon: how many live with the effect in that year.
    """

    participants: Decimal
    successes: dict[str, Yearly]


@dataclass(frozen=True)
class Refund:
    """What the rules of state refund do to the municipality, kr. over t = 0..horizon, undiscounted, both positive.

    `returned` is the state's share of what the municipality pays. `lapsed` is the refund that it no longer gets, since
    it saves what was refunded.
    """

    returned: Yearly
    lapsed: Yearly


@dataclass(frozen=True)
class Results:
    """Everything but the uncertainty. `years` are calendar years.

    `shares` says how the gains, in present value and before any transfer, are shared among the actors who have some.
    `refund` is None where no line has state refund.
    """

    years: tuple[int, ...]
    total: Figures
    actors: dict[Actor, Figures]
    administrations: dict[Place, Figures]
    frame: ServiceFrame
    compensation: Compensation[Actor]
    shares: dict[Actor, float]
    people: People
    refund: Refund | None = None


def results(inputs: Inputs, worked: Worked) -> Results | None:
    """The figures of a case; None as long as it has no line."""
    if not worked.lines:
        return None
    parts = postings(worked.lines, worked.basis)
    actors = _by(_actor, parts, worked)
    administrations = _by(_place, parts, worked)
    return Results(
        years=tuple(range(inputs.decision_year, inputs.decision_year + inputs.horizon_years + 1)),
        total=_figures(total(parts), worked, _sides([part for part in parts if part.line.to is None], worked)),
        actors=actors,
        administrations=administrations,
        frame=purses.service_frame(worked.lines, worked.basis),
        compensation=purses.compensation({actor: found.present_value_kr for actor, found in actors.items()}),
        shares=_shares(parts, worked),
        people=_people(inputs),
        refund=_refund([part for part in parts if part.line.name in worked.refunds], worked),
    )


def budget_proposal(inputs: Inputs, worked: Worked) -> Proposal:
    """The municipality's lines in 1,000 kr. of `inputs.budget_level`.

    InvalidInput without a budget year, where a line's prices do not lead there, or the horizon does not reach BO3.
    """
    if inputs.budget_year is None:
        raise InvalidInput("choose a budget year")
    return proposal(
        worked.lines, budget_basis(inputs), decision_year=inputs.decision_year, budget_year=inputs.budget_year
    )


def budget_basis(inputs: Inputs) -> Basis:
    """The years and the price level that a budget proposal is computed in."""
    return Basis(inputs.horizon_years, PriceLevel(inputs.budget_level, series_of(inputs.budget_series)))


def _figures(flows: Yearly, worked: Worked, gains_and_costs: tuple[Yearly, Yearly]) -> Figures:
    gains, costs = (appraisal.npv(_floats(side), worked.factors) for side in gains_and_costs)
    numbers = _floats(flows)
    worth = appraisal.npv(numbers, worked.factors)
    return Figures(
        flows=flows,
        present_value_kr=worth,
        gains_kr=gains,
        costs_kr=costs,
        ratio=gains / costs if costs else None,
        annual_kr=appraisal.equivalent_annual(worth, worked.factors[1:]) if len(flows) > 1 else None,
        break_even=appraisal.break_even(numbers),
        discounted_break_even=appraisal.break_even(numbers, worked.factors),
        rates=_rates(numbers),
    )


def _rates(flows: Sequence[float]) -> tuple[float, ...]:
    try:
        return appraisal.internal_rates_of_return(flows)
    except Undefined:
        return ()


def _floats(flows: Yearly) -> list[float]:
    return [float(kr) for kr in flows]


def _by(holder: Callable[[Purse], Holder], parts: Sequence[Posting], worked: Worked) -> dict[Holder, Figures]:
    """The figures of each actor, or of each administration. What moves within one of them is neither gain nor cost."""
    crossing: dict[Holder, list[Posting]] = {}
    for part in parts:
        own, line = crossing.setdefault(holder(part.purse), []), part.line
        if line.to is None or holder(line.to) != holder(line.purse):
            own.append(part)
    flows = summed(parts, lambda part: holder(part.purse))
    return {found: _figures(yearly, worked, _sides(crossing[found], worked)) for found, yearly in flows.items()}


def _sides(parts: Sequence[Posting], worked: Worked) -> tuple[Yearly, Yearly]:
    """What comes in and what goes out, both positive kr. over t = 0..horizon."""
    sides = summed(parts, Posting.comes_in)
    nothing = (Decimal(0),) * (worked.basis.horizon_years + 1)
    return sides.get(True, nothing), tuple(-kr if kr else kr for kr in sides.get(False, nothing))


def _refund(parts: Sequence[Posting], worked: Worked) -> Refund | None:
    """The state pays its share of a cost, and gains its share of what is saved."""
    saved, paid = _sides(parts, worked)
    return Refund(returned=paid, lapsed=saved) if parts else None


def _shares(parts: Sequence[Posting], worked: Worked) -> dict[Actor, float]:
    came = summed([part for part in parts if part.line.kind is Kind.GAIN], lambda part: part.purse.actor)
    worth = {actor: appraisal.npv(_floats(flows), worked.factors) for actor, flows in came.items()}
    together = sum(worth.values())
    return {actor: kr / together for actor, kr in worth.items()} if together else {}


def _actor(purse: Purse) -> Actor:
    return purse.actor


def _place(purse: Purse) -> Place:
    return purse.actor, purse.administration


def _people(inputs: Inputs) -> People:
    return People(inputs.participants.mode, {effect.key: _successes(inputs, effect) for effect in inputs.effects})


def _successes(inputs: Inputs, effect: Effect) -> Yearly:
    own = inputs.participants.mode * effect.rate.mode * kept(effect)
    return tuple(own * left(effect, year) for year in range(inputs.horizon_years + 1))
