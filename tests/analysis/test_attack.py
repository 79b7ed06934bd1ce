"""Attacks on the disclosure control with all municipalities' analyses in hand.

The strongest statement is non-interference: whatever the people of a cell below the threshold answered, and however
many they were, every published figure of every report is the same. What does not change cannot be subtracted.
"""

from dataclasses import asdict, replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.analysis.cells import gather
from reports.analysis.practice import placements
from reports.analysis.study import analyse, analyse_cells
from tests.analysis.survey import INSTRUMENT, STEPS, VIGNETTES, frame, survey

N_MIN = 5
ASKED = ("risk", "first_step", "involved")
QUESTIONS = tuple(question for question in INSTRUMENT.questions if question.code in ASKED)
ATTACKED = replace(INSTRUMENT, questions=QUESTIONS, screening=None, risk_word=None)
SIZES = {"0101": 9, "0147": 12, "0151": 7, "0153": 8, "0155": 6}


def all_reports(answers):
    cells = gather(answers[answers.question.isin(ASKED)], ATTACKED, N_MIN)
    common = placements(cells, ATTACKED)
    return {code: analyse_cells(cells, ATTACKED, code, common) for code in (*SIZES, "0157")}


LARGE_ALONE = all_reports(survey(SIZES))


def with_small_municipality(size, seed):
    """The same large municipalities with another small one beside them."""
    small = survey({"0157": size}, seed=seed).assign(respondent=lambda rows: rows.respondent + 1000)
    return frame([*survey(SIZES).values.tolist(), *small.values.tolist()])


def with_small_cell(values, vignette="V2", question="first_step", municipality="0147"):
    """Only the first respondents of the municipality answer the question, with `values`."""
    answers = survey(SIZES)
    cell = (answers.municipality == municipality) & (answers.vignette == vignette) & (answers.question == question)
    places = answers.index[cell]
    answers.loc[places, "value"] = None
    for place, value in zip(places, values, strict=False):
        answers.at[place, "value"] = value
    return answers


@settings(max_examples=5, deadline=None)
@given(st.integers(1, N_MIN - 1), st.integers(2, 10**6))
def test_no_figure_of_any_report_depends_on_a_municipality_below_the_threshold(size, seed):
    assert all_reports(with_small_municipality(size, seed)) == LARGE_ALONE


@settings(max_examples=5, deadline=None)
@given(st.lists(st.sampled_from([option.code for option in STEPS]), max_size=N_MIN - 1), st.sampled_from(VIGNETTES))
def test_no_figure_of_any_report_depends_on_a_cell_below_the_threshold(values, vignette):
    assert all_reports(with_small_cell(values, vignette)) == all_reports(with_small_cell([], vignette))


def test_the_attack_would_notice_a_cell_at_the_threshold():
    low, high = (all_reports(with_small_cell([step] * N_MIN)) for step in ("step_1", "step_6"))
    assert all(low[code] != high[code] for code in SIZES)
    five = all_reports(with_small_municipality(N_MIN, 2))
    assert all(five[code] != found for code, found in LARGE_ALONE.items())


def parts(value):
    """Every part of a data package that says whether it is hidden."""
    if isinstance(value, dict):
        own = [value] if "hidden" in value else []
        return own + [part for child in value.values() for part in parts(child)]
    return [part for child in value for part in parts(child)] if isinstance(value, tuple) else []


def test_hidden_parts_carry_no_figure_and_shown_ones_stand_on_enough_people():
    names = {"hidden", "others_hidden", "role", "roles", "question", "level", "vignette"}
    reports = [*all_reports(with_small_municipality(4, 7)).values(), *all_reports(with_small_cell(["step_1"])).values()]
    found = [part for report in reports for part in parts(asdict(report))]
    for part in found:
        figures = {name: value for name, value in part.items() if name not in names}
        if part["hidden"]:
            kept = {name: value for name, value in figures.items() if not name.startswith("others_")}
            assert set(kept.values()) <= {None, ()}
        else:
            counts = [figures[name] for name in ("n", "respondents", "n_others") if figures.get(name) is not None]
            assert min(counts) >= N_MIN or part.get("role") == "other"
    assert {part["hidden"] for part in found} == {True, False}


def test_own_and_others_of_all_reports_leave_nothing_over_for_the_small_municipality():
    """Own share + k · others' share is the same sum in every report, and the large municipalities make it up alone."""
    reports = all_reports(with_small_municipality(4, 7))
    for place, vignette in product(range(len(STEPS)), range(len(VIGNETTES))):
        found = {code: report.staircase.by_vignette[vignette] for code, report in reports.items()}
        own = {code: found[code].own.shares[place].share for code in SIZES}
        for code in SIZES:
            total = own[code] + found[code].others.municipalities * found[code].others.shares[place].share
            assert total == pytest.approx(sum(own.values()))
            assert found[code].own.n + found[code].others.n == sum(SIZES.values())
        assert found["0157"].own.hidden
        assert found["0157"].others.n == sum(SIZES.values())


def test_a_hidden_vignette_does_not_follow_from_the_staircase_over_all_vignettes():
    staircase = all_reports(with_small_cell(["step_6"] * 4))["0147"].staircase
    assert staircase.vignettes == ("V1", "V3")
    assert [found.own.hidden for found in staircase.by_vignette] == [False, True, False]
    one_by_one = np.sum([[s.count for s in found.own.shares] for found in staircase.by_vignette[::2]], axis=0)
    assert [share.count for share in staircase.own.shares] == one_by_one.tolist()
    assert staircase.own.n == sum(found.own.n for found in staircase.by_vignette[::2]) == 24


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ((20, 8, 6), [20, 8, 6]),
        ((20, 8, 3), [20, None, None]),
        ((20, 3, 1), [None, None, None]),
        ((20, 3, 0), [None, None, 0]),
        ((3, 1, 0), [None, None, None]),
    ],
)
def test_a_small_role_does_not_follow_from_the_total(roles, shown):
    people = [role for role, n in zip(("caseworker", "leader", "other"), roles, strict=True) for _ in range(n)]
    rows = [(number, "0101", role, "V1", "risk", 40) for number, role in enumerate(people)]
    who = analyse(frame(rows), INSTRUMENT, "0101", N_MIN).who
    assert [role.n for role in who.roles] == shown
    assert [role.hidden for role in who.roles] == [n is None for n in shown]
    assert who.n == (None if sum(roles) < N_MIN else sum(roles))


def test_one_giant_among_the_others_is_not_shown_as_the_others():
    sizes = {"0101": 10, "0147": 60, "0151": 5, "0153": 5}
    report = analyse(survey(sizes), INSTRUMENT, "0101", N_MIN)
    assert report.who.others_hidden
    assert report.staircase.others.hidden
    assert not report.staircase.own.hidden
    assert report.tests == 0
