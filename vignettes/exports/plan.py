"""What a survey asks over all its published versions, each vignette, question and option once.

Numbers are given in the order of first publication, so that a later version never renumbers what is exported already.
The order is the newest version's; what it no longer asks stands behind what it used to follow.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

SINGLE, MULTIPLE, ORDINAL = "single", "multiple", "ordinal"
RANKING, MATRIX, DATE = "ranking", "matrix", "date"
PERCENT, NUMBER, MONEY = "percent", "number", "money"
LINE, TEXT = "line", "text"
CHOSEN = (SINGLE, ORDINAL)
WHOLE = (PERCENT, NUMBER, MONEY)
TEXTS = (LINE, TEXT)  # free text: exported only where somebody asks for it

Row = TypeVar("Row")


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    is_missing: bool = False


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    kind: str
    is_per_vignette: bool = True
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    rows: tuple[Option, ...] = ()

    @property
    def key(self) -> tuple[str, str, bool]:
        """What makes two versions' questions one column: a code that changes its kind is another question."""
        return self.code, self.kind, self.is_per_vignette


@dataclass(frozen=True)
class Dimension:
    """What is varied between vignettes, with its levels."""

    code: str
    label: str
    levels: tuple[Option, ...]


@dataclass(frozen=True)
class Vignette:
    """`levels` has the code of the level by the code of its dimension; empty where the design varies nothing."""

    code: str
    title: str
    text: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """One published instrument; all parts in its order."""

    number: int
    vignettes: tuple[Vignette, ...]
    questions: tuple[Question, ...]
    dimensions: tuple[Dimension, ...] = ()


@dataclass(frozen=True)
class MergedOption:
    """`number` is the value in the table: 1, 2, … or, for what counts as no answer, -1, -2, …"""

    code: str
    label: str
    number: int
    versions: tuple[int, ...]

    @property
    def is_missing(self) -> bool:
        return self.number < 0


@dataclass(frozen=True)
class MergedQuestion:
    """`wordings` has the text of each version that asked in other words than the newest; `rows` are a matrix's."""

    code: str
    text: str
    kind: str
    is_per_vignette: bool
    number: int
    options: tuple[MergedOption, ...]
    minimum: int | None
    maximum: int | None
    unit: str
    versions: tuple[int, ...]
    wordings: tuple[tuple[int, str], ...]
    rows: tuple[MergedOption, ...] = ()

    @property
    def key(self) -> tuple[str, str, bool]:
        return self.code, self.kind, self.is_per_vignette

    @property
    def chosen(self) -> tuple[MergedOption, ...]:
        """The options that are an answer."""
        return tuple(option for option in self.options if not option.is_missing)

    @property
    def declines(self) -> tuple[MergedOption, ...]:
        """The options that count as no answer."""
        return tuple(option for option in self.options if option.is_missing)

    @property
    def has_reason(self) -> bool:
        """Whether a column of its own says why there is no answer: where a negative code would be none or another."""
        is_apart = self.kind in (DATE, *TEXTS) or (self.kind in WHOLE and self.minimum is not None and self.minimum < 0)
        return is_apart and bool(self.declines)


@dataclass(frozen=True)
class MergedVignette:
    code: str
    title: str
    text: str
    number: int
    versions: tuple[int, ...]
    levels: Mapping[str, str]


@dataclass(frozen=True)
class MergedDimension:
    code: str
    label: str
    levels: tuple[MergedOption, ...]


@dataclass(frozen=True)
class Plan:
    """The design over all versions."""

    versions: tuple[Version, ...]
    vignettes: tuple[MergedVignette, ...]
    questions: tuple[MergedQuestion, ...]
    dimensions: tuple[MergedDimension, ...]


def merged(versions: Iterable[Version]) -> Plan:
    """All versions in one. Raises ValueError without any."""
    told = tuple(sorted(versions, key=lambda version: version.number))
    if not told:
        raise ValueError("a survey without published version has no columns")
    return Plan(told, _vignettes(told), _questions(told), _dimensions(told))


def in_design_order(lists: Sequence[Sequence[Hashable]]) -> list[Hashable]:
    """Every key of `lists` (oldest first) once: in the newest's order, older ones behind what they followed."""
    order = list(lists[-1])
    for older in reversed(lists[:-1]):
        before = -1
        for key in older:
            if key not in order:
                order.insert(before + 1, key)
            before = order.index(key)
    return order


def _grouped(
    versions: Sequence[Version], rows: Callable[[Version], Sequence[Row]], key: Callable[[Row], Hashable]
) -> list[tuple[int, list[tuple[int, Row]]]]:
    """(number by first publication, [(version, row), …]) of everything that `rows` finds, in the design's order."""
    found: dict[Hashable, list[tuple[int, Row]]] = {}
    for version in versions:
        for row in rows(version):
            found.setdefault(key(row), []).append((version.number, row))
    numbers = {one: number for number, one in enumerate(found, start=1)}
    order = in_design_order([[key(row) for row in rows(version)] for version in versions])
    return [(numbers[one], found[one]) for one in order]


def _vignettes(versions: Sequence[Version]) -> tuple[MergedVignette, ...]:
    groups = _grouped(versions, lambda version: version.vignettes, lambda vignette: vignette.code)
    return tuple(_vignette(number, rows) for number, rows in groups)


def _vignette(number: int, rows: list[tuple[int, Vignette]]) -> MergedVignette:
    newest = rows[-1][1]
    return MergedVignette(newest.code, newest.title, newest.text, number, _told(rows), newest.levels)


def _questions(versions: Sequence[Version]) -> tuple[MergedQuestion, ...]:
    groups = _grouped(versions, lambda version: version.questions, lambda question: question.key)
    return tuple(_question(number, rows) for number, rows in groups)


def _question(number: int, rows: list[tuple[int, Question]]) -> MergedQuestion:
    newest = rows[-1][1]
    lowest = [row.minimum for _version, row in rows]
    highest = [row.maximum for _version, row in rows]
    return MergedQuestion(
        code=newest.code,
        text=newest.text,
        kind=newest.kind,
        is_per_vignette=newest.is_per_vignette,
        number=number,
        options=_options([(version, row.options) for version, row in rows]),
        minimum=None if None in lowest else min(one for one in lowest if one is not None),
        maximum=None if None in highest else max(one for one in highest if one is not None),
        unit=newest.unit,
        versions=_told(rows),
        wordings=tuple((version, row.text) for version, row in rows if row.text != newest.text),
        rows=_options([(version, row.rows) for version, row in rows]),
    )


def _dimensions(versions: Sequence[Version]) -> tuple[MergedDimension, ...]:
    groups = _grouped(versions, lambda version: version.dimensions, lambda dimension: dimension.code)
    return tuple(
        MergedDimension(rows[-1][1].code, rows[-1][1].label, _options([(version, row.levels) for version, row in rows]))
        for _number, rows in groups
    )


def _options(told: list[tuple[int, tuple[Option, ...]]]) -> tuple[MergedOption, ...]:
    found: dict[str, list[tuple[int, Option]]] = {}
    for version, options in told:
        for option in options:
            found.setdefault(option.code, []).append((version, option))
    numbers: dict[str, int] = {}
    counted = {False: 0, True: 0}
    for code, rows in found.items():
        is_missing = rows[-1][1].is_missing
        counted[is_missing] += 1
        numbers[code] = -counted[is_missing] if is_missing else counted[is_missing]
    order = in_design_order([[option.code for option in options] for _version, options in told])
    return tuple(
        MergedOption(str(code), found[str(code)][-1][1].label, numbers[str(code)], _told(found[str(code)]))
        for code in order
    )


def _told(rows: Sequence[tuple[int, object]]) -> tuple[int, ...]:
    return tuple(version for version, _row in rows)
