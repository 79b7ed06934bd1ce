"""Foreign files: told apart by their content, read to texts, and refused with the line that is wrong."""

import io
from datetime import datetime

import openpyxl
import pytest

from vignettes.imports import files


def workbook(*rows):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


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
        ("a,b\n1,2\næ,3\n".encode("latin-1"), "encoding", 3, ""),
        (b"a,b\n1,2,3\n", "width", 2, "3"),
        (b"a,A\n1,2\n", "names", 1, "a"),
        (b"a,\n1,2\n", "names", 1, ""),
        (b'a,b\n1,"2\n', "damaged", 2, ""),
        (b"a,b\n", "empty", 0, ""),
        (b"", "empty", 0, ""),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "kind", 0, ""),
        (b"PK\x03\x04 and nothing more", "damaged", 0, ""),
        (b"$FL2 and nothing more", "damaged", 0, ""),
        (b"a" * 10_000_001, "size", 0, ""),
        (b"a\n" + b"1\n" * 5_001, "rows", 0, "5000"),
    ],
)
def test_what_cannot_be_read_says_why_and_where(raw, reason, line, about):
    with pytest.raises(files.Unreadable) as found:
        files.read(raw)
    assert (found.value.reason, found.value.line, found.value.about) == (reason, line, about)
