"""Factorial vignettes: what each level of each dimension does to the answer (METHODS A10).

Rows are respondents × shown vignettes. Standard errors are clustered by respondent with the factor G/(G−1) only, G
being all respondents of the frame, as the R packages survey and cregg do (Leeper, Hobolt and Tilley 2020).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special, stats

from reports.analysis.samples import FloatArray, IntArray, InvalidInput, finite

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class LevelEffect:
    """A marginal mean or an effect (AMCE) in units of the outcome, with normal 95 % interval, over `n` answers.

    The base level of an effect is 0 and has no error (NaN); all figures are NaN where nothing was answered.
    """

    dimension: str
    level: str
    estimate: float
    standard_error: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Wald:
    """A test of differences between means: F on its degrees of freedom, with p. NaN where it cannot be made."""

    f: float
    degrees: tuple[int, int]
    p: float


def marginal_means(
    frame: pd.DataFrame, outcome: str, dimensions: Sequence[str], respondent: str
) -> tuple[LevelEffect, ...]:
    """Mean of the outcome over the shown vignettes with each level of each dimension (Leeper, Hobolt and Tilley 2020).

    Columns of `frame`: the outcome (number, NaN missing), the dimensions (levels; categories in their own order, others
    sorted) and the respondent. InvalidInput for a missing column or an answer whose level is missing.
    """
    answered = _answered(frame, outcome, dimensions, respondent)
    y, member = _numbers(answered, outcome), _members(answered, respondent)
    return tuple(
        _effect(dimension, level, *_mean(y, _is(answered, dimension, level), member))
        for dimension in dimensions
        for level in _levels(frame, dimension)
    )


def amce(frame: pd.DataFrame, outcome: str, dimensions: Sequence[str], respondent: str) -> tuple[LevelEffect, ...]:
    """Average marginal component effect of each level against the first one (Hainmueller, Hopkins and Yamamoto 2014).

    Least squares on indicators of all dimensions at once, without interactions. Levels nobody answered are NaN.
    InvalidInput as in `marginal_means`, and where effects are aliased so that they cannot be told apart.
    """
    answered = _answered(frame, outcome, dimensions, respondent)
    levels = {dimension: _levels(frame, dimension) for dimension in dimensions}
    seen = _seen(answered, levels)
    terms, beta, spread, _people = _regression(answered, outcome, seen, respondent)
    found = dict(zip(terms, zip(beta[1:], np.sqrt(np.diag(spread))[1:], strict=True), strict=True))
    return tuple(
        _effect(d, level, *_against_base(found, d, level, seen[d]), int((answered[d] == level).sum()))
        for d in dimensions
        for level in levels[d]
    )


def effect_tests(frame: pd.DataFrame, outcome: str, dimensions: Sequence[str], respondent: str) -> dict[str, Wald]:
    """Does a dimension make a difference at all: are all its effects (`amce`) 0? By dimension.

    Wald test clustered by respondent, with levels − 1 and respondents − 1 degrees of freedom; NaN where the dimension
    has one level, the respondents are too few or nothing varies. InvalidInput as in `amce`.
    """
    answered = _answered(frame, outcome, dimensions, respondent)
    seen = _seen(answered, {dimension: _levels(frame, dimension) for dimension in dimensions})
    terms, beta, spread, people = _regression(answered, outcome, seen, respondent)
    places = {one: [at for at, (d, _) in enumerate(terms, start=1) if d == one] for one in dimensions}
    return {one: _wald(beta[at], spread[np.ix_(at, at)], (len(at), people - 1)) for one, at in places.items()}


def interaction(frame: pd.DataFrame, outcome: str, dimension: str, group: str, respondent: str) -> Wald:
    """Does a dimension work differently in different groups (municipalities)? Asked before marginal means are compared.

    Wald test on the means of level × group, clustered by respondent; a respondent belongs to one group. F has
    (levels − 1)(groups − 1) and respondents − groups degrees of freedom; NaN where a combination has no answers, the
    respondents are too few or nothing varies.
    """
    answered = _answered(frame, outcome, [dimension, group], respondent)
    groups, levels = _levels(answered, group), _levels(answered, dimension)
    cells = [_is(answered, dimension, level) & _is(answered, group, one) for one in groups for level in levels]
    contrast = np.asarray(np.kron(_differences(len(groups)), _differences(len(levels))), dtype=np.float64)
    y, member = _numbers(answered, outcome), _members(answered, respondent)
    degrees = (contrast.shape[0], int(member.max(initial=-1)) + 1 - len(groups))
    if degrees[0] < 1 or not all(cell.any() for cell in cells):
        return Wald(float("nan"), degrees, float("nan"))
    means, scores = _cell_scores(y, cells, member)
    return _wald(contrast @ means, contrast @ _clustered(scores) @ contrast.T, degrees)


def _wald(apart: FloatArray, spread: FloatArray, degrees: tuple[int, int]) -> Wald:
    """Is `apart`, with this covariance, 0?"""
    if degrees[0] < 1 or degrees[1] < degrees[0] or np.linalg.matrix_rank(spread) < degrees[0]:
        return Wald(float("nan"), degrees, float("nan"))
    f = float(apart @ np.linalg.solve(spread, apart)) / degrees[0]
    return Wald(f, degrees, float(stats.f.sf(f, *degrees)))


def _seen(answered: pd.DataFrame, levels: dict[str, list[str]]) -> dict[str, list[str]]:
    """The levels that somebody answered."""
    return {d: [level for level in found if (answered[d] == level).any()] for d, found in levels.items()}


def _regression(
    answered: pd.DataFrame, outcome: str, seen: dict[str, list[str]], respondent: str
) -> tuple[list[tuple[str, str]], FloatArray, FloatArray, int]:
    """The levels that have an indicator, coefficients (intercept first), their covariance, and how many respondents."""
    terms = [(d, level) for d, levels in seen.items() for level in levels[1:]]
    columns = [np.ones(len(answered)), *(_is(answered, d, level).astype(np.float64) for d, level in terms)]
    member = _members(answered, respondent)
    beta, spread = _least_squares(np.column_stack(columns), _numbers(answered, outcome), member)
    return terms, beta, spread, int(member.max(initial=-1)) + 1


def _answered(frame: pd.DataFrame, outcome: str, dimensions: Sequence[str], respondent: str) -> pd.DataFrame:
    if missing := [name for name in (outcome, *dimensions, respondent) if name not in frame.columns]:
        raise InvalidInput(f"the frame lacks the column {missing[0]}")
    answered = frame[~np.isnan(_numbers(frame, outcome))]
    if answered[[*dimensions, respondent]].isna().any(axis=None):
        raise InvalidInput("an answer lacks its level or its respondent")
    return answered


def _numbers(frame: pd.DataFrame, outcome: str) -> FloatArray:
    return finite(frame[outcome].to_numpy(dtype=np.float64, na_value=np.nan))


def _members(frame: pd.DataFrame, respondent: str) -> IntArray:
    return np.asarray(pd.factorize(frame[respondent])[0], dtype=np.int64)


def _levels(frame: pd.DataFrame, dimension: str) -> list[str]:
    column = frame[dimension]
    if isinstance(column.dtype, pd.CategoricalDtype):
        return list(column.cat.categories)
    return sorted(column.dropna().unique())


def _is(frame: pd.DataFrame, column: str, level: str) -> Mask:
    return np.asarray(frame[column] == level, dtype=np.bool_)


def _mean(y: FloatArray, chosen: Mask, member: IntArray) -> tuple[float, float, int]:
    n = int(chosen.sum())
    if n == 0:
        return float("nan"), float("nan"), 0
    means, scores = _cell_scores(y, [chosen], member)
    return float(means[0]), float(np.sqrt(_clustered(scores)[0, 0])), n


def _cell_scores(y: FloatArray, cells: Sequence[Mask], member: IntArray) -> tuple[FloatArray, FloatArray]:
    """The mean of each cell and each respondent's share in its deviation (respondents × cells)."""
    means = np.array([y[cell].mean() for cell in cells])
    people = int(member.max()) + 1
    parts = [
        np.bincount(member[cell], weights=y[cell] - mean, minlength=people) / cell.sum()
        for cell, mean in zip(cells, means, strict=True)
    ]
    return means, np.column_stack(parts)


def _clustered(scores: FloatArray) -> FloatArray:
    people = scores.shape[0]
    if people < 2:
        return np.full((scores.shape[1],) * 2, np.nan)
    return np.asarray(people / (people - 1) * scores.T @ scores, dtype=np.float64)


def _least_squares(x: FloatArray, y: FloatArray, member: IntArray) -> tuple[FloatArray, FloatArray]:
    if x.shape[0] == 0:
        return np.full(x.shape[1], np.nan), np.full((x.shape[1],) * 2, np.nan)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise InvalidInput("effects are aliased: the design cannot tell them apart")
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    pulls = (x * (y - x @ beta)[:, None]) @ bread
    people = int(member.max()) + 1
    scores = np.column_stack([np.bincount(member, weights=pull, minlength=people) for pull in pulls.T]).astype(
        np.float64
    )
    return beta, _clustered(scores)


def _against_base(
    found: dict[tuple[str, str], tuple[float, float]], dimension: str, level: str, seen: list[str]
) -> tuple[float, float]:
    if seen and level == seen[0]:
        return 0.0, float("nan")
    return found.get((dimension, level), (float("nan"), float("nan")))


def _effect(dimension: str, level: str, estimate: float, error: float, n: int) -> LevelEffect:
    reach = float(special.ndtri(0.975)) * error
    return LevelEffect(dimension, str(level), float(estimate), float(error), estimate - reach, estimate + reach, n)


def _differences(size: int) -> FloatArray:
    """Each entry but the first less the first."""
    rest = max(size - 1, 0)
    return np.hstack([-np.ones((rest, 1)), np.eye(rest)])
