"""The instrument as the analysis sees it: one frozen version of what was asked."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["single", "multiple", "ordinal", "percent", "number", "text"]
Scope = Literal["vignette", "respondent"]


@dataclass(frozen=True)
class Vignette:
    """`levels` by dimension where a design made it; those of a `deck` other than 0 are for those who got it."""

    code: str
    title: str
    order: int
    deck: int = 0
    levels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Dimension:
    """`levels` are (code, label) in the order of the instrument."""

    code: str
    label: str
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Option:
    """`rank` orders an ordinal scale, `step` (1–6) is the step on the staircase; `missing` counts as no answer."""

    code: str
    label: str
    rank: int | None = None
    step: int | None = None
    missing: bool = False


@dataclass(frozen=True)
class Question:
    """`minimum` and `maximum` bound a number; options belong to single, multiple and ordinal questions."""

    code: str
    text: str
    kind: Kind
    scope: Scope = "vignette"
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class StepPrice:
    """What one `unit` on a step of the staircase costs in kroner of `year`, from a public `source`."""

    step: int
    measure: str
    kr: float
    year: int
    unit: str
    source: str


@dataclass(frozen=True)
class Instrument:
    """`staircase` is the code of the first-choice question on the six steps, `screening` of the screening question.

    `risk_word` and `risk_percent` are the codes of the same risk asked in words and in per cent. `prices` are those of
    the steps, at most one of each, all of one year and unit so that they may be added. `again` has the code of each
    second showing, which is no vignette of its own, and that of the vignette it shows.
    """

    vignettes: tuple[Vignette, ...]
    questions: tuple[Question, ...]
    staircase: str | None = None
    screening: str | None = None
    risk_word: str | None = None
    risk_percent: str | None = None
    prices: tuple[StepPrice, ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    dimensions: tuple[Dimension, ...] = ()

    @property
    def decks(self) -> int:
        return len({vignette.deck for vignette in self.vignettes} - {0})

    def __post_init__(self) -> None:
        choices = {question.code for question in self.per_vignette if question.kind in ("single", "ordinal")}
        for code in (self.staircase, self.screening, self.risk_word):
            if code is not None and code not in choices:
                raise ValueError(f"not one choice per vignette: {code}")
        percents = {question.code for question in self.per_vignette if question.kind == "percent"}
        if self.risk_percent is not None and self.risk_percent not in percents:
            raise ValueError(f"not a percentage per vignette: {self.risk_percent}")
        if len({(price.year, price.unit) for price in self.prices}) > 1:
            raise ValueError("prices of different years or units cannot be added")
        if len({price.step for price in self.prices}) < len(self.prices):
            raise ValueError("a step has one price")

    @property
    def per_vignette(self) -> tuple[Question, ...]:
        """The questions that may enter figures: asked for every vignette, not free text."""
        return tuple(
            question for question in self.questions if question.scope == "vignette" and question.kind != "text"
        )
