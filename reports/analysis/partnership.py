"""The partnership as a whole: how its municipalities spread on the staircase, nobody told from anybody unless agreed.

A municipality that has not agreed to be named is a rounded mean and nothing else. Its interval, its number of people or
a mean with every decimal would tell its size, and the size would tell its name.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from reports.analysis.agreement import van_der_eijk
from reports.analysis.answers import other_answers, plain
from reports.analysis.cells import ROLES, Cell, Cells
from reports.analysis.contrasts import mean_scores
from reports.analysis.differences import benjamini_hochberg, kruskal_wallis
from reports.analysis.disclosure import NAMELESS_PLACES, OTHERS_BEHIND_A_COMPARISON, benchmark_allowed, protect
from reports.analysis.instrument import Instrument
from reports.analysis.results import OptionShare, RoleCount
from reports.analysis.roles import divided
from reports.analysis.samples import FloatArray, Moments
from reports.analysis.shrinkage import centre_of, empirical_bayes
from reports.analysis.variance import reml_of


@dataclass(frozen=True)
class Place:
    """One municipality's mean with chance taken out. `code` is "", and there is no interval, unless it is named."""

    code: str
    mean: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Spread:
    """First choices in one case, or over all (`vignette` ""), every municipality weighing the same.

    `icc` is the share of variance between municipalities, `q` of Kruskal–Wallis corrected over all cases. `agreement`
    is the median of the municipalities' agreement inside (van der Eijk's A). `places` in order of the mean.
    """

    vignette: str
    hidden: bool
    n: int | None = None
    respondents: int | None = None
    municipalities: int | None = None
    shares: tuple[OptionShare, ...] = ()
    icc: float | None = None
    h: float | None = None
    epsilon_squared: float | None = None
    q: float | None = None
    centre: float | None = None
    agreement: float | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Partners:
    """Who stands behind the figures: `municipalities` with enough people, `small` without; `n` people."""

    hidden: bool
    municipalities: int | None
    small: int | None
    n: int | None
    roles: tuple[RoleCount, ...]


@dataclass(frozen=True)
class Partnership:
    """The overview of one survey. `overall` and `cases` are None and empty without a staircase."""

    n_min: int
    who: Partners
    overall: Spread | None
    cases: tuple[Spread, ...]
    tests: int


def nameable(agreed: Collection[str], all_codes: Collection[str]) -> frozenset[str]:
    """Those who may be named: all who agreed, unless one or two others would be told by elimination."""
    named = frozenset(agreed) & frozenset(all_codes)
    rest = len(set(all_codes)) - len(named)
    return named if rest == 0 or rest >= OTHERS_BEHIND_A_COMPARISON else frozenset()


def analyse_partnership(cells: Cells, instrument: Instrument, agreed: Collection[str] = ()) -> Partnership:
    """The overview of all municipalities in `cells`; `agreed` are the codes of those who agreed to be named."""
    question = instrument.staircase
    vignettes = [v.code for v in sorted(instrument.vignettes, key=lambda vignette: (vignette.order, vignette.code))]
    if question is None:
        return Partnership(cells.n_min, _who(cells), None, (), 0)
    groups = [("", _complete(cells, vignettes, question))]
    groups += [(code, _complete(cells, [code], question)) for code in vignettes]
    tests = [_omnibus(cells, found) for _, found in groups]
    q = benjamini_hochberg([p for _, p, _ in tests])
    spreads = [
        _spread(cells, question, vignette, found, test, float(value), agreed)
        for (vignette, found), test, value in zip(groups, tests, q, strict=True)
    ]
    return Partnership(cells.n_min, _who(cells), spreads[0], tuple(spreads[1:]), int(np.sum(~np.isnan(q))))


def _complete(cells: Cells, vignettes: Sequence[str], question: str) -> dict[str, tuple[Cell, ...]]:
    """The cells of every municipality that can be shown for each of these vignettes."""
    found = [cells.at.get((vignette, question), {}) for vignette in vignettes]
    codes = sorted(set.intersection(*map(set, found))) if found else []
    return {code: tuple(cell[code] for cell in found) for code in codes}


def _is_shown(cells: Cells, found: Mapping[str, Sequence[Cell]]) -> bool:
    return benchmark_allowed([len(own[0].respondents) for own in found.values()], cells.n_min)


def _omnibus(cells: Cells, found: Mapping[str, Sequence[Cell]]) -> tuple[float, float, float]:
    if not _is_shown(cells, found):
        return np.nan, np.nan, np.nan
    return kruskal_wallis([mean_scores(own) for own in found.values()])


def _spread(
    cells: Cells,
    question: str,
    vignette: str,
    found: Mapping[str, Sequence[Cell]],
    test: tuple[float, float, float],
    q: float,
    agreed: Collection[str],
) -> Spread:
    if not _is_shown(cells, found):
        return Spread(vignette, hidden=True)
    answers = other_answers(found, cells.scales[question])
    scores = [mean_scores(own) for own in found.values()]
    agreement = [van_der_eijk(np.sum([cell.distribution.counts for cell in own], axis=0)) for own in found.values()]
    icc, centre, places = _placed(scores, list(found), nameable(agreed, found))
    return Spread(
        vignette,
        hidden=False,
        n=answers.n,
        respondents=answers.respondents,
        municipalities=answers.municipalities,
        shares=answers.shares,
        icc=icc,
        h=plain(test[0]),
        epsilon_squared=plain(test[2]),
        q=plain(q),
        centre=centre,
        agreement=plain(round(float(np.median(agreement)), 2)),
        places=places,
    )


def _placed(
    scores: Sequence[FloatArray], codes: Sequence[str], named: Collection[str]
) -> tuple[float | None, float | None, tuple[Place, ...]]:
    """ICC, common mean, and each municipality's place; as in standing.profile_of, with nobody's own in the middle."""
    moments = Moments(
        np.array([group.size for group in scores], dtype=np.float64),
        np.array([group.mean() for group in scores]),
        np.array([np.sum((group - group.mean()) ** 2) for group in scores]),
    )
    found = reml_of(moments)
    errors = np.sqrt(found.within / moments.sizes)
    shrunk = empirical_bayes(moments.means, errors)
    if np.isnan(shrunk.tau2):
        return plain(found.icc), plain(centre_of(moments.means, errors, shrunk.tau2)), ()
    reach = special.ndtri(0.975) * shrunk.standard_errors
    places = [
        Place(code, float(mean), float(mean - half), float(mean + half))
        if code in named
        else Place("", round(float(mean), NAMELESS_PLACES))
        for code, mean, half in zip(codes, shrunk.shrunk, reach, strict=True)
    ]
    ordered = sorted(places, key=lambda place: (place.mean, place.code))
    return plain(found.icc), plain(centre_of(moments.means, errors, shrunk.tau2)), tuple(ordered)


def _who(cells: Cells) -> Partners:
    large = {code: roles for code, roles in cells.respondents.items() if cells.totals[code] >= cells.n_min}
    if not benchmark_allowed([cells.totals[code] for code in large], cells.n_min):
        return Partners(True, None, None, None, tuple(RoleCount(role, hidden=True) for role in ROLES))
    totals = {role: sum(roles[role] for roles in large.values()) for role in ROLES}
    safe = [_seen_from_everywhere(role, list(large.values()), cells.n_min) for role in ROLES]
    shown = protect(safe, cells.n_min, zero_shown=True)
    return Partners(
        hidden=False,
        municipalities=len(large),
        small=len(cells.respondents) - len(large),
        n=sum(totals.values()),
        roles=tuple(
            RoleCount(role, hidden=n is None, n=None if n is None else totals[role])
            for role, n in zip(ROLES, shown, strict=True)
        ),
    )


def _seen_from_everywhere(role: str, large: Sequence[Mapping[str, int]], n_min: int) -> int:
    """The total, or a number below `n_min` where some municipality, or all their reports together, would tell too few.

    `large` are the numbers of people by role of each municipality. Its own report shows a role or hides it (`divided`):
    what a total had beyond those shown would bound the hidden ones.
    """
    total = sum(roles[role] for roles in large)
    is_shown = all((role,) in divided(roles, roles, n_min) for roles in large if roles[role])
    is_safe = all(total - roles[role] == 0 or total - roles[role] >= n_min for roles in large)
    return total if is_safe and is_shown else min(total, n_min - 1)
