"""The analysis of one municipality's answers beside the others': the only entry of the report build."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.analysis.agreement import Level
from reports.analysis.answers import other_answers, own_answers, plain
from reports.analysis.cells import ROLES, Cell, Cells, gather
from reports.analysis.contrasts import (
    Contrast,
    agreement_within,
    alpha_across,
    contrast,
    difference_of,
    mean_scores,
    omnibus_of,
)
from reports.analysis.costed import costs_of
from reports.analysis.differences import benjamini_hochberg
from reports.analysis.disclosure import benchmark_allowed, comparison_allowed, protect
from reports.analysis.instrument import Instrument, Vignette
from reports.analysis.levels import tell, weigh
from reports.analysis.practice import Placements, placement_of, placements
from reports.analysis.results import (
    AgreementAcross,
    Analysis,
    Funnel,
    OtherAnswers,
    Profile,
    QuestionResult,
    RoleCount,
    Staircase,
    VignetteResult,
    WhoAnswered,
    WordCalibration,
)
from reports.analysis.scales import Scale
from reports.analysis.standing import funnel_of, profile_of, roles_of
from reports.analysis.words import Words, calibration_of, words_of


@dataclass(frozen=True)
class Item:
    """One question about one vignette, or about several (the staircase), in the cells that may be shown."""

    vignettes: tuple[str, ...]
    scale: Scale
    own: tuple[Cell, ...]
    others: dict[str, tuple[Cell, ...]]
    n_min: int

    @property
    def others_shown(self) -> bool:
        """Others alone are a benchmark of four; beside own answers three others suffice."""
        return self.compared or (not self.own and benchmark_allowed(self._others_n, self.n_min))

    @property
    def compared(self) -> bool:
        return bool(self.own) and comparison_allowed(_people(self.own), self._others_n, self.n_min)

    @property
    def _others_n(self) -> list[int]:
        return [_people(cells) for cells in self.others.values()]


def analyse(answers: pd.DataFrame, instrument: Instrument, municipality: str, n_min: int) -> Analysis:
    """Analyse one municipality against all others of the survey under the disclosure threshold `n_min` (at least 3).

    `answers` holds one row per respondent × vignette × question of *those who submitted*, with the columns respondent
    (int), municipality (code), role, vignette (code, "" where asked once), question (code) and value (option code,
    number, tuple of codes, or None for missing). Only questions asked per vignette enter figures: background identifies
    people, and free text is never compared or quoted. A municipality without answers gets an analysis with everything
    hidden. ValueError for answers that the instrument does not offer.
    """
    return analyse_cells(gather(answers, instrument, n_min), instrument, municipality)


def analyse_cells(
    cells: Cells,
    instrument: Instrument,
    municipality: str,
    common: Placements | None = None,
    words: Words | None = None,
) -> Analysis:
    """As `analyse`, from cells gathered once for many municipalities, and the placement curve fitted once for all.

    `words` are the answers that the words for risk are told from, where others than those in the cells.
    """
    vignettes = sorted(instrument.vignettes, key=lambda vignette: (vignette.order, vignette.code))
    items = [_item(cells, municipality, (v.code,), question) for v in vignettes for question in cells.scales]
    pooled = _pooled(cells, municipality, vignettes, instrument.staircase) if instrument.staircase else None
    made = [_contrast(item) for item in items]
    overall = _overall(pooled) if pooled else Contrast()
    p = np.array([contrast.p_values for contrast in [*made, overall]])
    weighed = weigh(cells, instrument, municipality)
    every = np.array([*p.ravel(), *(value for row in weighed for value in row.p_values)])
    corrected = benjamini_hochberg(every)
    q = corrected[: p.size].reshape(p.shape)
    results = [_question(cells, municipality, item, *found) for item, *found in zip(items, made, q[:-1], strict=True)]
    return Analysis(
        municipality=municipality,
        n_min=cells.n_min,
        who=_who(cells, municipality),
        staircase=_staircase(pooled, overall, float(q[-1, 0]), results) if pooled else None,
        vignettes=tuple(
            VignetteResult(v.code, v.title, v.order, tuple(r for r in results if r.vignette == v.code))
            for v in vignettes
        ),
        agreement_across=tuple(
            _across(cells, municipality, vignettes, code)
            for code in (instrument.staircase, instrument.screening)
            if code is not None
        ),
        placement=placement_of(common or placements(cells, instrument), cells.n_min, municipality),
        calibration=_calibration(cells, instrument, words or words_of(cells, instrument, municipality)),
        costs=costs_of(cells, instrument, municipality),
        tests=int(np.sum(~np.isnan(every))),
        weights=tell(weighed, corrected[p.size :].tolist()),
    )


def _people(cells: Sequence[Cell]) -> int:
    return len({person for cell in cells for person in cell.respondents})


def _item(cells: Cells, municipality: str, vignettes: tuple[str, ...], question: str) -> Item:
    """The cells of one question; another municipality takes part only where it can be shown for every vignette."""
    own = tuple(cell for code in vignettes if (cell := cells.of(municipality, code, question)))
    by_vignette = [cells.others(municipality, code, question) for code in vignettes]
    complete = set.intersection(*map(set, by_vignette)) if by_vignette else set()
    others = {other: tuple(found[other] for found in by_vignette) for other in sorted(complete)}
    return Item(vignettes, cells.scales[question], own, others, cells.n_min)


def _pooled(cells: Cells, municipality: str, vignettes: Sequence[Vignette], question: str) -> Item:
    """The staircase over the vignettes shown for the own municipality; over all of them where none is."""
    codes = tuple(vignette.code for vignette in vignettes)
    shown = tuple(code for code in codes if cells.of(municipality, code, question))
    return _item(cells, municipality, shown or codes, question)


def _contrast(item: Item) -> Contrast:
    if not (item.scale.is_ordered and item.compared):
        return Contrast()
    others = [other.scores for (other,) in item.others.values()]
    return contrast(item.own[0].scores, others, omnibus=True)


def _overall(item: Item) -> Contrast:
    if not (item.scale.is_ordered and item.compared):
        return Contrast()
    return contrast(mean_scores(item.own), [mean_scores(cells) for cells in item.others.values()], omnibus=False)


def _others(item: Item) -> OtherAnswers:
    return other_answers(item.others, item.scale) if item.others_shown else OtherAnswers(hidden=True)


def _profile(item: Item, ranks: bool = False) -> Profile:
    if not (item.scale.is_ordered and item.compared):
        return Profile(hidden=True)
    return profile_of(mean_scores(item.own), [mean_scores(cells) for cells in item.others.values()], ranks=ranks)


def _funnel(item: Item, profile: Profile) -> Funnel:
    if not (item.scale.is_ordered and item.compared):
        return Funnel(hidden=True)
    return funnel_of(mean_scores(item.own), [mean_scores(cells) for cells in item.others.values()], profile.centre)


def _question(cells: Cells, municipality: str, item: Item, made: Contrast, q: Sequence[float]) -> QuestionResult:
    is_ordered, question = item.scale.is_ordered, item.scale.question
    return QuestionResult(
        vignette=item.vignettes[0],
        question=question.code,
        text=question.text,
        kind=question.kind,
        own=own_answers(item.own, item.scale),
        others=_others(item),
        difference=difference_of(made, float(q[0])) if is_ordered else None,
        omnibus=omnibus_of(made, float(q[1])) if is_ordered else None,
        agreement=agreement_within(item.own[0] if item.own else None, item.scale) if is_ordered else None,
        profile=_profile(item) if is_ordered else None,
        roles=roles_of(cells, municipality, item.own[0] if item.own else None) if is_ordered else (),
    )


def _staircase(item: Item, made: Contrast, q: float, results: Sequence[QuestionResult]) -> Staircase:
    question, profile = item.scale.question.code, _profile(item, ranks=True)
    return Staircase(
        question=question,
        vignettes=item.vignettes if item.own else (),
        own=own_answers(item.own, item.scale),
        others=_others(item),
        difference=difference_of(made, q),
        profile=profile,
        funnel=_funnel(item, profile),
        by_vignette=tuple(result for result in results if result.question == question),
    )


def _across(cells: Cells, municipality: str, vignettes: Sequence[Vignette], question: str) -> AgreementAcross:
    scale = cells.scales[question]
    level: Level = "ordinal" if scale.is_ordered else "nominal"
    found = {v.code: cell for v in vignettes if (cell := cells.of(municipality, v.code, question))}
    if not found:
        return AgreementAcross(question, level, hidden=True)
    alpha = plain(alpha_across(found, level, scale))
    return AgreementAcross(question, level, False, alpha, _people(tuple(found.values())), len(found))


def _calibration(cells: Cells, instrument: Instrument, words: Words) -> tuple[WordCalibration, ...]:
    if instrument.risk_word is None or instrument.risk_percent is None:
        return ()
    return calibration_of(words, cells.scales[instrument.risk_word].choices)


def _who(cells: Cells, municipality: str) -> WhoAnswered:
    own = cells.respondents.get(municipality, dict.fromkeys(ROLES, 0))
    total = sum(own.values())
    hidden = total < cells.n_min
    shown = protect([own[role] for role in ROLES], cells.n_min, zero_shown=not hidden)
    others = [n for code, n in cells.totals.items() if code != municipality and n >= cells.n_min]
    allowed = benchmark_allowed(others, cells.n_min) if hidden else comparison_allowed(total, others, cells.n_min)
    return WhoAnswered(
        roles=tuple(RoleCount(role, n is None, n) for role, n in zip(ROLES, shown, strict=True)),
        hidden=hidden,
        n=None if hidden else total,
        others_hidden=not allowed,
        others_n=sum(others) if allowed else None,
        others_municipalities=len(others) if allowed else None,
    )
