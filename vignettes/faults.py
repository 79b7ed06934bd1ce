"""Everything that is wrong with a document of an instrument, all at once. Pure.

`vignettes/instrument.py` refuses at the first fault, in English, for whoever writes files beside the code. Here a
person who builds or imports a survey gets the whole list, each with its place; the page says it in words
(`vignettes/wording.py`). What has no fault here, `instrument.parse` accepts, and the database can store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from vignettes.drafts import BACKGROUND, BATTERY, VIGNETTES
from vignettes.instrument import CHOICE_KINDS, CODE, FIELDS, KINDS, OPTION_FIELDS, QUESTION_FIELDS, STEPS

TEXT_LIMIT = 20_000
LIMITS = {"title": 160, "text": 300, "help_text": 500, "unit": 20, "label": 300}
CASE_LIMITS = {"title": 120, "text": TEXT_LIMIT}
BIGGEST = 2**31 - 1
MOST_SHOWN = 200
CODE_SHOWN = 60


class FaultKind(StrEnum):
    NOT_A_MAPPING = "not_a_mapping"
    UNKNOWN_FIELD = "unknown_field"
    EMPTY_LIST = "empty_list"
    CODE_BAD = "code_bad"
    CODE_TWICE = "code_twice"
    TEXT_MISSING = "text_missing"
    TEXT_NOT_TEXT = "text_not_text"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNSTORABLE = "text_unstorable"
    KIND_UNKNOWN = "kind_unknown"
    FLAG_BAD = "flag_bad"
    BOUNDS_UNWANTED = "bounds_unwanted"
    BOUNDS_BAD = "bounds_bad"
    OPTIONS_UNWANTED = "options_unwanted"
    OPTIONS_FEW = "options_few"
    STEP_BAD = "step_bad"
    STEPS_INCOMPLETE = "steps_incomplete"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where (section, place in it and place of the option, counted from 0) and what; `field` and `limit` if it has."""

    kind: FaultKind
    section: str = ""
    index: int | None = None
    option: int | None = None
    field: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class _At:
    """A place in the document, which makes the faults found there."""

    section: str = ""
    index: int | None = None
    option: int | None = None

    def fault(self, kind: FaultKind, field: str = "", limit: int = 0) -> Fault:
        return Fault(kind, self.section, self.index, self.option, field, limit)


def faults(content: object) -> list[Fault]:
    """In the order of the document, the first 200 of them; empty if it can be published."""
    return [fault for fault, _ in zip(_instrument(content), range(MOST_SHOWN), strict=False)]


def _instrument(content: object) -> Iterator[Fault]:
    here = _At()
    if not isinstance(content, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from _unknown(content, FIELDS, here)
    yield from _code(content, set(), here)
    yield from _text(content, "title", LIMITS["title"], here)
    yield from _text(content, "introduction", TEXT_LIMIT, here)
    questions: set[str] = set()
    for section, seen in ((BACKGROUND, questions), (BATTERY, questions), (VIGNETTES, set[str]())):
        rows = content.get(section)
        if not isinstance(rows, list) or not rows:
            yield _At(section).fault(FaultKind.EMPTY_LIST)
            continue
        for index, row in enumerate(rows):
            yield from _row(row, seen, _At(section, index))


def _row(row: object, seen: set[str], here: _At) -> Iterator[Fault]:
    if not isinstance(row, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
    elif here.section == VIGNETTES:
        yield from _unknown(row, {"code", "title", "text"}, here)
        yield from _code(row, seen, here)
        for field, limit in CASE_LIMITS.items():
            yield from _text(row, field, limit, here)
    else:
        yield from _question(row, seen, here)


def _question(row: Mapping[Any, Any], seen: set[str], here: _At) -> Iterator[Fault]:
    yield from _unknown(row, QUESTION_FIELDS, here)
    yield from _code(row, seen, here)
    yield from _text(row, "text", LIMITS["text"], here)
    for field in ("help_text", "unit"):
        yield from _text(row, field, LIMITS[field], here, default="")
    if not isinstance(row.get("required"), bool):
        yield here.fault(FaultKind.FLAG_BAD, "required")
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        yield here.fault(FaultKind.KIND_UNKNOWN, "kind")
        return
    yield from _bounds(row, kind, here)
    yield from _options(row, kind, here)


def _bounds(row: Mapping[Any, Any], kind: str, here: _At) -> Iterator[Fault]:
    low, high = row.get("minimum"), row.get("maximum")
    if kind != "number":
        if low is not None or high is not None:
            yield here.fault(FaultKind.BOUNDS_UNWANTED)
    elif not (_is_storable_number(low) and _is_storable_number(high) and low < high):
        yield here.fault(FaultKind.BOUNDS_BAD)


def _is_storable_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= BIGGEST


def _options(row: Mapping[Any, Any], kind: str, here: _At) -> Iterator[Fault]:
    options = row.get("options")
    if kind not in CHOICE_KINDS:
        if options:
            yield here.fault(FaultKind.OPTIONS_UNWANTED)
        return
    if not isinstance(options, list):
        yield here.fault(FaultKind.OPTIONS_FEW)
        return
    seen: set[str] = set()
    for number, option in enumerate(options):
        yield from _option(option, seen, _At(here.section, here.index, number))
    chosen = [one for one in options if isinstance(one, Mapping) and one.get("missing", False) is not True]
    if len(chosen) < 2:
        yield here.fault(FaultKind.OPTIONS_FEW)
    steps = [one.get("step") for one in chosen]
    if any(step is not None for step in steps) and steps != list(STEPS):
        yield here.fault(FaultKind.STEPS_INCOMPLETE)


def _option(option: object, seen: set[str], here: _At) -> Iterator[Fault]:
    if not isinstance(option, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from _unknown(option, OPTION_FIELDS, here)
    yield from _code(option, seen, here)
    yield from _text(option, "label", LIMITS["label"], here)
    missing, step = option.get("missing", False), option.get("step")
    if not isinstance(missing, bool):
        yield here.fault(FaultKind.FLAG_BAD, "missing")
    is_step = isinstance(step, int) and not isinstance(step, bool) and step in STEPS
    if step is not None and (missing is True or not is_step):
        yield here.fault(FaultKind.STEP_BAD)


def _unknown(row: Mapping[Any, Any], allowed: set[str], here: _At) -> Iterator[Fault]:
    for field in row:
        if not isinstance(field, str) or field not in allowed:
            yield here.fault(FaultKind.UNKNOWN_FIELD, str(field)[:CODE_SHOWN])


def _code(row: Mapping[Any, Any], seen: set[str], here: _At) -> Iterator[Fault]:
    code = row.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        yield here.fault(FaultKind.CODE_BAD, "code")
    elif code in seen:
        yield here.fault(FaultKind.CODE_TWICE, code)
    else:
        seen.add(code)


def _text(row: Mapping[Any, Any], field: str, limit: int, here: _At, default: str | None = None) -> Iterator[Fault]:
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


def is_storable(text: str) -> bool:
    """Neither half characters nor zero bytes, which PostgreSQL refuses."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)
