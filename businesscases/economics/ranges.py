"""What is known of an uncertain number: the lowest, most likely and highest it can be, and a shape between them."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from businesscases.economics.flows import FloatArray, InvalidInput

# PERT's probabilities: angles φ in cells, three Gauss–Legendre points in each.
_CELLS = 2048
_STEP = np.pi / 2 / _CELLS
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(3)
_ANGLES = _STEP * (np.arange(_CELLS)[:, np.newaxis] + (1 + _POINTS) / 2)
_LOG_SINES, _LOG_COSINES = np.log(np.sin(_ANGLES)), np.log(np.cos(_ANGLES))
_SHARES = np.sin(_STEP * np.arange(_CELLS + 1)) ** 2
# PERT's quantiles: nodes for the probabilities up to one half, even in their fourth root, then as many for the others.
_NODES = 4096
_BELOW = 0.5 * (np.arange(_NODES + 1) / _NODES) ** 4


@dataclass(frozen=True)
class Range(ABC):
    """Lowest, most likely and highest value, in the unit of the input. Three equal values are a certain number.

    InvalidInput unless low ≤ mode ≤ high, all finite.
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not np.isfinite([self.low, self.mode, self.high, self.width]).all():
            raise InvalidInput("the lowest, most likely and highest value must all be numbers")
        if not self.low <= self.mode <= self.high:
            raise InvalidInput(
                f"the lowest value ({self.low:g}) must not be above the most likely ({self.mode:g}),"
                f" nor that above the highest ({self.high:g})"
            )

    @property
    def width(self) -> float:
        return self.high - self.low

    @property
    @abstractmethod
    def mean(self) -> float: ...

    @property
    @abstractmethod
    def variance(self) -> float: ...

    @abstractmethod
    def quantile(self, probabilities: FloatArray) -> FloatArray:
        """The values that are not exceeded with these probabilities (0–1), in their shape."""


class Triangular(Range):
    """Density rises straight to the mode and falls straight from it (Kotz and van Dorp 2004, Beyond Beta, ch. 1)."""

    @property
    def mean(self) -> float:
        return (self.low + self.mode + self.high) / 3

    @property
    def variance(self) -> float:
        below, above = self.mode - self.low, self.high - self.mode
        return (below**2 + below * above + above**2) / 18

    def quantile(self, probabilities: FloatArray) -> FloatArray:
        if self.width == 0:
            return np.full_like(probabilities, self.mode)
        below, above = self.mode - self.low, self.high - self.mode
        rising = self.low + np.sqrt(probabilities * (self.width * below))
        falling = self.high - np.sqrt((1 - probabilities) * (self.width * above))
        values: FloatArray = np.where(probabilities * self.width < below, rising, falling)
        return values.clip(self.low, self.high)


class Pert(Range):
    """Beta(1 + 4 (mode − low)/width, 1 + 4 (high − mode)/width) between low and high (Vose 2008, Risk Analysis).

    The mean is that of Malcolm et al. (1959). Quantiles are read from a table, to four millionths of the width.
    """

    @property
    def mean(self) -> float:
        return (self.low + 4 * self.mode + self.high) / 6

    @property
    def variance(self) -> float:
        return (self.mean - self.low) * (self.high - self.mean) / 7

    def quantile(self, probabilities: FloatArray) -> FloatArray:
        if self.width == 0:
            return np.full_like(probabilities, self.mode)
        table = _pert_table((self.mode - self.low) / self.width)
        upper = probabilities > 0.5
        place = np.sqrt(np.sqrt(2 * np.where(upper, 1 - probabilities, probabilities))) * _NODES
        cell = np.minimum(place.astype(np.intp), _NODES - 1)
        part = place - cell
        cell += upper * (_NODES + 1)
        at = table[cell]
        values: FloatArray = self.low + self.width * (at + part * (table[cell + 1] - at))
        return values.clip(self.low, self.high)


@lru_cache(maxsize=512)
def _pert_table(mode: float) -> FloatArray:
    """Quantiles of the probabilities `_BELOW`, then of 1 less them, for a mode given as a share of the width.

    With x = sin²(φ), the density of Beta(a, 6 − a) per φ is proportional to sin^(2a − 1) · cos^(11 − 2a), which is
    smooth at both ends, where the density per x is not. Quantiles go like a root there, never above the fifth.
    """
    density = np.exp((1 + 8 * mode) * _LOG_SINES + (9 - 8 * mode) * _LOG_COSINES)
    below = np.concatenate([[0.0], np.cumsum(density @ _WEIGHTS)])
    below /= below[-1]
    table = np.concatenate([np.interp(_BELOW, below, _SHARES), np.interp(1 - _BELOW, below, _SHARES)])
    table.setflags(write=False)  # the next input with the same mode reads it too
    return table
