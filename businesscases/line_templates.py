"""Lines that typical interventions have: what to remember, never what it costs.

A price comes from the catalogue where a line names a measure that stands there; otherwise its cell is empty, and the
line waits in the browser until somebody has filled it in.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from businesscases.line_table import filled
from businesscases.models import Kind

_FILE = Path(__file__).resolve().parent / "line_templates.yaml"


@dataclass(frozen=True)
class Template:
    """The lines of one kind of an intervention; `lines` are cells as the table has them."""

    slug: str
    name: str
    about: str
    lines: list[dict[str, str]]


def templates_of(kind, offer) -> list[Template]:
    """Those that have lines of `kind`."""
    found = [Template(row["slug"], row["name"], row["about"], _lines(row, kind, offer)) for row in _read()]
    return [template for template in found if template.lines]


def template_line(name: str, offer) -> dict[str, str]:
    """The cells of "slug.kind.number", with numbers from 1; none of an unknown name."""
    slug, _dot, rest = name.partition(".")
    kind, _dot, number = rest.partition(".")
    found = [_lines(row, kind, offer) for row in _read() if row["slug"] == slug]
    place = int(number) if number.isdecimal() else 0
    return found[0][place - 1] if found and 0 < place <= len(found[0]) else {}


def _lines(template, kind, offer):
    return [_cells(line, offer) for line in template["lines"] if line.get("kind", Kind.COST) == kind]


def _cells(line, offer):
    cells = {name: str(text) for name, text in line.items() if name not in ("kind", "measure")}
    price = _newest(line.get("measure"), offer)
    return cells | (filled(price) | {"price": str(price.pk)} if price else {})


def _newest(measure, offer):
    return max((price for price in offer.prices.rows if price.measure == measure), key=_year, default=None)


def _year(price):
    return price.price_year


@cache
def _read():
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))
