"""What an analysis says of costs: rows of the data package like those of results.py."""

from dataclasses import dataclass

from reports.analysis.instrument import StepPrice


@dataclass(frozen=True)
class CaseCost:
    """Kroner for one child and unit on the steps that have a price: the mean over all `n` own answers, with interval.

    `priced` is the share of the own answers on such a step. `median` is that of all municipalities, the own included,
    and `difference` the own kroner above it; both None where no comparison may be shown.
    """

    vignette: str
    hidden: bool
    kr: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    priced: float | None = None
    median: float | None = None
    difference: float | None = None


@dataclass(frozen=True)
class Costs:
    """What the first choices cost as far as steps have a price (METHODS A9): case by case, and one child of each case.

    `unpriced` are the steps that somebody of the own municipality chose and that have none. Where there are any, the
    kroner are a part of the cost and never the whole. `total` is over the cases shown.
    """

    prices: tuple[StepPrice, ...]
    unpriced: tuple[int, ...]
    vignettes: tuple[CaseCost, ...]
    total: CaseCost
