"""Faults of one question: its texts, its kind, and what belongs to that kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from vignettes.faults import conditions
from vignettes.faults.conditions import Before
from vignettes.faults.places import At, Fault, FaultKind
from vignettes.faults.texts import LIMITS, TEXT_LIMIT, code, flag, is_whole, text, unknown
from vignettes.instrument import BOUNDED_KINDS, KINDS, MISSING, OPTION_KINDS, SILENT_KINDS, STEPS

FIELDS = {
    "code", "text", "kind", "required", "help_text", "body", "unit", "minimum", "maximum", "options", "rows", "places",
    "random_order", "show_if",
}  # fmt: skip
OPTION_FIELDS = {"code", "label", "step", "missing", "pinned"}
FEWEST_POINTS, MOST_POINTS = 2, 11
# Fields that only some kinds have, beside bounds and options
_ONLY_FOR = {
    "body": SILENT_KINDS,
    "help_text": KINDS - SILENT_KINDS,
    "rows": frozenset({"matrix"}),
    "places": frozenset({"ranking"}),
    "random_order": OPTION_KINDS - {"ordinal"},
}


def faults(row: object, before: Before, here: At) -> Iterator[Fault]:
    if not isinstance(row, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from unknown(row, FIELDS, here)
    yield from code(row, before.codes, here)
    yield from text(row, "text", LIMITS["text"], here)
    for field, limit in (("help_text", LIMITS["help_text"]), ("unit", LIMITS["unit"]), ("body", TEXT_LIMIT)):
        yield from text(row, field, limit, here, default="")
    yield from conditions.faults(row.get("show_if"), before, here)
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        yield here.fault(FaultKind.KIND_UNKNOWN, "kind")
        return
    yield from _of_kind(row, kind, here)
    before.pass_by(row)


def _of_kind(row: Mapping[Any, Any], kind: str, here: At) -> Iterator[Fault]:
    yield from _required(row, kind, here)
    for field, kinds in _ONLY_FOR.items():
        if row.get(field) and kind not in kinds:
            yield here.fault(FaultKind.FIELD_UNWANTED, field)
    yield from flag(row, "random_order", here)
    yield from _bounds(row, kind, here)
    yield from _options(row, kind, here)
    if kind == "matrix":
        yield from _rows(row.get("rows"), here)
    places = row.get("places")
    if kind == "ranking" and places is not None and not (is_whole(places) and 1 <= places <= len(_items(row))):
        yield here.fault(FaultKind.PLACES_BAD, "places")


def _required(row: Mapping[Any, Any], kind: str, here: At) -> Iterator[Fault]:
    """Always stated; what asks nothing cannot be required."""
    required = row.get("required", False if kind in SILENT_KINDS else None)
    if not isinstance(required, bool):
        yield here.fault(FaultKind.FLAG_BAD, "required")
    elif required and kind in SILENT_KINDS:
        yield here.fault(FaultKind.FIELD_UNWANTED, "required")


def _bounds(row: Mapping[Any, Any], kind: str, here: At) -> Iterator[Fault]:
    low, high = row.get("minimum"), row.get("maximum")
    if kind not in BOUNDED_KINDS:
        if low is not None or high is not None:
            yield here.fault(FaultKind.BOUNDS_UNWANTED)
    elif not (is_whole(low) and is_whole(high) and low < high):
        yield here.fault(FaultKind.BOUNDS_BAD)


def _options(row: Mapping[Any, Any], kind: str, here: At) -> Iterator[Fault]:
    """Choices; a question without any may still have options that count as no answer."""
    options = row.get("options", [])
    if not isinstance(options, list):
        yield here.fault(FaultKind.OPTIONS_FEW)
        return
    seen: set[str] = set()
    for number, option in enumerate(options):
        yield from _option(option, seen, here.of(number))
    if kind in OPTION_KINDS:
        yield from _choices(_items(row), kind, here)
    elif _items(row) or (options and kind in SILENT_KINDS):
        yield here.fault(FaultKind.OPTIONS_UNWANTED)


def _choices(chosen: list[Mapping[Any, Any]], kind: str, here: At) -> Iterator[Fault]:
    if len(chosen) < FEWEST_POINTS:
        yield here.fault(FaultKind.OPTIONS_FEW)
    if kind == "ordinal" and len(chosen) > MOST_POINTS:
        yield here.fault(FaultKind.OPTIONS_MANY, limit=MOST_POINTS)
    steps = [one.get("step") for one in chosen]
    if any(step is not None for step in steps) and steps != list(STEPS):
        yield here.fault(FaultKind.STEPS_INCOMPLETE)


def _items(row: Mapping[Any, Any]) -> list[Mapping[Any, Any]]:
    """The options that are an answer."""
    options = row.get("options")
    found = options if isinstance(options, list) else []
    return [one for one in found if isinstance(one, Mapping) and one.get("missing", False) is not True]


def _option(option: object, seen: set[str], here: At) -> Iterator[Fault]:
    if not isinstance(option, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from unknown(option, OPTION_FIELDS, here)
    yield from code(option, seen, here)
    yield from text(option, "label", LIMITS["label"], here)
    for field in ("missing", "pinned"):
        yield from flag(option, field, here)
    step = option.get("step")
    if step is not None and (option.get("missing") is True or not is_whole(step) or step not in STEPS):
        yield here.fault(FaultKind.STEP_BAD)


def _rows(rows: object, here: At) -> Iterator[Fault]:
    if not isinstance(rows, list) or not rows:
        yield here.fault(FaultKind.ROWS_FEW)
        return
    seen: set[str] = set()
    for row in rows:
        if not isinstance(row, Mapping):
            yield here.fault(FaultKind.NOT_A_MAPPING)
            continue
        yield from unknown(row, {"code", "label"}, here)
        yield from code(row, seen, here)
        if row.get("code") == MISSING:
            yield here.fault(FaultKind.CODE_BAD, "code")
        yield from text(row, "label", LIMITS["label"], here)
