"""Where the own municipality stands once chance is taken out, and how its roles answered (METHODS A2–A4)."""

from collections.abc import Sequence

import numpy as np
from scipy import special

from reports.analysis.answers import plain
from reports.analysis.cells import ROLES, Cell, Cells
from reports.analysis.disclosure import NAMELESS_PLACES
from reports.analysis.funnel import LEVELS, limits
from reports.analysis.results import Funnel, FunnelLimit, FunnelPoint, Profile, RoleAnswers
from reports.analysis.roles import role_groups
from reports.analysis.samples import FloatArray, Moments
from reports.analysis.shrinkage import Shrunk, centre_of, empirical_bayes, rank_intervals
from reports.analysis.summaries import cluster_mean, mean_interval
from reports.analysis.variance import reliability, reml_of

# Numbers of people at which the limits are drawn.
_LIMITS = 24
_NEAREST = 5


def profile_of(own: FloatArray, others: Sequence[FloatArray], *, ranks: bool) -> Profile:
    """The profile of the own scores (one per person) among the others'; the caller has checked that it may be shown.

    The error of a mean is √(σ²_e/n) with the variance inside municipalities common to all: a municipality where few
    people happen to agree is not surer than the others.
    """
    groups = [own, *others]
    moments = Moments(
        np.array([group.size for group in groups], dtype=np.float64),
        np.array([group.mean() for group in groups]),
        np.array([np.sum((group - group.mean()) ** 2) for group in groups]),
    )
    found = reml_of(moments)
    errors = np.sqrt(found.within / moments.sizes)
    shrunk = empirical_bayes(moments.means, errors)
    reach = float(special.ndtri(0.975) * shrunk.standard_errors[0])
    low, high = _ranks(shrunk) if ranks else (None, None)
    return Profile(
        hidden=False,
        icc=plain(found.icc),
        reliability=plain(reliability(found.icc, own.size)),
        centre=plain(centre_of(moments.means, errors, shrunk.tau2)),
        shrunk=plain(float(shrunk.shrunk[0])),
        low=plain(float(shrunk.shrunk[0]) - reach),
        high=plain(float(shrunk.shrunk[0]) + reach),
        rank_low=low,
        rank_high=high,
        others=tuple(sorted(shrunk.shrunk[1:].round(NAMELESS_PLACES).tolist())) if not np.isnan(shrunk.tau2) else (),
        n=int(own.size),
        municipalities=len(groups),
    )


def funnel_of(own: FloatArray, others: Sequence[FloatArray], centre: float | None) -> Funnel:
    """The own mean and the others' by number of people; the caller has checked that they may be compared.

    Limits rest on the variance inside municipalities, common to all. Hidden with no `centre` or nothing inside.
    """
    groups = [own, *others]
    inside = sum(float(np.sum((group - group.mean()) ** 2)) for group in groups)
    freedom = sum(group.size for group in groups) - len(groups)
    points = sorted((nameless(row) for row in others), key=_size)
    if centre is None or freedom < 1:
        return Funnel(hidden=True)
    sizes = [own.size, *(point.n for point in points)]
    around = np.linspace(min(sizes) - 1, max(sizes) + 1, _LIMITS).round().astype(int)
    at = np.union1d(around, sizes[:1])
    inner, outer = (limits(at, centre, float(np.sqrt(inside / freedom)), level) for level in LEVELS)
    columns = (outer[0], inner[0], inner[1], outer[1])
    return Funnel(
        hidden=False,
        n=int(own.size),
        mean=float(own.mean()),
        centre=centre,
        others=tuple(points),
        limits=tuple(
            FunnelLimit(int(size), *(float(column[place]) for column in columns)) for place, size in enumerate(at)
        ),
    )


def nameless(scores: FloatArray) -> FunnelPoint:
    """Another municipality without what would tell its name: people to the nearest five, mean with one decimal."""
    return FunnelPoint(_NEAREST * max(1, round(scores.size / _NEAREST)), round(float(scores.mean()), NAMELESS_PLACES))


def _size(point: FunnelPoint) -> tuple[int, float]:
    return point.n, point.mean


def roles_of(cells: Cells, municipality: str, cell: Cell | None) -> tuple[RoleAnswers, ...]:
    """Mean per role of one cell. A role hidden among who answered is hidden here too, and so is what would tell it."""
    if cell is None:
        return tuple(RoleAnswers(role, hidden=True) for role in ROLES)
    chosen = np.array([cells.role_of[person] for person in cell.respondents])
    shown = role_groups(cells, municipality, cell)
    return tuple(
        _role(role, cell.scores[chosen == role]) if (role,) in shown else RoleAnswers(role, hidden=True)
        for role in ROLES
    )


def _role(role: str, scores: FloatArray) -> RoleAnswers:
    mean, error = cluster_mean(scores, np.arange(scores.size))
    low, high = mean_interval(mean, error, scores.size)
    return RoleAnswers(role, False, int(scores.size), plain(mean), plain(low), plain(high))


def _ranks(shrunk: Shrunk) -> tuple[int | None, int | None]:
    low, high = rank_intervals(shrunk.shrunk, shrunk.standard_errors)
    return (int(low[0]), int(high[0])) if low[0] else (None, None)
