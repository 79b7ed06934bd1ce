"""Everything that is wrong with a document of an instrument, all at once. Pure.

A person who builds or imports a survey gets the whole list, each fault with its place; the page says it in words
(`vignettes/wording.py`). What has no fault here, `instrument.parse` accepts, and the database can store.
"""

from collections.abc import Iterator, Mapping

from vignettes.drafts import QUESTIONS, VIGNETTES
from vignettes.faults import designs, questions
from vignettes.faults.conditions import Before
from vignettes.faults.places import At, Fault, FaultKind
from vignettes.faults.texts import BIGGEST, CASE_LIMITS, LIMITS, TEXT_LIMIT, code, is_code, is_storable, text, unknown
from vignettes.instrument import SILENT_KINDS

__all__ = [
    "BIGGEST",
    "CASE_LIMITS",
    "LIMITS",
    "MOST_SHOWN",
    "TEXT_LIMIT",
    "Fault",
    "FaultKind",
    "faults",
    "is_storable",
]

MOST_SHOWN = 200
FIELDS = {"code", "title", "introduction", *QUESTIONS, VIGNETTES, designs.DIMENSIONS, designs.DESIGN}


def faults(content: object) -> list[Fault]:
    """In the order of the document, the first 200 of them; empty if it can be published."""
    return [fault for fault, _ in zip(_instrument(content), range(MOST_SHOWN), strict=False)]


def _instrument(content: object) -> Iterator[Fault]:
    here = At()
    if not isinstance(content, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from unknown(content, FIELDS, here)
    yield from code(content, set(), here)
    yield from text(content, "title", LIMITS["title"], here)
    yield from text(content, "introduction", TEXT_LIMIT, here)
    before = Before(_codes(content))
    for section in QUESTIONS:
        yield from _questions(content.get(section), before, section)
    yield from _cases(content)
    yield from designs.faults(content)


def _codes(content: Mapping[str, object]) -> set[str]:
    lists = [rows for section in QUESTIONS if isinstance(rows := content.get(section), list)]
    return {row["code"] for rows in lists for row in rows if isinstance(row, Mapping) and is_code(row.get("code"))}


def _questions(rows: object, before: Before, section: str) -> Iterator[Fault]:
    if not isinstance(rows, list) or not rows:
        yield At(section).fault(FaultKind.EMPTY_LIST)
        return
    for index, row in enumerate(rows):
        yield from questions.faults(row, before, At(section, index))
    if not any(isinstance(row, Mapping) and row.get("kind") not in tuple(SILENT_KINDS) for row in rows):
        yield At(section).fault(FaultKind.EMPTY_LIST)


def _cases(content: Mapping[str, object]) -> Iterator[Fault]:
    """A survey whose design makes cases needs none that are written by hand."""
    rows = content.get(VIGNETTES)
    if not isinstance(rows, list) or (not rows and not content.get(designs.DESIGN)):
        yield At(VIGNETTES).fault(FaultKind.EMPTY_LIST)
        return
    seen: set[str] = set()
    for index, row in enumerate(rows):
        here = At(VIGNETTES, index)
        if not isinstance(row, Mapping):
            yield here.fault(FaultKind.NOT_A_MAPPING)
            continue
        yield from unknown(row, {"code", "title", "text"}, here)
        yield from code(row, seen, here)
        for field, limit in CASE_LIMITS.items():
            yield from text(row, field, limit, here)
