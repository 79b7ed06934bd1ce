"""State refund of expensive single cases: marginal bands on what a household costs in a year (METHODS C)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from businesscases.economics.flows import InvalidInput

Amount = TypeVar("Amount", Decimal, float)
# (threshold in kr. a year, share of what lies above it up to the next threshold), thresholds rising.
Bands = Sequence[tuple[Decimal | float, Decimal | float]]


@dataclass(frozen=True)
class RefundRule:
    """The bands of one law in the price level of one year, and where they stand."""

    law: str
    level_year: int
    bands: tuple[tuple[int, float], ...]
    source: str


RULES: Mapping[str, RefundRule] = MappingProxyType(
    {
        "barnets-lov-2022": RefundRule(
            "Barnets lov § 198",
            2022,
            ((860_000, 0.25), (1_680_000, 0.50), (2_120_000, 0.75)),
            "Lov nr. 721 af 13. juni 2023, § 198 stk. 1 (2022-niveau)",
        ),
        "serviceloven-2020": RefundRule(
            "Serviceloven § 176",
            2020,
            ((830_000, 0.25), (1_630_000, 0.50), (2_050_000, 0.75)),
            "Lov om social service § 176, fra 2021 (2020-niveau)",
        ),
    }
)


def state_refund(cost: Amount, bands: Bands) -> Amount:
    """What the state refunds of one household's yearly cost, kr.; a Decimal stays one, anything else gives a float.

    Each share counts for the part of the cost between its threshold and the next. InvalidInput for a negative or
    missing cost, for thresholds that do not rise and for shares outside 0–1.
    """
    steps = _checked(bands)
    paid = _exact(cost)
    if paid < 0:
        raise InvalidInput("a cost cannot be negative")
    ends = [threshold for threshold, _ in steps[1:]] + [max(paid, steps[-1][0])]
    refunded = sum(
        (
            share * max(min(paid, end) - threshold, Decimal(0))
            for (threshold, share), end in zip(steps, ends, strict=True)
        ),
        Decimal(0),
    )
    return refunded if isinstance(cost, Decimal) else float(refunded)


def household_refund(costs: Sequence[Amount], bands: Bands) -> Amount:
    """The refund of children at one address: their yearly costs are added before the bands are used (§ 198 stk. 2)."""
    if any(_exact(cost) < 0 for cost in costs):
        raise InvalidInput("a cost cannot be negative")
    together = sum(map(_exact, costs), Decimal(0))
    refunded = state_refund(together, bands)
    return refunded if any(isinstance(cost, Decimal) for cost in costs) else float(refunded)  # type: ignore[return-value]


def _checked(bands: Bands) -> list[tuple[Decimal, Decimal]]:
    steps = [(_exact(threshold), _exact(share)) for threshold, share in bands]
    if not steps or steps[0][0] < 0 or any(first >= second for (first, _), (second, _) in pairwise(steps)):
        raise InvalidInput("the thresholds of the bands must rise")
    if any(not 0 <= share <= 1 for _, share in steps):
        raise InvalidInput("the share of a band lies between 0 and 1")
    return steps


def _exact(value: Decimal | float) -> Decimal:
    """The number as it is written, so that 0.1 is a tenth."""
    number = value if isinstance(value, Decimal) else Decimal(str(float(value)))
    if not number.is_finite():
        raise InvalidInput("an amount is missing or infinite")
    return number
