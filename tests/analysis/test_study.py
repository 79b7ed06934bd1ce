import json
from dataclasses import asdict

import pytest

from reports.analysis.agreement import krippendorff_alpha, r_wg, van_der_eijk
from reports.analysis.cells import gather
from reports.analysis.differences import dominance, kruskal_wallis, magnitude
from reports.analysis.instrument import Instrument, Question, Vignette
from reports.analysis.results import Difference, OptionShare, RoleCount
from reports.analysis.study import analyse, analyse_cells
from reports.analysis.summaries import wilson
from tests.analysis import slow
from tests.analysis.survey import INSTRUMENT, SCREENING, STEPS, VIGNETTES, frame, survey

SIZES = {"0101": 20, "0147": 25, "0151": 15, "0153": 30, "0155": 4, "0157": 18}
ANSWERS = survey(SIZES, {"0101": 1.0, "0153": -0.5})
ANALYSIS = analyse(ANSWERS, INSTRUMENT, "0101", 5)
SCORE = {option.code: option.step or option.rank for option in (*STEPS, *SCREENING)}
ORDERED = ("screening", "risk", "first_step", "effect")
# One vignette, one question: own 5 5 6, others 1 1 1 – 2 2 2 – 3 3 3 3 3 3.
HAND_STEPS = {"0101": [5, 5, 6], "0147": [1, 1, 1], "0151": [2, 2, 2], "0153": [3] * 6}
HAND_INSTRUMENT = Instrument((Vignette("V1", "Alma", 1),), (Question("q", "?", "ordinal", options=STEPS),), "q")


def hand_answers():
    steps = [(municipality, step) for municipality, taken in HAND_STEPS.items() for step in taken]
    return frame([(n, m, "caseworker", "V1", "q", f"step_{step}") for n, (m, step) in enumerate(steps)])


def result(analysis, vignette, question):
    return next(
        found
        for case in analysis.vignettes
        for found in case.questions
        if (case.code, found.question) == (vignette, question)
    )


def scores(answers, municipality, vignette, question):
    """Scores in order of respondent, straight from the table."""
    mine = answers[
        (answers.municipality == municipality) & (answers.vignette == vignette) & (answers.question == question)
    ]
    return [SCORE.get(value, value) for value in mine.sort_values("respondent").value if value is not None]


def others_with_enough(answers, vignette, question, n_min=5):
    found = {m: scores(answers, m, vignette, question) for m in sorted(SIZES) if m != "0101"}
    return [values for values in found.values() if len(values) >= n_min]


def test_a_case_worked_by_hand():
    found = result(analyse(hand_answers(), HAND_INSTRUMENT, "0101", 3), "V1", "q")
    assert (found.own.n, found.own.respondents, found.own.missing, found.own.median) == (3, 3, 0, 5.0)
    assert found.own.mean == pytest.approx(16 / 3)
    # s = √(1/3), so the mean is sure to within 4.303·√(1/3)/√3.
    assert found.own.mean_high - found.own.mean == pytest.approx(4.302652730 / 3)
    assert found.own.shares[4] == OptionShare("step_5", "Trin 5", 5, 2 / 3, 2, *wilson(2, 3))
    assert [share.count for share in found.own.shares] == [0, 0, 0, 0, 2, 1]
    assert (found.others.n, found.others.municipalities, found.others.median) == (12, 3, 2.0)
    assert [share.share for share in found.others.shares] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0, 0])
    assert found.others.mean == pytest.approx(2.0)
    assert (found.difference.delta, found.difference.magnitude, found.difference.high) == (1.0, "large", 1.0)
    assert found.omnibus.h == pytest.approx(slow.kruskal_h(list(HAND_STEPS.values())))
    assert (found.omnibus.n, found.omnibus.municipalities) == (15, 4)
    assert found.agreement.r_wg == pytest.approx(1 - (1 / 3) / (35 / 12))
    # Three tests: δ and H of the question, δ of the staircase over all vignettes; p of δ is 2 of 455 twice.
    p = kruskal_wallis(list(HAND_STEPS.values()))[1]
    assert (found.difference.q, found.omnibus.q) == pytest.approx(slow.q_values([2 / 455, p, 2 / 455])[:2])


def test_who_answered():
    who = ANALYSIS.who
    assert who.roles == (
        RoleCount("caseworker", False, 15),
        RoleCount("leader", False, 5),
        RoleCount("other", False, 0),
    )
    assert (who.n, who.others_n, who.others_municipalities) == (20, 25 + 15 + 30 + 18, 4)


@pytest.mark.parametrize("vignette", VIGNETTES)
@pytest.mark.parametrize("question", ORDERED)
def test_figures_of_one_question_follow_from_the_table(vignette, question):
    found = result(ANALYSIS, vignette, question)
    own, others = scores(ANSWERS, "0101", vignette, question), others_with_enough(ANSWERS, vignette, question)
    expected = dominance(own, others)
    assert (found.own.n, found.own.missing) == (len(own), 20 - len(own))
    assert found.own.mean == pytest.approx(sum(own) / len(own))
    assert found.others.mean == pytest.approx(sum(sum(o) / len(o) for o in others) / len(others))
    assert (found.difference.delta, found.difference.low, found.difference.high) == pytest.approx(
        (expected.delta, expected.low, expected.high)
    )
    assert found.difference.magnitude == magnitude(expected.delta)
    points = {"screening": 3, "risk": 101, "first_step": 6, "effect": 11}[question]
    assert found.agreement.r_wg == pytest.approx(r_wg(own, points))
    assert found.agreement.van_der_eijk == van_der_eijk([share.count for share in found.own.shares])
    assert sum(share.share for share in found.others.shares) == pytest.approx(1)


def test_all_tests_of_the_report_share_their_q_values():
    means = [
        [sum(steps) / 3 for steps in zip(*(scores(ANSWERS, m, v, "first_step") for v in VIGNETTES), strict=True)]
        for m in ("0101", "0147", "0151", "0153", "0157")
    ]
    p, printed = [dominance(means[0], means[1:]).p], [ANALYSIS.staircase.difference.q]
    for vignette in VIGNETTES:
        for question in ORDERED:
            own, others = scores(ANSWERS, "0101", vignette, question), others_with_enough(ANSWERS, vignette, question)
            p += [dominance(own, others).p, kruskal_wallis([own, *others])[1]]
            found = result(ANALYSIS, vignette, question)
            printed += [found.difference.q, found.omnibus.q]
    assert ANALYSIS.tests == len(p) == 25
    assert printed == pytest.approx(slow.q_values(p))


def test_the_staircase_pools_the_vignettes_and_counts_people():
    staircase = ANALYSIS.staircase
    steps = [step for vignette in VIGNETTES for step in scores(ANSWERS, "0101", vignette, "first_step")]
    assert staircase.vignettes == ("V1", "V2", "V3")
    assert (staircase.own.n, staircase.own.respondents) == (60, 20)
    assert [share.count for share in staircase.own.shares] == [steps.count(step) for step in range(1, 7)]
    assert staircase.own.mean == pytest.approx(sum(steps) / 60)
    assert (staircase.others.n, staircase.others.respondents, staircase.others.municipalities) == (264, 88, 4)
    assert [found.vignette for found in staircase.by_vignette] == VIGNETTES
    assert staircase.by_vignette[0] is result(ANALYSIS, "V1", "first_step")


def test_agreement_across_vignettes_is_krippendorffs_alpha():
    ratings = list(zip(*(scores(ANSWERS, "0101", vignette, "first_step") for vignette in VIGNETTES), strict=True))
    across = ANALYSIS.agreement_across[0]
    assert across.alpha == pytest.approx(krippendorff_alpha(ratings, "ordinal"))
    assert (across.question, across.level, across.respondents, across.vignettes) == ("first_step", "ordinal", 20, 3)
    assert ANALYSIS.agreement_across[1].question == "screening"


def test_unordered_answers_have_shares_but_no_difference():
    found = result(ANALYSIS, "V1", "involved")
    assert (found.difference, found.omnibus, found.agreement, found.own.mean) == (None, None, None, None)
    mine = ANSWERS[(ANSWERS.municipality == "0101") & (ANSWERS.vignette == "V1") & (ANSWERS.question == "involved")]
    answered = [value for value in mine.value if value]
    assert found.own.n == len(answered)
    assert [share.count for share in found.own.shares] == [
        sum(code in value for value in answered) for code in ("child", "parents", "school")
    ]
    assert [share.code for share in result(ANALYSIS, "V1", "decides").own.shares] == ["caseworker", "head"]


def test_background_and_free_text_enter_nothing():
    assert {found.question for case in ANALYSIS.vignettes for found in case.questions} == {
        *ORDERED,
        "involved",
        "decides",
    }
    assert "Barnets alder" not in json.dumps(asdict(ANALYSIS), ensure_ascii=False)


def test_the_data_package_is_plain_json_and_the_same_in_any_order_of_rows():
    shuffled = ANSWERS.sample(frac=1, random_state=3)
    assert analyse(shuffled, INSTRUMENT, "0101", 5) == ANALYSIS
    package = asdict(ANALYSIS)
    assert json.loads(json.dumps(package, allow_nan=False)) == json.loads(json.dumps(package, default=pytest.fail))
    assert plain_types(package) <= {str, int, float, bool, type(None)}


def plain_types(value):
    if isinstance(value, dict):
        return set().union(*map(plain_types, value.values()), {type(key) for key in value})
    if isinstance(value, tuple):
        return set().union(*map(plain_types, value))
    return {type(value)}


def test_the_peers_weigh_the_same_whatever_their_size():
    doubled = survey({**SIZES, "0153": 30})
    copies = doubled[doubled.municipality == "0153"].assign(respondent=lambda rows: rows.respondent + 1000)
    before = analyse(doubled, INSTRUMENT, "0101", 5).staircase
    after = analyse(frame([*doubled.values.tolist(), *copies.values.tolist()]), INSTRUMENT, "0101", 5).staircase
    assert [s.share for s in after.others.shares] == pytest.approx([s.share for s in before.others.shares])
    assert after.difference.delta == pytest.approx(before.difference.delta)
    assert after.others.n == before.others.n + 90


def test_cells_gathered_once_serve_every_municipality():
    cells = gather(ANSWERS, INSTRUMENT, 5)
    assert analyse_cells(cells, INSTRUMENT, "0101") == ANALYSIS


def test_two_others_are_too_few_to_compare_with():
    found = analyse(survey({"0101": 20, "0147": 20, "0151": 20, "0153": 4}), INSTRUMENT, "0101", 5)
    assert found.staircase.own.hidden is False
    assert found.staircase.others.hidden is True
    assert found.staircase.difference == Difference(hidden=True)
    assert (found.who.others_hidden, found.who.others_n, found.tests) == (True, None, 0)
