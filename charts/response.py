"""How far the municipalities are: invited, started and submitted as bars inside each other, with the numbers."""

from dataclasses import dataclass

from charts.legend import SWATCH, legend, swatch
from charts.marks import SIZE, SMALL, WIDE, Line, Mark, Picture, Rect, Text
from charts.palette import INVITED, MUTED, RULE, STARTED, SUBMITTED
from charts.shares import explained
from charts.svg import Caption, Chart, chart
from charts.text import height, longest_word, measure, middle, paragraph, wrap

BAR = 13.0
ROW = 23.0
GAP = 10.0


@dataclass(frozen=True)
class Counts:
    """People: `started` includes those who have `submitted`, `invited` includes those who have started.

    Where not every number may be told, the bars end in the middle of what is, and `words` (invited, started,
    submitted) stand instead of the numbers.
    """

    invited: float
    started: float
    submitted: float
    words: tuple[str, str, str] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.submitted <= self.started <= self.invited:
            raise ValueError("0 ≤ submitted ≤ started ≤ invited does not hold")

    @property
    def figures(self) -> tuple[str, str, str]:
        """What stands beside the bars, in the order of the columns."""
        invited, started, submitted = self.words or (str(self.invited), str(self.started), str(self.submitted))
        return submitted, started, invited


@dataclass(frozen=True)
class Row:
    """One municipality; counts that are None are hidden, and the text says why."""

    name: str
    counts: Counts | None
    hidden: str = ""

    def __post_init__(self) -> None:
        if self.counts is None:
            explained(self.hidden)


@dataclass(frozen=True)
class Response:
    """Rows in the order to show; the texts are those of the key, and stand above the columns of numbers."""

    rows: tuple[Row, ...]
    invited: str
    started: str
    submitted: str


@dataclass(frozen=True)
class Columns:
    """Names to the left of `start`, bars from `start` to `end`, numbers flush right at the three edges."""

    start: float
    end: float
    edges: tuple[float, float, float]
    scale: float


def columns(spec: Response, width: float) -> Columns:
    counts = [row.counts for row in spec.rows if row.counts]
    most = max((count.invited for count in counts), default=0)
    first, second, third = (
        max((measure(count.figures[place], bold=not place) for count in counts), default=0) + GAP for place in range(3)
    )
    edges = (width - third - second, width - third, width)
    names = longest_word(tuple(row.name for row in spec.rows))
    start = min(max(names, width * 0.2), width * 0.36) + GAP
    end = edges[0] - first - 2
    return Columns(start, end, edges, (end - start) / max(most, 1))


def bars(counts: Counts, at: Columns, y: float) -> tuple[Mark, ...]:
    """The bars from the longest to the shortest, so that each covers the one before."""
    lengths = ((counts.invited, INVITED), (counts.started, STARTED), (counts.submitted, SUBMITTED))
    return tuple(Rect(at.start, y - BAR / 2, n * at.scale, BAR, fill) for n, fill in lengths if n)


def figures(counts: Counts, at: Columns, y: float) -> tuple[Text, ...]:
    return tuple(
        middle(words, edge, y, anchor=1, bold=index == 0)
        for index, (words, edge) in enumerate(zip(counts.figures, at.edges, strict=True))
    )


def heads(at: Columns, y: float) -> tuple[Mark, ...]:
    """A swatch of the key above each column of numbers."""
    fills = (SUBMITTED, STARTED, INVITED)
    return tuple(
        Rect(edge - SWATCH, y - SWATCH / 2, SWATCH, SWATCH, fill) for edge, fill in zip(at.edges, fills, strict=True)
    )


def row_marks(row: Row, at: Columns, top: float) -> tuple[tuple[Mark, ...], float]:
    """One municipality from `top` on, and its height."""
    name = wrap(row.name, at.start - GAP)
    hidden = wrap(row.hidden, at.edges[2] - at.start, SMALL) if row.counts is None else ()
    taken = max(ROW, height(name) + 6, height(hidden, SMALL) + 6)
    y = top + taken / 2
    marks: tuple[Mark, ...] = paragraph(hidden, at.start, y - height(hidden, SMALL) / 2, SMALL, fill=MUTED)
    if row.counts is not None:
        marks = (*bars(row.counts, at, y), *figures(row.counts, at, y))
    return (*paragraph(name, 0, y - height(name) / 2), *marks), taken


def picture(spec: Response, width: float) -> Picture:
    at = columns(spec, width)
    texts = (spec.submitted, SUBMITTED), (spec.started, STARTED), (spec.invited, INVITED)
    head, y = legend((swatch(text, fill) for text, fill in texts), width)
    y += 2 * SIZE
    rules: list[Mark] = [Line(0, y, width, y, RULE), *heads(at, y - SIZE)]
    marks: list[Mark] = []
    for row in spec.rows:
        drawn, taken = row_marks(row, at, y)
        marks += drawn
        y += taken
        rules.append(Line(0, y, width, y, RULE))
    return Picture(width, y + 1, (*head, *rules, *marks))


def draw(spec: Response, caption: Caption, *, width: float = WIDE) -> Chart:
    """Invited, started and submitted per municipality on one scale of people."""
    return chart(picture(spec, width), caption)
