"""What practice costs beside the effect expected of it: two plots with the same rows, never the cost alone.

Rows stand in blocks, each with axes of its own: costs per case in one, the total in another.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from charts.axes import Axis, Ticks, axis, check_within, grid, rising, tick_texts
from charts.estimates import Estimate
from charts.legend import Key, legend
from charts.marks import NARROW, SIZE, SMALL, WIDE, Dot, Line, Mark, Picture, Rect, diamond, layered
from charts.palette import INK, MUTED, OWN, OWN_HALF, PEERS, PEERS_HALF
from charts.shares import all_explained
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, paragraph, wrap

BAR, LANE = 10.0, 18.0
DIAMOND, RADIUS = 6.0, 4.0
GAP, ROW_GAP, BLOCK_GAP = 24.0, 12.0, 20.0


@dataclass(frozen=True)
class Pair:
    """Own and the others' figure in one unit; what is None is hidden or unknown, and its text says why."""

    own: Estimate | None
    others: Estimate | None
    hidden_own: str = ""
    hidden_others: str = ""

    def __post_init__(self) -> None:
        all_explained([(self.own, self.hidden_own), (self.others, self.hidden_others)])

    @property
    def shown(self) -> tuple[Estimate, ...]:
        return tuple(estimate for estimate in (self.own, self.others) if estimate)


@dataclass(frozen=True)
class Row:
    """A vignette, or the total: its cost, and the effect expected of the same choices."""

    label: str
    cost: Pair
    effect: Pair


@dataclass(frozen=True)
class Block:
    """Rows on the same two axes; the axis of costs starts at 0."""

    title: str
    rows: tuple[Row, ...]
    costs: Ticks
    effects: Ticks

    def __post_init__(self) -> None:
        if rising(self.costs)[0][0] != 0:
            raise ValueError("costs are drawn as bars and need an axis from 0")
        rising(self.effects)
        check_within(self.costs, reaches(row.cost for row in self.rows))
        check_within(self.effects, reaches(row.effect for row in self.rows))


@dataclass(frozen=True)
class Costs:
    """`own` and `others` are the texts of the key, `cost` and `effect` stand above the two plots with their units."""

    blocks: tuple[Block, ...]
    own: str
    others: str
    cost: str
    effect: str


def reaches(pairs: Iterator[Pair]) -> Iterator[float]:
    return (end for pair in pairs for estimate in pair.shown for end in estimate.reach)


@dataclass(frozen=True)
class Columns:
    """Left and right edges: labels from 0, then costs, then effects; on a narrow picture labels stand above."""

    labels: float
    costs: tuple[float, float]
    effects: tuple[float, float]
    narrow: bool


def columns(spec: Costs, width: float) -> Columns:
    words = longest_word(tuple(row.label for block in spec.blocks for row in block.rows))
    narrow = width < NARROW
    left = 0.0 if narrow else min(max(words, width * 0.24), width * 0.36) + GAP
    middle = left + (width - left - GAP) * 0.55
    return Columns(width if narrow else left - GAP, (left, middle), (middle + GAP, width), narrow)


def inner(ticks: Ticks, edges: tuple[float, float]) -> Axis:
    """The axis inside a column: marks at its ends stay within the column."""
    return axis(ticks, edges[0] + DIAMOND, edges[1] - DIAMOND)


def interval(at: Axis, estimate: Estimate, y: float, stroke: str) -> tuple[Line, ...]:
    low, high = estimate.reach
    return (Line(at.at(low), y, at.at(high), y, stroke, 2),) if low < high else ()


def cost_mark(at: Axis, estimate: Estimate, y: float, own: bool) -> tuple[Mark, ...]:
    """A bar from 0 with its interval; the own ends in a diamond."""
    x, fill, ink = at.at(estimate.value), OWN_HALF if own else PEERS_HALF, OWN if own else INK
    end = (diamond(x, y, DIAMOND, OWN),) if own else ()
    return (Rect(at.start, y - BAR / 2, x - at.start, BAR, fill), *interval(at, estimate, y, ink), *end)


def effect_mark(at: Axis, estimate: Estimate, y: float, own: bool) -> tuple[Mark, ...]:
    x = at.at(estimate.value)
    return (
        *interval(at, estimate, y, OWN if own else PEERS),
        diamond(x, y, DIAMOND, OWN) if own else Dot(x, y, RADIUS, PEERS),
    )


def sides(pair: Pair) -> Iterator[tuple[Estimate | None, str, bool]]:
    """Own, then the others: the estimate, the text that stands over its mark or in its place, and which it is.

    What is hidden for one and the same reason is said once.
    """
    yield pair.own, pair.own.text if pair.own else pair.hidden_own, True
    if pair.shown or pair.hidden_others != pair.hidden_own:
        yield pair.others, pair.others.text if pair.others else pair.hidden_others, False


def pair_marks(
    pair: Pair, ticks: Ticks, edges: tuple[float, float], top: float, is_cost: bool
) -> tuple[tuple[Mark, ...], float]:
    """Text and mark of both sides, one below the other, and the height they take."""
    at = inner(ticks, edges)
    rules: list[Mark] = []
    marks: list[Mark] = []
    y = top
    for estimate, text, own in sides(pair):
        bold = own and estimate is not None
        fill = MUTED if estimate is None else OWN if own else INK
        lines = wrap(text, edges[1] - edges[0], SMALL, bold=bold, most=3)
        marks += paragraph(lines, edges[0], y, SMALL, fill=fill, bold=bold)
        y += height(lines, SMALL)
        if estimate:
            rules += grid(ticks, at, [(y, y + LANE)])
            marks += (cost_mark if is_cost else effect_mark)(at, estimate, y + LANE / 2, own)
            y += LANE
    return (*rules, *marks), y - top


def row_marks(block: Block, row: Row, at: Columns, top: float) -> tuple[tuple[Mark, ...], float]:
    """One row from `top` on, and its height."""
    lines = wrap(row.label, at.labels)
    label = paragraph(lines, 0, top)
    y = top + height(lines) if at.narrow else top
    costs, one = pair_marks(row.cost, block.costs, at.costs, y, is_cost=True)
    effects, other = pair_marks(row.effect, block.effects, at.effects, y, is_cost=False)
    bottom = max(y + one, y + other, top + height(lines))
    return (*label, *costs, *effects), bottom - top


def heads(spec: Costs, block: Block, at: Columns, top: float) -> tuple[tuple[Mark, ...], float]:
    """Title of the block and what the two plots show, and the height of that."""
    title = wrap(block.title, at.labels, bold=True)
    y = top + height(title) if at.narrow else top
    marks: list[Mark] = [*paragraph(title, 0, top, bold=True)]
    bottom = top + height(title)
    for text, edges in ((spec.cost, at.costs), (spec.effect, at.effects)):
        lines = wrap(text, edges[1] - edges[0], SMALL)
        marks += paragraph(lines, edges[0], y, SMALL, fill=MUTED)
        bottom = max(bottom, y + height(lines, SMALL))
    return tuple(marks), bottom - top


def feet(block: Block, at: Columns, y: float) -> Iterator[Mark]:
    """Both axes below the rows that have marks on them."""
    plots = (
        (block.costs, at.costs, any(row.cost.shown for row in block.rows)),
        (block.effects, at.effects, any(row.effect.shown for row in block.rows)),
    )
    for ticks, edges, used in plots:
        if used:
            plot = inner(ticks, edges)
            yield Line(plot.start, y, plot.end, y, MUTED)
            yield from tick_texts(ticks, plot, y + SIZE, edges)


def block_marks(spec: Costs, block: Block, at: Columns, top: float) -> tuple[tuple[Mark, ...], float]:
    """One block from `top` on, and its height."""
    head, taken = heads(spec, block, at, top)
    marks: list[Mark] = [*head]
    y = top + taken + ROW_GAP
    for row in block.rows:
        drawn, taken = row_marks(block, row, at, y)
        marks += drawn
        y += taken + ROW_GAP
    return (*marks, *feet(block, at, y - ROW_GAP / 2)), y - top + 2 * SIZE


def keys(spec: Costs) -> Iterator[Key]:
    pairs = [pair for block in spec.blocks for row in block.rows for pair in (row.cost, row.effect)]
    if any(pair.own for pair in pairs):
        yield Key(spec.own, lambda x, y: (diamond(x + DIAMOND, y, DIAMOND, OWN),), 2 * DIAMOND, OWN, bold=True)
    if any(pair.others for pair in pairs):
        yield Key(spec.others, lambda x, y: (Rect(x, y - 5, 20, 10, PEERS_HALF), Dot(x + 20, y, RADIUS, PEERS)), 24)


def picture(spec: Costs, width: float) -> Picture:
    """The display list."""
    head, y = legend(keys(spec), width)
    at = columns(spec, width)
    marks: list[Mark] = [*head]
    for block in spec.blocks:
        drawn, taken = block_marks(spec, block, at, y + BLOCK_GAP)
        marks += drawn
        y += BLOCK_GAP + taken
    return Picture(width, y, layered(marks))


def draw(spec: Costs, caption: Caption, *, width: float = WIDE) -> Chart:
    """Costs with their intervals, own above the others', and beside them the expected effect."""
    return chart(picture(spec, width), caption)
