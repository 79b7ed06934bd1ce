"""Remake `charts/metrics.py` from the font files of the design system.

    python -m tests.charts.font_table

`test_metrics.py` compares the committed table with the real fonts, so a new release of the fonts cannot slip by.
"""

from collections import defaultdict
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"
TABLE = ROOT / "charts/metrics.py"
CODE_POINTS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’‚“”„†•…‰‹›€−≤≥≠≈←↑→↓"))
HEAD = '''"""Advance widths of IBM Plex Sans in thousandths of the font size: width → the characters that have it.

Generated: never edit by hand. Remake with `python -m tests.charts.font_table` after an update of the npm package dkfds.
"""

'''


def widths(style: str) -> dict[str, int]:
    """Character → advance width (1/1000 em) of one style of the font, for the characters of the table."""
    font = TTFont(FONTS / f"IBMPlexSans-{style}.ttf")
    names, advances = font.getBestCmap(), font["hmtx"]
    return {chr(code): advances[names[code]][0] for code in CODE_POINTS if code in names}


def literal(text: str) -> str:
    """The text as a Python string the way ruff formats it, invisible characters escaped."""
    escaped = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text.replace("\\", "\\\\"))
    return f"'{escaped}'" if '"' in escaped else f'"{escaped}"'


def block(name: str, style: str) -> str:
    groups = defaultdict(str)
    for character, width in widths(style).items():
        groups[width] += character
    lines = "".join(f"    {width}: {literal(groups[width])},\n" for width in sorted(groups))
    return f"{name}: dict[int, str] = {{\n{lines}}}\n"


def source() -> str:
    """The whole text of `charts/metrics.py`."""
    return HEAD + block("REGULAR", "Regular") + block("SEMIBOLD", "SemiBold")


if __name__ == "__main__":
    TABLE.write_text(source(), encoding="utf-8")
