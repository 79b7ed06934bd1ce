"""How alike the same people answer the same case: by hand, by a slow second implementation, and never of few people."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.analysis.repeats import Repeat, asked_twice, repeats_of
from tests.analysis import slow
from tests.analysis.survey import INSTRUMENT, frame

AGAIN = replace(INSTRUMENT, again=(("V1_again", "V1"),))
N_MIN = 3
PLACES = ["0101", "0147", "0151", "0153"]


def pairs(question, answers, sizes=(5, 5, 5, 5)):
    """`answers` (first, second) dealt out to municipalities of these sizes."""
    homes = [code for code, size in zip(PLACES, sizes, strict=True) for _ in range(size)]
    rows = zip(homes, answers, strict=True)
    return frame([(number, code, "caseworker", "V1_again", question, both) for number, (code, both) in enumerate(rows)])


def test_the_share_and_alpha_by_hand():
    """15 of 20 the same; of the rest each moves one step. Wilson by its formula."""
    answers = [("none", "none")] * 8 + [("full", "full")] * 7 + [("limited", "full")] * 5
    (found,) = repeats_of(pairs("screening", answers), AGAIN, N_MIN)
    low, high = slow.wilson(15, 20, 1.959963984540054)
    figures = {"share": 0.75, "low": low, "high": high, "alpha": alpha_of(answers)}
    assert found == Repeat("V1", "screening", "Screening", 20, 4, 15, **{key: getattr(found, key) for key in figures})
    assert {key: getattr(found, key) for key in figures} == pytest.approx(figures)


def alpha_of(answers):
    ranks = {"none": 1, "limited": 2, "full": 3}
    ratings = [[ranks[one] for one in showing] for showing in zip(*answers, strict=True)]
    return slow.krippendorff_alpha(ratings, slow.ordinal_distance)


DISTANCES = {
    "screening": slow.ordinal_distance,
    "risk": lambda a, b, _frequencies: (a - b) ** 2,
    "decides": lambda a, b, _frequencies: a != b,
}
VALUES = {"screening": ["none", "limited", "full"], "risk": [0, 10, 35, 100], "decides": ["caseworker", "head"]}


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from(sorted(VALUES)))
def test_a_slow_second_implementation_agrees(data, question):
    value = st.sampled_from(VALUES[question])
    answers = data.draw(st.lists(st.tuples(value, value), min_size=20, max_size=20))
    (found,) = repeats_of(pairs(question, answers), AGAIN, N_MIN)
    same = sum(first == second for first, second in answers)
    assert (found.n, found.same, found.share) == (20, same, same / 20)
    assert (found.low, found.high) == pytest.approx(slow.wilson(same, 20, 1.959963984540054))
    assume(len({one for both in answers for one in both}) > 1)
    ratings = [
        [VALUES[question].index(one) if question != "risk" else one for one in each]
        for each in zip(*answers, strict=True)
    ]
    assert found.alpha == pytest.approx(slow.krippendorff_alpha(ratings, DISTANCES[question]))


def test_perfect_memory_has_alpha_one_and_no_variation_none():
    varied = [("none", "none"), ("full", "full")] * 10
    assert [row.alpha for row in repeats_of(pairs("screening", varied), AGAIN, N_MIN)] == [pytest.approx(1)]
    (alike,) = repeats_of(pairs("screening", [("full", "full")] * 20), AGAIN, N_MIN)
    assert (alike.share, alike.alpha) == (1.0, None)


def test_dont_know_is_no_answer():
    answers = [*[("head", "head")] * 3, ("head", "caseworker"), ("dont_know", "dont_know")] * 4
    answers[4] = ("head", "dont_know")
    (found,) = repeats_of(pairs("decides", answers), AGAIN, N_MIN)
    assert (found.n, found.same, found.municipalities) == (16, 12, 4)


def test_few_people_enter_nothing_and_three_municipalities_are_too_few():
    same, other = ("full", "full"), ("none", "full")
    answers = [same] * 18 + [other] * 2
    assert repeats_of(pairs("screening", answers, (6, 6, 6, 2)), AGAIN, N_MIN) == ()
    whole = pairs("screening", [same] * 20 + [other] * 2, (5, 5, 5, 7))
    small = frame([(99, "0155", "caseworker", "V1_again", "screening", other), *whole.itertuples(index=False)])
    assert repeats_of(small, AGAIN, N_MIN) == repeats_of(whole, AGAIN, N_MIN) != ()


def test_a_survey_that_shows_nothing_twice_has_no_such_figure():
    assert repeats_of(frame([]), INSTRUMENT, N_MIN) == ()
    assert [question.code for question in asked_twice(INSTRUMENT)] == [
        "screening", "risk", "first_step", "effect", "decides"
    ]  # fmt: skip
