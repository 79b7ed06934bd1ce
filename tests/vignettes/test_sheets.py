"""An instrument as a workbook: what is written reads as the same, and every mistake is found in its row."""

from copy import deepcopy
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from tests.vignettes.conftest import instrument, options, question
from tests.vignettes.designs import designed
from tests.vignettes.test_drafts import TEXT, documents
from vignettes import files, sheets
from vignettes.conditions import ALL, ANY
from vignettes.drafts import as_document
from vignettes.faults import faults
from vignettes.files import load
from vignettes.instrument import parse
from vignettes.sheet_wording import found_place, found_sentence
from vignettes.sheets import BadWorkbook, expressions, layout
from vignettes.sheets.workbook import Formula, Sheet

FIRST = files.Path(__file__).parents[2] / "vignettes/instruments/children_2026.yaml"
SCALE = options(a="Helt uenig", b="Enig")
UNKNOWN = {"code": "dont_know", "label": "Ved ikke", "missing": True, "pinned": True}


def there_and_back(content):
    reading = sheets.read(sheets.opened(sheets.written(sheets.tables(content))))
    assert reading.found == ()
    return reading.content


@st.composite
def rich(draw):
    """A document with every kind, conditions, sections, rows and no-answers; perhaps with a design."""
    text = st.one_of(TEXT, st.sampled_from(["=1+1", "+45", "-", "@b", "12", "_x0041_", "a\x01b", "to\n\nafsnit"]))
    content = designed() if draw(st.booleans()) else as_document(instrument())
    needs, is_named = draw(st.sampled_from([ALL, ANY])), draw(st.sampled_from(["is", "is_not"]))
    clauses = [
        {"question": "role", is_named: draw(st.lists(st.sampled_from(["caseworker", "leader"]), min_size=1))},
        {"question": "years", "at_least": draw(st.integers(-5, 5))} | draw(st.sampled_from([{}, {"at_most": 50}])),
        {"invited_as": ["caseworker", "other"]},
    ]
    condition = {needs: draw(st.permutations(clauses))[: draw(st.integers(1, 3))]}
    drawn = [
        {"code": "part", "text": draw(text), "kind": "section", "body": draw(text)},
        question("years", "number", minimum=-9, maximum=99, unit="år", options=[UNKNOWN]),
        question("wish", "ranking", places=1, random_order=True, options=[*SCALE, UNKNOWN], show_if=condition),
        {"code": "told", "text": draw(text), "kind": "information", "body": draw(text), "show_if": condition},
        {"code": "rest", "text": "Resten", "kind": "section", "show_if": condition},
        question("views", "matrix", rows=options(x=draw(text), y="Økonomi"), options=SCALE, help_text=draw(text)),
        question("price", "money", minimum=0, maximum=10, required=False),
        question("day", "date", options=[{"code": "declined", "label": "Ønsker ikke at svare", "missing": True}]),
        question("name", "line"),
    ]
    content["background"] += drawn
    return content


@settings(max_examples=8, deadline=None)
@given(rich())
def test_every_part_of_an_instrument_comes_back(content):
    assert faults(content) == []
    assert there_and_back(content) == content


@settings(max_examples=8, deadline=None)
@given(documents())
def test_every_simple_document_comes_back(content):
    assert there_and_back(content) == content


LIKE_ESCAPES = [
    *(
        "x005F_",
        "_x005F_",
        "_x0041_",
        "_x0041_x0042_",
        "_x005F_x0041_",
        "_x000D_",
        "_x000d_",
        "__x0001__",
        "_x005Fx005F_",
    ),
    *("a\x01b\r\n\ufffe", "<r>hej</r>", "<r><t>hej</t></r>", " =1+1 ", "#N/A", "TRUE", "😀 ‏שלום‏ _x200F_"),
]


def test_texts_that_look_like_the_format_itself_come_back():
    content = as_document(instrument())
    content["vignettes"] = [{"code": f"V{at}", "title": text, "text": text} for at, text in enumerate(LIKE_ESCAPES)]
    assert there_and_back(content) == content


@pytest.mark.parametrize(
    ("stored", "meant"),
    [("_x005F_x0041_", "_x0041_"), ("x005F_", "x005F_"), ("_x0041_", "_x0041_"), ("a_x000d_b", "a\rb")],
)
def test_texts_that_a_spreadsheet_has_stored_are_read_as_they_were_typed(stored, meant):
    """A spreadsheet keeps texts in a table of their own, in runs where a part of one is bold."""
    runs = "".join(f"<r><t>{part}</t></r>" for part in (stored[:2], stored[2:]))
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("settings")
        sheet.write_column("A1", ["form_title", "Titel"])
    with ZipFile(target) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    table = "xl/sharedStrings.xml"
    parts[table] = parts[table].replace(b"<t>Titel</t>", runs.encode())
    assert sheets.read(sheets.opened(zipped(**parts))).content["title"] == meant


def test_first_survey_comes_back_and_shares_the_list_of_steps():
    content = as_document(load(FIRST))
    assert there_and_back(content) == content
    tables = sheets.tables(content)
    types = {row[1]: row[0] for row in tables[layout.SURVEY][1:]}
    assert (types["first_step"], types["relevant_steps"]) == ("select_one first_step", "select_multiple first_step")
    assert tables[layout.SURVEY][4][0] == "begin_repeat"


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("${role} = 'leader'", {"all": [{"question": "role", "is": ["leader"]}]}),
        ("any(${role} = 'leader')", {"any": [{"question": "role", "is": ["leader"]}]}),
        (
            "${role} not in ('a', 'b') and 3 <= ${risk} <= 7",
            {"all": [{"question": "role", "is_not": ["a", "b"]}, {"question": "risk", "at_least": 3, "at_most": 7}]},
        ),
        (
            "${risk} <= -2 or invited_as = 'other'",
            {"any": [{"question": "risk", "at_most": -2}, {"invited_as": ["other"]}]},
        ),
    ],
)
def test_conditions_are_read_as_they_are_written(expression, condition):
    assert expressions.read(expression) == condition
    assert expressions.written(condition) == expression


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("${ role }=“leader”", "${role} = 'leader'"),
        ("selected(${role}, 'leader')", "${role} = 'leader'"),
        ("${role} <> 'leader'", "${role} != 'leader'"),
        ("all(${risk} >= 4)", "${risk} >= 4"),
    ],
)
def test_what_a_spreadsheet_or_habit_makes_of_a_condition_is_understood(typed, meant):
    assert expressions.written(expressions.read(typed)) == meant


@pytest.mark.parametrize(
    "typed", ["", "role = 'a'", "${a} = 'x' and ${b} = 'y' or ${c} = 'z'", "${a} > 3", "invited_as != 'x'"]
)
def test_what_is_no_condition_is_refused(typed):
    with pytest.raises(expressions.BadExpression):
        expressions.read(typed)


@cache
def sound():
    content = designed()
    content["background"].append(question("years", "number", minimum=0, maximum=60))
    return sheets.written(sheets.tables(content))


def spoiled(change):
    """A workbook of the survey with everything, after `change` has been made to it with a spreadsheet."""
    book = openpyxl.load_workbook(BytesIO(sound()))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def cell(sheet, place, value):
    return lambda book: book[sheet].__setitem__(place, value)


# survey: 2 role, 3 years, 4 begin_repeat, 5 risk … 9 weight, 10 end_repeat
MISTAKES = {
    "formula": (
        cell("survey", "C2", "=1+1"),
        "Ark survey, række 2: Skriv selve værdien i stedet for en formel i kolonnen “label”.",
    ),
    "type": (cell("survey", "A3", "calculate"), "Ark survey, række 3: Vælg en af typerne select_one,"),
    "list": (
        cell("survey", "A5", "select_one gone"),
        "Ark survey, række 5: Tilføj listen “gone” til arket choices, eller ret dens navn her.",
    ),
    "unused list": (cell("survey", "A5", "percent"), "Ark choices, række 4: Ingen spørgsmål bruger listen “risk”."),
    "appearance": (cell("survey", "H6", "likert"), "Ark survey, række 6: Denne type har ikke udseendet “likert”."),
    "parameter": (
        cell("survey", "G3", "from=1"),
        "Ark survey, række 3: “from=1” kan ikke læses. Skriv parametre som “start=0 end=10”",
    ),
    "bounds": (
        cell("survey", "G3", "start=9 end=1"),
        "Ark survey, række 3: Skriv den mindste og den største værdi som parametre",
    ),
    "flag": (cell("survey", "E5", "måske"), "Ark survey, række 5: Skriv yes eller no i kolonnen “required”."),
    "expression": (
        cell("survey", "F6", "${risk} is high"),
        "Ark survey, række 6: “${risk} is high” kan ikke læses som en betingelse.",
    ),
    "condition": (
        cell("survey", "F5", "${weight} = 'x'"),
        "Ark survey, række 5: Betingelsen ser på spørgsmålet “weight”",
    ),
    "code": (cell("survey", "B6", "to ord"), "Ark survey, række 6: Skriv en kode af bogstaverne a–z"),
    "option": (cell("choices", "C5", None), "Ark choices, række 5: Skriv svarmuligheden."),
    "step": (cell("choices", "D5", "to"), "Ark choices, række 5: Skriv et helt tal i kolonnen “step”."),
    "date": (cell("cases", "B2", date(2026, 1, 1)), "Ark cases, række 2: Skriv cellen i kolonnen “title” som tekst."),
    "end": (cell("survey", "A10", "end_group"), "Ark survey, række 10: Fjern rækken, eller ret den"),
    "no repeat": (cell("survey", "A4", "note"), "Ark survey, række 10: Fjern rækken, eller ret den"),
    "after": (
        lambda book: book["survey"].append(["note", "n", "Farvel"]),
        "Ark survey, række 11: Flyt rækken op over begin_repeat",
    ),
    "heading": (cell("cases", "C1", "tekst"), "Ark cases, række 1: Fjern kolonnen “tekst”, eller ret dens overskrift."),
    "stray": (cell("cases", "F2", "hej"), "Ark cases, række 2: Giv kolonnen en overskrift, eller tøm cellen."),
    "settings": (lambda book: book.remove(book["settings"]), "Ark settings: Tilføj arket “settings”, og udfyld det."),
    "sheet": (
        lambda book: book["exclusions"].__setattr__("title", "Udelukket"),
        "Ark Udelukket: Fjern arket, eller kald det et af survey,",
    ),
    "title": (cell("settings", "A2", " "), "Ark settings, række 2: Skriv titlen."),
    "level": (
        cell("levels", "A2", "colour"),
        "Ark levels, række 2: Skriv navnet på en dimension fra arket dimensions, ikke “colour”.",
    ),
    "exclusion": (cell("exclusions", "A2", "old"), "Ark exclusions, række 2: Udelukkelse nummer 1"),
    "drawn": (cell("drawn_cases", "B3", 9), "Ark drawn_cases, række 3: Ret sættet."),
    "design": (cell("design", "D2", "mange"), "Ark design, række 2: Skriv et helt tal i kolonnen “size”."),
    "two designs": (cell("design", "A3", "Endnu et"), "Ark design, række 3: Fjern rækken. Arket har kun én."),
    "rows": (cell("cases", "A6000", "V9"), "Ark cases"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_each_mistake_is_named_with_its_sheet_and_row(case):
    change, expected = MISTAKES[case]
    reading = sheets.read(sheets.opened(spoiled(change)))
    with override("da"):
        said = [f"{found_place(found)}: {found_sentence(found)}" for found in reading.found]
    assert [line for line in said if line.startswith(expected)][:1], said


def test_all_mistakes_are_told_at_once_in_the_order_of_the_sheets():
    def change(book):
        cell("cases", "C2", None)(book)
        cell("survey", "C5", None)(book)
        cell("choices", "B4", "1")(book)
        cell("survey", "A2", "vælg én")(book)

    reading = sheets.read(sheets.opened(spoiled(change)))
    assert [(found.sheet, found.row) for found in reading.found] == [
        ("survey", 2),
        ("survey", 5),
        ("choices", 4),
        ("cases", 2),
    ]


def zipped(**parts):
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return target.getvalue()


def with_part(name, change):
    """A sound workbook with the text of one part changed."""
    with ZipFile(BytesIO(sound())) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    return zipped(**parts | {name: change(parts[name])})


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04 and then nothing", "workbook"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old_workbook"),
        (zipped(bomb="0" * 20_000_001), "unpacked"),
        (zipped(**{f"part{number}": "" for number in range(201)}), "unpacked"),
        (with_part(SHEET, lambda text: b'<!DOCTYPE x [<!ENTITY a "aaa">]>' + text), "workbook"),
        (with_part(SHEET, lambda text: text[:200]), "workbook"),
        (with_part(SHEET, lambda text: text.replace(b't="inlineStr"><is>', b't="s"><v>99999</v><is>', 1)), "workbook"),
    ],
)
def test_bad_workbooks_say_why(raw, reason):
    with pytest.raises(BadWorkbook) as refused:
        sheets.opened(raw)
    assert refused.value.reason == reason


@pytest.mark.parametrize("number", [b"4000000", b"5001"])
def test_a_row_far_below_is_not_lost_without_a_word(number):
    far = b'<row r="%s"><c r="A%s" t="inlineStr"><is><t>x</t></is></c></row></sheetData>' % (number, number)
    raw = with_part(SHEET, lambda text: text.replace(b"</sheetData>", far))
    reading = sheets.read(sheets.opened(raw))
    assert {found.sheet for found in reading.found} == {"survey"}


def test_no_cell_that_is_written_holds_a_formula():
    content = deepcopy(designed())
    content["title"] = content["vignettes"][0]["title"] = '=HYPERLINK("http://x")'
    book = openpyxl.load_workbook(BytesIO(sheets.written(sheets.tables(content))))
    written = book["settings"]["A2"]
    assert (written.value, written.data_type, written.quotePrefix) == (content["title"], "s", True)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"inlineStr", "s", "n"}


def test_an_unfinished_draft_can_be_written_and_is_refused_in_words():
    content = as_document(parse(designed())) | {"vignettes": [], "introduction": ""}
    content["battery"][0]["options"] = []
    content["design"]["cases"] = []
    found = sheets.read(sheets.opened(sheets.written(sheets.tables(content)))).found
    assert [(one.sheet, one.row) for one in found] == [("survey", 4), ("settings", 2), ("design", 2)]


CELLS = st.sampled_from(
    [None, "", True, -1, 2.5, float("nan"), 10**30, "x", "1", "yes", "role", "select_one role", "rank role", "note"]
    + ["begin_group", "end_group", "begin_repeat", "end_repeat", "${years} >= 3", "rows=role", "places=99", "\ud800"]
    + ["missing=role", "level.age", "form.x", "9" * 5000, Formula(), date(2026, 1, 1)]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(layout.SHEETS), st.integers(0, 9), st.integers(0, 9), CELLS), max_size=6))
def test_whatever_somebody_types_is_told_or_can_be_read(typed):
    content = designed()
    content["background"].append(question("years", "number", minimum=0, maximum=60))
    tables = sheets.tables(content)
    for sheet, row, column, value in typed:
        cells = tables[sheet][row % len(tables[sheet])]
        if cells:
            cells[column % len(cells)] = value
    reading = sheets.read({name: Sheet(tuple(enumerate(map(tuple, rows), start=1))) for name, rows in tables.items()})
    assert all(found_sentence(found) for found in reading.found)
    if not reading.found:
        parse(reading.content)


def test_formatted_rows_that_reach_far_to_the_right_are_cut():
    """Each is as long as a sheet is wide, so that looking through a few thousand would take minutes."""

    def wide(book):
        for number in range(2, 200):
            book["survey"].cell(number, 16_384).font = Font(bold=True)

    assert sheets.opened(spoiled(wide))["survey"].is_cut
