import numpy as np
import pytest

from reports.analysis.cells import gather
from reports.analysis.practice import placement_of, placements
from reports.analysis.study import analyse, analyse_cells
from reports.analysis.threshold import fit
from tests.analysis.survey import INSTRUMENT, SCREENING, VIGNETTES, frame

SIZES = {"0101": 9, "0147": 12, "0151": 7, "0153": 8, "0155": 3}
THRESHOLDS = {"0101": 40, "0147": 60, "0151": 55, "0153": 65, "0155": 10}


def rows(seed=1):
    """Risk in words and per cent, and a step that depends on the risk and the municipality."""
    generator, found, person = np.random.default_rng(seed), [], 0
    for municipality, size in SIZES.items():
        for _ in range(size):
            person += 1
            for vignette in VIGNETTES:
                risk = int(generator.integers(0, 101))
                word = SCREENING[min(risk // 34, 2)].code
                chance = 1 / (1 + np.exp(-(risk - THRESHOLDS[municipality]) / 8))
                step = (
                    f"step_{int(generator.integers(4, 7) if generator.random() < chance else generator.integers(1, 4))}"
                )
                for question, value in (("screening", word), ("risk", risk), ("first_step", step)):
                    found.append((person, municipality, "caseworker", vignette, question, value))
    return found


ROWS = rows()
CELLS = gather(frame(ROWS), INSTRUMENT, 5)


def paired(municipality, first, second):
    given = {
        (person, vignette, question): value for person, m, _, vignette, question, value in ROWS if m == municipality
    }
    return [
        (value, given[person, vignette, second])
        for (person, vignette, question), value in given.items()
        if question == first
    ]


def test_placement_is_the_curve_over_the_municipalities_that_may_be_shown():
    common = placements(CELLS, INSTRUMENT)
    table = [
        (risk, int(step[-1]) >= 4, code)
        for code in SIZES
        if SIZES[code] >= 5
        for risk, step in paired(code, "risk", "first_step")
    ]
    risk, placed, groups = zip(*table, strict=True)
    expected = fit(risk, np.array(placed, dtype=float), groups)
    found = placement_of(common, 5, "0101")
    assert (found.risk, found.low, found.high) == pytest.approx(expected.groups["0101"], rel=1e-6)
    assert found.typical == pytest.approx(expected.overall.risk, rel=1e-6)
    assert found.slope == pytest.approx(expected.slope, rel=1e-6)
    assert (found.n, found.respondents, found.municipalities) == (27, 9, 4)
    assert found.risk < found.typical


def test_placement_is_hidden_for_the_small_and_absent_where_it_was_not_asked():
    common = placements(CELLS, INSTRUMENT)
    assert placement_of(common, 5, "0155").hidden
    assert placement_of(common, 10, "0147").hidden
    assert placement_of(None, 5, "0101") is None
    nobody = gather(frame([]), INSTRUMENT, 5)
    assert placement_of(placements(nobody, INSTRUMENT), 5, "0101").hidden


def test_the_report_holds_both_and_the_curve_may_be_fitted_once_for_all():
    whole = analyse(frame(ROWS), INSTRUMENT, "0101", 5)
    assert whole == analyse_cells(CELLS, INSTRUMENT, "0101", placements(CELLS, INSTRUMENT))
    assert not whole.placement.hidden
    assert len(whole.calibration) == 3
