"""The overview of a partnership: figures of all, and nobody told who has not agreed to it."""

from dataclasses import replace

import numpy as np
import pytest

from reports.analysis.cells import gather
from reports.analysis.partnership import analyse_partnership, nameable
from reports.analysis.study import analyse_cells
from tests.analysis.survey import INSTRUMENT, survey

SIZES = {"A": 8, "B": 9, "C": 10, "D": 12, "E": 7, "F": 4}
LEANS = {"A": -1.5, "B": -0.5, "C": 0, "D": 0.5, "E": 1.5, "F": 0}


@pytest.fixture(scope="module")
def cells():
    return gather(survey(SIZES, LEANS), INSTRUMENT, 5)


def test_shares_weigh_every_large_municipality_alike(cells):
    overall = analyse_partnership(cells, INSTRUMENT).overall
    by_hand = []
    for code in "ABCDE":
        counts = np.sum(
            [cells.at[v.code, "first_step"][code].distribution.counts for v in INSTRUMENT.vignettes], axis=0
        )
        by_hand.append(counts / counts.sum())
    assert [share.share for share in overall.shares] == pytest.approx(np.mean(by_hand, axis=0).tolist())
    assert (overall.municipalities, overall.respondents, overall.n) == (5, 46, 3 * 46)


def test_icc_centre_and_means_are_those_of_a_municipalitys_own_report(cells):
    overall = analyse_partnership(cells, INSTRUMENT).overall
    profile = analyse_cells(cells, INSTRUMENT, "C").staircase.profile
    assert (overall.icc, overall.centre) == (pytest.approx(profile.icc), pytest.approx(profile.centre))
    means = sorted(round(mean, 1) for mean in (profile.shrunk, *profile.others))
    assert [place.mean for place in overall.places] == means


def test_nobody_is_named_and_nothing_tells_a_size(cells):
    found = analyse_partnership(cells, INSTRUMENT)
    places = [place for spread in (found.overall, *found.cases) for place in spread.places]
    assert len(places) == 4 * 5
    assert {(place.code, place.low, place.high) for place in places} == {("", None, None)}
    assert all(place.mean == round(place.mean, 1) for place in places)


def test_who_agreed_stands_with_name_and_interval(cells):
    places = analyse_partnership(cells, INSTRUMENT, {"A", "E"}).overall.places
    assert sorted(place.code for place in places) == ["", "", "", "A", "E"]
    assert all((place.low is None) == (place.code == "") for place in places)


@pytest.mark.parametrize(
    ("agreed", "named"), [("ABCDE", "ABCDE"), ("ABCD", ""), ("ABC", ""), ("AB", "AB"), ("", ""), ("AX", "A")]
)
def test_one_or_two_who_did_not_agree_are_not_told_by_elimination(agreed, named):
    assert nameable(set(agreed), set("ABCDE")) == set(named)


def test_fewer_than_four_municipalities_are_not_shown(cells):
    few = gather(survey({"A": 9, "B": 9, "C": 9, "F": 4}), INSTRUMENT, 5)
    found = analyse_partnership(few, INSTRUMENT)
    assert (found.who.hidden, found.who.n, found.overall.hidden, found.overall.shares) == (True, None, True, ())
    assert [role.n for role in found.who.roles] == [None] * 3


def test_people_of_small_municipalities_are_in_no_number(cells):
    who = analyse_partnership(cells, INSTRUMENT).who
    assert (who.municipalities, who.small, who.n) == (5, 1, 46)


def test_a_role_that_one_municipality_nearly_has_alone_is_hidden():
    rows = survey({"A": 12, "B": 9, "C": 9, "D": 9})
    people = rows.loc[rows["municipality"] == "A", "respondent"].unique()[:6]
    other = rows.loc[rows["municipality"] == "B", "respondent"].unique()[:2]
    rows["role"] = np.where(rows["respondent"].isin([*people, *other]), "leader", "caseworker")
    roles = {row.role: row.n for row in analyse_partnership(gather(rows, INSTRUMENT, 5), INSTRUMENT).who.roles}
    assert roles == {"caseworker": None, "leader": None, "other": 0}


def test_alike_answers_give_no_difference():
    same = survey({"A": 6, "B": 6, "C": 6, "D": 6})
    same.loc[same["question"] == "first_step", "value"] = "step_3"
    overall = analyse_partnership(gather(same, INSTRUMENT, 5), INSTRUMENT).overall
    assert (overall.q, overall.h, overall.places) == (None, None, overall.places)
    assert overall.shares[2].share == 1.0


def test_without_a_staircase_only_who_answered_is_told(cells):
    found = analyse_partnership(cells, replace(INSTRUMENT, staircase=None))
    assert (found.overall, found.cases, found.who.n) == (None, (), 46)
