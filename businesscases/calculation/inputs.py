"""All that the figures of a case hang on, as one frozen document that is written to JSON and read back."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

import msgspec

from businesscases.economics.discounting import Schedule, Timing
from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Kind, Purse
from businesscases.economics.prices import Index
from businesscases.economics.refund import RefundRule

_ZERO = Decimal(0)


class Per(StrEnum):
    """What the quantity of a line is counted by, in each of its years."""

    CASE = "case"
    PARTICIPANT = "participant"
    SUCCESS = "success"


class Distribution(StrEnum):
    TRIANGULAR = "triangular"
    PERT = "pert"


@dataclass(frozen=True)
class Estimate:
    """The most likely value and its range; without `low` and `high` it is certain. InvalidInput out of order."""

    mode: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.lowest <= self.mode <= self.highest:
            raise InvalidInput("the most likely value lies between the lowest and the highest")

    @property
    def lowest(self) -> Decimal:
        return self.mode if self.low is None else self.low

    @property
    def highest(self) -> Decimal:
        return self.mode if self.high is None else self.high

    @property
    def is_uncertain(self) -> bool:
        return self.lowest < self.highest


@dataclass(frozen=True)
class Effect:
    """One outcome the intervention shall give: the share of participants who reach it beyond the basis alternative.

    `rate` is gross; the four shares, 0–1, are taken away from it (`economics.effects.net_effect`). `attribution` is the
    share that *others* caused. Before `first_year` (t) nobody has it, from then on the drop-off takes its part.
    """

    key: str
    name: str
    rate: Estimate
    first_year: int = 1
    deadweight: Decimal = _ZERO
    attribution: Decimal = _ZERO
    displacement: Decimal = _ZERO
    drop_off: Decimal = _ZERO


@dataclass(frozen=True)
class CaseLine:
    """A line as somebody writes it: `quantity` in each year `first_year`..`last_year` (t) for each `per`.

    A line per success names its `effect`. `refund` names the rule by which the state refunds a share of the unit price,
    which then is what one household costs in a year. `to` is the receiver of a transfer.
    """

    key: str
    name: str
    kind: Kind
    purse: Purse
    first_year: int
    last_year: int
    price_year: int
    quantity: Decimal
    price: Estimate
    per: Per = Per.CASE
    effect: str = ""
    to: Purse | None = None
    index: Index | None = None
    refund: str = ""
    unit: str = ""
    source: str = ""
    note: str = ""
    is_assumption: bool = False


@dataclass(frozen=True)
class Series:
    """The levels of a price index by year, with its publication."""

    index: Index
    name: str
    levels: dict[int, Decimal]
    source: str = ""


@dataclass(frozen=True)
class Inputs:
    """A case as its figures see it. Money in kr. of the year beside it; t = 0 is `decision_year`.

    `price_year` and `series` are the price level of the analysis; `budget_series` leads to that of the budget proposal.
    `optimism_bias` is added to every cost, less the share `mitigation` of it.
    """

    decision_year: int
    horizon_years: int
    price_year: int
    schedule: Schedule
    participants: Estimate
    lines: tuple[CaseLine, ...] = ()
    effects: tuple[Effect, ...] = ()
    timing: Timing = "start"
    series: Series | None = None
    budget_year: int | None = None
    budget_series: Series | None = None
    refunds: dict[str, RefundRule] = field(default_factory=dict)
    optimism_bias: Decimal = _ZERO
    mitigation: Decimal = _ZERO
    distribution: Distribution = Distribution.TRIANGULAR
    draws: int = 10_000
    seed: int = 1

    @property
    def budget_level(self) -> int:
        """The year whose prices a budget proposal is in: the budget year, or the case's own without a PL estimate."""
        return self.budget_year if self.budget_year and self.budget_series else self.price_year


def to_json(inputs: Inputs) -> bytes:
    """The document, the same bytes for the same inputs."""
    return written(inputs)


def written(document: object) -> bytes:
    """Any document of ours as JSON, the same bytes for the same document; years are keys too."""
    return msgspec.json.encode(msgspec.to_builtins(document, str_keys=True), order="deterministic")


def from_json(document: bytes | str) -> Inputs:
    """The inputs of a document. InvalidInput where it is not one."""
    try:
        return msgspec.json.decode(document, type=Inputs)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InvalidInput(f"the document is not a calculation: {error}") from error


def with_values(inputs: Inputs, values: dict[str, Decimal]) -> Inputs:
    """The same case with some of its uncertain inputs fixed at other values, as a scenario has them.

    Keys are those of `worked_out`: "participants", "effect:KEY", "line:KEY" for the unit price. A key nobody has any
    more is passed over.
    """
    return replace(
        inputs,
        participants=_fixed(inputs.participants, values.get("participants")),
        effects=tuple(
            replace(effect, rate=_fixed(effect.rate, values.get(f"effect:{effect.key}"))) for effect in inputs.effects
        ),
        lines=tuple(replace(line, price=_fixed(line.price, values.get(f"line:{line.key}"))) for line in inputs.lines),
    )


def _fixed(estimate: Estimate, value: Decimal | None) -> Estimate:
    return estimate if value is None else Estimate(value)
