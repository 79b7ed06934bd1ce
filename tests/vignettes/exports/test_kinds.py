"""Every kind of question as columns, read back from each format by another program."""

import csv
from dataclasses import replace
from datetime import date, datetime

import fastparquet
import openpyxl
import pyreadstat
import pytest

from tests.vignettes.exports import survey
from tests.vignettes.exports.survey import DONT_KNOW, given, person, rows_of
from vignettes.exports import formats
from vignettes.exports.long import Long
from vignettes.exports.plan import Option, Question, Version, merged
from vignettes.exports.wide import Wide

NO = (DONT_KNOW, Option("declined", "Ønsker ikke at svare", is_missing=True))
CHOSEN = (Option("talk", "Samtale"), Option("home", "Hjemmet"), Option("away", "Ude"))
PRICE = Question("price", "Pris", "money", False, NO, minimum=0, maximum=5_000_000, unit="kr.")
CHANGE = Question("change", "Ændring", "number", False, NO[:1], minimum=-10, maximum=10)
SINCE = Question("since", "Siden", "date", False, NO)
TITLE = Question("title", "Stilling", "line", False, NO)
FIRST = Question("first", "Først", "ranking", False, (*CHOSEN, *NO))
LEVELS = (Option("low", "Lidt"), Option("high", "Meget"), NO[0])
WORRIES = Question(
    "worries", "Bekymring", "matrix", False, LEVELS, rows=(Option("health", "Helbred"), Option("school", "Skole"))
)
ASKED = (PRICE, CHANGE, SINCE, TITLE, FIRST, WORRIES)
FULL = {
    "price": 65_000, "change": -1, "since": "2027-01-14", "title": "Leder", "first": ["home", "talk"],
    "worries": {"school": "dont_know", "health": "high"},
}  # fmt: skip
DECLINED = {code: {"missing": "dont_know"} for code in FULL if code != "worries"}
COLUMNS = [
    "price", "change", "change_why", "since", "since_why", "title", "title_why", "first_talk", "first_home",
    "first_away", "worries_health", "worries_school",
]  # fmt: skip
GIVEN_ROW = [65_000, -1, None, date(2027, 1, 14), None, "Leder", None, 2, 1, None, 2, -1]
DECLINED_ROW = [-1, None, -1, None, -1, None, -1, -1, -1, -1, None, None]


def table(kind=Wide, **frame):
    return kind(merged([Version(1, (survey.V1,), ASKED)]), survey.frame(**{"has_texts": True} | frame))


def answers(people):
    return [given(index, 1, "", code, value) for index, told in enumerate(people) for code, value in told.items()]


def batch_of(shown, *people):
    return survey.batch_of(shown, [person(f"R{place}") for place, _told in enumerate(people)], answers(people))


def values(row):
    return [row[name] for name in COLUMNS]


def test_columns_are_numbers_texts_and_days():
    rows = rows_of(table(), [person("RA"), person("RB"), person("RC")], answers([FULL, DECLINED, {}]))
    assert [values(row) for row in rows] == [GIVEN_ROW, DECLINED_ROW, [None] * len(COLUMNS)]


def test_columns_have_labels_and_codes_of_no_answer():
    columns = {column.name: column for column in table().columns}
    assert [columns[name].missing for name in ("price", "first_home", "worries_school")] == [(-1, -2), (-1, -2), (-1,)]
    assert columns["price"].label == "Pris (kr.)"
    assert columns["first_home"].label == "Først: Hjemmet"
    assert columns["worries_school"].labels == ((1, "Lidt"), (2, "Meget"), (-1, "Ved ikke"))
    assert (columns["change"].missing, columns["change_why"].labels) == ((), ((-1, "Ved ikke"),))


def test_free_text_is_there_only_for_those_who_ask():
    names = {column.name for column in table(has_texts=False).columns}
    assert names.isdisjoint({"title", "title_why"})
    assert set(COLUMNS) - names == {"title", "title_why"}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("first", ["forged"]),
        ("first", ["talk", "talk"]),
        ("first", ["dont_know"]),
        ("first", "talk"),
        ("worries", {"forged": "low"}),
        ("worries", {"health": "forged"}),
        ("worries", {"health": ["low"]}),
        ("worries", ["low"]),
        ("since", "14.1.2027"),
        ("since", 7),
        ("price", {"missing": "forged"}),
        ("price", {"missing": ["dont_know"]}),
        ("first", {"missing": "talk"}),
    ],
)
def test_what_the_instrument_does_not_have_is_left_blank_and_counted(code, value):
    shown = table()
    (row,) = rows_of(shown, [person("RA")], [given(0, 1, "", code, value)])
    assert values(row) == [None] * len(COLUMNS)
    assert shown.unknown == {code: 1}


def test_long_rows_say_the_answer_in_codes_and_words():
    rows = rows_of(table(Long), [person("RA"), person("RB")], answers([FULL, DECLINED]))
    told = [(row["question_code"], row["answer_code"], row["answer_number"], row["answer_label"]) for row in rows]
    assert told[:7] == [
        ("price", None, 65_000, None),
        ("change", None, -1, None),
        ("since", "2027-01-14", None, "2027-01-14"),
        ("title", None, None, None),
        ("first", "home talk", None, "1. Hjemmet; 2. Samtale"),
        ("worries", "high", 2, "Meget"),
        ("worries", "dont_know", -1, "Ved ikke"),
    ]
    assert rows[3]["answer_text"] == "Leder"
    assert told[7:12] == [(code, "dont_know", -1, "Ved ikke") for code in DECLINED]
    assert [row["answer_missing"] for row in rows] == [0] * 6 + [1] * 6 + [None] * 2


def test_a_matrix_has_a_row_for_each_of_its_rows_in_the_long_table():
    """As many as it has columns in the wide one, with the same numbers."""
    people = [FULL, {"worries": {"health": "low"}}, {"worries": {"missing": "dont_know"}}]
    shown = [person(f"R{place}") for place in range(3)]
    rows = [row for row in rows_of(table(Long), shown, answers(people)) if row["question_code"] == "worries"]
    names = ("item_code", "item_label", "answer_code", "answer_number", "answer_label", "answer_missing")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("health", "Helbred", "high", 2, "Meget", 0),
        ("school", "Skole", "dont_know", -1, "Ved ikke", 1),
        ("health", "Helbred", "low", 1, "Lidt", 0),
        ("school", "Skole", None, None, None, None),
        ("health", "Helbred", "dont_know", -1, "Ved ikke", 1),
        ("school", "Skole", "dont_know", -1, "Ved ikke", 1),
    ]
    numbers = {(row["respondent"], f"worries_{row['item_code']}"): row["answer_number"] for row in rows}
    wide = rows_of(table(), shown, answers(people))
    assert numbers == {(row["respondent"], name): row[name] for row in wide for name in COLUMNS[-2:]}


def test_a_long_table_names_rows_only_where_a_question_has_them():
    column = {column.name: column for column in table(Long).columns}
    assert dict(column["question"].explained)[6] == (
        "health: Helbred; school: Skole | 1 = low: Lidt; 2 = high: Meget; -1 = dont_know: Ved ikke"
    )
    without = Long(merged([Version(1, (survey.V1,), ASKED[:-1])]), survey.frame())
    assert {"item_code", "item_label"} & {column.name for column in without.columns} == set()
    later = replace(WORRIES, rows=(Option("sleep", "Søvn"), *WORRIES.rows))
    both = Long(merged([Version(1, (), (WORRIES,)), Version(2, (), (later,))]), survey.frame())
    rows = rows_of(both, [person(order=()), person("RB", 2, ())], [given(1, 2, "", "worries", {"sleep": "low"})])
    told = [(row["respondent"], row["item_code"], row["answer_number"]) for row in rows]
    assert told[:2] == [("RA", "health", None), ("RA", "school", None)]
    assert told[2:] == [("RB", "sleep", 1), ("RB", "health", None), ("RB", "school", None)]


def test_a_later_version_adds_rows_and_options_behind():
    later = replace(WORRIES, rows=(Option("sleep", "Søvn"), *WORRIES.rows))
    plan = merged([Version(1, (survey.V1,), (WORRIES,)), Version(2, (survey.V1,), (later,))])
    (row,) = rows_of(Wide(plan, survey.frame()), [person("RA")], [given(0, 1, "", "worries", FULL["worries"])])
    assert [row[f"worries_{code}"] for code in ("sleep", "health", "school")] == [None, 2, -1]


@pytest.fixture
def write(tmp_path):
    def to(form, *people):
        shown, path = table(), tmp_path / f"data.{form}"
        formats.write(path, formats.Format(form), shown.columns, [batch_of(shown, *people)])
        return path

    return to


def test_sav_with_labels_days_and_codes_of_no_answer(write):
    rows, meta = pyreadstat.read_sav(write("sav", FULL, DECLINED), user_missing=True)
    assert [rows[name][0] for name in ("price", "change", "first_home", "worries_school")] == [65_000, -1, 1, -1]
    assert [rows[name][1] for name in ("price", "change_why", "first_home")] == [-1, -1, -1]
    assert (rows["since"][0], rows["title"][0]) == (date(2027, 1, 14), "Leder")
    assert meta.original_variable_types["since"] == "DATE11"
    assert meta.missing_ranges["price"] == [{"lo": -2, "hi": -1}]
    assert meta.variable_value_labels["worries_school"] == {1: "Lidt", 2: "Meget", -1: "Ved ikke"}
    assert pyreadstat.read_sav(write("sav", FULL, DECLINED))[0]["price"].isna().tolist() == [False, True]


@pytest.mark.parametrize("people", [[FULL, DECLINED], [DECLINED, DECLINED]])
def test_dta_with_labels_days_and_codes_of_no_answer(write, people):
    rows, meta = pyreadstat.read_dta(write("dta", *people), user_missing=True)
    assert [rows[name][1] for name in ("price", "change_why", "first_home")] == ["a", -1, "a"]
    assert meta.original_variable_types["since"] == "%td"
    assert rows["since"].notna().tolist() == ["since" in told and told is FULL for told in people]
    assert meta.variable_value_labels["price"] == {"a": "Ved ikke", "b": "Ønsker ikke at svare"}


def test_other_formats_have_real_days_and_csv_has_iso(write):
    with write("csv", FULL, DECLINED).open(encoding="utf-8", newline="") as file:
        assert [row["since"] for row in csv.DictReader(file)] == ["2027-01-14", ""]
    sheet = openpyxl.load_workbook(write("xlsx", FULL, DECLINED)).worksheets[0]
    place = [cell.value for cell in sheet[1]].index("since")
    assert [row[place].value for row in sheet.iter_rows(min_row=2)] == [datetime.fromisoformat("2027-01-14"), None]
    with write("parquet", FULL, DECLINED).open("rb") as file:
        days = fastparquet.ParquetFile(file).to_pandas()["since"]
    assert [day.date() for day in days.dropna()] == [date(2027, 1, 14)]
