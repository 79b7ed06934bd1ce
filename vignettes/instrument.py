"""A survey instrument as data: read from YAML, checked whole, frozen.

The file's form is described in docs/instrument.md. Everything downstream (the survey in the database, the forms, the
analysis, the simulated answers) relies on what is checked here: codes are unique where they must be, every kind is
known, and the staircase has all six steps.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

import yaml

CHOICE_KINDS = frozenset({"single", "multiple", "ordinal"})
KINDS = CHOICE_KINDS | {"percent", "number", "text"}
STEPS = (1, 2, 3, 4, 5, 6)

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
FIELDS = {"code", "title", "introduction", "background", "battery", "vignettes"}
QUESTION_FIELDS = {"code", "text", "kind", "required", "help_text", "unit", "minimum", "maximum", "options"}
OPTION_FIELDS = {"code", "label", "step", "missing"}


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One answer option. `step` is its step (1–6) on the staircase; `missing` marks a "don't know"."""

    code: str
    label: str
    step: int | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """One question. Options of an ordinal question stand in ascending order; percent and number have none.

    `minimum` and `maximum` are inclusive and given for percent (always 0 and 100) and number only.
    """

    code: str
    text: str
    kind: str
    required: bool
    help_text: str = ""
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    options: tuple[OptionSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class VignetteText:
    """One fictive case; paragraphs of `text` are separated by an empty line and hold no line breaks."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole survey: `background` is asked once per respondent, `battery` once per vignette."""

    code: str
    title: str
    introduction: str
    background: tuple[QuestionSpec, ...]
    battery: tuple[QuestionSpec, ...]
    vignettes: tuple[VignetteText, ...]


def load(path: Path) -> Instrument:
    """Read and check the instrument at `path`. Raises ValueError with a sentence that names file, place and fault."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is not valid YAML: {error}") from error
    try:
        return parse(data)
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def parse(data: object) -> Instrument:
    """Check already decoded data and freeze it. Raises ValueError."""
    where = "The instrument"
    fields = _mapping(data, where, FIELDS)
    code = _code(fields, where)
    background = tuple(_question(item) for item in _items(fields, "background", where))
    battery = tuple(_question(item) for item in _items(fields, "battery", where))
    vignettes = tuple(_vignette(item) for item in _items(fields, "vignettes", where))
    _refuse_duplicates([question.code for question in background + battery], "question")
    _refuse_duplicates([vignette.code for vignette in vignettes], "vignette")
    return Instrument(
        code=code,
        title=_text(fields, "title", where),
        introduction=_text(fields, "introduction", where),
        background=background,
        battery=battery,
        vignettes=vignettes,
    )


def _vignette(data: object) -> VignetteText:
    fields = _mapping(data, "A vignette", {"code", "title", "text"})
    code = _code(fields, "A vignette")
    where = f"Vignette '{code}'"
    return VignetteText(code=code, title=_text(fields, "title", where), text=_text(fields, "text", where))


def _question(data: object) -> QuestionSpec:
    fields = _mapping(data, "A question", QUESTION_FIELDS)
    code = _code(fields, "A question")
    where = f"Question '{code}'"
    kind = fields.get("kind")
    if kind not in KINDS:
        raise ValueError(f"{where} has the kind {kind!r}; allowed are {', '.join(sorted(KINDS))}.")
    minimum, maximum = _bounds(fields, kind, where)
    return QuestionSpec(
        code=code,
        text=_text(fields, "text", where),
        kind=kind,
        required=_flag(fields, "required", where, default=None),
        help_text=_text(fields, "help_text", where, default=""),
        unit=_text(fields, "unit", where, default=""),
        minimum=minimum,
        maximum=maximum,
        options=_options(fields, kind, where),
    )


def _bounds(fields: Mapping[str, Any], kind: str, where: str) -> tuple[int | None, int | None]:
    low, high = fields.get("minimum"), fields.get("maximum")
    if kind != "number":
        if low is not None or high is not None:
            raise ValueError(f"{where} is of kind {kind} and takes no minimum or maximum.")
        return (0, 100) if kind == "percent" else (None, None)
    if not (_is_whole(low) and _is_whole(high) and low < high):
        raise ValueError(f"{where} is a number and needs a whole minimum below a whole maximum.")
    return low, high


def _options(fields: Mapping[str, Any], kind: str, where: str) -> tuple[OptionSpec, ...]:
    if kind not in CHOICE_KINDS:
        if fields.get("options"):
            raise ValueError(f"{where} is of kind {kind} and takes no options.")
        return ()
    options = tuple(_option(item, where) for item in _items(fields, "options", where))
    _refuse_duplicates([option.code for option in options], f"{where}: option")
    if sum(not option.missing for option in options) < 2:
        raise ValueError(f"{where} needs at least two options besides those marked missing.")
    _check_steps(options, where)
    return options


def _option(data: object, where: str) -> OptionSpec:
    fields = _mapping(data, f"{where}: an option", OPTION_FIELDS)
    code = _code(fields, f"{where}: an option")
    where = f"{where}, option '{code}'"
    step = fields.get("step")
    if step is not None and not (_is_whole(step) and step in STEPS):
        raise ValueError(f"{where}: step must be a whole number from 1 to 6, not {step!r}.")
    missing = _flag(fields, "missing", where, default=False)
    if missing and step is not None:
        raise ValueError(f"{where} is marked missing and can therefore have no step.")
    return OptionSpec(code=code, label=_text(fields, "label", where), step=step, missing=missing)


def _check_steps(options: tuple[OptionSpec, ...], where: str) -> None:
    """A question is about the staircase or it is not: once one option has a step, all six are there, in order."""
    steps = tuple(option.step for option in options if not option.missing)
    if any(step is not None for step in steps) and steps != STEPS:
        shown = ", ".join("none" if step is None else str(step) for step in steps)
        raise ValueError(f"{where} must have the steps 1 to 6 once each and in order; found: {shown}.")


def _refuse_duplicates(codes: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ValueError(f"{what[0].upper()}{what[1:]} code '{code}' is used twice.")
        seen.add(code)


def _mapping(data: object, where: str, allowed: set[str]) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{where} must be a mapping of fields, not {type(data).__name__}.")
    unknown = sorted(str(key) for key in data.keys() - allowed)
    if unknown:
        raise ValueError(f"{where} has unknown fields: {', '.join(unknown)}.")
    return data


def _items(fields: Mapping[str, Any], name: str, where: str) -> list[object]:
    items = fields.get(name)
    if not isinstance(items, list) or not items:
        raise ValueError(f"{where} needs a non-empty list of {name}.")
    return items


def _code(fields: Mapping[str, Any], where: str) -> str:
    code = fields.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise ValueError(f"{where} needs a code of letters, digits and underscores (at most 40), not {code!r}.")
    return code


def _text(fields: Mapping[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise ValueError(f"{where} needs a {name}.")
    return paragraphs(value)


def paragraphs(text: str) -> str:
    """The text as it is stored and shown: line breaks only between paragraphs, which an empty line parts."""
    return "\n\n".join(" ".join(one.split()) for one in _PARAGRAPH_BREAK.split(text.strip()))


def _flag(fields: Mapping[str, Any], name: str, where: str, default: bool | None) -> bool:
    value = fields.get(name, default)
    if not isinstance(value, bool):
        raise ValueError(f"{where} needs '{name}' to be true or false.")
    return value


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
