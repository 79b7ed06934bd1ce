"""Tables of words and numbers alone, found in a parsed document: these can be drawn without WeasyPrint's layout."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

PARTS = ("caption", "colgroup", "thead", "tbody")
_SPACES = re.compile("[ \t\n\r\f]+")
_NO_LOOK = ("id", "scope")


@dataclass(frozen=True, slots=True)
class Row:
    """`look` is all that a style sheet may ask of the row; rows that look alike are measured once."""

    group: str
    look: tuple
    tags: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainTable:
    """`shape` is the looks of its rows and where it stands; tables of one shape differ in their words only."""

    name: str
    caption: str
    rows: tuple[Row, ...]
    shape: tuple
    element: Element
    ancestors: tuple[Element, ...]


def tables(root: Element) -> Iterator[PlainTable]:
    """Every plain table of the document, in order."""
    found = (pair for pair in _below(root, ()) if _is_plain(pair[0]))
    for number, (element, ancestors) in enumerate(found):
        rows = tuple(_row(group.tag, row) for group in element if group.tag in ("thead", "tbody") for row in group)
        around = tuple(_look(one) for one in (*ancestors, element, *element, *element[1]))
        shape = (around, tuple(dict.fromkeys((row.group, row.look) for row in rows)))
        yield PlainTable(f"table:{number}", words(element[0]), rows, shape, element, ancestors)


def words(element: Element) -> str:
    """Its text as it is set, with white space collapsed; a space that must not break stays."""
    return _SPACES.sub(" ", element.text or "").strip(" ")


def _below(element: Element, ancestors: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    for child in element:
        if child.tag == "table":
            yield child, (*ancestors, element)
        else:
            yield from _below(child, (*ancestors, element))


def _is_plain(table: Element) -> bool:
    """Caption, one head and one body, full rows, and no element in a cell."""
    if [part.tag for part in table] != list(PARTS) or len(table[0]):
        return False
    rows = [row for group in (table[2], table[3]) for row in group]
    cells = [cell for row in rows for cell in row]
    return (
        len(table[2]) == 1
        and len(table[3]) > 0
        and all(row.tag == "tr" and len(row) == len(table[1]) for row in rows)
        and all(cell.tag in ("th", "td") and not len(cell) for cell in cells)
        and not any(cell.get("colspan") or cell.get("rowspan") for cell in cells)
    )


def _row(group: str, row: Element) -> Row:
    look = (_look(row), tuple(_look(cell) for cell in row))
    return Row(group, look, tuple(cell.tag for cell in row), tuple(words(cell) for cell in row))


def _look(element: Element) -> tuple:
    """What a style sheet may ask of it: tag and attributes."""
    return element.tag, tuple(sorted((name, value) for name, value in element.items() if name not in _NO_LOOK))
