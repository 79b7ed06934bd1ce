"""Axes that a whole report shares: round ticks around all its values, and where values and tick texts stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, isfinite, log10

from charts.marks import SMALL, Line, Text
from charts.palette import MUTED, RULE
from charts.shares import NumberText
from charts.text import measure, middle

TICK_GAP = 8.0
SMALLEST = 1e-100
Ticks = tuple[tuple[float, str], ...]
Span = tuple[float, float]


def rising(ticks: Ticks) -> Ticks:
    """The ticks, (value, text) each, unchanged; ValueError unless they are two or more and rise."""
    if len(ticks) < 2 or not all(left < right for (left, _), (right, _) in pairwise(ticks)):
        raise ValueError("an axis needs two or more rising ticks")
    return ticks


def check_within(ticks: Ticks, values: Iterable[float]) -> None:
    """ValueError unless every value lies between the first and the last tick (rounding apart)."""
    first, last = ticks[0][0], ticks[-1][0]
    slack = (last - first) * 1e-9
    if not all(first - slack <= value <= last + slack for value in values):
        raise ValueError("a value lies outside the axis")


def round_ticks(values: Iterable[float], number: NumberText, most: int = 6) -> Ticks:
    """At most `most` (3 or more) round ticks around all `values`, 1, 2 or 5 times a power of ten apart.

    Give the values of all pictures that shall share the axis. Values all alike get room on both sides; zeros, or none
    at all, get 0–1. `number` writes a tick. ValueError for a value that is not finite.
    """
    known = tuple(values) or (0.0, 1.0)
    if not all(map(isfinite, known)):
        raise ValueError("an axis needs finite values")
    low, high = min(known), max(known)
    size = max(abs(low), abs(high))
    if size < SMALLEST:
        low, high = 0.0, 1.0
    elif high - low <= 1e-9 * size:
        low, high = low - abs(low) / 2, high + abs(high) / 2
    places, step, first, last = next(grid for grid in _grids(low, high, most) if grid[3] - grid[2] < most)
    positions = (round(index * step, places) for index in range(first, last + 1))
    return tuple((position, number(position)) for position in positions)


def _grids(low: float, high: float, most: int) -> Iterable[tuple[int, float, int, int]]:
    """Ever coarser steps with their decimals, and the whole numbers of steps that reach around low and high."""
    power = floor(log10((high - low) / most))
    while True:
        for size in (1, 2, 5):
            step = size * 10.0**power
            yield -power, step, floor(low / step + 1e-9), ceil(high / step - 1e-9)
        power += 1


@dataclass(frozen=True)
class Axis:
    """Values from `first` to `last` lie between the pixels `start` and `end`; on an upright axis start > end."""

    start: float
    end: float
    first: float
    last: float

    def at(self, value: float) -> float:
        return self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start)

    def inside(self, value: float) -> bool:
        return self.first <= value <= self.last

    def clamped(self, value: float) -> float:
        """Pixel of the value, or of the end of the axis beyond which it lies."""
        return self.at(min(max(value, self.first), self.last))


def axis(ticks: Ticks, start: float, end: float) -> Axis:
    return Axis(start, end, ticks[0][0], ticks[-1][0])


def margin(ticks: Ticks) -> float:
    """Room that the texts of an upright axis take to its left."""
    return max(measure(text, SMALL) for _, text in ticks) + TICK_GAP


def tick_texts(ticks: Ticks, at: Axis, y: float, span: Span) -> tuple[Text, ...]:
    """Texts under a level axis, all within `span`: every one, or every second, third … so that they stand apart."""
    placed = [_placed(text, at.at(value), y, span) for value, text in ticks]
    fitting = [text for text in placed if text is not None]
    for every in range(1, len(fitting)):
        chosen = fitting[::every]
        if all(one.x + measure(one.text, SMALL) + TICK_GAP <= other.x for one, other in pairwise(chosen)):
            return tuple(chosen)
    return tuple(fitting[:1])


def _placed(text: str, x: float, y: float, span: Span) -> Text | None:
    wide, (left, right) = measure(text, SMALL), span
    if wide > right - left:
        return None
    return middle(text, max(left, min(x - wide / 2, right - wide)), y, SMALL, fill=MUTED)


def upright_texts(ticks: Ticks, at: Axis, x: float) -> tuple[Text, ...]:
    """Texts left of an upright axis, flush right at x, without those that would run into the one below."""
    texts: list[Text] = []
    free = float("inf")
    for value, text in ticks:
        if at.at(value) <= free:
            texts.append(middle(text, x, at.at(value), SMALL, anchor=1, fill=MUTED))
            free = at.at(value) - SMALL * 1.4
    return tuple(texts)


def grid(ticks: Ticks, at: Axis, spans: Iterable[Span]) -> tuple[Line, ...]:
    """An upright rule per tick in every span of heights: where texts stand, leave a gap between the spans."""
    return tuple(
        Line(at.at(value), top, at.at(value), bottom, RULE)
        for top, bottom in spans
        if top < bottom
        for value, _ in ticks
    )
