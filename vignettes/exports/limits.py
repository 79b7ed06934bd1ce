"""What the formats have no room for: labels and texts are cut to fit, and what was cut is told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vignettes.exports.coded import Batch, Coded, Value
from vignettes.exports.columns import Column, Type

_ELLIPSIS = "…"


class What(StrEnum):
    VARIABLE_LABEL = "variable label"
    VALUE_LABEL = "value label"
    TEXT = "text"


@dataclass(frozen=True)
class Limits:
    """Lengths that a format takes, in bytes of UTF-8 or in characters; None where it takes any."""

    variable_label: int | None = None
    value_label: int | None = None
    text: int | None = None
    is_in_bytes: bool = False

    def length(self, text: str) -> int:
        return len(text.encode()) if self.is_in_bytes else len(text)

    def cut(self, text: str, limit: int | None) -> str:
        """`text`, or as much of it as fits with an ellipsis; never half a character."""
        if limit is None or len(text) * 4 <= limit or self.length(text) <= limit:
            return text
        if not self.is_in_bytes:
            return text[: limit - 1] + _ELLIPSIS
        room = limit - len(_ELLIPSIS.encode())
        return text.encode()[:room].decode(errors="ignore") + _ELLIPSIS


@dataclass(frozen=True)
class Cut:
    """Something that was shortened: `full` is the label as it should be, "" for texts, of which `count` were cut."""

    column: str
    what: What
    full: str = ""
    count: int = 1


def fitted(columns: Sequence[Column], limits: Limits) -> tuple[tuple[Column, ...], list[Cut]]:
    """The columns with labels that fit, and what was cut."""
    cuts: list[Cut] = []
    return tuple(_fit(column, limits, cuts) for column in columns), cuts


def fitted_batches(
    columns: Sequence[Column], batches: Iterable[Batch], limits: Limits, cuts: list[Cut]
) -> Iterator[Batch]:
    """The batches with texts that fit; once all have gone through, `cuts` has how many were cut."""
    counts = {place: 0 for place, column in enumerate(columns) if column.type == Type.TEXT and limits.text}
    for batch in batches:
        for place in counts:
            cells = batch[place]
            fit = [_text(value, limits) for value in cells.values]
            was_cut = [one is not other for one, other in zip(fit, cells.values, strict=True)]
            counts[place] += int(cells.spread([*was_cut, False], bool).sum())
            batch[place] = Coded(cells.codes, fit)
        yield batch
    cuts += [Cut(columns[place].name, What.TEXT, count=count) for place, count in counts.items() if count]


def _text(value: Value, limits: Limits) -> Value:
    return limits.cut(value, limits.text) if isinstance(value, str) else value


def _fit(column: Column, limits: Limits, cuts: list[Cut]) -> Column:
    label = limits.cut(column.label, limits.variable_label)
    if label != column.label:
        cuts.append(Cut(column.name, What.VARIABLE_LABEL, column.label))
    labels = tuple((value, limits.cut(text, limits.value_label)) for value, text in column.labels)
    changed = zip(column.labels, labels, strict=True)
    cuts += [Cut(column.name, What.VALUE_LABEL, before[1]) for before, after in changed if before != after]
    return replace(column, label=label, labels=labels)
