"""A rate card: what is paid for, how it is counted, against what it is compared, and what limits it (METHODS D).

Money is Decimal kr.; rates are shares of the participants, 0–1 or above where one participant can count several times.
What contradicts itself is refused when it is made, so that `payments.pay` meets only cards that can be paid by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from businesscases.economics.flows import InvalidInput

NOTHING = Decimal(0)


def _no_negative(amounts: Iterable[Decimal]) -> None:
    if any(not amount.is_finite() or amount < 0 for amount in amounts):
        raise InvalidInput("an amount is missing or negative")


@dataclass(frozen=True)
class PerUnit:
    """Every unit at one price."""

    price: Decimal

    def __post_init__(self) -> None:
        _no_negative((self.price,))


@dataclass(frozen=True)
class Sustained:
    """Units of `days_a_unit` days each, within a stretch of at least `days_in_a_row`, for `most_days` a person at most.

    A week is seven days; only whole units count, and each when its last day and the stretch's shortest length are past.
    """

    price: Decimal
    days_in_a_row: int
    days_a_unit: int = 1
    most_days: int | None = None

    def __post_init__(self) -> None:
        _no_negative((self.price,))
        if min(self.days_in_a_row, self.days_a_unit) < 1 or (self.most_days is not None and self.most_days < 1):
            raise InvalidInput("a number of days is at least 1")


@dataclass(frozen=True)
class Tier:
    """From this rate on, itself included, each unit costs this price."""

    lowest: Decimal
    price: Decimal


@dataclass(frozen=True)
class Tiered:
    """All units at the price of the highest tier that the rate reaches; below the first tier nothing."""

    tiers: tuple[Tier, ...]

    def __post_init__(self) -> None:
        _no_negative(tier.price for tier in self.tiers)
        if not self.tiers or any(one.lowest >= other.lowest for one, other in pairwise(self.tiers)):
            raise InvalidInput("tiers overlap: each begins at a higher rate than the one before it")
        if any(one.price > other.price for one, other in pairwise(self.tiers)):
            raise InvalidInput("a higher tier cannot pay less for a unit")


@dataclass(frozen=True)
class Binary:
    """One price if the rate reaches `lowest`, itself included, otherwise nothing."""

    lowest: Decimal
    price: Decimal

    def __post_init__(self) -> None:
        _no_negative((self.price,))


@dataclass(frozen=True)
class PerCohort:
    """The units of each cohort whose change is `lowest` or more, and of the others if that of all together is `pooled`.

    The change is a share of what the comparison leads one to expect, as a contract says "10 % fewer than the control
    group". All together are looked at when the contract has run its time.
    """

    price: Decimal
    lowest: Decimal
    pooled: Decimal

    def __post_init__(self) -> None:
        _no_negative((self.price, self.pooled))
        if self.pooled > self.lowest:
            raise InvalidInput("what all cohorts must reach together cannot be more than what one must reach alone")


Rule = PerUnit | Sustained | Tiered | Binary | PerCohort


@dataclass(frozen=True)
class Deadweight:
    """This share of the units would have come anyway."""

    share: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise InvalidInput("the share that comes anyway lies between 0 and 1")


@dataclass(frozen=True)
class Baseline:
    """This many units a participant were seen before, or in history."""

    rate: Decimal

    def __post_init__(self) -> None:
        _no_negative((self.rate,))


@dataclass(frozen=True)
class MatchedControl:
    """The units a participant of a comparable group, which come with each result."""


Counterfactual = Deadweight | Baseline | MatchedControl


@dataclass(frozen=True)
class Target:
    """An outcome that is paid for. `fewer`: the fewer units, the better, such as days in care."""

    code: str
    rule: Rule
    counterfactual: Counterfactual | None = None
    fewer: bool = False
    cap: Decimal | None = None

    def __post_init__(self) -> None:
        _no_negative(amount for amount in (self.cap,) if amount is not None)
        compared = isinstance(self.counterfactual, Baseline | MatchedControl)
        if (self.fewer or isinstance(self.rule, PerCohort)) and not compared:
            raise InvalidInput(f"{self.code}: a change needs a baseline or a control group to be compared with")


@dataclass(frozen=True)
class Limits:
    """The most that is paid, kr., and what the investor has at the least and at the most; None where there is no limit.

    `principal_floor` is a share of the advance, 0–1. The returns are gain ÷ advance ÷ years of the contract.
    `termination_share` of what is not repaid of the advance is paid when the contract ends early.
    """

    person: Decimal | None = None
    year: Decimal | None = None
    total: Decimal | None = None
    principal_floor: Decimal = NOTHING
    return_floor: Decimal | None = None
    return_cap: Decimal | None = None
    termination_share: Decimal = NOTHING

    def __post_init__(self) -> None:
        _no_negative(amount for amount in (self.person, self.year, self.total) if amount is not None)
        if not (0 <= self.principal_floor <= 1 and 0 <= self.termination_share <= 1):
            raise InvalidInput("a share of the advance lies between 0 and 1")


@dataclass(frozen=True)
class RateCard:
    """The whole of it, for a contract over the calendar years `first_year`..`last_year`."""

    targets: tuple[Target, ...]
    first_year: int
    last_year: int
    advance: Decimal = NOTHING
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        if len({target.code for target in self.targets}) < len(self.targets):
            raise InvalidInput("two targets have the same code")
        if self.last_year < self.first_year:
            raise InvalidInput("the contract ends before it begins")
        _no_negative((self.advance,))
        if self.ceiling is not None and self.ceiling < self.floor:
            raise InvalidInput("what is paid at the most is less than what is paid at the least")

    @property
    def years(self) -> int:
        return self.last_year - self.first_year + 1

    @property
    def floor(self) -> Decimal:
        """What is paid at the least when the contract has run its time, kr."""
        limits = self.limits
        principal = self.advance * limits.principal_floor
        if limits.return_floor is None:
            return principal
        return max(principal, self.advance * (1 + limits.return_floor * self.years))

    @property
    def ceiling(self) -> Decimal | None:
        """What is paid at the most in all, kr.; None for no limit."""
        limits = self.limits
        highest = [limits.total] if limits.total is not None else []
        if limits.return_cap is not None:
            highest.append(self.advance * (1 + limits.return_cap * self.years))
        return min(highest, default=None)
