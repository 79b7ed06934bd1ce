"""The wide and the long table: columns from the design, blank where nothing was asked, numbers where something was."""

from dataclasses import replace

import pytest

from tests.vignettes.exports import survey
from tests.vignettes.exports.survey import batch_of, given, person, rows_of
from vignettes.exports.long import Long
from vignettes.exports.plan import Version
from vignettes.exports.wide import Wide

PERSON = (
    *("respondent", "municipality", "respondent_role", "instrument_version"),
    *("status", "started_at", "submitted_at", "order_seed"),
)
OF_A_CASE = ("position", "shown_at", "seconds", "percent", "risk", "who_child", "who_aunt", "who_dog", "who_dont_know")


@pytest.fixture
def wide():
    return Wide(survey.plan(), survey.frame())


def names(table):
    return [column.name for column in table.columns]


def test_columns_are_those_of_the_design_though_nobody_has_answered(wide):
    v1, v2 = ([f"{case}_{name}" for name in OF_A_CASE] for case in ("v1", "v2"))
    assert names(wide) == [*PERSON, "work", *v1, *v2]
    assert [cells.told() for cells in batch_of(wide, [], [])] == [[] for _name in names(wide)]


def test_labels_have_every_option_also_those_nobody_chose(wide):
    column = {column.name: column for column in wide.columns}
    assert column["work"].labels == ((3, "Øst"), (1, "Nord"), (2, "Syd"))
    assert (column["v2_risk"].labels, column["v2_risk"].missing) == (((1, "Lav"), (2, "Høj"), (-1, "Ved ikke")), (-1,))
    assert column["v1_who_dog"].labels == ((0, "no"), (1, "yes"), (-1, "Ved ikke"))
    assert column["v1_percent"].label == "V1: Risiko i procent (procent)"


def test_versions_meet_without_a_shift(wide):
    people = [person("RA", 1, ("V1",)), person("RB", 2, ("V2", "V1"))]
    answers = [
        given(0, 1, "", "work", "south"),
        given(0, 1, "V1", "risk", "high"),
        given(0, 1, "V1", "who", ["aunt"]),
        given(1, 2, "", "work", "east"),
        given(1, 2, "V1", "percent", 0),
        given(1, 2, "V1", "who", ["child"]),
        given(1, 2, "V2", "risk", "dont_know"),
    ]
    first, second = rows_of(wide, people, answers)
    asked_first = {"work": 2, "v1_position": 1, "v1_risk": 2, "v1_who_child": 0, "v1_who_aunt": 1}
    assert {name: value for name, value in first.items() if value is not None and name not in PERSON} == asked_first
    assert {name: value for name, value in second.items() if value is not None and name not in PERSON} == {
        "work": 3,
        "v1_position": 2,
        "v1_percent": 0,
        "v2_position": 1,
        "v2_risk": -1,
        "v1_who_child": 1,
        "v1_who_aunt": 0,
        "v1_who_dog": 0,
        "v1_who_dont_know": 0,
    }


def test_dont_know_among_several_says_no_to_none_of_them(wide):
    row = rows_of(wide, [person(version=2)], [given(0, 2, "V1", "who", ["child", "dont_know"])])[0]
    assert [row[f"v1_who_{code}"] for code in ("child", "aunt", "dog", "dont_know")] == [1, -1, -1, 1]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("risk", "forged"),
        ("risk", 2),
        ("who", ["child", "forged"]),
        ("who", "child"),
        ("percent", "7"),
        ("percent", 7.5),
    ],
)
def test_what_the_survey_does_not_have_is_left_blank_and_counted(wide, question, value):
    row = rows_of(wide, [person(version=2)], [given(0, 2, "V1", question, value)])[0]
    assert {row[name] for name in names(wide) if name.startswith(f"v1_{question}")} == {None}
    assert wide.unknown == {question: 1}


@pytest.mark.parametrize("value", [None, []])
def test_an_answer_that_was_taken_away_is_blank_and_no_fault(wide, value):
    row = rows_of(wide, [person(version=2)], [given(0, 2, "V1", "who", value)])[0]
    assert (row["v1_who_child"], wide.unknown) == (None, {})


def test_free_text_has_a_column_only_when_asked_for():
    table = Wide(survey.plan(), survey.frame(has_texts=True))
    row = rows_of(table, [person()], [given(0, 1, "V1", "why", 'Æbler: "godt"')])[0]
    assert (row["v1_why"], "v1_why" in names(Wide(survey.plan(), survey.frame()))) == ('Æbler: "godt"', False)


def test_levels_of_the_design_stand_beside_what_was_shown():
    varied = Version(1, (survey.V1, survey.V2), (survey.RISK,), (survey.AGE,))
    table = Wide(survey.plan(varied), survey.frame())
    row = rows_of(table, [person(order=("V2",))], [])[0]
    assert (row["v1_dim_age"], row["v2_dim_age"], row["v1_position"], row["v2_position"]) == (None, 2, None, 1)
    long = Long(survey.plan(varied), survey.frame())
    assert [line["dim_age"] for line in rows_of(long, [person(order=("V2", "V1"))], [])] == [1, 2]


def test_long_has_a_row_for_everything_the_version_asks():
    table = Long(survey.plan(), survey.frame())
    people = [person("RA", 1, ("V1",)), person("RB", 2, ("V2", "V1"))]
    rows = rows_of(table, people, [given(1, 2, "V2", "who", ["aunt", "child"]), given(1, 2, "V1", "risk", "dont_know")])
    told = [(row["respondent"], row["vignette_code"], row["position"], row["question_code"]) for row in rows]
    battery = ("percent", "risk", "who")
    assert told == [
        ("RA", None, None, "work"),
        *(("RA", "V1", 1, code) for code in ("risk", "who")),
        ("RB", None, None, "work"),
        *(("RB", "V1", 2, code) for code in battery),
        *(("RB", "V2", 1, code) for code in battery),
    ]
    answers = {
        (row["vignette_code"], row["question_code"]): tuple(row.values())[-4:]
        for row in rows
        if row["answer_code"] or row["answer_number"] is not None
    }
    assert answers == {
        ("V1", "risk"): ("dont_know", -1, "Ved ikke", 1),
        ("V2", "who"): ("child aunt", None, "Barnet; Moster", 0),
    }


def test_long_leaves_out_what_a_respondent_was_not_given():
    rows = rows_of(Long(survey.plan(), survey.frame()), [person(version=2, order=("V2",))], [])
    assert {row["vignette_code"] for row in rows} == {None, "V2"}


def test_long_with_free_text():
    table = Long(survey.plan(), survey.frame(has_texts=True))
    rows = rows_of(table, [person()], [given(0, 1, "V1", "why", "Fordi"), given(0, 1, "V1", "risk", "low")])
    assert [
        (row["question_code"], row["answer_text"], row["answer_number"]) for row in rows if row["answer_missing"] == 0
    ] == [
        ("risk", None, 1),
        ("why", "Fordi", None),
    ]


def test_long_names_vignettes_and_questions_in_its_labels():
    column = {column.name: column for column in Long(survey.plan(), survey.frame()).columns}
    assert column["vignette"].labels == ((1, "Sag 1"), (2, "Sag 2"))
    assert [number for number, _text in column["question"].labels] == [1, 5, 2, 3]


def test_a_question_called_like_a_fixed_column_gets_a_name_of_its_own():
    asked = replace(survey.WORK, code="status")
    table = Wide(survey.plan(Version(1, (), (asked,))), survey.frame())
    assert names(table)[:-1] == list(PERSON)
    assert (len(set(names(table))), table.names.shortened) == (9, [(names(table)[-1], "status")])
