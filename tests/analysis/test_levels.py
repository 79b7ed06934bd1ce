"""What each level does: against a slow second implementation, and only of cells that may be shown."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.analysis.cells import gather
from reports.analysis.differences import benjamini_hochberg
from reports.analysis.factorial import amce, effect_tests
from reports.analysis.levels import tell, weigh
from reports.analysis.samples import InvalidInput
from reports.analysis.study import analyse, analyse_cells
from tests.analysis import slow
from tests.analysis.designed import CASES, INSTRUMENT, LEVELS, N_MIN, SCORES, SIZES, answers
from tests.analysis.survey import INSTRUMENT as PLAIN
from tests.analysis.survey import survey
from tests.analysis.test_factorial import NPK

HERE = "0101"
PLACE = {"age": 0, "worry": 1}


def weights(rows, municipality=HERE, instrument=INSTRUMENT):
    (found,) = analyse(rows, instrument, municipality, N_MIN).weights
    return found


def plain_rows(rows, municipality):
    """(respondent, levels, score) of one municipality about the cases of the design."""
    levels = {case.code: pair for case, pair in zip(CASES, LEVELS, strict=True)}
    own = rows[(rows.municipality == municipality) & (rows.question == "risk") & rows.vignette.isin(levels)]
    triples = zip(own.respondent, own.vignette, own.value, strict=True)
    return [(person, levels[case], SCORES[value]) for person, case, value in triples if value is not None]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_a_slow_second_implementation_agrees(seed):
    rows = answers(seed=seed)
    found = weights(rows)
    assert (found.n, found.respondents, found.of, found.municipalities) == (36, 12, 6, 4)
    for one in found.dimensions:
        for level in one.levels:
            mean, error = slow.level_mean(plain_rows(rows, HERE), PLACE[one.code], level.code)
            others = [
                slow.level_mean(plain_rows(rows, code), PLACE[one.code], level.code) for code in SIZES if code != HERE
            ]
            spread = np.sqrt(sum(each**2 for _, each in others)) / 4
            assert (level.mean, level.low) == pytest.approx((mean, mean - 1.959963984540054 * error))
            assert level.others == pytest.approx(np.mean([each for each, _ in others]))
            assert level.others_high - level.others == pytest.approx(1.959963984540054 * spread)
    terms = [(0, "old"), (1, "some"), (1, "much")]
    beta, errors = slow.least_squares(plain_rows(rows, HERE), terms)
    effects = [level.effect for one in found.dimensions for level in one.levels if level.effect is not None]
    assert effects == pytest.approx(beta[1:])
    ends = [level.effect_high for one in found.dimensions for level in one.levels if level.effect is not None]
    assert ends == pytest.approx(beta[1:] + 1.959963984540054 * errors[1:])


def test_effects_are_tested_together_whatever_level_comes_first():
    found = effect_tests(NPK.assign(N=NPK["N"] + NPK["P"]), "yield", ["N", "K"], "block")
    turned = NPK.assign(N=(NPK["N"] + NPK["P"]).map({"00": "c", "01": "a", "10": "d", "11": "b"}))
    again = effect_tests(turned, "yield", ["N", "K"], "block")
    assert (found["N"].degrees, found["K"].degrees) == ((3, 5), (1, 5))
    assert [again[name].f for name in "NK"] == pytest.approx([found[name].f for name in "NK"])


def test_one_effect_has_the_square_of_its_ratio_for_f():
    effect = amce(NPK, "yield", list("NPK"), "block")[1]
    found = effect_tests(NPK, "yield", list("NPK"), "block")["N"]
    assert found.f == pytest.approx((effect.estimate / effect.standard_error) ** 2)


def test_a_dimension_that_one_municipality_weighs_more_is_told():
    rows = answers(
        dict.fromkeys(SIZES, 40), pull={HERE: 1.0} | dict.fromkeys([code for code in SIZES if code != HERE], 0.1)
    )
    age, worry = weights(rows).dimensions
    assert worry.own.q < 0.001 > worry.between.q
    assert min(age.own.q, age.between.q) > 0.05


def test_the_tests_share_their_q_with_all_others():
    cells = gather(answers(), INSTRUMENT, N_MIN)
    weighed = weigh(cells, INSTRUMENT, HERE)
    (made,) = weighed
    assert len(made.p_values) == 4
    found = analyse_cells(cells, INSTRUMENT, HERE)
    deltas = [row.difference.q for case in found.vignettes for row in case.questions if row.difference]
    assert found.tests == 2 * len(deltas) + 4
    alone = tell(weighed, benjamini_hochberg(np.array(made.p_values)).tolist())
    assert [one.own.f for one in alone[0].dimensions] == [one.own.f for one in found.weights[0].dimensions]
    assert [one.own.q for one in alone[0].dimensions] != [one.own.q for one in found.weights[0].dimensions]


def only(rows, case, municipality, count):
    """`rows` in which that many people alone of a municipality answered about a case."""
    at = (rows.vignette == case) & (rows.municipality == municipality) & (rows.question == "risk")
    rows.loc[rows.index[at][count:], "value"] = None
    return rows


@pytest.mark.parametrize("count", [1, 2])
def test_a_small_cell_is_in_no_figure_whatever_was_answered_there(count):
    base = weights(only(answers(), "D1", HERE, 0))
    rows = only(answers(), "D1", HERE, count)
    at = rows.index[(rows.vignette == "D1") & (rows.municipality == HERE) & (rows.question == "risk")][:count]
    for place in at:
        rows.at[place, "value"] = "high"
    silent = only(answers(), "D1", HERE, 0)
    assert [analyse(rows, INSTRUMENT, code, N_MIN) for code in SIZES] == [
        analyse(silent, INSTRUMENT, code, N_MIN) for code in SIZES
    ]
    assert base.cases == ("D2", "D3", "D4", "D5", "D6")
    assert base.dimensions[0].levels[0].cases == 2


def test_a_small_cell_of_another_municipality_leaves_it_out_of_the_others():
    rows = only(answers(), "D4", "0155", N_MIN - 1)
    found = weights(rows)
    assert (found.municipalities, found.others_n) == (3, 14 + 12 + 15)
    assert weights(only(rows, "D4", "0153", 0)).others_hidden
    assert [level.others for one in weights(only(rows, "D4", "0153", 0)).dimensions for level in one.levels] == [
        None
    ] * 5


def test_figures_are_sums_over_cells_that_may_be_shown_so_that_subtracting_leaves_no_smaller_group():
    rows = only(only(answers(), "D1", HERE, 2), "D6", "0147", 1)
    cells = gather(rows, INSTRUMENT, N_MIN)
    for code in SIZES:
        (found,) = analyse_cells(cells, INSTRUMENT, code).weights
        for one in found.dimensions:
            for level in one.levels:
                having = [case.code for case in CASES if dict(case.levels)[one.code] == level.code]
                shown = [cells.of(code, case, "risk") for case in having if cells.of(code, case, "risk")]
                assert all(cell.n >= N_MIN for cell in shown)
                assert level.n == sum(cell.n for cell in shown)
                assert level.mean * level.n == pytest.approx(sum(cell.scores.sum() for cell in shown))


def test_a_dimension_without_a_case_of_one_level_is_hidden_and_the_other_stays():
    rows = only(only(answers(), "D3", HERE, 0), "D6", HERE, 0)  # all that have much worry
    age, worry = weights(rows).dimensions
    assert (worry.hidden, worry.levels, worry.own, worry.between) == (True, (), None, None)
    assert not age.hidden
    assert age.own.q is not None


def test_nothing_to_show_is_hidden():
    rows = answers()
    for case in CASES:
        rows = only(rows, case.code, HERE, 2)
    found = weights(rows)
    assert (found.hidden, found.dimensions, found.n, found.cases) == (True, (), None, ())
    assert weights(answers(), "0999").hidden


def test_aliased_dimensions_have_means_and_no_effects():
    twice = replace(
        INSTRUMENT,
        vignettes=tuple(
            replace(case, levels=(("age", age), ("worry", "none" if age == "young" else "much")))
            for case, (age, _worry) in zip(CASES, LEVELS, strict=True)
        ),
    )
    rows = answers()
    found = weights(rows[rows.vignette != "V1"], instrument=twice)
    assert [level.effect for one in found.dimensions for level in one.levels] == [None] * 4
    assert [one.own for one in found.dimensions] == [None, None]
    with pytest.raises(InvalidInput):
        effect_tests(NPK.assign(Q=NPK["N"]), "yield", ["N", "Q"], "block")


def test_a_survey_without_dimensions_has_no_such_figures():
    assert analyse(survey(dict.fromkeys(SIZES, 6)), PLAIN, HERE, 5).weights == ()
