"""Where a text finds room: beside a point without covering others, or one below the other at the edge."""

from collections.abc import Iterable, Iterator, Sequence

from charts.marks import SIZE, SMALL, Text
from charts.palette import INK
from charts.text import CAP_HEIGHT, DESCENT, height, middle, paragraph, widest, wrap

Box = tuple[float, float, float, float]
Style = tuple[float, str, bool]
FAR = 4


def box(text: Text) -> Box:
    """Left, top, right and bottom of what is written."""
    right = text.x + widest((text.text,), text.size, bold=text.bold)
    return text.x, text.y - CAP_HEIGHT * text.size, right, text.y + DESCENT * text.size


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def room(frame: Box) -> float:
    """How wide a text beside a point may be, so that it fits to its left or to its right."""
    return (frame[2] - frame[0]) * 0.48


def beside(
    text: str,
    point: tuple[float, float],
    reach: float,
    frame: Box,
    taken: Sequence[Box],
    style: Style = (SIZE, INK, False),
    steps: int = FAR,
) -> tuple[Text, ...]:
    """One line right, left, above or below the point, `reach` away, inside `frame` and clear of what is `taken`.

    The first place that is free, nothing if none is; above and below it goes at most `steps` lines away. A text wider
    than the `room` in the frame is shortened to that. `style` is size, colour and bold.
    """
    size, fill, bold = style
    lines = wrap(text, room(frame), size, bold=bold, most=1)
    for line in lines:
        for x, y in _places(point, reach, frame, (widest(lines, size, bold=bold), size), steps):
            found = middle(line, x, y, size, fill=fill, bold=bold)
            around = box(found)
            if _inside(around, frame) and not any(meet(around, other) for other in taken):
                return (found,)
    return ()


def _places(
    point: tuple[float, float], reach: float, frame: Box, measured: tuple[float, float], steps: int
) -> Iterator[tuple[float, float]]:
    """Left edge and vertical middle of the places tried; a place off the frame is moved onto its edge."""
    (x, y), (wide, size) = point, measured
    level = min(max(y, frame[1] + size / 2), frame[3] - size / 2 - DESCENT * size)
    centred = min(max(x - wide / 2, frame[0] + 2), frame[2] - wide)
    yield x + reach, level
    yield x - reach - wide, level
    for step in range(1, steps + 1):
        away = reach + size * (step - 0.5)
        yield centred, y - away
        yield centred, y + away


def _inside(one: Box, frame: Box) -> bool:
    return frame[0] <= one[0] and frame[1] <= one[1] and one[2] <= frame[2] and one[3] <= frame[3]


def stacked(
    places: Iterable[tuple[float, str]], sides: tuple[float, float], span: tuple[float, float], *, fill: str = INK
) -> tuple[Text, ...]:
    """Texts of at most two lines between the `sides`, each as near its y as those above it and `span` let it be."""
    left, right = sides
    blocks = [(y, wrap(text, right - left, SMALL, most=2)) for y, text in sorted(places)]
    tops: list[float] = []
    free = span[0]
    for y, lines in blocks:
        tops.append(max(free, y - height(lines, SMALL) / 2))
        free = tops[-1] + height(lines, SMALL)
    end = max(span[1], span[0] + sum(height(lines, SMALL) for _, lines in blocks))
    for index in reversed(range(len(blocks))):
        tops[index] = min(tops[index], end - height(blocks[index][1], SMALL))
        end = tops[index]
    texts = [paragraph(lines, left, top, SMALL, fill=fill) for top, (_, lines) in zip(tops, blocks, strict=True)]
    return tuple(text for block in texts for text in block)
