"""What is told of the levels of a design: frozen rows of plain values (reports/analysis/levels.py)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LevelMean:
    """Mean of the own `n` answers about the `cases` with a level, and the mean of the others' means; 95 % intervals.

    `effect` is the AMCE against the first level of the dimension, which has none; None where effects are aliased.
    """

    code: str
    label: str
    cases: int
    n: int
    mean: float
    low: float | None
    high: float | None
    others: float | None = None
    others_low: float | None = None
    others_high: float | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None


@dataclass(frozen=True)
class FTest:
    """F with its degrees of freedom and the q-value that all tests of the report share."""

    f: float | None
    degrees: tuple[int, int]
    q: float | None


@dataclass(frozen=True)
class Weight:
    """One dimension: does it make a difference among the own answers, and another one elsewhere?

    Hidden where some level has no case that may be shown; `between` is None where the others are hidden.
    """

    code: str
    label: str
    hidden: bool
    levels: tuple[LevelMean, ...] = ()
    own: FTest | None = None
    between: FTest | None = None


@dataclass(frozen=True)
class Weights:
    """All dimensions for one question: `n` own answers by `respondents` people about `cases` of the `of` drawn ones."""

    question: str
    text: str
    hidden: bool
    of: int
    cases: tuple[str, ...] = ()
    n: int | None = None
    respondents: int | None = None
    others_hidden: bool = True
    others_n: int | None = None
    municipalities: int | None = None
    dimensions: tuple[Weight, ...] = ()
