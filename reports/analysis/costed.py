"""What a municipality's first choices cost beside the others', as far as steps have a price (METHODS A9)."""

from collections.abc import Mapping, Sequence

import numpy as np

from reports.analysis.answers import plain
from reports.analysis.cells import Cell, Cells
from reports.analysis.cost_results import CaseCost, Costs
from reports.analysis.costs import Cost, PracticeCost, Price, difference_from_median, practice_cost
from reports.analysis.disclosure import comparison_allowed
from reports.analysis.instrument import Instrument
from reports.analysis.samples import FloatArray

STEPS = range(1, 7)


def costs_of(cells: Cells, instrument: Instrument, municipality: str) -> Costs | None:
    """The costs of one municipality for one child of each case that may be shown; None where no step was asked for.

    A step without a price adds nothing, so that the kroner are those of the priced steps; `unpriced` tells which steps
    are left out, and `priced` how many answers are counted.
    """
    if instrument.staircase is None:
        return None
    vignettes = sorted(instrument.vignettes, key=lambda vignette: (vignette.order, vignette.code))
    found = [(row.code, cells.of(municipality, row.code, instrument.staircase)) for row in vignettes]
    shown = {code: cell for code, cell in found if cell}
    kroner = {price.step: price.kr for price in instrument.prices}
    if not shown or not kroner:
        unknown = tuple(_unknown(code, [cell] if cell else []) for code, cell in found)
        return Costs(instrument.prices, _unpriced(shown, kroner), unknown, _unknown("", list(shown.values())))
    made = _practice(list(shown.values()), kroner)
    costs = dict(zip(shown, made.vignettes, strict=True))
    return Costs(
        prices=instrument.prices,
        unpriced=_unpriced(shown, kroner),
        vignettes=tuple(
            _case(cells, instrument.staircase, municipality, [code], costs[code], kroner)
            if code in shown
            else CaseCost(code, hidden=True)
            for code, _ in found
        ),
        total=_case(cells, instrument.staircase, municipality, list(shown), made.total, kroner),
    )


def _unpriced(shown: Mapping[str, Cell], kroner: Mapping[int, float]) -> tuple[int, ...]:
    chosen = {int(step) for cell in shown.values() for step in cell.scores}
    return tuple(sorted(chosen - set(kroner)))


def _unknown(vignette: str, cells: Sequence[Cell]) -> CaseCost:
    people = {person for cell in cells for person in cell.respondents}
    return CaseCost(vignette, hidden=not cells, n=len(people) or None)


def _practice(cells: Sequence[Cell], kroner: Mapping[int, float]) -> PracticeCost:
    """The cost with its bootstrap over respondents; one child of each case."""
    people = sorted({person for cell in cells for person in cell.respondents})
    rows = {person: place for place, person in enumerate(people)}
    steps = np.full((len(people), len(cells)), np.nan)
    for column, cell in enumerate(cells):
        steps[[rows[person] for person in cell.respondents], column] = cell.scores
    prices = {step: Price(kroner.get(step, 0.0)) for step in STEPS}
    return practice_cost(steps, prices, [1.0] * len(cells))


def _case(
    cells: Cells, question: str, municipality: str, vignettes: Sequence[str], cost: Cost, kroner: Mapping[int, float]
) -> CaseCost:
    """One case, or several added up: in these only municipalities that may be shown in every one take part."""
    at = [cells.at[code, question] for code in vignettes]
    complete = sorted(set.intersection(*(set(row) for row in at)))
    people = {code: len({person for row in at for person in row[code].respondents}) for code in complete}
    others = [n for code, n in people.items() if code != municipality]
    totals = {code: sum(_mean(row[code].scores, kroner) for row in at) for code in complete}
    compared = comparison_allowed(people[municipality], others, cells.n_min)
    scores = np.concatenate([row[municipality].scores for row in at])
    return CaseCost(
        vignette=vignettes[0] if len(vignettes) == 1 else "",
        hidden=False,
        kr=plain(cost.kr),
        low=plain(cost.low),
        high=plain(cost.high),
        n=cost.n,
        priced=float(np.mean(np.isin(scores, list(kroner)))),
        median=float(np.median(list(totals.values()))) if compared else None,
        difference=plain(difference_from_median(cost.kr, totals)) if compared else None,
    )


def _mean(scores: FloatArray, kroner: Mapping[int, float]) -> float:
    return float(np.mean([kroner.get(int(step), 0.0) for step in scores]))
