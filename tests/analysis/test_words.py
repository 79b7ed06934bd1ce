"""Words for risk: what is told of them, and an attack by subtraction on it, version after version."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.analysis import words as module
from reports.analysis.calibration import by_word
from reports.analysis.cells import gather
from reports.analysis.releases import admitted, framed, read
from reports.analysis.study import analyse_cells
from reports.analysis.words import calibration_of, is_safe, settled, waiting, words_of
from tests.analysis.survey import INSTRUMENT, SCREENING, VIGNETTES, frame

N_MIN = 5
WORDS = [option.code for option in SCREENING]
PLACES = [(case, question) for case in VIGNETTES for question in ("screening", "risk")]


def told_of(answers):
    """What is told of `answers` {(person, case): (word, percent)} of one municipality."""
    return words_of(gather(frame(rows_of(answers)), INSTRUMENT, N_MIN), INSTRUMENT, "0101")


def rows_of(answers):
    return [
        (person, "0101", "caseworker", case, question, value)
        for (person, case), both in answers.items()
        for question, value in zip(("screening", "risk"), both, strict=True)
    ]


def alike(people, word="full", percent=50, cases=("V1",)):
    return {(person, case): (word, percent) for person in people for case in cases}


def shown(found):
    return {use.code: use.n for use in calibration_of(found, SCREENING)}


def test_calibration_is_the_use_of_words_in_the_own_municipality():
    draw = random.Random(1)
    answers = {(person, case): (draw.choice(WORDS), draw.randint(0, 100)) for person in range(12) for case in VIGNETTES}
    words, percents = zip(*answers.values(), strict=True)
    expected = by_word(words, np.array(percents, dtype=float))
    found = calibration_of(told_of(answers), SCREENING)
    assert [use.code for use in found] == WORDS
    for use in found:
        one = expected[use.code]
        assert (use.n, use.median, use.classes, use.hidden) == (one.n, one.median, one.classes, False)


def test_municipality_below_the_threshold_tells_nothing():
    assert shown(told_of(alike(range(4)))) == dict.fromkeys(WORDS)
    assert shown(words_of(gather(frame([]), INSTRUMENT, N_MIN), INSTRUMENT, "0101")) == dict.fromkeys(WORDS)


def test_hidden_words_are_of_enough_people_and_not_of_the_same_few_twice():
    # Two say "none" and three "limited", but the two are among the three: without "full" three people would be left.
    few = alike(range(2), "none", cases=["V2"]) | alike(range(3), "limited", cases=["V3"])
    answers = alike(range(9), cases=VIGNETTES) | few
    assert shown(told_of(answers)) == dict.fromkeys(WORDS)
    apart = alike(range(9), cases=VIGNETTES) | alike(range(2), "none") | alike(range(2, 5), "limited", cases=["V2"])
    assert shown(told_of(apart)) == {"none": None, "limited": None, "full": 22}


def test_who_gave_no_word_is_as_hard_to_tell_as_a_hidden_word():
    large = alike(range(9), "full") | alike(range(9, 15), "none")
    assert shown(told_of(large)) == {"none": 6, "limited": None, "full": 9}
    one_without_word = large | {(15, "V1"): (None, 50)}
    assert shown(told_of(one_without_word)) == {"none": None, "limited": None, "full": 9}
    five = large | {(person, "V1"): (None, 50) for person in range(15, 20)}
    assert shown(told_of(five)) == shown(told_of(large))


def test_cases_in_which_few_gave_a_word_alone_are_left_out():
    answers = alike(range(9), cases=["V1", "V2"]) | {(9, "V2"): ("none", None)}
    assert {case for _, case in told_of(answers).words} == {"V1"}
    five = alike(range(9), cases=["V1", "V2"]) | {(person, "V2"): ("none", None) for person in range(9, 14)}
    assert {case for _, case in told_of(five).words} == {"V1", "V2"}


def test_one_answer_in_a_case_of_its_own_hides_a_word_that_many_chose():
    # Everybody says "full" in two cases; in the third one person does: she follows from all "full" less the two cases.
    answers = (
        alike(range(10), cases=["V1", "V2"]) | alike(range(1, 10), "none", cases=["V3"]) | alike([0], cases=["V3"])
    )
    assert shown(told_of(answers)) == {"none": None, "limited": None, "full": None}
    two_sides = answers | alike(range(5), "none")
    assert shown(told_of(two_sides)) == {"none": 14, "limited": None, "full": 16}


@pytest.mark.parametrize(("changed", "place"), [(0, 0), (1, 0), (4, 0), (5, 1)])
def test_words_stay_as_told_until_enough_people_have_changed(changed, place):
    before = told_of(alike(range(15), "full") | alike(range(15, 25), "none"))
    after = told_of(
        alike(range(15), "full") | alike(range(15, 15 + changed), "full") | alike(range(15 + changed, 25), "none")
    )
    versions = [before, after]
    assert versions[settled(versions, N_MIN)] == versions[place]


def test_few_new_people_behind_one_word_hold_the_words_back_though_all_new_people_are_enough():
    before = alike(range(10), "full") | alike(range(10, 20), "none")
    after = before | alike(range(20, 24), "full") | alike([24], "none")
    assert not is_safe([told_of(before), told_of(after)], N_MIN)
    assert is_safe([told_of(before), told_of(before | alike(range(20, 25), "full"))], N_MIN)


def test_words_wait_in_the_municipality_whose_newest_answers_tell_on_few():
    before = alike(range(10), "full") | alike(range(10, 20), "none")
    few, enough = (before | alike(range(20, 20 + more), "full") for more in (4, 5))
    cells = {
        name: gather(frame(rows_of(answers)), INSTRUMENT, N_MIN)
        for name, answers in {"before": before, "few": few, "enough": enough}.items()
    }
    assert waiting([], cells["few"], INSTRUMENT) == {}
    assert waiting([cells["before"]], cells["enough"], INSTRUMENT) == {}
    assert waiting([cells["before"]], cells["few"], INSTRUMENT) == {"0101": told_of(before)}
    told = waiting([cells["before"]], cells["few"], INSTRUMENT)["0101"]
    report = analyse_cells(cells["few"], INSTRUMENT, "0101", words=told)
    assert {use.code: use.n for use in report.calibration} == shown(told_of(before))


def test_something_must_be_told_to_be_kept():
    with pytest.raises(ValueError, match="no version"):
        settled([], N_MIN)


# The attack: every figure is a sum over answers. What follows about a group of fewer than n_min people?


def sums_of(answers, told):
    """The sets of answers (person, case, per cent) that figures of one version are sums over."""
    percents = {(*key, percent) for key, (_word, percent) in answers.items() if percent is not None}
    by_case = [{answer for answer in percents if answer[1] == case} for case in VIGNETTES]
    sums = [answers for answers in by_case if len(answers) >= N_MIN]
    for use in calibration_of(told, SCREENING):
        if not use.hidden:
            keys = [key for key, word in told.words.items() if word == use.code]
            sums.append({(*key, told.percents[key]) for key in keys})
    return sums


def follows(sums):
    """Groups of fewer than n_min people about whose answers something follows from the sums by linear algebra."""
    signatures = {}
    for answer in set().union(*sums):
        signatures.setdefault(tuple(answer in one for one in sums), set()).add(answer)
    groups = [frozenset(person for person, _, _ in answers) for answers in signatures.values()]
    table = np.array([[float(mark[at]) for mark in signatures] for at in range(len(sums))])
    small = [place for place, group in enumerate(groups) if len(group) < N_MIN]
    together = [places for size in (1, 2, 3) for places in combinations(small, size)]
    few = [places for places in together if len(frozenset().union(*(groups[place] for place in places))) < N_MIN]
    return [places for places in few if rank(np.delete(table, places, axis=1)) < rank(table)]


def rank(table):
    return np.linalg.matrix_rank(table) if table.size else 0


def published(*versions):
    """Answers and words as told, of versions that are published one after the other."""
    released, told, out = [], [], []
    for answers in versions:
        found = admitted(read(frame(rows_of(answers))), released, N_MIN).answers
        released.append(found)
        cells = gather(framed(found, PLACES), INSTRUMENT, N_MIN)
        told.append(words_of(cells, INSTRUMENT, "0101"))
        records = found.get("0101", {})
        words, percents = ({c: records.get((c, q), {}) for c in VIGNETTES} for q in ("screening", "risk"))
        keys = {(person, case) for part in (words, percents) for case, rows in part.items() for person in rows}
        admitted_answers = {
            (person, case): (words[case].get(person, ("", None))[1], percents[case].get(person, ("", None))[1])
            for person, case in keys
        }
        out.append((admitted_answers, told[module.settled(told, N_MIN)]))
    return out


def attacked(*versions):
    return follows([one for answers, told in published(*versions) for one in sums_of(answers, told)])


def drawn(seed, people, silent):
    """Answers of `people` to all cases, some of them without word or per cent; words go with the percentages."""
    draw, answers = random.Random(seed), {}
    for person in people:
        lean = draw.randint(-30, 30)
        for case in VIGNETTES:
            percent = min(100, max(0, draw.randint(0, 100) + lean))
            word = WORDS[min(percent // 34, 2)]
            answers[person, case] = (
                None if draw.random() < silent else word,
                None if draw.random() < silent else percent,
            )
    return answers


SEEDS = st.integers(0, 10**6)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(5, 24), st.integers(0, 12), st.sampled_from([0.0, 0.02, 0.1]))
def test_nothing_follows_about_few_people_from_two_versions(seed, size, more, silent):
    before = drawn(seed, range(size), silent)
    again = drawn(seed + 1, range(size), silent)
    changed = random.Random(seed).sample(range(size), min(more, size))
    after = before | {key: answer for key, answer in again.items() if key[0] in changed}
    after |= drawn(seed + 2, range(100, 100 + more), silent)
    assert attacked(before, after) == []


def test_something_follows_once_only_small_words_are_hidden(monkeypatch):
    few = alike(range(2), "none", cases=["V2"]) | alike(range(3), "limited", cases=["V3"])
    answers = alike(range(9), cases=VIGNETTES) | few
    assert attacked(answers) == []
    monkeypatch.setattr(module, "isolated", lambda parts, n_min: ())
    assert attacked(answers)


def test_something_follows_once_the_newest_words_are_always_told(monkeypatch):
    before = alike(range(10), "full") | alike(range(10, 20), "none")
    after = before | alike(range(20, 24), "full") | alike([24], "none")
    assert attacked(before, after) == []
    monkeypatch.setattr(module, "settled", lambda versions, n_min: len(versions) - 1)
    assert attacked(before, after)
