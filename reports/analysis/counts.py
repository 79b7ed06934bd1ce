"""One pass over the answers: how many gave each answer, per municipality × role × vignette × question.

Everything that depends on numbers of answers alone (shares, means, A, r_wg, δ, H, variances between municipalities) is
computed from these tables, so the answers themselves are read once, whatever is asked of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reports.analysis.samples import IntArray, InvalidInput


@dataclass(frozen=True)
class Layout:
    """What is counted: municipalities, roles and vignettes by code, and the number of values each question can take.

    The values of all questions lie side by side in `columns`; `place` is where a question's begin.
    """

    municipalities: tuple[str, ...]
    roles: tuple[str, ...]
    vignettes: tuple[str, ...]
    values: Mapping[str, int]

    @property
    def columns(self) -> int:
        return sum(self.values.values())

    @property
    def shape(self) -> tuple[int, int, int, int]:
        return len(self.municipalities), len(self.roles), len(self.vignettes), self.columns

    def place(self, question: str) -> slice:
        """The columns of one question; KeyError for one that is not counted."""
        start = 0
        for code, size in self.values.items():
            if code == question:
                return slice(start, start + size)
            start += size
        raise KeyError(question)


@dataclass(frozen=True, eq=False)
class Counts:
    """Numbers of answers, municipalities × roles × vignettes × columns of the layout."""

    layout: Layout
    table: IntArray

    def of(self, question: str, vignette: str | None = None, role: str | None = None) -> IntArray:
        """Municipalities × values of one question, summed over the roles and vignettes that are not named."""
        table = self.table[..., self.layout.place(question)]
        roles = slice(None) if role is None else [self.layout.roles.index(role)]
        vignettes = slice(None) if vignette is None else [self.layout.vignettes.index(vignette)]
        return np.asarray(table[:, roles][:, :, vignettes].sum(axis=(1, 2)), dtype=np.int64)


def tabulate(
    layout: Layout, municipality: ArrayLike, role: ArrayLike, vignette: ArrayLike, column: ArrayLike
) -> Counts:
    """Count answers given as numbers: four integer columns of one length with the places of each answer in the layout.

    `column` is −1 where the answer is missing; a multiple choice has one row per chosen option. One `numpy.bincount`
    over a combined key. InvalidInput for a place outside the layout.
    """
    size = int(np.prod(layout.shape))
    parts = [_places(part, length) for part, length in zip((municipality, role, vignette), layout.shape, strict=False)]
    last = _places(column, layout.columns, missing=True)
    if len({part.shape for part in (*parts, last)}) > 1:
        raise InvalidInput("the columns must have one length")
    key = parts[0]
    for part, length in zip((*parts[1:], last), layout.shape[1:], strict=True):
        key = key * length + part
    # A missing answer would land in the row before it: it goes into a bin of its own at the end.
    key = np.where(last < 0, size, key) if (last < 0).any() else key
    table = np.bincount(key, minlength=size + 1)[:size].reshape(layout.shape)
    return Counts(layout, table.astype(np.int64, copy=False))


def places(values: Sequence[str] | NDArray[np.object_], known: Sequence[str]) -> IntArray:
    """Where each code stands in `known`, −1 for None; InvalidInput for a code that is not known."""
    at: dict[object, int] = {code: place for place, code in enumerate(known)}
    at[None] = -1
    try:
        return np.fromiter((at[value] for value in values), dtype=np.int64, count=len(values))
    except KeyError as error:
        raise InvalidInput(f"not known: {error.args[0]}") from error


def _places(values: ArrayLike, length: int, *, missing: bool = False) -> IntArray:
    found = np.asarray(values)
    if found.ndim != 1 or (found.size and not np.issubdtype(found.dtype, np.integer)):
        raise InvalidInput("places are a column of whole numbers")
    if found.size and (found.min() < (-1 if missing else 0) or found.max() >= length):
        raise InvalidInput("a place lies outside the layout")
    return found.astype(np.int64, copy=False)
