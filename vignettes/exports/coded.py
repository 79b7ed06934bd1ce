"""Columns as places in a list of values: most values come again and again, so each is worked out once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

Value = int | str | date | None  # a date, or a moment
Codes = npt.NDArray[np.intp]

BLANK = -1


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of some rows: `codes` has for each the place of its value in `values`, BLANK where it has none."""

    codes: Codes
    values: Sequence[Value]

    def told(self) -> list[Value]:
        """The value of each row, None where it is blank."""
        told: list[Value] = self.spread([*self.values, None]).tolist()
        return told

    def trimmed(self) -> "Coded":
        """The same without the values that no row has."""
        used, codes = np.unique(self.codes, return_inverse=True)
        kept = used[used != BLANK]
        return Coded(codes - (len(used) - len(kept)), [self.values[place] for place in kept.tolist()])

    def spread(self, told: Iterable[Any], dtype: Any = object) -> npt.NDArray[Any]:
        """For each row what `told` has for its value; the last of `told` is for the blank ones."""
        return np.array([*told], dtype=dtype)[self.codes]


EMPTY = Coded(np.zeros(0, dtype=np.intp), ())
Batch = list[Coded]  # one for each column, all of the same length


def blank(rows: int) -> Codes:
    return np.full(rows, BLANK, dtype=np.intp)


def factorised(texts: Sequence[str]) -> tuple[Codes, list[str]]:
    """(codes, distinct): each text is `distinct[code]`, in the order in which they came."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    return np.fromiter(map(numbers.__getitem__, texts), np.intp, len(texts)), list(numbers)
