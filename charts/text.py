"""Text measured by the advance widths of the font, so that nothing needs text-anchor or a layout engine."""

import unicodedata
from collections.abc import Iterator

from charts.marks import SIZE, Text
from charts.metrics import REGULAR, SEMIBOLD
from charts.palette import INK

LEADING = 1.28
CAP_HEIGHT = 0.698
DESCENT = 0.25
ELLIPSIS = "…"
# A character outside the table comes from another font: wider than any emoji or ideograph, so the text still fits.
UNKNOWN_WIDTH = 1400
# A column made to the width of its widest word is that wide but for the rounding of floats.
HAIR = 1e-6
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


class Widths(dict[str, int]):
    """Character → advance width."""

    def __missing__(self, character: str) -> int:
        return UNKNOWN_WIDTH


WIDTHS = {
    bold: Widths({character: width for width, characters in table.items() for character in characters})
    for bold, table in ((False, REGULAR), (True, SEMIBOLD))
}


def clean(text: str) -> str:
    """One line: white space collapsed, control and format characters (illegal in XML, or reordering) removed."""
    if text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in UNPRINTABLE).split())


def measure(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Width in pixels, without kerning (which only tightens)."""
    return sum(map(WIDTHS[bold].__getitem__, text)) * size / 1000


def pieces(word: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """The word, cut with hyphens if it does not fit on a line of its own; a piece has at least one character."""
    if measure(word, size, bold=bold) <= width + HAIR:
        yield word
        return
    room = width - measure("-", size, bold=bold)
    start, used = 0, 0.0
    for index, character in enumerate(word):
        advance = measure(character, size, bold=bold)
        if index > start and used + advance > room:
            yield word[start:index] + "-"
            start, used = index, 0.0
        used += advance
    yield word[start:]


def shortened(text: str, width: float, size: float, bold: bool) -> str:
    """The beginning of the text with an ellipsis, at most `width` wide."""
    text = text.rstrip("-")
    while text and measure(text + ELLIPSIS, size, bold=bold) > width:
        text = text[:-1].rstrip()
    return text + ELLIPSIS


def wrap(text: str, width: float, size: float = SIZE, *, bold: bool = False, most: int = 4) -> tuple[str, ...]:
    """Lines of the text, none wider than `width` pixels; past `most` lines the last ends in an ellipsis."""
    lines: list[str] = []
    for word in clean(text).split():
        first, *rest = pieces(word, width, size, bold)
        if lines and measure(f"{lines[-1]} {first}", size, bold=bold) <= width:
            lines[-1] += f" {first}"
        else:
            lines.append(first)
        lines.extend(rest)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], shortened(lines[most - 1], width, size, bold))


def widest(lines: tuple[str, ...], size: float = SIZE, *, bold: bool = False) -> float:
    return max((measure(line, size, bold=bold) for line in lines), default=0.0)


def longest_word(texts: tuple[str, ...], size: float = SIZE, *, bold: bool = False) -> float:
    """Width of the widest single word: a column at least this wide need not cut a word."""
    return max((measure(word, size, bold=bold) for text in texts for word in clean(text).split()), default=0.0)


def height(lines: tuple[str, ...], size: float = SIZE) -> float:
    return len(lines) * size * LEADING


def paragraph(
    lines: tuple[str, ...], x: float, top: float, size: float = SIZE, *, fill: str = INK, bold: bool = False
) -> tuple[Text, ...]:
    """The lines one below the other; `height(lines)` is the room they take from `top` on."""
    first = top + size * (LEADING + CAP_HEIGHT) / 2
    return tuple(Text(x, first + i * size * LEADING, line, size, fill, bold) for i, line in enumerate(lines))


def middle(
    text: str, x: float, y: float, size: float = SIZE, *, anchor: float = 0.0, fill: str = INK, bold: bool = False
) -> Text:
    """A line centred vertically on y; anchor 0, ½ or 1 puts its left edge, middle or right edge at x."""
    left = x - anchor * measure(text, size, bold=bold)
    return Text(left, y + size * CAP_HEIGHT / 2, text, size, fill, bold)


def clamped(
    text: str, x: float, y: float, span: tuple[float, float], size: float = SIZE, *, fill: str = INK, bold: bool = False
) -> tuple[Text, ...]:
    """A line centred on (x, y) but kept between the edges of `span`, shortened where it is longer than that."""
    left, right = span
    lines = wrap(text, right - left, size, bold=bold, most=1)
    wide = widest(lines, size, bold=bold)
    start = max(left, min(x - wide / 2, right - wide))
    return tuple(middle(line, start, y, size, fill=fill, bold=bold) for line in lines)


def named_figure(name: str, figure: str, width: float, size: float = SIZE, *, bold: bool = False) -> str:
    """Name and figure in one line; where that is too long, the name is shortened and the figure kept."""
    lines = wrap(name, width - measure(f" {figure}", size, bold=bold), size, bold=bold, most=1)
    return " ".join((*lines, figure)).strip()
