"""The files of a snapshot: computed from what was frozen, whatever has happened to the case since."""

import json
from datetime import UTC, datetime

import openpyxl
import pytest
from django.urls import reverse

from businesscases.actions.snapshots import take_snapshot
from businesscases.models import Snapshot
from jobs import queue
from jobs.errors import Refused
from reports import actions, setting
from reports.casefiles import lines_csv, package
from reports.casefiles.opened import CaseFacts
from reports.models import CaseDownload, CaseFile

COST = {"unit_price": "12500.50", "quantity": 1, "per": "participant", "source": "Egen opgørelse", "note": "Løn"}
SAVED = {"kind": "gain", "unit_price": 900_000, "unit_price_high": 1_000_000, "first_year": 1, "last_year": 4}
NIGHT = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)  # half past midnight of the 4th in Denmark


@pytest.fixture
def case(calculated_case):
    return calculated_case(omkostning=COST, besparelse=SAVED)


@pytest.fixture
def snapshot(case, cast):
    """Frozen on 4 November, before the case got another title and another price."""
    snapshot = take_snapshot(case=case, occasion="Til byrådet", by=cast.member)
    snapshot.at = NIGHT
    case.lines.filter(name="Omkostning").update(unit_price=99, name="Senere")
    type(case).objects.update(title="Noget andet")
    return snapshot


def made(case, cast, snapshot=None, kind="workbook"):
    row = actions.make_case_file(case=case, snapshot=snapshot, kind=kind, by=cast.member)
    assert queue.perform(row.job_id)
    row.refresh_from_db()
    return row


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def test_the_workbook_has_the_frozen_figures_and_says_of_which_snapshot_it_is(case, snapshot, cast):
    row = made(case, cast, Snapshot.objects.get())
    with row.file.open() as file:
        book = openpyxl.load_workbook(file)
    assert [cell.value for cell in book["Kilder"]["C"]][4:6] == ["Omkostning", "Besparelse"]
    said = [cell.value for cell in book["Forudsætninger"]["A"]][:5]
    assert said[0] == "Tidlig hjælp"
    assert said[3].startswith("Øjebliksbillede nr. 1, ”Til byrådet”: businesscasen, som den blev fastholdt den ")


def test_files_of_the_case_and_of_the_snapshot_do_not_push_each_other_out(case, snapshot, cast):
    frozen, now = made(case, cast, snapshot), made(case, cast)
    case.lines.update(quantity=2)
    later = made(case, cast)
    assert now.pk != later.pk
    assert set(CaseFile.objects.values_list("pk", "snapshot")) == {(frozen.pk, snapshot.pk), (later.pk, None)}
    assert actions.make_case_file(case=case, snapshot=snapshot, kind="workbook", by=cast.leader) == frozen


def test_documents_name_the_snapshot_and_its_day_on_their_first_page(snapshot):
    data = package.dated(package.package_of_snapshot(snapshot))
    html, _pictures = setting.case_source(data, "case-full")
    first = html[: html.index('class="case-part"')]
    assert "Øjebliksbillede nr. 1, ”Til byrådet”: businesscasen, som den blev fastholdt den 4. november 2026." in first
    assert "Tidlig hjælp" in first
    assert "Noget andet" not in html


def test_the_figures_are_the_frozen_ones_and_a_difference_is_told(snapshot):
    data = package.package_of_snapshot(snapshot)
    assert len(CaseFacts(data).frozen) == 1
    outcome = json.loads(data["snapshot"]["outcome"])
    outcome["figures"][0]["number"] = "1"
    data["snapshot"]["outcome"] = json.dumps(outcome)
    assert CaseFacts(data).frozen[1].startswith("1 tal bliver et andet i dag")


def test_the_stage_is_the_one_the_snapshot_was_decided_on(case, snapshot, cast):
    before = {"number": 1, "from_stage": "idea", "to_stage": "calculation", "at": datetime(2026, 10, 1, tzinfo=UTC)}
    on_it = {"number": 2, "from_stage": "calculation", "to_stage": "political", "snapshot": snapshot}
    after = {"number": 3, "from_stage": "political", "to_stage": "implementation"}
    stages = []
    for row in ({}, before, on_it, after):
        if row:
            case.decisions.create(body="Byrådet", decided_on="2026-11-20", by=cast.leader, **row)
        stages.append(package.package_of_snapshot(snapshot)["stage"])
    assert stages == ["idea", "calculation", "political", "political"]


def test_the_table_of_lines_is_the_one_that_was_frozen(case, cast, client):
    now = lines_csv.of_case(case)
    snapshot = take_snapshot(case=case, occasion="Til byrådet", by=cast.member)
    assert lines_csv.of_snapshot(snapshot) == now
    case.lines.update(quantity=7)
    client.force_login(cast.member)
    answer = client.get(address("snapshot_line_export", snapshot.pk))
    assert answer.content == now
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="linjer-oejebliksbillede-1-tidlig-hjaelp.csv"'
    )
    assert CaseDownload.objects.get().snapshot == snapshot


def test_one_asks_for_a_file_on_its_page_and_fetches_it_there(
    case, snapshot, cast, client, django_assert_max_num_queries
):
    client.force_login(cast.leader)
    for _click in range(2):
        answer = client.post(address("snapshot_file_make", snapshot.pk, "workbook"))
        assert answer.url == address("snapshot_file_list", snapshot.pk)
    row = CaseFile.objects.get()
    assert queue.perform(row.job_id)
    answer = client.get(address("case_file_download", row.pk))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="beregning-oejebliksbillede-1-')
    assert b"".join(answer).startswith(b"PK")
    with django_assert_max_num_queries(12):
        page = client.get(address("snapshot_file_list", snapshot.pk))
    assert [shelf.ready and shelf.ready.pk for shelf in page.context["shelves"]] == [None, None, row.pk]
    assert [download.by for download in page.context["downloads"]] == [cast.leader]
    assert not client.get(address("case_file_list", case.pk)).context["downloads"]


def test_an_old_snapshot_that_cannot_be_read_says_so(case, cast, client):
    old = case.snapshots.create(
        number=1, occasion="Gammel", document="{}", outcome="{}", sha256="0" * 64, by=cast.member
    )
    client.force_login(cast.member)
    words = "Øjebliksbilledet er fra en ældre udgave af platformen, som denne ikke kan læse."
    page = client.get(address("snapshot_file_list", old.pk))
    assert (page.status_code, page.context["shelves"]) == (200, [])
    assert client.get(address("snapshot_line_export", old.pk)).url == address("snapshot_file_list", old.pk)
    with pytest.raises(Refused, match="ældre"):
        actions.make_case_file(case=case, snapshot=old, kind="full", by=cast.member)
    assert words in page.content.decode()
