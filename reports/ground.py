"""What all reports of a survey have in common, computed once for each state of its answers.

A worker keeps the last state it met. Nothing else decides whether it may be used again: not the time, and not who
changed what. The fingerprint is taken of the answers themselves, by the database, for every report.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reports import bases, datasets
from reports.analysis.attention import Attention, attention_of
from reports.analysis.cells import Cells, gather
from reports.analysis.instrument import Instrument
from reports.analysis.practice import Placements, placements
from reports.analysis.releases import framed
from reports.analysis.repeats import Repeat, repeats_of
from reports.analysis.words import Words, waiting


@dataclass(frozen=True, eq=False)
class Ground:
    """The answers in cells, the curve of placements fitted to all of them, and how they were given.

    `basis` is the fingerprint of the answers behind them (models.Basis); some of the municipalities `waiting` count as
    they were published (bases.py), or have `words` for risk that are told as they were.
    """

    instrument: Instrument
    cells: Cells
    placements: Placements | None
    attention: Attention | None
    repeats: tuple[Repeat, ...]
    basis: str
    waiting: tuple[str, ...]
    words: Mapping[str, Words]


_kept: tuple[tuple, Ground] | None = None


def of(survey, version) -> Ground:
    """The ground of the survey's answers as they stand now."""
    global _kept
    key = _key(survey, version)
    while _kept is None or _kept[0] != key or not bases.is_stored(survey, _kept[1].basis):
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
    return survey.pk, survey.n_min, datasets.instrument(version), datasets.state(survey), bases.released_key(survey)


def _made(survey, version) -> Ground:
    instrument, admission = datasets.instrument(version), bases.admit(survey, version)
    cells = gather(admission.answers, instrument, survey.n_min)
    given, places = datasets.given_to(survey), datasets.places(version)
    released = [datasets.only_given(framed(answers, places), given) for answers in admission.released]
    words = waiting([gather(frame, instrument, survey.n_min) for frame in released], cells, instrument)
    return Ground(
        instrument,
        cells,
        placements=placements(cells, instrument),
        attention=attention_of(cells, instrument, datasets.sittings(survey)),
        repeats=repeats_of(admission.repeated, instrument, survey.n_min),
        basis=admission.basis.sha256,
        waiting=tuple(sorted({*admission.waiting, *words})),
        words=words,
    )
