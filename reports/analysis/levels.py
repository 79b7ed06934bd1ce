"""What makes a difference in a case: each level's marginal mean, own and the others' (METHODS A10).

Only cells that may be shown enter, as everywhere: every figure is a sum over cells of at least `n_min` people, so that
the levels of a dimension, which add up to all, tell no more together than the cases one by one. Own and others rest on
the same cases, those that may be shown for the own municipality, and of the others on those that may be shown in each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan, sqrt

import numpy as np
import pandas as pd
from scipy import special

from reports.analysis.answers import plain
from reports.analysis.cells import Cell, Cells
from reports.analysis.disclosure import comparison_allowed
from reports.analysis.factorial import LevelEffect, Wald, amce, effect_tests, interaction, marginal_means
from reports.analysis.instrument import Dimension, Instrument, Vignette
from reports.analysis.level_results import FTest, LevelMean, Weight, Weights
from reports.analysis.samples import InvalidInput

OUTCOME, PERSON, PLACE = "_score", "_person", "_municipality"  # codes of dimensions begin with a letter
Effects = Mapping[tuple[str, str], LevelEffect]
Others = Mapping[tuple[str, str], tuple[float, float]]
_Z = float(special.ndtri(0.975))


@dataclass(frozen=True)
class Weighed:
    """What was computed before the q-values are known: `p_values` own and between, dimension by dimension."""

    found: Weights
    p_values: tuple[float, ...] = ()

    def told(self, q_values: Sequence[float]) -> Weights:
        pairs = zip(q_values[::2], q_values[1::2], strict=True)
        dimensions = tuple(_told(one, *pair) for one, pair in zip(self.found.dimensions, pairs, strict=True))
        return replace(self.found, dimensions=dimensions)


def weigh(cells: Cells, instrument: Instrument, municipality: str) -> tuple[Weighed, ...]:
    """Every question whose answers have an order, where a design made cases."""
    vignettes = sorted((row for row in instrument.vignettes if row.levels), key=lambda row: (row.order, row.code))
    if not vignettes:
        return ()
    ordered = [code for code, scale in cells.scales.items() if scale.is_ordered]
    return tuple(_weighed(cells, instrument, municipality, vignettes, code) for code in ordered)


def tell(weighed: Sequence[Weighed], q_values: Sequence[float]) -> tuple[Weights, ...]:
    """The results with their q-values, which stand in the order of all `p_values`."""
    left = iter(q_values)
    return tuple(row.told([next(left) for _ in row.p_values]) for row in weighed)


def _weighed(
    cells: Cells, instrument: Instrument, municipality: str, drawn: Sequence[Vignette], question: str
) -> Weighed:
    at = {row.code: cells.at.get((row.code, question), {}) for row in drawn}
    shown = [row for row in drawn if municipality in at[row.code]]
    hidden = Weights(question, cells.scales[question].question.text, hidden=True, of=len(drawn))
    if not shown:
        return Weighed(hidden)
    complete = sorted(set.intersection(*(set(at[row.code]) for row in shown)) - {municipality})
    people = {code: _people([at[row.code][code] for row in shown]) for code in [municipality, *complete]}
    others = [people[code] for code in complete]
    compared = complete if comparison_allowed(people[municipality], others, cells.n_min) else []
    answers = _Answers(_frame(at, shown, [municipality, *compared], instrument.dimensions), municipality, compared)
    codes = [one.code for one in instrument.dimensions]
    others_means, adjusted = _others(answers, codes), _adjusted(answers.own, codes)
    made = [_dimension(answers, one, drawn, shown, others_means, adjusted) for one in instrument.dimensions]
    found = replace(
        hidden,
        hidden=False,
        cases=tuple(row.code for row in shown),
        n=len(answers.own),
        respondents=people[municipality],
        others_hidden=not compared,
        others_n=sum(people[code] for code in compared) if compared else None,
        municipalities=len(compared) if compared else None,
        dimensions=tuple(one for one, _ in made),
    )
    return Weighed(found, tuple(p for _, p_values in made for p in p_values))


@dataclass(frozen=True, eq=False)
class _Answers:
    """The answers about the same cases: one row each, with municipality, person, score and the levels of the case."""

    frame: pd.DataFrame
    municipality: str
    compared: Sequence[str]

    def of(self, code: str) -> pd.DataFrame:
        return self.frame[self.frame[PLACE] == code]

    @property
    def own(self) -> pd.DataFrame:
        return self.of(self.municipality)


def _people(cells: Sequence[Cell]) -> int:
    return len({person for cell in cells for person in cell.respondents})


def _frame(
    at: Mapping[str, Mapping[str, Cell]],
    shown: Sequence[Vignette],
    codes: Sequence[str],
    dimensions: Sequence[Dimension],
) -> pd.DataFrame:
    parts = [(row, code, at[row.code][code]) for row in shown for code in codes]
    sizes = [len(cell.respondents) for _, _, cell in parts]
    frame = pd.DataFrame(
        {
            PLACE: np.repeat([code for _, code, _ in parts], sizes),
            PERSON: np.concatenate([np.array(cell.respondents) for _, _, cell in parts]),
            OUTCOME: np.concatenate([cell.scores for _, _, cell in parts]),
        }
    )
    for one in dimensions:
        levels = np.repeat([dict(row.levels)[one.code] for row, _, _ in parts], sizes)
        order = [code for code, _ in one.levels if code in set(levels)]
        frame[one.code] = pd.Categorical(levels, order)
    return frame


def _adjusted(own: pd.DataFrame, dimensions: Sequence[str]) -> tuple[Effects, Mapping[str, Wald]]:
    """AMCEs and their tests, all dimensions at once; none where the cases that are shown do not tell them apart."""
    try:
        effects = amce(own, OUTCOME, dimensions, PERSON)
        return {(row.dimension, row.level): row for row in effects}, effect_tests(own, OUTCOME, dimensions, PERSON)
    except InvalidInput:
        return {}, {}


def _dimension(
    answers: _Answers,
    dimension: Dimension,
    drawn: Sequence[Vignette],
    shown: Sequence[Vignette],
    others: Others,
    adjusted: tuple[Effects, Mapping[str, Wald]],
) -> tuple[Weight, tuple[float, float]]:
    """The dimension without q-values, and p of the own test and of that between municipalities."""
    code, (effects, tests) = dimension.code, adjusted
    wanted = {dict(row.levels)[code] for row in drawn}
    cases = [dict(row.levels)[code] for row in shown]
    if wanted - set(cases) or len(wanted) < 2:
        return Weight(code, dimension.label, hidden=True), (nan, nan)
    means = {row.level: row for row in marginal_means(answers.own, OUTCOME, [code], PERSON)}
    levels = tuple(
        _level(
            means[level], label, cases.count(level), others.get((code, level), (nan, nan)), effects.get((code, level))
        )
        for level, label in dimension.levels
        if level in wanted
    )
    own, between = tests.get(code), None
    if answers.compared:
        between = interaction(answers.frame, OUTCOME, code, PLACE, PERSON)
    found = Weight(code, dimension.label, False, levels, _test(own), _test(between))
    return found, (own.p if own else nan, between.p if between else nan)


def _others(answers: _Answers, dimensions: Sequence[str]) -> Others:
    """Mean of the municipalities' means and its error, each municipality weighing the same."""
    found: dict[tuple[str, str], list[LevelEffect]] = {}
    for code in answers.compared:
        for row in marginal_means(answers.of(code), OUTCOME, dimensions, PERSON):
            found.setdefault((row.dimension, row.level), []).append(row)
    return {
        place: (
            float(np.mean([row.estimate for row in rows])),
            sqrt(sum(row.standard_error**2 for row in rows)) / len(rows),
        )
        for place, rows in found.items()
    }


def _level(
    own: LevelEffect, label: str, cases: int, others: tuple[float, float], effect: LevelEffect | None
) -> LevelMean:
    mean, error = others
    has_effect = effect is not None and not np.isnan(effect.standard_error)
    return LevelMean(
        code=own.level,
        label=label,
        cases=cases,
        n=own.n,
        mean=own.estimate,
        low=plain(own.low),
        high=plain(own.high),
        others=plain(mean),
        others_low=plain(mean - _Z * error),
        others_high=plain(mean + _Z * error),
        effect=plain(effect.estimate) if effect and has_effect else None,
        effect_low=plain(effect.low) if effect and has_effect else None,
        effect_high=plain(effect.high) if effect and has_effect else None,
    )


def _test(made: Wald | None) -> FTest | None:
    return FTest(plain(made.f), made.degrees, None) if made else None


def _told(found: Weight, own: float, between: float) -> Weight:
    return replace(
        found,
        own=found.own and replace(found.own, q=plain(own)),
        between=found.between and replace(found.between, q=plain(between)),
    )
