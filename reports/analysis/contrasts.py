"""One question compared: the own municipality against the others, and all municipalities at once (METHODS A5, A6)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reports.analysis import agreement
from reports.analysis.answers import plain
from reports.analysis.cells import Cell
from reports.analysis.differences import Dominance, dominance_of_counts, kruskal_of_counts, magnitude
from reports.analysis.results import Agreement, Difference, Omnibus
from reports.analysis.samples import FloatArray, group_counts
from reports.analysis.scales import Scale


@dataclass(frozen=True)
class Contrast:
    """What was computed before the q-values are known. None where the comparison may not be made."""

    against_others: Dominance | None = None
    omnibus: tuple[float, float, float] | None = None
    municipalities: int = 0

    @property
    def p_values(self) -> tuple[float, float]:
        """p of the difference and of the omnibus test, NaN for a test not made."""
        first = self.against_others.p if self.against_others else math.nan
        return first, self.omnibus[1] if self.omnibus else math.nan


def contrast(own: FloatArray, others: Sequence[FloatArray], *, omnibus: bool) -> Contrast:
    """Compare the own scores with each other municipality's; the caller has checked that this may be done."""
    table = group_counts([own, *others])
    return Contrast(
        against_others=dominance_of_counts(table[0], table[1:]),
        omnibus=kruskal_of_counts(table) if omnibus else None,
        municipalities=len(others),
    )


def difference_of(made: Contrast, q: float) -> Difference:
    """The difference with the q-value of its test; hidden where none was made."""
    found = made.against_others
    if found is None:
        return Difference(hidden=True)
    return Difference(
        hidden=False,
        delta=found.delta,
        low=plain(found.low),
        high=plain(found.high),
        q=plain(q),
        magnitude=magnitude(found.delta),
        n=found.n,
        n_others=found.n_others,
        municipalities=made.municipalities,
    )


def omnibus_of(made: Contrast, q: float) -> Omnibus:
    """The omnibus test with its q-value; hidden where none was made."""
    if made.omnibus is None or made.against_others is None:
        return Omnibus(hidden=True)
    h, _, epsilon_squared = made.omnibus
    return Omnibus(
        hidden=False,
        h=plain(h),
        epsilon_squared=plain(epsilon_squared),
        q=plain(q),
        n=made.against_others.n + made.against_others.n_others,
        municipalities=made.municipalities + 1,
    )


def agreement_within(cell: Cell | None, scale: Scale) -> Agreement:
    """Agreement of one municipality's answers to one question about one vignette."""
    if cell is None:
        return Agreement(hidden=True)
    points = scale.points or 0
    return Agreement(
        hidden=False,
        r_wg=plain(agreement.r_wg(cell.scores, points)) if points >= 2 else None,
        van_der_eijk=plain(agreement.van_der_eijk(cell.distribution.counts)),
        polarisation=plain(agreement.polarisation(cell.distribution.counts)),
        n=cell.n,
    )


def mean_scores(cells: Sequence[Cell]) -> FloatArray:
    """Each respondent's mean score over several vignettes, in order of respondent."""
    people = np.concatenate([np.array(cell.respondents) for cell in cells])
    scores = np.concatenate([cell.scores for cell in cells])
    _, member = np.unique(people, return_inverse=True)
    return np.asarray(np.bincount(member, weights=scores) / np.bincount(member), dtype=np.float64)


def alpha_across(by_vignette: Mapping[str, Cell], level: agreement.Level, scale: Scale) -> float:
    """Krippendorff's α over respondents × vignettes of one question."""
    places = {option.code: place for place, option in enumerate(scale.choices)}
    people = sorted({person for cell in by_vignette.values() for person in cell.respondents})
    rows = {person: row for row, person in enumerate(people)}
    ratings = np.full((len(people), len(by_vignette)), np.nan)
    for column, cell in enumerate(by_vignette.values()):
        for person, choices in zip(cell.respondents, cell.choices, strict=True):
            ratings[rows[person], column] = places[choices[0]]
    return agreement.krippendorff_alpha(ratings, level)
