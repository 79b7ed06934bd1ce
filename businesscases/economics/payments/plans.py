"""Versions of a plan against what happened (METHODS D): planning anew never alters what has happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from businesscases.economics.flows import InvalidInput

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Plan:
    """One version: the amounts of `first_year` and the years after it, kr."""

    number: int
    first_year: int
    amounts: tuple[Decimal, ...]

    @property
    def years(self) -> dict[int, Decimal]:
        return dict(enumerate(self.amounts, start=self.first_year))


@dataclass(frozen=True)
class PlanStatus:
    """`versions` are whole paths by year: what had happened when each was made, then its plan.

    `at_completion` is what has happened and what the newest version plans for the years after it, each year once.
    """

    versions: tuple[Mapping[int, Decimal], ...]
    at_completion: Decimal

    @property
    def deviation(self) -> Decimal:
        """How much more the whole is now expected to be than in the first plan, kr."""
        return self.at_completion - sum(self.versions[0].values(), NOTHING)


def plan_versions(plans: Sequence[Plan], actuals: Mapping[int, Decimal]) -> PlanStatus:
    """Where plans 1, 2, … and the actual amounts by year lead.

    InvalidInput unless the versions are numbered in turn, each plans something and begins no earlier than the one
    before it, the actuals are those of the first planned year and the years after it without a gap, and every year
    before a version has its actual.
    """
    if [plan.number for plan in plans] != list(range(1, len(plans) + 1)) or not plans:
        raise InvalidInput("the versions of a plan are numbered 1, 2, 3 …")
    begins = plans[0].first_year
    if sorted(actuals) != list(range(begins, begins + len(actuals))):
        raise InvalidInput(f"the actual amounts are those of {begins} and the years after it, without a gap")
    known = dict(sorted(actuals.items()))
    paths = []
    for before, plan in zip((plans[0], *plans), plans, strict=False):
        if not plan.amounts or plan.first_year < before.first_year:
            raise InvalidInput(f"version {plan.number} begins before the version that it replaces, or plans nothing")
        past = {year: kr for year, kr in known.items() if year < plan.first_year}
        if len(past) < plan.first_year - begins:
            raise InvalidInput(f"version {plan.number} leaves out years that have no actual amount")
        paths.append(past | plan.years)
    rest = {year: kr for year, kr in plans[-1].years.items() if year not in known}
    return PlanStatus(tuple(paths), sum((known | rest).values(), NOTHING))


def replan(plans: Sequence[Plan], actuals: Mapping[int, Decimal], new: Plan) -> PlanStatus:
    """As `plan_versions` with a new version; InvalidInput too if it plans for a year whose amount is known."""
    if new.first_year in actuals:
        raise InvalidInput(f"version {new.number} plans for {new.first_year}, whose actual amount is known")
    return plan_versions((*plans, new), actuals)
