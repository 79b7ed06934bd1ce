"""Small multiples: a panel per vignette with the own shares and the others' per option, all on one scale."""

from collections.abc import Iterator
from dataclasses import dataclass

from charts.axes import TICK_GAP, Axis, Ticks, axis, check_within, margin, rising, tick_texts, upright_texts
from charts.legend import Key, legend, words
from charts.marks import SIZE, SMALL, WIDE, Line, Mark, Picture, Rect, Text, diamond, layered
from charts.palette import MUTED, OWN, PEERS_HALF, RULE
from charts.shares import all_explained, checked
from charts.svg import Caption, Chart, chart
from charts.text import height, measure, paragraph, wrap

PLOT = 84.0
GAP, BELOW = 20.0, 16.0
SMALLEST, SLOT = 136.0, 6.0
DIAMOND = 5.0
HEAD = DIAMOND + 3


@dataclass(frozen=True)
class Panel:
    """One vignette: shares per option as parts of 1, or None with the text that says why."""

    title: str
    own: tuple[float, ...] | None
    others: tuple[float, ...] | None
    hidden_own: str = ""
    hidden_others: str = ""

    def __post_init__(self) -> None:
        all_explained([(self.own, self.hidden_own), (self.others, self.hidden_others)])

    @property
    def hidden(self) -> tuple[str, ...]:
        """What stands in the panel in place of marks."""
        sides = ((self.own, self.hidden_own), (self.others, self.hidden_others))
        return tuple(dict.fromkeys(text for shares, text in sides if shares is None))


@dataclass(frozen=True)
class Multiples:
    """Panels in their order; `ticks` is the scale of all shares, from 0. Options too long for the panels get numbers.

    `own` and `others` are the texts of the key.
    """

    options: tuple[str, ...]
    panels: tuple[Panel, ...]
    ticks: Ticks
    own: str
    others: str

    def __post_init__(self) -> None:
        if not self.options or rising(self.ticks)[0][0] != 0:
            raise ValueError("panels need options and a scale from 0")
        for shares in (shares for panel in self.panels for shares in (panel.own, panel.others) if shares is not None):
            check_within(self.ticks, checked(shares, len(self.options)))


@dataclass(frozen=True)
class Layout:
    """`columns` panels beside each other, each `wide` pixels, the first from `left`."""

    left: float
    columns: int
    wide: float
    count: int

    def start(self, index: int) -> float:
        return self.left + index % self.columns * (self.wide + GAP)

    @property
    def slot(self) -> float:
        return self.wide / self.count


def layout(spec: Multiples, width: float) -> Layout:
    left = margin(spec.ticks)
    smallest = max(SMALLEST, SLOT * len(spec.options))
    columns = min(max(1, int((width - left + GAP) // (smallest + GAP))), max(len(spec.panels), 1))
    return Layout(left, columns, (width - left - (columns - 1) * GAP) / columns, len(spec.options))


def short(spec: Multiples, at: Layout) -> tuple[str, ...]:
    """What stands under the bars: the options, or their numbers where the options are too long."""
    fits = all(measure(option, SMALL) <= at.slot - 2 for option in spec.options)
    return spec.options if fits else tuple(str(index) for index in range(1, at.count + 1))


def keys(spec: Multiples, at: Layout) -> Iterator[Key]:
    if any(panel.own for panel in spec.panels):
        yield Key(spec.own, lambda x, y: (diamond(x + DIAMOND, y, DIAMOND, OWN),), 2 * DIAMOND, OWN, bold=True)
    if any(panel.others for panel in spec.panels):
        yield Key(spec.others, lambda x, y: (Rect(x, y - 6, 10, 12, PEERS_HALF),), 10)
    for option, label in zip(spec.options, short(spec, at), strict=True):
        if option != label:
            yield words(option if option.startswith((f"{label} ", f"{label}.")) else f"{label} {option}", MUTED)


def own_marks(at: Layout, y: Axis, x: float, share: float) -> tuple[Mark, ...]:
    top, radius = y.at(share), min(DIAMOND, at.slot / 2)
    return (Line(x, y.start, x, top, OWN, 2), diamond(x, top, radius, OWN))


def bars(panel: Panel, at: Layout, y: Axis, left: float) -> tuple[Mark, ...]:
    """The others as bars, the own shares as stems with a diamond in front of them."""
    marks: list[Mark] = []
    for index, share in enumerate(panel.others or ()):
        if share > 0:
            marks.append(
                Rect(left + (index + 0.1) * at.slot, y.at(share), 0.8 * at.slot, y.start - y.at(share), PEERS_HALF)
            )
    for index, share in enumerate(panel.own or ()):
        marks += own_marks(at, y, left + (index + 0.5) * at.slot, share)
    return tuple(marks)


def labels(spec: Multiples, at: Layout, left: float, y: float) -> tuple[Text, ...]:
    """Every label, or every second, fifth … so that they stand apart."""
    texts = short(spec, at)
    room = max(measure(text, SMALL) for text in texts) + TICK_GAP
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, at.count) if step * at.slot >= room or step >= at.count)
    shown = tuple((i + 0.5, text) for i, text in enumerate(texts) if i == 0 or (i + 1) % every == 0)
    right = left + at.wide
    return tick_texts(shown, Axis(left, right, 0, at.count), y, (left, right))


def panel_marks(spec: Multiples, panel: Panel, at: Layout, y: Axis, left: float) -> tuple[Mark, ...]:
    """One panel on the floor y.start; ticks only behind marks."""
    base = Line(left, y.start, left + at.wide, y.start, MUTED)
    if panel.own is None and panel.others is None:
        return (base,)
    rules = (Line(left, y.at(value), left + at.wide, y.at(value), RULE) for value, _ in spec.ticks[1:])
    texts = labels(spec, at, left, y.start + SIZE + 2)
    return (*rules, *bars(panel, at, y, left), base, *texts)


def heads(panels: tuple[Panel, ...], at: Layout, top: float) -> tuple[tuple[Mark, ...], float]:
    """Titles and hidden sides of a row of panels, and the height that all of them need."""
    marks: list[Mark] = []
    most = 0.0
    for index, panel in enumerate(panels):
        left = at.start(index)
        title = wrap(panel.title, at.wide, most=3)
        hidden = [line for text in panel.hidden for line in wrap(text, at.wide, SMALL, most=3)]
        marks += paragraph(title, left, top)
        marks += paragraph(tuple(hidden), left, top + height(title), SMALL, fill=MUTED)
        most = max(most, height(title) + height(tuple(hidden), SMALL))
    return tuple(marks), most


def picture(spec: Multiples, width: float) -> Picture:
    """The display list."""
    at = layout(spec, width)
    head, y = legend(keys(spec, at), width)
    marks: list[Mark] = [*head]
    for first in range(0, len(spec.panels), at.columns):
        row = spec.panels[first : first + at.columns]
        titles, taken = heads(row, at, y + BELOW)
        floor = y + BELOW + taken + HEAD + PLOT
        scale = axis(spec.ticks, floor, floor - PLOT)
        marks += (*titles, *upright_texts(spec.ticks, scale, at.left - TICK_GAP))
        for index, panel in enumerate(row):
            marks += panel_marks(spec, panel, at, scale, at.start(index))
        y = floor + 2 * SIZE
    return Picture(width, y, layered(marks))


def draw(spec: Multiples, caption: Caption, *, width: float = WIDE) -> Chart:
    """The own shares and the others' per option, a panel per vignette, on one scale."""
    return chart(picture(spec, width), caption)
