"""The simulated answers are repeatable, valid against the instrument, and differ in the way practice differs."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from vignettes.files import load
from vignettes.instrument import VignetteText
from vignettes.practices import DEMO_MUNICIPALITIES, Practice
from vignettes.simulation import simulate

INSTRUMENT = load(Path(__file__).parents[2] / "vignettes" / "instruments" / "children_2026.yaml")
QUESTIONS = {question.code: question for question in INSTRUMENT.background + INSTRUMENT.battery}
BACKGROUND = [question.code for question in INSTRUMENT.background]
VIGNETTES = [vignette.code for vignette in INSTRUMENT.vignettes]
HERNING, VEJLE = "0657", "0630"


@pytest.fixture(scope="module")
def partnership():
    """Municipality code → its simulated respondents."""
    return {
        municipality.code: simulate(
            INSTRUMENT,
            municipality.code,
            municipality.respondent_count,
            2026,
            municipality.practice,
            unfinished_share=municipality.unfinished_share,
            unstarted_share=municipality.unstarted_share,
        )
        for municipality in DEMO_MUNICIPALITIES
    }


def answers_to(question_code, respondents):
    return [
        (index, vignette, value)
        for index, respondent in enumerate(respondents)
        for vignette, code, value in respondent.answers
        if code == question_code
    ]


def is_valid(question, value):
    """What the answer form would accept, written out independently of the simulation."""
    codes = [option.code for option in question.options]
    if question.kind in ("single", "ordinal"):
        return type(value) is str and value in codes
    if question.kind == "multiple":
        return type(value) is list and value != [] and value == [code for code in codes if code in value]
    if question.kind in ("percent", "number"):
        return type(value) is int and question.minimum <= value <= question.maximum
    return type(value) is str and value == value.strip() != ""


def test_same_seed_gives_the_same_answers():
    first, second = (simulate(INSTRUMENT, HERNING, 12, 7, Practice()) for _ in range(2))
    assert first == second


def test_another_seed_or_municipality_gives_other_answers():
    base = simulate(INSTRUMENT, HERNING, 12, 7, Practice())
    assert simulate(INSTRUMENT, HERNING, 12, 8, Practice()) != base
    assert simulate(INSTRUMENT, VEJLE, 12, 7, Practice()) != base


def test_every_answer_is_valid_against_the_instrument(partnership):
    invalid = [
        (code, value)
        for respondents in partnership.values()
        for respondent in respondents
        for _, code, value in respondent.answers
        if not is_valid(QUESTIONS[code], value)
    ]
    assert invalid == []


def test_no_question_is_answered_twice(partnership):
    everyone = [respondent for respondents in partnership.values() for respondent in respondents]
    for respondent in everyone:
        places = Counter((vignette, code) for vignette, code, _ in respondent.answers)
        assert [place for place, count in places.items() if count > 1] == []


def test_submitted_respondents_answered_everything_required(partnership):
    required = {("", code) for code in BACKGROUND}
    required |= {(v, q.code) for v in VIGNETTES for q in INSTRUMENT.battery if q.required}
    for respondents in partnership.values():
        for respondent in respondents:
            answered = {(vignette, code) for vignette, code, _ in respondent.answers}
            assert (required <= answered) is respondent.submitted


def test_unfinished_respondents_stopped_somewhere_in_their_own_order(partnership):
    unfinished = [r for respondents in partnership.values() for r in respondents if r.started and not r.submitted]
    for respondent in unfinished:
        assert [code for vignette, code, _ in respondent.answers if vignette == ""] == BACKGROUND
        met = list(dict.fromkeys(vignette for vignette, _, _ in respondent.answers if vignette))
        assert met == list(respondent.vignette_order[: len(met)])
    assert len({len(respondent.answers) for respondent in unfinished}) > 10


def test_unstarted_respondents_have_no_answers(partnership):
    unstarted = [r for respondents in partnership.values() for r in respondents if not r.started]
    assert len(unstarted) == 27
    assert [r for r in unstarted if r.answers or r.submitted] == []


def test_counts_per_municipality(partnership):
    submitted = {code: sum(r.submitted for r in respondents) for code, respondents in partnership.items()}
    assert submitted == {
        "0400": 20,
        "0320": 17,
        "0250": 21,
        "0657": 33,
        "0615": 31,
        "0183": 4,
        "0306": 15,
        "0329": 16,
        "0265": 29,
        "0175": 21,
        "0630": 33,
        "0390": 18,
    }


def test_shares_are_exact_counts():
    respondents = simulate(INSTRUMENT, HERNING, 20, 1, Practice(), unfinished_share=0.25, unstarted_share=0.1)
    assert Counter((r.started, r.submitted) for r in respondents) == {
        (True, True): 13,
        (True, False): 5,
        (False, False): 2,
    }


def test_role_is_also_the_background_answer(partnership):
    for respondents in partnership.values():
        for respondent in respondents:
            assert [value for _, code, value in respondent.answers if code == "role"] in ([respondent.role], [])


def variance_components(partnership, question_code, number):
    """Between- and within-municipality variance (ANOVA) of the answers, after taking out the vignette means."""
    groups = defaultdict(list)
    for code, respondents in partnership.items():
        for _, vignette, value in answers_to(question_code, respondents):
            groups[code].append((vignette, number(value)))
    by_vignette = {v: np.mean([y for g in groups.values() for w, y in g if w == v]) for v in VIGNETTES}
    centred = [np.array([y - by_vignette[v] for v, y in group]) for group in groups.values()]
    sizes = np.array([len(group) for group in centred])
    total, count = sizes.sum(), len(centred)
    grand = np.concatenate(centred).mean()
    between = sum(len(g) * (g.mean() - grand) ** 2 for g in centred) / (count - 1)
    within = sum(((g - g.mean()) ** 2).sum() for g in centred) / (total - count)
    typical_size = (total - (sizes**2).sum() / total) / (count - 1)
    return (between - within) / typical_size, within


@pytest.mark.parametrize(
    ("question_code", "number"),
    [("risk_percent", float), ("first_step", lambda code: float(code.removeprefix("step_"))), ("effect", float)],
)
def test_municipalities_differ_but_people_differ_more(partnership, question_code, number):
    between, within = variance_components(partnership, question_code, number)
    assert 0.02 < between / (between + within) < 0.20


def test_cases_rise_in_seriousness(partnership):
    everyone = [respondent for respondents in partnership.values() for respondent in respondents]
    risks = defaultdict(list)
    for _, vignette, value in answers_to("risk_percent", everyone):
        risks[vignette].append(value)
    means = [np.mean(risks[vignette]) for vignette in ("V1", "V2", "V3", "V5", "V4", "V6")]
    assert all(lower < higher for lower, higher in pairwise(means))


def test_word_percentage_and_step_follow_each_other(partnership):
    everyone = [respondent for respondents in partnership.values() for respondent in respondents]
    answers = {
        code: {(index, vignette): value for index, vignette, value in answers_to(code, everyone)}
        for code in ("risk_word", "risk_percent", "first_step")
    }
    places = sorted(answers["first_step"])
    ranks = {option.code: rank for rank, option in enumerate(QUESTIONS["risk_word"].options)}
    words = [ranks[answers["risk_word"][place]] for place in places]
    percents = [answers["risk_percent"][place] for place in places]
    steps = [int(answers["first_step"][place][-1]) for place in places]
    assert 0.85 < np.corrcoef(words, percents)[0, 1] < 0.98
    assert 0.6 < np.corrcoef(percents, steps)[0, 1] < 0.9


def test_first_choice_is_among_the_relevant_steps(partnership):
    everyone = [respondent for respondents in partnership.values() for respondent in respondents]
    relevant = {(index, vignette): value for index, vignette, value in answers_to("relevant_steps", everyone)}
    chosen = {(index, vignette): value for index, vignette, value in answers_to("first_step", everyone)}
    assert [place for place, steps in relevant.items() if chosen[place] not in steps] == []


def test_intervention_moves_the_step_and_not_the_risk():
    calm, eager = (
        simulate(INSTRUMENT, HERNING, 40, 3, Practice(intervention=shift), unfinished_share=0) for shift in (-0.5, 0.5)
    )
    assert answers_to("risk_percent", calm) == answers_to("risk_percent", eager)

    def placements(respondents):
        return sum(value in ("step_4", "step_5", "step_6") for _, _, value in answers_to("first_step", respondents))

    assert placements(calm) < 0.6 * placements(eager)


def test_free_texts_are_short_varied_and_belong_to_their_case(partnership):
    everyone = [respondent for respondents in partnership.values() for respondent in respondents]
    texts = [(vignette, text) for _, vignette, text in answers_to("what_mattered", everyone)]
    assert len(texts) > 400
    assert len(set(texts)) > 0.8 * len(texts)
    assert max(len(text) for _, text in texts) < 400
    cases_of = defaultdict(set)
    for vignette, text in texts:
        cases_of[text].add(vignette)
    assert [text for text, cases in cases_of.items() if len(cases) > 1] == []


def test_blank_effects_and_dont_knows_occur(partnership):
    everyone = [r for respondents in partnership.values() for r in respondents if r.submitted]
    cases = len(everyone) * len(VIGNETTES)
    assert 0.03 < 1 - len(answers_to("effect", everyone)) / cases < 0.10
    unknown_costs = [value for _, _, value in answers_to("cost_class", everyone) if value == "dont_know"]
    assert 0.08 < len(unknown_costs) / cases < 0.20


def test_unknown_vignette_is_refused():
    instrument = replace(INSTRUMENT, vignettes=(VignetteText("V9", "Ny", "Tekst."),))
    with pytest.raises(ValueError, match=r"^The simulation does not know V9\.$"):
        simulate(instrument, HERNING, 5, 1, Practice())


def test_impossible_shares_are_refused():
    with pytest.raises(
        ValueError, match=r"^The unfinished and the unstarted are together more than the respondents\.$"
    ):
        simulate(INSTRUMENT, HERNING, 10, 1, Practice(), unfinished_share=0.6, unstarted_share=0.6)
