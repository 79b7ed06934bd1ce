"""The files of a case: made once for what it says, fetched by those who may read it, and each fetching noted."""

import csv
import subprocess
import sys
from io import StringIO

import openpyxl
import pytest
from django.urls import reverse

from businesscases.forms.lines import LineForm, offer_of
from jobs import queue
from municipalities.access import Action, reach_of
from reports import actions
from reports.casefiles import lines_csv
from reports.models import CaseDownload, CaseFile, CaseFileState

COST = {"unit_price": "12500.50", "quantity": 1, "per": "participant", "source": "Egen opgørelse"}
SAVED = {"kind": "gain", "unit_price": 900_000, "unit_price_high": 1_000_000, "first_year": 1, "last_year": 4}


@pytest.fixture
def case(calculated_case):
    return calculated_case(omkostning=COST, besparelse=SAVED)


def made(case, cast, kind="workbook"):
    row = actions.make_case_file(case=case, kind=kind, by=cast.member)
    assert queue.perform(row.job_id)
    row.refresh_from_db()
    return row


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def test_two_clicks_make_one_file_and_an_unchanged_case_gives_it_again(case, cast, client):
    client.force_login(cast.member)
    for _click in range(2):
        answer = client.post(address("case_file_make", case.pk, "workbook"))
        assert answer.url == address("case_file_list", case.pk)
    row = CaseFile.objects.get()
    assert row.state == CaseFileState.QUEUED
    assert queue.perform(row.job_id)
    client.post(address("case_file_make", case.pk, "workbook"))
    assert list(CaseFile.objects.values_list("pk", "state")) == [(row.pk, CaseFileState.READY)]


def test_a_changed_case_gets_another_file_and_the_one_before_goes(case, cast):
    before = made(case, cast)
    case.lines.update(quantity=2)
    after = made(case, cast)
    assert list(CaseFile.objects.all()) == [after]
    assert after.file_sha256 != before.file_sha256


def test_the_file_says_what_the_case_said_when_somebody_asked(case, cast):
    row = actions.make_case_file(case=case, kind="workbook", by=cast.member)
    case.lines.update(name="Senere")
    queue.perform(row.job_id)
    row.refresh_from_db()
    with row.file.open() as file:
        book = openpyxl.load_workbook(file)
    assert [cell.value for cell in book["Kilder"]["C"]][4:6] == ["Omkostning", "Besparelse"]


def test_fetching_gives_the_file_its_name_and_is_noted(case, cast, client):
    row = made(case, cast)
    client.force_login(cast.leader)
    answer = client.get(address("case_file_download", row.pk))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="beregning-tidlig-hjaelp.xlsx"'
    assert b"".join(answer).startswith(b"PK")
    noted = CaseDownload.objects.get()
    assert (noted.by, noted.kind, noted.file_sha256) == (cast.leader, "workbook", row.file_sha256)


def test_a_case_without_lines_is_told_what_its_workbook_lacks(calculated_case, cast, client):
    case = calculated_case()
    client.force_login(cast.member)
    page = client.post(address("case_file_make", case.pk, "workbook"), follow=True)
    assert "Skriv mindst én linje, der kan beregnes" in page.content.decode()
    assert not CaseFile.objects.exists()


def test_a_failed_file_can_be_tried_again(case, cast, client):
    row = actions.make_case_file(case=case, kind="workbook", by=cast.member)
    row.job.state, row.job.error = "failed", "Det gik galt."
    row.job.save()
    actions.case_file_failed(row.job)
    client.force_login(cast.member)
    assert "Filen kunne ikke laves. Det gik galt." in client.get(address("case_file_list", case.pk)).content.decode()
    client.post(address("case_file_make", case.pk, "workbook"))
    assert queue.perform(row.job_id)
    assert CaseFile.objects.get().state == CaseFileState.READY


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_takes_the_same_queries_whatever_there_is(
    case, cast, client, more, django_assert_max_num_queries, calculated_case
):
    made(case, cast)
    for number in range(more):
        line = case.lines.first()
        line.pk, line.key = None, f"00000000-0000-0000-0000-00000000000{number}"
        line.save()
    client.force_login(cast.member)
    with django_assert_max_num_queries(20):
        client.get(address("case_file_list", case.pk))


def test_the_table_of_lines_is_read_by_danish_spreadsheets(case, cast, client):
    case.lines.filter(name="Omkostning").update(name="=1+1", note='To ord; "her"\nog der')
    client.force_login(cast.member)
    answer = client.get(address("case_line_export", case.pk))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="linjer-tidlig-hjaelp.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Enhedspris"] == "12500,5"
    assert (first["Type"], first["Note"]) == ("Omkostning", 'To ord; "her"\nog der')
    assert rows[1][0] == "'=1+1"
    assert CaseDownload.objects.get().kind == "lines"


def test_neither_pages_nor_the_press_load_what_only_a_worker_needs():
    """Importing what the writers of exports need would cost every web process seconds and a hundred megabytes."""
    told = (
        "import sys, django; django.setup(); import partnership.urls; from reports import setting; "
        "print({'pandas', 'scipy'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("kind", ["cost", "gain"])
def test_what_the_table_holds_can_be_pasted_back(case, cast, kind):
    """The first columns are those of the table in the browser, and its form reads them as the line they came from."""
    rows = list(csv.reader(StringIO(lines_csv.of_case(case).decode("utf-8-sig")), delimiter=";"))
    line = case.lines.get(kind=kind)
    offer = offer_of(case, reach_of(cast.member, Action.CASE_WRITE))
    names = list(LineForm(kind=kind, offer=offer).fields)
    cells = next(row for row in rows[1:] if row[0] == line.name)
    form = LineForm(dict(zip(names, cells, strict=False)), kind=kind, offer=offer)
    assert form.errors == {}
    assert form.values == {name: getattr(line, name) for name in form.values}
