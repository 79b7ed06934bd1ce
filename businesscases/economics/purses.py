"""Who pays, who gains, what would make it whole, and what it does to the service frame (METHODS C, "Pocket view")."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Generic, TypeVar

from businesscases.economics.flows import InvalidInput, amounts
from businesscases.economics.lines import Actor, Basis, ControlArea, Line, Posting, Yearly, own_basis, postings, summed

Holder = TypeVar("Holder", bound=Hashable)
# Amounts are kr.: what rounds to 0.00 kr. counts as 0.
HALF_AN_ORE = 0.005
MOST_PURSES = 12


@dataclass(frozen=True)
class Transfer(Generic[Holder]):
    """`payer` gives `receiver` an amount, kr."""

    payer: Holder
    receiver: Holder
    kr: float


@dataclass(frozen=True)
class Compensation(Generic[Holder]):
    """The transfers after which nobody loses; `shortfall_kr` is what all together lack where there are none such."""

    transfers: tuple[Transfer[Holder], ...]
    shortfall_kr: float = 0.0

    @property
    def is_possible(self) -> bool:
        return self.shortfall_kr == 0


@dataclass(frozen=True)
class ServiceFrame:
    """What a case does to the municipality per year, kr. over t = 0..horizon; positive frees money.

    `room` is within the service frame. `outside` is on its other control areas: cash, but no service money.
    """

    room: Yearly
    outside: Yearly


def by_actor(lines: Sequence[Line], basis: Basis | None = None) -> dict[Actor, Yearly]:
    """Net kr. of each actor over t = 0..horizon, undiscounted; their sum is the total, exactly, in every year."""
    return summed(postings(lines, basis), lambda part: part.purse.actor)


def by_administration(lines: Sequence[Line], basis: Basis | None = None) -> dict[tuple[Actor, str], Yearly]:
    """As `by_actor`, for each administration of each actor; "" is an actor without administrations."""
    return summed(postings(lines, basis), lambda part: (part.purse.actor, part.purse.administration))


def gains_and_costs(
    lines: Sequence[Line], basis: Basis | None = None, actor: Actor | None = None
) -> tuple[Yearly, Yearly]:
    """What comes in and what goes out over t = 0..horizon, both positive kr., for `appraisal.benefit_cost`.

    Money that only moves is neither gain nor cost: for all together (None) no transfer counts, for one actor those to
    and from others do.
    """
    chosen = basis or own_basis(lines)
    sides = summed([part for part in postings(lines, chosen) if _counts(part, actor)], Posting.comes_in)
    gains, costs = (sides.get(side, _nothing(chosen)) for side in (True, False))
    return gains, tuple(-kr if kr else kr for kr in costs)


def _counts(part: Posting, actor: Actor | None) -> bool:
    line = part.line
    if actor is None:
        return line.to is None
    return part.purse.actor is actor and (line.to is None or line.to.actor is not line.purse.actor)


def service_frame(lines: Sequence[Line], basis: Basis | None = None) -> ServiceFrame:
    """The effect on the municipality's service frame per year: a saving on transfers frees no service money."""
    chosen = basis or own_basis(lines)
    areas = summed(
        [part for part in postings(lines, chosen) if part.purse.actor is Actor.MUNICIPALITY],
        lambda part: part.purse.area is ControlArea.SERVICE_FRAME,
    )
    return ServiceFrame(areas.get(True, _nothing(chosen)), areas.get(False, _nothing(chosen)))


def _nothing(basis: Basis) -> Yearly:
    return (Decimal(0),) * (basis.horizon_years + 1)


def compensation(npv_by_actor: Mapping[Holder, float | Decimal]) -> Compensation[Holder]:
    """The transfers that leave everybody at 0 or above: the smallest total, and among those the fewest transfers.

    The total is what the losers lack. Equally few: the largest are settled first, then those who come first in the
    mapping. Not possible where the sum is negative. InvalidInput for a missing amount and for no purse or over 12.
    """
    if not 1 <= len(npv_by_actor) <= MOST_PURSES:
        raise InvalidInput(f"1 to {MOST_PURSES} purses can be settled at once")
    worth = dict(zip(npv_by_actor, amounts([float(kr) for kr in npv_by_actor.values()]).tolist(), strict=True))
    together = sum(worth.values())
    if together < -HALF_AN_ORE:
        return Compensation((), -together)
    lacking = _largest({holder: -kr for holder, kr in worth.items() if kr < -HALF_AN_ORE})
    spare = _largest({holder: kr for holder, kr in worth.items() if kr > HALF_AN_ORE})
    groups = _groups(tuple(kr for _, kr in lacking), tuple(kr for _, kr in spare))
    return Compensation(
        tuple(
            transfer
            for losers, givers in groups
            for transfer in _settled([lacking[place] for place in losers], [spare[place] for place in givers])
        )
    )


def _largest(holders: Mapping[Holder, float]) -> list[tuple[Holder, float]]:
    return sorted(holders.items(), key=lambda item: -item[1])


Group = tuple[tuple[int, ...], tuple[int, ...]]


def _groups(lacking: tuple[float, ...], spare: tuple[float, ...]) -> tuple[Group, ...]:
    """Losers and givers parted into groups that settle among themselves with the fewest transfers in all.

    A group of l losers and g givers needs l + g − 1 transfers, so the fewest are those with the fewest givers beyond
    one for each group. Tried for every subset, from one giver up, for the largest loser first.
    """
    missing, having = _subset_sums(lacking), _subset_sums(spare)

    @cache
    def best(losers: int, givers: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
        if not losers:
            return 0, ()
        found: tuple[int, tuple[tuple[int, int], ...]] | None = None
        for some in sorted(_subsets(givers), key=int.bit_count):
            extra = some.bit_count() - 1
            if found is not None and found[0] <= extra:
                break
            for group in _subsets(losers & (losers - 1)):
                served = group | (losers & -losers)
                if missing[served] > having[some] + HALF_AN_ORE:
                    continue
                rest = best(losers ^ served, givers ^ some)
                if rest is not None and (found is None or extra + rest[0] < found[0]):
                    found = extra + rest[0], ((served, some), *rest[1])
        return found

    chosen = best((1 << len(lacking)) - 1, (1 << len(spare)) - 1)
    return tuple((_places(served), _places(some)) for served, some in chosen[1]) if chosen else ()


def _settled(losers: list[tuple[Holder, float]], givers: list[tuple[Holder, float]]) -> list[Transfer[Holder]]:
    """Each loser is filled from the givers in turn."""
    made, left = [], [kr for _, kr in givers]
    at = 0
    for loser, lacks in losers:
        while lacks > HALF_AN_ORE and at < len(left):
            kr = min(lacks, left[at])
            made.append(Transfer(givers[at][0], loser, kr))
            lacks, left[at] = lacks - kr, left[at] - kr
            at += left[at] <= HALF_AN_ORE
    return made


def _subset_sums(values: tuple[float, ...]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums += [known + value for known in sums]
    return sums


def _subsets(mask: int) -> list[int]:
    """Every subset of the bits of `mask`, the empty one included."""
    found = [0]
    while mask:
        lowest = mask & -mask
        found += [known | lowest for known in found]
        mask ^= lowest
    return found


def _places(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)
