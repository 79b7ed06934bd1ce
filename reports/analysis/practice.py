"""At which risk a municipality places a child (METHODS A7)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from reports.analysis.answers import plain
from reports.analysis.cells import Cell, Cells
from reports.analysis.disclosure import comparison_allowed
from reports.analysis.instrument import Instrument
from reports.analysis.results import PlacementThreshold
from reports.analysis.threshold import ThresholdFit, fit

FIRST_PLACEMENT_STEP = 4
Pair = tuple[int, tuple[str, float], tuple[str, float]]


@dataclass(frozen=True)
class Placements:
    """The curve fitted to all municipalities that may be shown, and their pairs of risk and step with their people."""

    fitted: ThresholdFit
    pairs: Mapping[Hashable, int]
    people: Mapping[Hashable, int]


def placements(cells: Cells, instrument: Instrument) -> Placements | None:
    """Fit the placement curve once for all reports; None where risk or staircase was not asked."""
    if instrument.risk_percent is None or instrument.staircase is None:
        return None
    codes = sorted({code for found in cells.at.values() for code in found})
    by_code = {code: _pairs(cells, instrument, code, instrument.risk_percent, instrument.staircase) for code in codes}
    rows = [
        (risk, step >= FIRST_PLACEMENT_STEP, code) for code, ps in by_code.items() for _, (_, risk), (_, step) in ps
    ]
    risk, placed, groups = zip(*rows, strict=True) if rows else ((), (), ())
    return Placements(
        fit(risk, np.array(placed, dtype=np.float64), groups),
        {code: len(pairs) for code, pairs in by_code.items() if pairs},
        {code: len({person for person, _, _ in pairs}) for code, pairs in by_code.items() if pairs},
    )


def placement_of(common: Placements | None, n_min: int, municipality: str) -> PlacementThreshold | None:
    """The own threshold beside a typical municipality's, where a comparison may be shown."""
    if common is None:
        return None
    others = [n for code, n in common.people.items() if code != municipality]
    own = common.people.get(municipality, 0)
    if not comparison_allowed(own, others, n_min):
        return PlacementThreshold(hidden=True)
    found = common.fitted.groups.get(municipality)
    return PlacementThreshold(
        hidden=False,
        risk=plain(found.risk) if found else None,
        low=plain(found.low) if found else None,
        high=plain(found.high) if found else None,
        typical=plain(common.fitted.overall.risk),
        slope=plain(common.fitted.slope),
        n=common.pairs[municipality],
        respondents=own,
        municipalities=len(common.people),
    )


def _pairs(cells: Cells, instrument: Instrument, municipality: str, first: str, second: str) -> list[Pair]:
    """(person, answer, answer) for each vignette where both cells are shown and enough people answered both."""
    found: list[Pair] = []
    for vignette in instrument.vignettes:
        both = [cells.of(municipality, vignette.code, question) for question in (first, second)]
        rows = _joined(both[0], both[1]) if both[0] and both[1] else []
        found += rows if len(rows) >= cells.n_min else []
    return found


def _joined(first: Cell, second: Cell) -> list[Pair]:
    theirs = second.by_person
    return [(person, mine, theirs[person]) for person, mine in sorted(first.by_person.items()) if person in theirs]
