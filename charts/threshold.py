"""How the probability of placement rises with the risk, and the risk at which it is one half, with interval.

Curves above, the thresholds below them on the same axis: a diamond and its interval for the own municipality, a dot
for a typical one, upright strokes for the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import exp, isfinite

from charts.axes import TICK_GAP, Axis, Ticks, axis, margin, rising, tick_texts, upright_texts
from charts.estimates import Estimate
from charts.marks import NARROW, SIZE, SMALL, WIDE, Dot, Line, Mark, Picture, Text, diamond, layered
from charts.palette import INK, MUTED, OWN, PEERS, RULE
from charts.shares import NumberText, explained
from charts.svg import Caption, Chart, chart
from charts.text import clamped, height, paragraph, widest, wrap

TALL, LOW = 180.0, 150.0
DIAMOND, RADIUS, TICK = 7.0, 4.5, 7.0
STEP, STEPS = 0.5, 14  # beyond log-odds of ±7 the curve is less than half a pixel from its end
TEXT, LANE = 16.0, 16.0
GAP = 8.0


@dataclass(frozen=True)
class Curve:
    """The risk in per cent at which placement is as likely as not, or None with the text that says why.

    It may lie beyond the axis. The text of the estimate names the municipality and the figure.
    """

    threshold: Estimate | None
    hidden: str = ""

    def __post_init__(self) -> None:
        if self.threshold is None:
            explained(self.hidden)


@dataclass(frozen=True)
class Words:
    """Texts of the two axes, and of the strokes of the others."""

    probability: str
    risk: str
    others: str


@dataclass(frozen=True)
class Placement:
    """Logistic curves of one `slope` (log-odds per percentage point, above 0) over risks from the first to last tick.

    `others` are the thresholds of the other municipalities that may be shown, none of them named.
    """

    slope: float
    own: Curve
    typical: Curve
    others: tuple[float, ...]
    ticks: Ticks
    words: Words

    def __post_init__(self) -> None:
        rising(self.ticks)
        if not (isfinite(self.slope) and self.slope > 0):
            raise ValueError("placement must become likelier with risk")
        if not all(map(isfinite, self.others)):
            raise ValueError("thresholds must be finite")


@dataclass(frozen=True)
class Plot:
    x: Axis
    y: Axis


def logistic(log_odds: float) -> float:
    """Probability, without overflow for any log-odds."""
    return 1 / (1 + exp(-log_odds)) if log_odds > 0 else 1 - 1 / (1 + exp(log_odds))


def risks(spec: Placement, threshold: float) -> list[float]:
    """Both ends of the axis and, between them, equal steps of log-odds through the threshold: dense where it bends."""
    first, last = spec.ticks[0][0], spec.ticks[-1][0]
    bend = (threshold + step * STEP / spec.slope for step in range(-STEPS, STEPS + 1))
    return [first, *(risk for risk in bend if first < risk < last), last]


def curve(spec: Placement, at: Plot, threshold: float, stroke: str, thickness: float) -> Iterator[Line]:
    odds = ((risk, spec.slope * (risk - threshold)) for risk in risks(spec, threshold))
    pixels = [(at.x.at(risk), at.y.at(logistic(log_odds))) for risk, log_odds in odds]
    return (Line(*one, *other, stroke, thickness) for one, other in pairwise(pixels))


def curves(spec: Placement, at: Plot, bottom: float) -> Iterator[Mark]:
    """Each shown curve, and the line down from its one half to its threshold below."""
    for shown, stroke, thickness in ((spec.typical, INK, 2.0), (spec.own, OWN, 3.0)):
        if shown.threshold is None:
            continue
        yield from curve(spec, at, shown.threshold.value, stroke, thickness)
        if at.x.inside(shown.threshold.value):
            x, y = at.x.at(shown.threshold.value), at.y.at(0.5)
            yield Line(x, y, x, bottom, stroke)
            yield diamond(x, y, DIAMOND, OWN) if shown is spec.own else Dot(x, y, RADIUS, INK)


def frame(at: Plot, spec: Placement, probabilities: Ticks) -> Iterator[Mark]:
    for value, _ in probabilities:
        yield Line(at.x.start, at.y.at(value), at.x.end, at.y.at(value), MUTED if value == 0.5 else RULE)
    yield Line(at.x.start, at.y.start, at.x.end, at.y.start, MUTED)
    yield from upright_texts(probabilities, at.y, at.x.start - TICK_GAP)


def threshold_marks(at: Axis, estimate: Estimate, y: float, own: bool) -> Iterator[Mark]:
    """Interval, as far as the axis goes, and the threshold itself if it lies on the axis."""
    low, high = (at.clamped(end) for end in estimate.reach)
    fill = OWN if own else INK
    if low < high:
        yield Line(low, y, high, y, fill, 2)
    if at.inside(estimate.value):
        x = at.at(estimate.value)
        yield diamond(x, y, DIAMOND, OWN) if own else Dot(x, y, RADIUS, INK)


def lane(shown: Curve, at: Axis, width: float, top: float, own: bool) -> tuple[tuple[Mark, ...], float]:
    """A threshold with its text over it, and the height; what is hidden is its text alone."""
    if shown.threshold is None:
        lines = wrap(shown.hidden, width, SMALL)
        return paragraph(lines, 0, top + 2, SMALL, fill=MUTED), height(lines, SMALL) + 4
    x, fill = at.clamped(shown.threshold.value), OWN if own else INK
    text = clamped(shown.threshold.text, x, top + TEXT / 2, (0.0, width), fill=fill, bold=own)
    return (*text, *threshold_marks(at, shown.threshold, top + TEXT + LANE / 2, own)), TEXT + LANE


def strokes(spec: Placement, at: Axis, width: float, top: float) -> tuple[tuple[Mark, ...], float]:
    """The others' thresholds on the axis as upright strokes under their text, and the height of that."""
    inside = [at.at(risk) for risk in spec.others if at.inside(risk)]
    if not inside:
        return (), 0.0
    lines = wrap(spec.words.others, width, SMALL, most=2)
    start = max(0.0, min((min(inside) + max(inside) - widest(lines, SMALL)) / 2, width - widest(lines, SMALL)))
    y = top + 2 + height(lines, SMALL) + 2
    marks = [Line(x, y, x, y + 2 * TICK, PEERS, 2) for x in inside]
    return (*marks, *paragraph(lines, start, top + 2, SMALL)), y + 2 * TICK + 2 - top


def heading(text: str, top: float, right: float, flush_right: bool) -> tuple[tuple[Text, ...], float]:
    """The text of an axis, and its height."""
    lines = wrap(text, right, SMALL, most=2)
    left = right - widest(lines, SMALL) if flush_right else 0.0
    return paragraph(lines, left, top, SMALL, fill=MUTED), height(lines, SMALL)


def lanes(spec: Placement, at: Axis, width: float, top: float) -> tuple[tuple[Mark, ...], float]:
    """The thresholds, own first, and the y below them."""
    own, first = lane(spec.own, at, width, top, own=True)
    typical, second = lane(spec.typical, at, width, top + first, own=False)
    others, third = strokes(spec, at, width, top + first + second)
    return (*own, *typical, *others), top + first + second + third


def picture(spec: Placement, number: NumberText, width: float) -> Picture:
    """The display list; `number` writes a probability as text."""
    probabilities = tuple((value, number(value)) for value in (0.0, 0.5, 1.0))
    title, taken = heading(spec.words.probability, 0, width, flush_right=False)
    top = taken + GAP
    floor = top + (LOW if width < NARROW else TALL)
    x = axis(spec.ticks, margin(probabilities), width - DIAMOND)
    at = Plot(x, axis(probabilities, floor, top))
    thresholds, bottom = lanes(spec, x, width, floor + GAP)
    ticks: tuple[Mark, ...] = (
        Line(x.start, bottom + 4, x.end, bottom + 4, MUTED),
        *tick_texts(spec.ticks, x, bottom + SIZE + 4, (0, width)),
    )
    risk, rest = heading(spec.words.risk, bottom + 2 * SIZE, width, flush_right=True)
    marks: tuple[Mark, ...] = (*frame(at, spec, probabilities), *curves(spec, at, floor), *thresholds)
    return Picture(width, bottom + 2 * SIZE + rest, layered((*title, *marks, *ticks, *risk)))


def draw(spec: Placement, caption: Caption, *, number: NumberText, width: float = WIDE) -> Chart:
    """Probability of placement by risk, with the thresholds; `number` writes a probability (0–1) as text."""
    return chart(picture(spec, number, width), caption)
