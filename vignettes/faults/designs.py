"""Faults of the dimensions, of the template that they fill, and of the cases that were drawn."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vignettes import design
from vignettes.cases import placeholders
from vignettes.drafts import VIGNETTES
from vignettes.faults.places import At, Fault, FaultKind
from vignettes.faults.texts import CASE_LIMITS, LIMITS, code, is_code, is_storable, is_whole, text, unknown
from vignettes.instrument import EFFECTS

DIMENSIONS, DESIGN, CASES = "dimensions", "design", "cases"
DESIGN_FIELDS = {"title", "text", "exclusions", "effects", "size", "deck_count", "seed", "repeat", CASES}
FEWEST_LEVELS = 2

Levels = dict[str, list[str]]


@dataclass(frozen=True)
class _Drawn:
    """What the cases of a design are held against."""

    levels: Levels
    universe: Collection[tuple[str, ...]]
    deck_count: int


def faults(content: Mapping[Any, Any]) -> Iterator[Fault]:
    dimensions, found = content.get(DIMENSIONS, []), content.get(DESIGN)
    if not isinstance(dimensions, list):
        yield At(DIMENSIONS).fault(FaultKind.EMPTY_LIST)
        return
    seen: set[str] = set()
    wrong = [fault for index, row in enumerate(dimensions) for fault in _dimension(row, seen, At(DIMENSIONS, index))]
    yield from wrong
    if found is None:
        if dimensions:
            yield At(DESIGN).fault(FaultKind.NOT_DRAWN)
    elif not isinstance(found, Mapping):
        yield At(DESIGN).fault(FaultKind.NOT_A_MAPPING)
    elif not wrong:
        yield from _design(found, dimensions, content)


def _dimension(row: object, seen: set[str], here: At) -> Iterator[Fault]:
    if not isinstance(row, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from unknown(row, {"code", "label", "levels"}, here)
    yield from code(row, seen, here)
    if is_code(row.get("code")) and row["code"][0].isupper():
        yield here.fault(FaultKind.DIMENSION_CODE, row["code"])
    yield from text(row, "label", LIMITS["label"], here)
    levels = row.get("levels")
    if not isinstance(levels, list) or len(levels) < FEWEST_LEVELS:
        yield here.fault(FaultKind.LEVELS_FEW)
        return
    codes: set[str] = set()
    for number, level in enumerate(levels):
        yield from _level(level, codes, here.of(number))
    if len({frozenset(_forms(level)) for level in levels}) > 1:
        yield here.fault(FaultKind.FORMS_UNEVEN)


def _level(level: object, codes: set[str], here: At) -> Iterator[Fault]:
    if not isinstance(level, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from unknown(level, {"code", "label", "text", "forms"}, here)
    yield from code(level, codes, here)
    yield from text(level, "label", LIMITS["label"], here)
    yield from text(level, "text", LIMITS["level"], here)
    forms = level.get("forms", {})
    is_named = isinstance(forms, Mapping) and all(is_code(name) and name[0].islower() for name in forms)
    if not is_named or not all(_is_form(words) for words in forms.values()):
        yield here.fault(FaultKind.FORMS_BAD)


def _is_form(words: object) -> bool:
    return isinstance(words, str) and bool(words.strip()) and is_storable(words) and len(words) <= LIMITS["form"]


def _forms(level: object) -> list[str]:
    forms = level.get("forms", {}) if isinstance(level, Mapping) else {}
    return [name for name in forms if isinstance(name, str)] if isinstance(forms, Mapping) else []


def _design(found: Mapping[Any, Any], dimensions: list[Any], content: Mapping[Any, Any]) -> Iterator[Fault]:
    here = At(DESIGN)
    yield from unknown(found, DESIGN_FIELDS, here)
    for field, limit in CASE_LIMITS.items():
        yield from text(found, field, limit, here)
    if not dimensions:
        yield At(DIMENSIONS).fault(FaultKind.EMPTY_LIST)
        return
    yield from _placeholders(found, dimensions, here)
    levels = {row["code"]: [level["code"] for level in row["levels"]] for row in dimensions}
    wrong = list(_fields(found, here))
    yield from wrong
    yield from _sample(found, levels, content, here) if not wrong else ()


def _placeholders(found: Mapping[Any, Any], dimensions: list[Any], here: At) -> Iterator[Fault]:
    """Each placeholder names a dimension, and a form that its levels have; each dimension is named somewhere."""
    forms = {row["code"]: {"", *_forms(row["levels"][0])} for row in dimensions}
    texts = [found.get(field) for field in CASE_LIMITS]
    named = [one for words in texts if isinstance(words, str) for one in placeholders(words)]
    for name, form in dict.fromkeys(named):
        if name not in forms:
            yield here.fault(FaultKind.PLACEHOLDER_UNKNOWN, name)
        elif form not in forms[name]:
            yield here.fault(FaultKind.PLACEHOLDER_FORM, f"{name}.{form}")
    for name in forms:
        if name not in {one for one, _form in named}:
            yield here.fault(FaultKind.DIMENSION_UNUSED, name)


def _fields(found: Mapping[Any, Any], here: At) -> Iterator[Fault]:
    for field, smallest in (("size", 1), ("deck_count", 1), ("seed", 0)):
        value = found.get(field)
        if not is_whole(value) or value < smallest:
            yield here.fault(FaultKind.DESIGN_FIELD, field)
    if found.get("effects") not in EFFECTS:
        yield here.fault(FaultKind.DESIGN_FIELD, "effects")
    for field in ("exclusions", CASES):
        if not isinstance(found.get(field, []), list):
            yield here.fault(FaultKind.DESIGN_FIELD, field)
    if not isinstance(found.get("repeat", ""), str):
        yield here.fault(FaultKind.DESIGN_FIELD, "repeat")


def _sample(found: Mapping[Any, Any], levels: Levels, content: Mapping[Any, Any], here: At) -> Iterator[Fault]:
    rules = found.get("exclusions", [])
    wrong = [index for index, rule in enumerate(rules) if not _is_rule(rule, levels)]
    for index in wrong:
        yield here.fault(FaultKind.EXCLUSION_BAD, str(index + 1))
    if wrong:
        return
    try:
        universe = design.universe(levels, rules)
    except design.DesignError:
        yield here.fault(FaultKind.UNIVERSE_LARGE, limit=design.LARGEST_UNIVERSE)
        return
    if not universe:
        yield here.fault(FaultKind.UNIVERSE_EMPTY)
        return
    for name, codes in levels.items():
        for level in codes:
            if all(one[name] != level for one in universe):
                yield here.fault(FaultKind.LEVEL_IMPOSSIBLE, f"{name}: {level}")
    drawn = _Drawn(levels, {tuple(one.values()) for one in universe}, found["deck_count"])
    yield from _cases(found, drawn, content, here)


def _is_rule(rule: object, levels: Levels) -> bool:
    """{"dimension": ["level", …], …}, all of which exist."""
    if not isinstance(rule, Mapping) or not rule or not set(rule) <= set(levels):
        return False
    return all(isinstance(codes, list) and codes and _are_among(codes, levels[name]) for name, codes in rule.items())


def _are_among(found: list[Any], codes: list[str]) -> bool:
    return all(one in codes for one in found)


def _cases(found: Mapping[Any, Any], drawn: _Drawn, content: Mapping[Any, Any], here: At) -> Iterator[Fault]:
    cases = found.get(CASES, [])
    if len(cases) != found["size"]:
        yield here.fault(FaultKind.NOT_DRAWN)
        return
    written = content.get(VIGNETTES)
    taken = {row.get("code") for row in written if isinstance(row, Mapping)} if isinstance(written, list) else set()
    seen = {one for one in taken if isinstance(one, str)}
    for number, case in enumerate(cases):
        yield from _case(case, drawn, seen, At(DESIGN, number))
    whole = [case for case in cases if isinstance(case, Mapping)]
    yield from _together(whole, drawn, here)
    repeat = found.get("repeat", "")
    if repeat and (repeat not in seen or not is_code(f"{repeat}_again") or f"{repeat}_again" in seen):
        yield here.fault(FaultKind.REPEAT_UNKNOWN, repeat)


def _case(case: object, drawn: _Drawn, seen: set[str], here: At) -> Iterator[Fault]:
    if not isinstance(case, Mapping):
        yield here.fault(FaultKind.NOT_A_MAPPING)
        return
    yield from unknown(case, {"code", "levels", "deck"}, here)
    yield from code(case, seen, here)
    if _combination(case, drawn.levels) not in drawn.universe:
        yield here.fault(FaultKind.CASE_IMPOSSIBLE)
    deck = case.get("deck")
    if not is_whole(deck) or not 1 <= deck <= drawn.deck_count:
        yield here.fault(FaultKind.DESIGN_FIELD, "deck")


def _combination(case: Mapping[Any, Any], levels: Levels) -> tuple[str, ...]:
    """In the order of the dimensions; nothing that is in the universe where a level is missing or no text."""
    found = case.get("levels")
    if not isinstance(found, Mapping) or set(found) != set(levels):
        return ()
    return tuple(str(found[name]) for name in levels)


def _together(cases: Sequence[Mapping[Any, Any]], drawn: _Drawn, here: At) -> Iterator[Fault]:
    if max(Counter(_combination(case, drawn.levels) for case in cases).values(), default=0) > 1:
        yield here.fault(FaultKind.CASE_TWICE)
    used = [case.get("deck") for case in cases]
    for deck in range(1, min(drawn.deck_count, len(cases) + 1) + 1):
        if deck not in used:
            yield here.fault(FaultKind.DECK_EMPTY, str(deck))
