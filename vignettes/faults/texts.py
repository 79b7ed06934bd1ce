"""Codes, texts, flags and numbers: what every row has."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeGuard

from vignettes.faults.places import At, Fault, FaultKind
from vignettes.instrument import CODE

TEXT_LIMIT = 20_000
LIMITS = {"title": 160, "text": 300, "help_text": 500, "unit": 20, "label": 300, "level": 1_000, "form": 100}
CASE_LIMITS = {"title": 120, "text": TEXT_LIMIT}
BIGGEST = 2**31 - 1
CODE_SHOWN = 60


def unknown(row: Mapping[Any, Any], allowed: Collection[str], here: At) -> Iterator[Fault]:
    for field in row:
        if not isinstance(field, str) or field not in allowed:
            yield here.fault(FaultKind.UNKNOWN_FIELD, str(field)[:CODE_SHOWN])


def code(row: Mapping[Any, Any], seen: set[str], here: At) -> Iterator[Fault]:
    """`seen` are the codes beside which it must be unique; a good one joins them."""
    found = row.get("code")
    if not is_code(found):
        yield here.fault(FaultKind.CODE_BAD, "code")
    elif found in seen:
        yield here.fault(FaultKind.CODE_TWICE, found)
    else:
        seen.add(found)


def is_code(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(CODE.fullmatch(value))


def text(row: Mapping[Any, Any], field: str, limit: int, here: At, default: str | None = None) -> Iterator[Fault]:
    value = row.get(field, default)
    if value is None:
        yield here.fault(FaultKind.TEXT_MISSING, field)
    elif not isinstance(value, str):
        yield here.fault(FaultKind.TEXT_NOT_TEXT, field)
    elif default is None and not value.strip():
        yield here.fault(FaultKind.TEXT_MISSING, field)
    elif not is_storable(value):
        yield here.fault(FaultKind.TEXT_UNSTORABLE, field)
    elif len(value) > limit:
        yield here.fault(FaultKind.TEXT_TOO_LONG, field, limit)


def flag(row: Mapping[Any, Any], field: str, here: At) -> Iterator[Fault]:
    """true or false where it is stated."""
    if not isinstance(row.get(field, False), bool):
        yield here.fault(FaultKind.FLAG_BAD, field)


def is_storable(value: str) -> bool:
    """Neither half characters nor zero bytes, which PostgreSQL refuses."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value)


def is_whole(value: object) -> TypeGuard[int]:
    """A whole number that the database can store."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= BIGGEST
