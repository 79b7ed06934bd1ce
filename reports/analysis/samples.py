"""What every figure takes in, and the one rule for what cannot be used (docs/methods.md, "When a figure is undefined").

Input that no answers could give, such as a wrong shape, a negative count or an infinite value, raises `InvalidInput`.
Answers too few or too alike for a figure to be defined give NaN. NaN in the input is a missing answer and left out.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class InvalidInput(ValueError):
    """A figure was asked of something that cannot be answers."""


class Moments(NamedTuple):
    """Sizes, means and sums of squares around the mean of groups: arrays of one shape, groups along the last axis."""

    sizes: FloatArray
    means: FloatArray
    squares: FloatArray


def finite(values: ArrayLike) -> FloatArray:
    """Numbers of any shape, NaN where missing. InvalidInput for what is not a number or is infinite."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidInput("a value is not a number") from error
    if np.isinf(numbers).any():
        raise InvalidInput("a value is infinite")
    return numbers


def answered(values: ArrayLike) -> FloatArray:
    """The numbers of a sample in one row, without the missing ones."""
    numbers = finite(values).ravel()
    return numbers[~np.isnan(numbers)]


def count_table(counts: ArrayLike, dimensions: int) -> FloatArray:
    """Counts as numbers; InvalidInput for another number of dimensions, missing or negative counts."""
    table = finite(counts)
    if table.ndim != dimensions:
        raise InvalidInput(f"counts must have {dimensions} dimension(s)")
    if np.isnan(table).any():
        raise InvalidInput("a count is missing")
    if (table < 0).any():
        raise InvalidInput("counts cannot be negative")
    return table


def same_length(*columns: FloatArray | NDArray[np.generic]) -> None:
    """Raise InvalidInput unless the columns are rows of one table."""
    if len({column.shape for column in columns}) > 1 or any(column.ndim != 1 for column in columns):
        raise InvalidInput("the columns must have one length")


def check_level(level: float) -> None:
    """Raise InvalidInput for a confidence level that is none."""
    if not 0 < level < 1:
        raise InvalidInput("level must lie between 0 and 1")


def grouped_moments(values: ArrayLike, groups: ArrayLike) -> Moments:
    """Moments per group, in sorted order of the groups, of values (1-D, NaN left out) that belong to `groups`."""
    numbers, labels = finite(values), np.asarray(groups)
    same_length(numbers, labels)
    kept = ~np.isnan(numbers)
    numbers = numbers[kept]
    _, member = np.unique(labels[kept], return_inverse=True)
    sizes = np.bincount(member).astype(np.float64)
    means = np.bincount(member, weights=numbers) / sizes
    squares = np.bincount(member, weights=(numbers - means[member]) ** 2)
    return Moments(sizes, means, np.asarray(squares, dtype=np.float64))


def counted_moments(counts: ArrayLike, scores: ArrayLike) -> Moments:
    """Moments from counts (… × groups × options) of answers worth `scores` (options); the mean of no answers is NaN."""
    table, worth = np.asarray(counts, dtype=np.float64), finite(scores)
    if worth.ndim != 1 or table.shape[-1:] != worth.shape:
        raise InvalidInput("counts need one column per score")
    sizes = table.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        means = table @ worth / sizes
    squares = np.einsum("...k,...k->...", table, (worth - np.nan_to_num(means)[..., None]) ** 2)
    return Moments(sizes, means, squares)


def group_counts(groups: Sequence[FloatArray]) -> IntArray:
    """How often each group has each value that occurs, groups × values in rising order; no value may be missing."""
    values, place = np.unique(np.concatenate(groups), return_inverse=True)
    member = np.repeat(np.arange(len(groups)), [group.size for group in groups])
    counts = np.bincount(member * values.size + place, minlength=len(groups) * values.size)
    return np.asarray(counts.reshape(len(groups), values.size), dtype=np.int64)
