"""Each format read back by another program than the one that is meant to read it: values, labels, missing codes."""

import csv
import json

import fastparquet
import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from tests.vignettes.exports import survey
from tests.vignettes.exports.survey import SEED, STARTED, SUBMITTED, batch_of, given, person
from vignettes.exports import formats, limits, naming
from vignettes.exports.coded import Coded
from vignettes.exports.columns import Column, Type
from vignettes.exports.formats import sheet, stata
from vignettes.exports.limits import Cut, Limits, What
from vignettes.exports.plan import Option, Question, Version
from vignettes.exports.wide import Wide


@pytest.fixture
def table():
    return Wide(survey.plan(), survey.frame(has_texts=True))


@pytest.fixture
def batches(table):
    """Two people in two batches: one of each version."""
    first = [given(0, 1, "V1", "risk", "high"), given(0, 1, "V1", "why", '=1+1; "æøå" 🙂')]
    second = [given(0, 2, "V2", "risk", "dont_know"), given(0, 2, "V2", "percent", 0)]
    return [
        batch_of(table, [person("RA")], first),
        batch_of(table, [person("RB", 2, ("V2", "V1"), municipality=630, submitted_at=None)], second),
    ]


@pytest.fixture
def write(table, batches, tmp_path):
    def to(form, **options):
        path = tmp_path / f"data.{form}"
        return path, formats.write(path, formats.Format(form), table.columns, batches, **options)

    return to


def test_csv(write, table):
    path, written = write("csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (list(rows[0]), written.rows) == ([column.name for column in table.columns], 2)
    assert (rows[0]["v1_risk"], rows[0]["v2_risk"], rows[1]["v2_risk"], rows[1]["v2_percent"]) == ("2", "", "-1", "0")
    assert (rows[0]["submitted_at"], rows[1]["submitted_at"]) == ("2026-11-22 11:00:00", "")
    assert (rows[0]["order_seed"], rows[0]["v1_why"]) == (SEED, '\'=1+1; "æøå" 🙂')


def test_csv_with_byte_order_mark(write):
    plain, marked = (write("csv", has_bom=has_bom)[0].read_bytes() for has_bom in (False, True))
    assert marked == b"\xef\xbb\xbf" + plain or marked[3:] == write("csv")[0].read_bytes()
    assert (marked[:3], plain[:3]) == (b"\xef\xbb\xbf", b"res")


def test_spss(write, table):
    frame, meta = pyreadstat.read_sav(write("sav")[0], user_missing=True)
    assert list(frame) == [column.name for column in table.columns]
    assert meta.column_names_to_labels == {column.name: column.label for column in table.columns}
    assert meta.variable_value_labels == {
        column.name: {float(value): label for value, label in column.labels}
        for column in table.columns
        if column.labels
    }
    assert meta.missing_ranges["v2_risk"] == [{"lo": -1.0, "hi": -1.0}]
    assert frame["v2_risk"].tolist()[1] == -1
    assert pd.isna(frame["v2_risk"][0])
    assert (meta.variable_measure["v1_risk"], meta.variable_measure["v1_percent"]) == ("ordinal", "scale")
    assert frame["started_at"].tolist() == [pd.Timestamp(STARTED)] * 2
    assert (frame["v1_why"].tolist(), frame["order_seed"][0]) == (['=1+1; "æøå" 🙂', ""], SEED)


def test_spss_takes_missing_codes_as_no_answer(write):
    frame, _meta = pyreadstat.read_sav(write("sav")[0])
    assert frame["v2_risk"].isna().all()


def test_stata(write, table):
    frame, meta = pyreadstat.read_dta(write("dta")[0], user_missing=True)
    assert list(frame) == [column.name for column in table.columns]
    assert meta.column_names_to_labels == {column.name: column.label for column in table.columns}
    assert meta.variable_value_labels["v2_risk"] == {1: "Lav", 2: "Høj", "a": "Ved ikke"}
    assert meta.variable_value_labels["municipality"] == {657: "Herning", 630: "Vejle"}
    assert (meta.missing_user_values["v2_risk"], frame["v2_risk"][1], frame["v1_risk"][0]) == (["a"], "a", 2)
    assert (frame["v1_why"][0], frame["order_seed"][0]) == ('=1+1; "æøå" 🙂', SEED)
    assert frame["submitted_at"].tolist()[0] == pd.Timestamp(SUBMITTED)


def test_stata_as_pandas_reads_it(write):
    frame = pd.read_stata(write("dta")[0])
    assert frame["v1_risk"].tolist()[0] == "Høj"
    assert frame["v2_risk"].isna().all()
    assert frame["municipality"].tolist() == ["Herning", "Vejle"]


def test_parquet(write, table):
    with write("parquet")[0].open("rb") as file:
        stored = fastparquet.ParquetFile(file)
        frame = stored.to_pandas()
        variables = {row["name"]: row for row in json.loads(stored.key_value_metadata["variables"])}
    assert list(frame) == list(variables) == [column.name for column in table.columns]
    assert variables["v2_risk"] == {
        "name": "v2_risk",
        "label": "V2: Hvor stor er risikoen?",
        "labels": {"1": "Lav", "2": "Høj", "-1": "Ved ikke"},
        "missing": [-1],
    }
    assert frame["v2_risk"].tolist() == [pd.NA, -1]
    assert frame["v1_why"].tolist() == ['=1+1; "æøå" 🙂', None]


def test_xlsx(write, table):
    book = openpyxl.load_workbook(write("xlsx")[0])
    data, variables, values = book.worksheets
    rows = [
        dict(zip([cell.value for cell in data[1]], row, strict=True)) for row in data.iter_rows(2, values_only=True)
    ]
    assert list(rows[0]) == [column.name for column in table.columns]
    assert [(row["v1_risk"], row["v2_risk"], row["v2_percent"]) for row in rows] == [(2, None, None), (None, -1, 0)]
    assert (rows[0]["started_at"], rows[1]["submitted_at"], rows[0]["order_seed"]) == (STARTED, None, SEED)
    why = data.cell(2, list(rows[0]).index("v1_why") + 1)
    assert (why.value, why.data_type, why.quotePrefix) == ('=1+1; "æøå" 🙂', "s", True)
    told = {row[0]: row[1:] for row in variables.iter_rows(2, values_only=True)}
    assert told["v2_who_dog"] == ("V2: Hvem inddrager du?: Hunden", "V2", "who", "dog", "-1")
    assert ("v2_risk", -1, "Ved ikke") in list(values.iter_rows(2, values_only=True))


def test_no_answer_is_taken_for_a_part_of_the_workbook(table, tmp_path):
    texts = ["<r>a & b</r>", "<r><t>x</t></r>", "<b>fed</b> & <r>"]
    (why,) = [column for column in table.columns if column.name == "v1_why"]
    sheet.write(tmp_path / "data.xlsx", [why], [[Coded(np.arange(3), texts)]])
    data = openpyxl.load_workbook(tmp_path / "data.xlsx").worksheets[0]
    assert [row[0] for row in data.iter_rows(2, values_only=True)] == texts


def test_xlsx_goes_on_in_another_sheet(write, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    book = openpyxl.load_workbook(write("xlsx")[0])
    first, second, *_others = book.worksheets
    assert ([row[0] for row in first.values], [row[0] for row in second.values]) == (
        ["respondent", "RA"],
        ["respondent", "RB"],
    )


def test_xlsx_refuses_more_columns_than_it_has(write, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_COLUMNS", 20)
    with pytest.raises(sheet.TooBig):
        write("xlsx")


@pytest.mark.parametrize("form", [*formats.Format])
def test_a_survey_that_nobody_has_answered_has_all_its_columns(form, table, tmp_path):
    path = tmp_path / "data"
    assert formats.write(path, form, table.columns, []).rows == 0
    read = {
        "csv": lambda: list(pd.read_csv(path)),
        "xlsx": lambda: [cell.value for cell in openpyxl.load_workbook(file).worksheets[0][1]],
        "sav": lambda: list(pyreadstat.read_sav(path)[0]),
        "dta": lambda: list(pyreadstat.read_dta(path)[0]),
        "parquet": lambda: fastparquet.ParquetFile(file).columns,
    }
    with path.open("rb") as file:
        assert read[form]() == [column.name for column in table.columns]


def test_labels_too_long_are_cut_and_told(tmp_path):
    option, text = "Bøn" * 80, "Æ" * 200
    long = Question("q", text, "single", False, (Option("a", option),))
    table = Wide(survey.plan(Version(1, (), (long,))), survey.frame())
    path = tmp_path / "data"
    assert [(cut.column, cut.what) for cut in formats.write(path, formats.Format.SPSS, table.columns, []).cuts] == [
        ("q", What.VARIABLE_LABEL),
        ("q", What.VALUE_LABEL),
    ]
    _frame, meta = pyreadstat.read_sav(path)
    assert meta.column_names_to_labels["q"] == "Æ" * 126 + "…"
    assert meta.variable_value_labels["q"][1] == option.encode()[:117].decode(errors="ignore") + "…"
    cuts = formats.write(path, formats.Format.STATA, table.columns, []).cuts
    assert cuts == [Cut("q", What.VARIABLE_LABEL, text)]
    _frame, meta = pyreadstat.read_dta(path)
    assert (meta.column_names_to_labels["q"], meta.variable_value_labels["q"]) == ("Æ" * 79 + "…", {1: option})


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_the_longest_names_have_labels_in_every_format(form, tmp_path):
    asked = [
        Question("q" * 40 + str(place), "Spørgsmål?", "single", False, (Option("a", "Ja"),)) for place in range(101)
    ]
    table = Wide(survey.plan(Version(1, (), tuple(asked))), survey.frame())
    path, names = tmp_path / f"data.{form}", [column.name for column in table.columns if column.question]
    formats.write(path, formats.Format(form), table.columns, [])
    _frame, meta = (pyreadstat.read_sav if form == "sav" else pyreadstat.read_dta)(path)
    assert ({len(name) for name in names}, len(set(names))) == ({naming.LONGEST}, 101)
    assert [meta.variable_value_labels[name] for name in names] == [{1: "Ja"}] * 101


def test_long_texts_are_cut_and_counted(table, tmp_path):
    answers = [given(0, 1, "V1", "why", "ø" * 3000), given(1, 1, "V1", "why", "kort")]
    batch = batch_of(table, [person("RA"), person("RB")], answers)
    path = tmp_path / "data.dta"
    written = formats.write(path, formats.Format.STATA, table.columns, [batch])
    assert written.cuts == [Cut("v1_why", What.TEXT, count=1)]
    frame, _meta = pyreadstat.read_dta(path)
    assert sorted(len(text) for text in frame["v1_why"]) == [4, stata.LIMITS.text]


def test_cutting_never_halves_a_letter():
    in_bytes = Limits(text=10, is_in_bytes=True)
    assert [in_bytes.cut(text, 10) for text in ("æøåæø", "æøåæøa", "🙂🙂🙂", "kort")] == [
        "æøåæø",
        "æøå…",
        "🙂…",
        "kort",
    ]
    batch = [Coded(np.arange(2), ["æøåæøa", None])]
    column = Column("why", "", Type.TEXT)
    cuts = []
    (fitted,) = limits.fitted_batches([column], [batch], in_bytes, cuts)
    assert fitted[0].told() == ["æøå…", None]
    assert cuts == [Cut("why", What.TEXT)]
