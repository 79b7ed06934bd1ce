"""Questions to choose from when a survey is written, and what becomes of those that are chosen. Pure.

A question is copied: later changes to where it came from change nothing in the survey that it came to.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from vignettes import drafts
from vignettes.conditions import QUESTION
from vignettes.drafts import Content, Row
from vignettes.instrument import SILENT_KINDS

FILE = Path(__file__).parent / "instruments/library.yaml"
# What makes two questions with the same code the same question
_MEANING = ("kind", "text", "unit", "minimum", "maximum", "options", "rows", "places")


@dataclass(frozen=True)
class Item:
    """One question; `source` is where it stands, `beside` the questions there by code, which a condition may name."""

    key: str
    row: Row
    source: str
    beside: Mapping[str, Row]


@dataclass(frozen=True)
class Shelf:
    """Questions that belong together, under a title."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Inserted:
    """The draft with the new questions, their codes, and the codes of those that lost their condition."""

    content: Content
    codes: tuple[str, ...]
    without_condition: tuple[str, ...]


@cache
def _groups() -> list[Row]:
    groups: list[Row] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return groups


def shipped(section: str) -> list[Shelf]:
    """The groups of our own file that have questions for `section`."""
    return [
        shelf_of(f"shipped-{group['code']}", group["title"], group[section]) for group in _groups() if section in group
    ]


def shelf_of(key: str, title: str, rows: Sequence[Row], beside: Iterable[Row] = ()) -> Shelf:
    """What the `rows` ask, with the questions `beside` them that conditions may name."""
    known = {row["code"]: row for row in (*beside, *rows)}
    items = (Item(f"{key}-{row['code']}", row, key, known) for row in rows if row["kind"] not in SILENT_KINDS)
    return Shelf(key, title, tuple(items))


def without_twins(shelves: Iterable[Shelf]) -> list[Shelf]:
    """Each question once, on the first shelf that has it; no empty shelf."""
    seen: set[str] = set()
    found = []
    for shelf in shelves:
        items = tuple(item for item in shelf.items if not _is_seen(item, seen))
        if items:
            found.append(Shelf(shelf.key, shelf.title, items))
    return found


def _is_seen(item: Item, seen: set[str]) -> bool:
    mark = drafts.fingerprint(item.row)
    is_seen = mark in seen
    seen.add(mark)
    return is_seen


def matching(shelf: Shelf, words: str, kept: Collection[str] = ()) -> Shelf:
    """The items that have all `words` in their texts, their code or the shelf's title, and those with `kept` keys."""
    wanted = words.casefold().split()
    items = (item for item in shelf.items if item.key in kept or _has(item.row, shelf.title, wanted))
    return Shelf(shelf.key, shelf.title, tuple(items))


def _has(row: Row, title: str, wanted: Sequence[str]) -> bool:
    labels = [one["label"] for name in ("options", "rows") for one in row.get(name, [])]
    told = " ".join([title, row["code"], row["text"], row.get("help_text", ""), *labels]).casefold()
    return all(word in told for word in wanted)


def insert(content: Content, section: str, items: Sequence[Item], published: Iterable[Row]) -> Inserted:
    """The `items` at the end of the `section`, in their order.

    A code is kept where it is free; one that was `published` only for the same question. A condition names the codes
    that the questions have now: those that came along, or those of the draft that ask the same. Otherwise it goes.
    """
    refused = list(published)
    codes: dict[tuple[str, str], str] = {}
    lost = []
    for item in items:
        used = {*drafts.codes(content, section), *(row["code"] for row in refused if not is_same(row, item.row))}
        row = deepcopy(item.row) | {"code": drafts.free_code(item.row["code"], used)}
        codes[item.source, item.row["code"]] = row["code"]
        condition = _renamed(row.pop("show_if", None), item, codes, content)
        if condition:
            row["show_if"] = condition
        elif item.row.get("show_if"):
            lost.append(row["code"])
        content = drafts.add(content, section, row)
    return Inserted(content, tuple(codes.values()), tuple(lost))


def is_same(row: Row, other: Row) -> bool:
    """Do both ask the same, with the same answers to choose from?"""
    return all((row.get(name) or None) == (other.get(name) or None) for name in _MEANING)


def _renamed(condition: Row | None, item: Item, codes: Mapping[tuple[str, str], str], content: Content) -> Row | None:
    """The condition with the codes of the draft; None if one of its questions is not there."""
    if not condition:
        return None
    there = {row["code"]: row for section in drafts.QUESTIONS for row in content[section]}
    ((needs, clauses),) = condition.items()
    renamed = []
    for clause in clauses:
        code = clause.get(QUESTION)
        if code is not None:
            found = codes.get((item.source, code)) or _twin(code, item.beside, there)
            if found is None:
                return None
            clause = clause | {QUESTION: found}
        renamed.append(clause)
    return {needs: renamed}


def _twin(code: str, beside: Mapping[str, Row], there: Mapping[str, Row]) -> str | None:
    is_there = code in beside and code in there and is_same(beside[code], there[code])
    return code if is_there else None
