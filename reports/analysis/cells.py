"""Answers as cells (vignette × question × municipality), of which only those large enough exist.

Cells below the threshold are removed before anything is computed. Every figure of every report is then a function of
cells that may be shown, and no differencing of figures or reports can tell on a smaller one (METHODS A13).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.analysis.disclosure import check_threshold
from reports.analysis.instrument import Instrument
from reports.analysis.scales import Reading, Scale, scale_of
from reports.analysis.summaries import Distribution, distribution

COLUMNS = ("respondent", "municipality", "role", "vignette", "question", "value")
ROLES = ("caseworker", "leader", "other")
Row = tuple[str, str, str, int, object]


@dataclass(frozen=True, eq=False)
class Cell:
    """One municipality's answers to one question about one vignette, one element per respondent who answered."""

    respondents: tuple[int, ...]
    choices: tuple[tuple[str, ...], ...]
    scores: NDArray[np.float64]
    distribution: Distribution

    @property
    def by_person(self) -> dict[int, tuple[str, float]]:
        """Choice and score of each respondent, of a question with order."""
        choices = (choice[0] if choice else "" for choice in self.choices)
        return dict(zip(self.respondents, zip(choices, self.scores.tolist(), strict=True), strict=True))

    @property
    def n(self) -> int:
        return self.distribution.n


@dataclass(frozen=True, eq=False)
class Cells:
    """`at[vignette, question][municipality]`, and the respondents of each municipality by role."""

    at: Mapping[tuple[str, str], Mapping[str, Cell]]
    scales: Mapping[str, Scale]
    respondents: Mapping[str, Mapping[str, int]]
    n_min: int
    role_of: Mapping[int, str]

    @property
    def totals(self) -> dict[str, int]:
        """Respondents per municipality, large and small."""
        return {code: sum(roles.values()) for code, roles in self.respondents.items()}

    def of(self, municipality: str, vignette: str, question: str) -> Cell | None:
        return self.at.get((vignette, question), {}).get(municipality)

    def others(self, municipality: str, vignette: str, question: str) -> dict[str, Cell]:
        cells = self.at.get((vignette, question), {})
        return {code: cell for code, cell in cells.items() if code != municipality}


def gather(answers: pd.DataFrame, instrument: Instrument, n_min: int) -> Cells:
    """Read the answers of those who submitted into cells of at least `n_min` answers.

    ValueError for an answer, code or role that the instrument does not know, or one that occurs twice.
    """
    check_threshold(n_min)
    if missing := [column for column in COLUMNS if column not in answers.columns]:
        raise ValueError(f"answers lack the column {missing[0]}")
    scales = {question.code: scale_of(question) for question in instrument.per_vignette}
    at: dict[tuple[str, str], dict[str, Cell]] = {}
    readers = {question: _Reader(scale) for question, scale in scales.items()}
    rows = sorted(_rows(answers, instrument, scales), key=itemgetter(0, 1, 2, 3))
    for (vignette, question, municipality), group in groupby(rows, key=itemgetter(0, 1, 2)):
        cell = _cell(group, readers[question])
        if cell.n >= n_min:
            at.setdefault((vignette, question), {})[municipality] = cell
    roles = dict(zip(answers["respondent"].tolist(), answers["role"].tolist(), strict=True))
    return Cells(at, scales, _respondents(answers), n_min, roles)


def _rows(answers: pd.DataFrame, instrument: Instrument, scales: Mapping[str, Scale]) -> Iterator[Row]:
    vignettes = {vignette.code for vignette in instrument.vignettes}
    questions = {question.code: question for question in instrument.questions}
    columns = (answers[name].tolist() for name in ("vignette", "question", "municipality", "respondent", "value"))
    for vignette, question, municipality, respondent, value in zip(*columns, strict=True):
        if question not in questions:
            raise ValueError(f"not a question of the instrument: {question}")
        if question in scales:
            if vignette not in vignettes:
                raise ValueError(f"not a vignette of the instrument: {vignette}")
            yield vignette, question, municipality, respondent, None if is_missing(value) else value


def is_missing(value: object) -> bool:
    """None, and the NaN that pandas makes of None among numbers."""
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


class _Reader:
    """Reads each answer that a question can have once, however many gave it."""

    def __init__(self, scale: Scale):
        self.scale = scale
        self._known: dict[tuple[type, object], Reading | None] = {}

    def read(self, value: object) -> Reading | None:
        key = type(value), tuple(value) if isinstance(value, list) else value
        if key not in self._known:
            self._known[key] = self.scale.read(value)
        return self._known[key]


def _cell(rows: Iterable[Row], reader: _Reader) -> Cell:
    scale = reader.scale
    people, values = zip(*((respondent, reader.read(value)) for _, _, _, respondent, value in rows), strict=True)
    if len(set(people)) < len(people):
        raise ValueError(f"{scale.question.code}: two answers from one respondent")
    answered = [(person, reading) for person, reading in zip(people, values, strict=True) if reading is not None]
    scores = [reading.score for _, reading in answered if reading.score is not None]
    options = [option.code for option in scale.choices]
    return Cell(
        respondents=tuple(person for person, _ in answered),
        choices=tuple(reading.choices for _, reading in answered),
        scores=np.array(scores, dtype=np.float64),
        distribution=distribution([reading.choices if reading else None for reading in values], options, scores),
    )


def _respondents(answers: pd.DataFrame) -> dict[str, dict[str, int]]:
    people = answers[["respondent", "municipality", "role"]].drop_duplicates()
    if people["respondent"].duplicated().any():
        raise ValueError("a respondent has one municipality and one role")
    if unknown := sorted(set(people["role"]) - set(ROLES)):
        raise ValueError(f"not a role: {unknown[0]}")
    result: dict[str, dict[str, int]] = {}
    for municipality, role in zip(people["municipality"].tolist(), people["role"].tolist(), strict=True):
        result.setdefault(municipality, dict.fromkeys(ROLES, 0))[role] += 1
    return result
