"""A figure with its interval, and the words that stand where figures are hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from charts.marks import SMALL, Mark
from charts.palette import MUTED
from charts.text import height, paragraph, wrap


@dataclass(frozen=True)
class Estimate:
    """A value in the unit of the axis, how it is written, and its interval unless that is undefined (None)."""

    value: float
    text: str
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if not isfinite(self.value) or (self.low is None) != (self.high is None):
            raise ValueError("an estimate needs a finite value, and both limits or none")
        low, high = self.reach
        if not low <= self.value <= high:
            raise ValueError("low ≤ value ≤ high does not hold")

    @property
    def reach(self) -> tuple[float, float]:
        """The interval, or the value twice where there is none."""
        return (
            self.value if self.low is None else self.low,
            self.value if self.high is None else self.high,
        )


def hidden_notes(hidden: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """A line per (name, reason), each line once: municipalities without a name share theirs."""
    return tuple(dict.fromkeys(f"{name}: {reason}" if name else reason for name, reason in hidden))


def notes(texts: Iterable[str], top: float, width: float) -> tuple[tuple[Mark, ...], float]:
    """The texts one below the other from `top` on, and the height they take."""
    marks: list[Mark] = []
    y = top
    for text in texts:
        lines = wrap(text, width, SMALL)
        marks += paragraph(lines, 0, y, SMALL, fill=MUTED)
        y += height(lines, SMALL) + 2
    return tuple(marks), y - top
