"""What all reports of a survey have in common, computed once for each state of its answers.

A worker keeps the last state it met. Nothing else decides whether it may be used again: not the time, and not who
changed what. The fingerprint is taken of the answers themselves, by the database, for every report.
"""

from dataclasses import dataclass

from reports import datasets
from reports.analysis.attention import Attention, attention_of
from reports.analysis.cells import Cells, gather
from reports.analysis.instrument import Instrument
from reports.analysis.practice import Placements, placements


@dataclass(frozen=True, eq=False)
class Ground:
    """The answers in cells, the curve of placements fitted to all of them, and how they were given."""

    instrument: Instrument
    cells: Cells
    placements: Placements | None
    attention: Attention | None


_kept: tuple[tuple, Ground] | None = None


def of(survey, version) -> Ground:
    """The ground of the survey's answers as they stand now."""
    global _kept
    key = _key(survey, version)
    while _kept is None or _kept[0] != key:
        made = _made(survey, version)
        before, key = key, _key(survey, version)
        if before == key:  # an answer that came in meanwhile is in one of the two only
            _kept = key, made
    return _kept[1]


def forget() -> None:
    """Compute anew for the next report, whatever its answers."""
    global _kept
    _kept = None


def _key(survey, version) -> tuple:
    return survey.pk, survey.n_min, datasets.instrument(version), datasets.state(survey)


def _made(survey, version) -> Ground:
    instrument = datasets.instrument(version)
    cells = gather(datasets.answers(survey, version), instrument, survey.n_min)
    attention = attention_of(cells, instrument, datasets.sittings(survey))
    return Ground(instrument, cells, placements(cells, instrument), attention)
