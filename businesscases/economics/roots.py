"""Every real rate at which flows have the present value zero, however many there are.

In u = −ln(1 + rate) the present value is g(u) = Σ f_t·exp(t·u), whose zeros are at most as many as the flows change
sign (Descartes; true for any real t). Multiplying by exp(−k·u) moves no zero, and with k between the two years of a
change of sign the derivative has one change less. So the zeros lie between those of a simpler sum, down to a sum
without changes, which has none. Each step is a bisection between turning points: no start value, no missed root.
"""

import numpy as np

from businesscases.economics.flows import FloatArray, Reason, Undefined


class _Sum:
    """Σ sign·exp(log + year·u); logarithms keep 200 years and amounts of 1e-300 in range."""

    def __init__(self, years: FloatArray, signs: FloatArray, logs: FloatArray) -> None:
        self.years, self.signs, self.logs = years, signs, logs

    def turning(self) -> "_Sum | None":
        """The sum whose zeros are this one's turning points; None where the signs never change."""
        changes = np.flatnonzero(self.signs[1:] != self.signs[:-1])
        if changes.size == 0:
            return None
        away = self.years - (self.years[changes[0]] + self.years[changes[0] + 1]) / 2
        return _Sum(self.years, self.signs * np.sign(away), self.logs + np.log(np.abs(away)))

    def value(self, at: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The sum at each u, and below which size it may be rounding; both as shares of the largest term."""
        moved = np.multiply.outer(at, self.years)
        powers = self.logs + moved
        terms = np.exp(powers - powers.max(axis=1, keepdims=True))
        doubt = len(self.years) + np.abs(moved).max(axis=1) + np.abs(self.logs).max()
        return terms @ self.signs, 2 * np.finfo(float).eps * doubt * terms.sum(axis=1)

    def sign(self, at: FloatArray) -> FloatArray:
        """−1, 0 or 1 at each u; 0 where the sum cannot be told from zero."""
        value, rounding = self.value(at)
        return np.where(np.abs(value) <= rounding, 0.0, np.sign(value))

    def bounds(self) -> tuple[float, float]:
        """Beyond these the first or the last term outweighs all others together."""
        n = np.log(len(self.years))
        high = (self.logs[:-1] - self.logs[-1] + n) / (self.years[-1] - self.years[:-1])
        low = (self.logs[1:] - self.logs[0] + n) / (self.years[1:] - self.years[0])
        return float(-low.max()) - 1, float(high.max()) + 1

    def zeros(self, turning: FloatArray) -> FloatArray:
        """All zeros, rising, given the turning points between which the sum only rises or only falls."""
        low, high = self.bounds()
        ends = np.concatenate([[low], turning, [high]])
        signs = self.sign(ends)
        crossed = np.flatnonzero(signs[:-1] * signs[1:] < 0)
        found = _bisected(self, ends[crossed], ends[crossed + 1], signs[crossed])
        return self._distinct(np.sort(np.concatenate([found, ends[signs == 0]])))

    def _distinct(self, found: FloatArray) -> FloatArray:
        """One zero for several between which the sum cannot be told from zero."""
        kept: list[float] = []
        for zero in found:
            if kept and self.sign(np.array([(kept[-1] + zero) / 2]))[0] == 0:
                kept[-1] = (kept[-1] + zero) / 2
            else:
                kept.append(float(zero))
        return np.array(kept)


def _bisected(total: _Sum, low: FloatArray, high: FloatArray, sign: FloatArray) -> FloatArray:
    """The zero of each interval at whose left end the sum has `sign`, to the last digit."""
    if low.size == 0:
        return low
    middle = (low + high) / 2
    while ((low < middle) & (middle < high)).any():
        left = np.sign(total.value(middle)[0]) == sign
        low, high = np.where(left, middle, low), np.where(left, high, middle)
        middle = (low + high) / 2
    return middle


def rates(years: FloatArray, flows: FloatArray) -> tuple[float, ...]:
    """All real rates above −100 % at which Σ flow/(1 + rate)^year is 0, rising; empty where there is none.

    Amounts of one day are added first. Undefined where all flows are zero. Two rates closer than about 1e-7 count as
    one double rate; a rate that a float cannot tell from −100 % or from infinity is left out.
    """
    when, place = np.unique(years, return_inverse=True)
    sums = np.bincount(place, weights=flows)
    kept = np.abs(sums) > np.finfo(float).eps * np.bincount(place, weights=np.abs(flows)) * np.bincount(place)
    if not kept.any():
        raise Undefined(Reason.ALL_ZERO)
    steps = [_Sum(when[kept], np.sign(sums[kept]), np.log(np.abs(sums[kept])))]
    while (simpler := steps[-1].turning()) is not None:
        steps.append(simpler)
    zeros = np.array([])
    for step in reversed(steps[:-1]):
        zeros = step.zeros(zeros)
    with np.errstate(over="ignore"):
        found = np.expm1(-zeros[::-1])
    return tuple(float(rate) for rate in found if -1 < rate < np.inf)
