"""The tables as a workbook: what stands in it, and figures of the report recomputed from the file alone."""

import math
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest

from reports import build, sheets
from reports.analysis.summaries import wilson
from reports.models import Report
from reports.numbers import decimal, percent
from reports.packages import opened
from reports.presentation import present
from reports.workbook import Column, Note, Sheet, workbook

pytestmark = pytest.mark.django_db

CREATED = datetime(2026, 11, 22, tzinfo=UTC)


def package(answered, code="0657"):
    return build.package(Report(survey=answered.survey, participation=getattr(answered, f"m{code}"), number=1))


def rows(content, name):
    """The rows of one sheet, by the heads of its columns."""
    head, *rest = openpyxl.load_workbook(BytesIO(content))[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.fixture
def content(answered):
    return sheets.tables(package(answered))


def of_question(content, title, question):
    return [row for row in rows(content, "Svar") if (row["Titel"], row["Spørgsmål"]) == (title, question)]


def test_share_and_interval_are_recomputed(content, answered):
    row = next(row for row in rows(content, "Svar") if row["Svarmulighed"] == "step 2")
    share = row["Antal"] / row["Svar"]
    low, high = wilson(row["Antal"], row["Svar"])
    assert (row["Antal"], row["Svar"], share) == (2, 6, row["Andel"])
    assert (row["Andel, nedre"], row["Andel, øvre"]) == pytest.approx((low, high), abs=1e-9)
    printed = present(opened(package(answered))).sections[0].findings[0].table.rows[1]
    assert printed[:3] == ("step 2", percent(share), f"{round(100 * low)}–{round(100 * high)} %")


def test_mean_agreement_and_its_variance_are_recomputed(content, answered):
    counts = of_question(content, "Alma", "Hvilket trin vælger du først?")
    n = sum(row["Antal"] for row in counts)
    mean = sum(row["Værdi"] * row["Antal"] for row in counts) / n
    variance = sum(row["Antal"] * (row["Værdi"] - mean) ** 2 for row in counts) / (n - 1)
    r_wg = max(0, 1 - variance / ((len(counts) ** 2 - 1) / 12))
    stored = rows(content, "Spørgsmål i tal")[0]
    assert (stored["n"], stored["Gennemsnit"]) == (n, pytest.approx(mean))
    assert stored["r_wg"] == pytest.approx(r_wg)
    printed = present(opened(package(answered))).sections[0].differences.rows[0]
    assert (printed[1], printed[-1]) == (decimal(mean, 1), decimal(r_wg))


def test_reliability_is_recomputed(content):
    stored = rows(content, "Spørgsmål i tal")[0]
    n, icc = stored["n"], stored["ICC"]
    assert stored["λ"] == pytest.approx(n * icc / (1 + (n - 1) * icc))
    assert stored["ε²"] == pytest.approx(stored["H"] / (stored["n for H"] - 1))


def test_every_column_is_explained_on_the_first_sheet(content):
    book = openpyxl.load_workbook(BytesIO(content))
    page = book["Læs mig"]
    labels = [row[0] for row in page.iter_rows(min_row=3, values_only=True)]
    assert book.sheetnames[:4] == ["Læs mig", "Besvarelser", "Svar", "Spørgsmål i tal"]
    for sheet in book.worksheets[1:]:
        assert {cell.value for cell in sheet[1]} <= set(labels)
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    assert book.properties.title == "Tabeller til analyserapporten – Herning 2026"
    assert book.custom_doc_props["Language"].value == "da-DK"


def test_below_the_threshold_nothing_of_the_own_answers_is_told(answered):
    content = sheets.tables(package(answered, "0183"))
    own = rows(content, "Svar")
    assert {row[name] for row in own for name in ("Antal", "Svar", "Mangler", "Andel")} == {"skjult"}
    assert [row["Besvarelser"] for row in rows(content, "Besvarelser")][:4] == ["skjult"] * 4


def test_the_same_package_gives_the_same_bytes(answered):
    assert sheets.tables(package(answered)) == sheets.tables(package(answered))


def test_a_package_from_before_values_were_kept_can_still_be_read(answered):
    data = package(answered)
    del data["values"]
    assert {row["Værdi"] for row in rows(sheets.tables(data), "Svar")} == {"–"}


@pytest.mark.parametrize("text", ["=1+1", "+45", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_looks_like_a_formula_stays_text(text):
    sheet = Sheet("Ark", "Om", (Column("A", "a"), Column("B", "b")), ((text, 1), ("almindelig", 2)))
    content = workbook("Titel", CREATED, [Note("x", text)], [sheet])
    book = openpyxl.load_workbook(BytesIO(content))
    for cell in (book["Ark"]["A2"], book["Læs mig"]["B3"]):
        assert (cell.data_type, cell.value.replace("_x000D_", "\r").replace("_x0009_", "\t")) == ("s", text)
        assert cell.quotePrefix is True
    assert book["Ark"]["A3"].quotePrefix is False


def test_no_text_is_taken_for_a_part_of_the_workbook():
    text = "<r>a & b</r>"
    sheet = Sheet("Ark", "Om", (Column("A", "a"),), ((text,),))
    book = openpyxl.load_workbook(BytesIO(workbook(text, CREATED, [Note("x", text)], [sheet])))
    read_me = book["Læs mig"]
    assert [cell.value for cell in (book["Ark"]["A2"], read_me["A1"], read_me["B3"])] == [text] * 3


def test_figures_are_numbers_with_a_format_and_gaps_are_dashes():
    sheet = Sheet("Ark", "Om", (Column("A", "a", "0.0 %"), Column("B", "b")), ((0.254, None), (math.pi, "skjult")))
    page = openpyxl.load_workbook(BytesIO(workbook("Titel", CREATED, [], [sheet])))["Ark"]
    assert [(cell.value, cell.number_format) for cell in page[2]] == [(0.254, "0.0 %"), ("–", "General")]
    assert page["B3"].value == "skjult"
