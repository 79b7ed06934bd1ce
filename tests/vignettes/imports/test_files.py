"""Foreign files: told apart by their content, read to texts, and refused with the line that is wrong."""

import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from spreadsheets.sheet import Unreadable
from vignettes.imports import files


def workbook(*rows, change=None):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    book.save(buffer)
    return buffer.getvalue()


def repacked(raw, change):
    """The workbook with its first sheet's XML changed by hand, as no spreadsheet would write it."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as source, ZipFile(target, "w", ZIP_DEFLATED) as there:
        for name in source.namelist():
            content = source.read(name)
            there.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return target.getvalue()


def refusal(raw):
    with pytest.raises(Unreadable) as found:
        files.read(raw)
    return found.value.reason, found.value.line, found.value.about


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_files_with_any_separator_and_a_mark(separator):
    text = separator.join(("a", "b")) + "\r\n" + separator.join(("1", '"x\ny"')) + "\r\n\r\n" + separator.join("23")
    sheet = files.read("\ufeff".encode() + text.encode())
    assert (sheet.names, sheet.rows, sheet.lines) == (("a", "b"), (("1", "x\ny"), ("2", "3")), (2, 5))


def test_what_exports_guard_against_spreadsheets_is_read_as_it_was():
    assert files.read(b"a,b\n'=1+1,'tis\n").rows == (("=1+1", "'tis"),)


def test_a_workbook_with_numbers_times_and_blanks():
    raw = workbook(
        ("a", "b", "c", None),
        (1, 2.0, datetime.fromisoformat("2026-11-22T10:30")),
        (None, None, None),
        ("x", None, True),
    )
    sheet = files.read(raw)
    assert sheet.names == ("a", "b", "c")
    assert sheet.rows == (("1", "2", "2026-11-22 10:30:00"), ("x", "", "1"))
    assert sheet.lines == (2, 4)


@pytest.mark.parametrize(
    ("raw", "reason", "line", "about"),
    [
        ("a,b\n1,2\næ,3\n".encode("cp850"), "encoding", 3, ""),
        ("a,b\n1,2\nø,3\n".encode("mac-roman"), "encoding", 3, ""),
        ("a,b\n1,2\næ,3\n".encode() + b"\xc3\n", "encoding", 4, ""),
        ("\ufeffa,b".encode("utf-16-le") + b"\x00", "encoding", 1, ""),
        (b"a,b\n1,2,3\n", "width", 2, "3"),
        (b"a,A\n1,2\n", "names", 1, "a"),
        (b"a,,b\n1,2\n", "names", 1, ""),
        (b"a,\n1,2\n", "width", 2, "2"),
        (b'a,b\n1,"2\n', "damaged", 2, ""),
        (b"a,b\n", "empty", 0, ""),
        (b"", "empty", 0, ""),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "kind", 0, ""),
        (b"PK\x03\x04 and nothing more", "damaged", 0, ""),
        (b"$FL2 and nothing more", "damaged", 0, ""),
        (b"a" * 10_000_001, "size", 0, ""),
        (b"a\n" + b"1\n" * 20_001, "rows", 0, "20000"),
        (b";".join(b"a%d" % number for number in range(5_001)), "columns", 0, "5000"),
        (b"a\n1\n" + b"2" * 5_000 + b"\x00", "kind", 0, ""),
    ],
)
def test_what_cannot_be_read_says_why_and_where(raw, reason, line, about):
    assert refusal(raw) == (reason, line, about)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_spreadsheets_save_is_read_with_its_danish_letters(encoding):
    sheet = files.read("navn;år\nÆøå – “é”;5 €\n".encode(encoding))
    assert (sheet.names, sheet.rows) == (("navn", "år"), (("Æøå – “é”", "5 €"),))


def test_separators_inside_quotation_marks_part_nothing():
    sheet = files.read(b'"a, b, c";d;;\n1;2;;\n')
    assert (sheet.names, sheet.rows) == (("a, b, c", "d"), (("1", "2"),))


def test_no_row_is_lost_behind_empty_ones():
    raw = workbook(("a",), (1,), change=lambda sheet: sheet.cell(30_000, 1, "last"))
    sheet = files.read(raw)
    assert (sheet.rows, sheet.lines) == ((("1",), ("last",)), (2, 30_000))


def test_a_cell_of_per_cent_is_read_as_it_is_shown():
    def percent(sheet):
        sheet["A2"].number_format = sheet["A3"].number_format = "0%"

    assert files.read(workbook(("a",), (0.29,), (1,), (0.5,), change=percent)).rows == (("29 %",), ("100 %",), ("0.5",))


def test_formulas_count_as_what_they_came_to_and_are_refused_where_nobody_has_worked_them_out():
    raw = workbook(("a", "b"), (1, "=A2+1"))
    assert refusal(raw) == ("formula", 2, "B")
    assert files.read(
        repacked(raw, lambda xml: xml.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"))
    ).rows == (("1", "2"),)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda xml: xml.replace(b'r="2"', b'r="999999999"'), "rows"),
        (lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet'), "damaged"),
        (lambda xml: xml[: len(xml) // 2], "damaged"),
        (lambda xml: xml + b" " * 200_000_001, "size"),
    ],
)
def test_workbooks_that_are_bombs_or_broken_are_refused(change, reason):
    assert refusal(repacked(workbook(("a",), (1,)), change))[0] == reason


def spss(tmp_path, frame, **about):
    pyreadstat.write_sav(pd.DataFrame(frame), tmp_path / "a.sav", **about)
    return (tmp_path / "a.sav").read_bytes()


def test_a_file_of_spss_brings_the_labels_of_its_values(tmp_path):
    frame = {"v": [1.0, 2.5, None], "t": ["æ", "", "x"], "d": [date(2026, 11, 22), None, None]}
    sheet = files.read(spss(tmp_path, frame, variable_value_labels={"v": {1: "Høj"}}, missing_ranges={"v": [2.5]}))
    assert (sheet.names, sheet.labels) == (("v", "t", "d"), {"v": {"1": "Høj"}})
    assert sheet.rows == (("1", "æ", "2026-11-22"), ("2.5", "", ""), ("", "x", ""))


def test_a_compressed_file_of_spss_that_unpacks_to_too_much_is_refused(tmp_path):
    wide = {f"t{number}": [""] * 19_999 + ["x" * 3_000] for number in range(4)}
    raw = spss(tmp_path, wide, compress=True)
    assert (len(raw) < 1_000_000, refusal(raw)) == (True, ("size", 0, ""))
