"""At which risk a municipality places a child outside the home (METHODS A7)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special

from reports.analysis.samples import FloatArray, InvalidInput, check_level, finite, same_length

# Risk is centred and counted in tens of percentage points while fitting, so that parameters have like sizes.
_CENTRE, _UNIT = 50.0, 10.0
_NODES, _WEIGHTS = np.polynomial.hermite.hermgauss(15)
_LARGEST_SPREAD = 50.0


class Threshold(NamedTuple):
    """Risk in per cent at which placement is as likely as not, with interval; it may lie outside 0–100.

    NaN where undefined; the limits are NaN where the slope is too unsure to give finite ones.
    """

    risk: float
    low: float
    high: float


@dataclass(frozen=True)
class ThresholdFit:
    """Slope in log-odds per percentage point, standard deviation of the municipal intercepts in log-odds, thresholds.

    `overall` is that of a typical municipality. All NaN, and `groups` empty, where the curve is undefined.
    """

    slope: float
    spread: float
    overall: Threshold
    groups: Mapping[Hashable, Threshold]
    n: int


class _Cells(NamedTuple):
    """Answers with the same group and risk: number of them, number placed, risk (scaled) and group."""

    n: FloatArray
    placed: FloatArray
    risk: FloatArray
    group: FloatArray
    groups: int


def fit(risk: ArrayLike, placed: ArrayLike, groups: ArrayLike, level: float = 0.95) -> ThresholdFit:
    """Logistic curve of placement (step ≥ 4 chosen: 1, else 0) on risk (0–100), with a shrunk intercept per group.

    Maximum likelihood with normal intercepts, integrated by adaptive Gauss–Hermite quadrature on 15 nodes (Pinheiro and
    Bates 1995; as glmer of the R package lme4). A group's threshold uses the mode of its intercept; intervals are
    Fieller's (1954). Three columns of one length, rows with NaN left out. Undefined where placement rises with risk in
    steps only (separation), all or none are placed, only one risk was judged, or placement falls with risk.
    InvalidInput for a risk outside 0–100 or an answer that is not 0 or 1.
    """
    check_level(level)
    x, y, labels = finite(risk), finite(placed), np.asarray(groups)
    same_length(x, y, labels)
    kept = ~(np.isnan(x) | np.isnan(y))
    x, y, labels = x[kept], y[kept], labels[kept]
    if ((x < 0) | (x > 100)).any() or not np.isin(y, (0, 1)).all():
        raise InvalidInput("a risk lies between 0 and 100, and placed is 0 or 1")
    names, member = np.unique(labels, return_inverse=True)
    undefined = ThresholdFit(np.nan, np.nan, Threshold(*(np.nan,) * 3), {}, x.size)
    if _is_separated(x, y, member):
        return undefined
    cells = _cells(x, y, member)
    found = _maximum(cells)
    if found[1] <= 0:
        return undefined
    return _thresholds(found, cells, names.tolist(), float(special.ndtri(0.5 + level / 2)), x.size)


def _is_separated(x: FloatArray, y: FloatArray, member: NDArray[np.intp]) -> bool:
    """Can one threshold per group, and one direction for all, tell every answer?"""
    rises = falls = True
    for group in range(int(member.max(initial=-1)) + 1):
        no, yes = x[(member == group) & (y == 0)], x[(member == group) & (y == 1)]
        if no.size and yes.size:
            rises &= bool(no.max() <= yes.min())
            falls &= bool(yes.max() <= no.min())
    return rises or falls


def _cells(x: FloatArray, y: FloatArray, member: NDArray[np.intp]) -> _Cells:
    keys, place = np.unique(np.stack([member, x]), axis=1, return_inverse=True)
    n, placed = np.bincount(place).astype(np.float64), np.bincount(place, weights=y).astype(np.float64)
    return _Cells(n, placed, (keys[1] - _CENTRE) / _UNIT, keys[0], int(member.max()) + 1)


def _maximum(cells: _Cells) -> FloatArray:
    """Intercept, slope and spread of the largest marginal likelihood."""

    def negative(parameters: FloatArray) -> tuple[float, FloatArray]:
        value, gradient = _likelihood(parameters, cells)
        return -value, -gradient

    bounds = [(None, None), (None, None), (0.0, _LARGEST_SPREAD)]
    start = np.array([0.0, 0.0, 0.5])
    found = optimize.minimize(
        negative, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-9}
    )
    return np.asarray(found.x, dtype=np.float64)


def _modes(parameters: FloatArray, cells: _Cells) -> tuple[FloatArray, FloatArray]:
    """The mode of each group's intercept in units of the spread, and the information at it; Newton's method."""
    intercept, slope, spread = parameters
    member = cells.group.astype(np.int64)
    mode = np.zeros(cells.groups)
    for _ in range(100):
        share = special.expit(intercept + slope * cells.risk + spread * mode[member])
        pull = spread * np.bincount(member, weights=cells.placed - cells.n * share, minlength=cells.groups) - mode
        weight = np.bincount(member, weights=cells.n * share * (1 - share), minlength=cells.groups)
        step = np.clip(pull / (1 + spread**2 * weight), -2.0, 2.0)
        mode = mode + step
        if np.abs(step).max() < 1e-12:
            break
    return mode, 1 + spread**2 * weight


def _likelihood(parameters: FloatArray, cells: _Cells) -> tuple[float, FloatArray]:
    """Marginal log-likelihood and its gradient."""
    intercept, slope, spread = parameters
    member = cells.group.astype(np.int64)
    mode, information = _modes(parameters, cells)
    width = np.sqrt(2 / information)
    nodes = mode[:, None] + width[:, None] * _NODES
    line = (intercept + slope * cells.risk)[:, None] + spread * nodes[member]
    log = cells.placed[:, None] * line - cells.n[:, None] * np.logaddexp(0, line)
    joint = _by_group(log, cells) - nodes**2 / 2 + np.log(_WEIGHTS) + _NODES**2
    groups = special.logsumexp(joint, axis=1)
    posterior = np.exp(joint - groups[:, None])
    rest = cells.placed[:, None] - cells.n[:, None] * special.expit(line)
    pulls = [rest, rest * cells.risk[:, None], rest * nodes[member]]
    gradient = np.array([np.sum(posterior * _by_group(pull, cells)) for pull in pulls])
    return float(np.sum(groups + np.log(width) - 0.5 * np.log(2 * np.pi))), gradient


def _by_group(values: FloatArray, cells: _Cells) -> FloatArray:
    """Sums of rows that belong to one group; cells come in order of group."""
    starts = np.searchsorted(cells.group, np.arange(cells.groups))
    return np.asarray(np.add.reduceat(values, starts, axis=0), dtype=np.float64)


def _covariance(parameters: FloatArray, cells: _Cells) -> FloatArray:
    """Covariance of intercept and slope from the curvature of the likelihood, the spread being estimated too."""
    free = 3 if parameters[2] > 1e-3 else 2
    curvature = np.empty((free, free))
    for at in range(free):
        step = np.zeros(3)
        step[at] = 1e-4
        ahead, behind = _likelihood(parameters + step, cells)[1], _likelihood(parameters - step, cells)[1]
        curvature[at] = -(ahead - behind)[:free] / 2e-4
    return np.asarray(np.linalg.inv((curvature + curvature.T) / 2)[:2, :2], dtype=np.float64)


def _thresholds(found: FloatArray, cells: _Cells, names: list[Hashable], z: float, n: int) -> ThresholdFit:
    intercept, slope, spread = found
    covariance = _covariance(found, cells)
    mode, information = _modes(found, cells)
    member = cells.group.astype(np.int64)
    share = special.expit(intercept + slope * cells.risk + spread * mode[member])
    weight = cells.n * share * (1 - share)
    mass = np.bincount(member, weights=weight, minlength=cells.groups)
    moment = np.bincount(member, weights=weight * cells.risk, minlength=cells.groups)
    groups = {}
    for at, name in enumerate(names):
        # How the group's line moves with intercept and slope, its mode moving along, and the mode's own uncertainty.
        moves = np.array([1.0, 0.0]) - spread**2 * np.array([mass[at], moment[at]]) / information[at]
        both = np.stack([moves, [0.0, 1.0]])
        joint = both @ covariance @ both.T
        joint[0, 0] += spread**2 / information[at]
        groups[name] = _fieller(intercept + spread * mode[at], slope, joint, z)
    return ThresholdFit(float(slope) / _UNIT, float(spread), _fieller(intercept, slope, covariance, z), groups, n)


def _fieller(intercept: float, slope: float, covariance: FloatArray, z: float) -> Threshold:
    """Where intercept + slope·x = 0, and where it does not differ from 0 at the level of z; in per cent."""
    a = slope**2 - z**2 * covariance[1, 1]
    b = 2 * (intercept * slope - z**2 * covariance[0, 1])
    c = intercept**2 - z**2 * covariance[0, 0]
    inside = b**2 - 4 * a * c
    if a <= 0 or inside < 0:
        return Threshold(float(_CENTRE - _UNIT * intercept / slope), np.nan, np.nan)
    ends = ((-b - np.sqrt(inside)) / (2 * a), (-b + np.sqrt(inside)) / (2 * a))
    return Threshold(*(float(_CENTRE + _UNIT * end) for end in (-intercept / slope, *ends)))
