"""The tables of a survey whose cases a design made: levels and deck, and blanks for what somebody was not given."""

import csv
from io import StringIO

import pytest

from tests.vignettes.starts import open_survey
from vignettes.exports.room import size_of

LABELS = {
    "girl": "1",
    "boy": "2",
    "infant": "1",
    "school": "2",
    "teen": "3",
    "none": "1",
    "unease": "2",
    "violence": "3",
}


@pytest.fixture
def survey(partnership):
    return open_survey(partnership)


@pytest.fixture
def respondents(survey, make_respondent, answer):
    return [answer(make_respondent(survey, f"link-{number}")) for number in range(2)]


def rows_of(export, unpacked):
    return list(csv.DictReader(StringIO(unpacked(export)["data.csv"].decode("utf-8-sig"))))


@pytest.mark.usefixtures("respondents")
def test_wide_has_the_deck_and_the_levels_of_what_was_given(survey, make_export, unpacked):
    rows = rows_of(make_export(), unpacked)
    cases = {case.code: case for case in survey.versions.get().vignettes.all()}
    assert len({row["deck"] for row in rows}) == len(rows) == 2
    for row in rows:
        for code, case in cases.items():
            own = case.deck in (0, int(row["deck"]))
            levels = [row[f"{code.lower()}_dim_{name}"] for name in ("child", "age", "worry")]
            assert bool(row[f"{code.lower()}_position"]) == own
            assert levels == ([LABELS[one] for one in case.levels.values()] if own and case.levels else ["", "", ""])
        assert int(row["v1_again_position"]) >= int(row["v1_position"]) + 2


@pytest.mark.usefixtures("respondents")
def test_long_has_rows_for_the_own_deck_and_the_repeat(survey, make_export, unpacked):
    rows = rows_of(make_export(shape="long"), unpacked)
    for respondent in survey.respondents.all():
        deck = str(respondent.assignment.deck)
        told = {row["vignette_code"] for row in rows if row["deck"] == deck} - {""}
        assert told == set(respondent.assignment.vignette_order)
    assert {row["dim_child"] for row in rows if row["vignette_code"].startswith("D")} <= {"1", "2"}
    assert {row["dim_child"] for row in rows if not row["vignette_code"].startswith("D")} == {""}


@pytest.mark.usefixtures("respondents")
@pytest.mark.parametrize("shape", ["wide", "long"])
def test_size_is_known_before_and_counts_the_own_deck_alone(make_export, shape):
    export = make_export(shape=shape)
    assert size_of(export) == (export.row_count, export.column_count)
