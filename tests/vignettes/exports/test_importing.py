"""A file of answers from upload to import: all or nothing, once, marked, and taken out again as a whole."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs import queue
from jobs.errors import Refused
from jobs.models import Job
from reports.models import Report, ReportState
from vignettes.actions import importing
from vignettes.exports import reading
from vignettes.exports.given import Places
from vignettes.imports import storing, work
from vignettes.models import Answer, AnswerImport, Assignment, ImportState, PageView, Respondent

FOREIGN = "sted;V1 risk;tilfreds\n657;1;5\n630;Meget høj;\n0657;Høj;3\n"


@pytest.fixture
def other(make_survey, herning, vejle):
    """An equal survey that nobody has answered."""
    return make_survey()


@pytest.fixture
def upload(other, consultant):
    """upload(bytes) → the row when the worker has read the file."""

    def put(content, **fields):
        about = {"participation": None, "role": "caseworker", "file_name": "svar.csv", "by": consultant}
        row = importing.upload(survey=other, content=content, **about | fields)
        return worked(row)

    return put


def worked(row):
    row.refresh_from_db()
    queue.perform(row.job_id)
    row.refresh_from_db()
    return row


def rows_of(survey):
    """What an export would say of everybody, without the keys."""
    export = SimpleNamespace(survey=survey, survey_id=survey.pk, municipality_key="code", salt="s", has_unfinished=True)
    people = reading.people_of(export, reading.keys_of(export), reading.municipalities_of(export))
    given = {pk: [] for pk in people}
    answers = reading.answers_of(people, Places(reading.places_of(survey, has_texts=True)))
    for place, whose, codes, texts in answers.by_place():
        for index, code in zip(whose, codes, strict=True):
            given[[*people][index]].append((place, texts[code]))
    return sorted(
        (one.municipality, one.role, one.version, one.status, str(one.submitted_at), one.order, sorted(given[pk]))
        for pk, one in people.items()
    )


def counted(survey, *places):
    """How many have started and sent in each place."""
    everybody = Respondent.objects.filter(survey=survey)
    here = [everybody.filter(participation=place) for place in places]
    return [(people.started().count(), people.submitted().count()) for people in here]


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "sav"])
def test_our_own_export_comes_in_without_work_by_hand(
    people, make_export, unpacked, upload, other, consultant, herning, vejle, file_format
):
    shown = {"shown_at": timezone.now(), "last_shown_at": timezone.now()}
    PageView.objects.create(respondent=people.herning, page=1, seconds=7, **shown)
    export = make_export(file_format=file_format, has_unfinished=True)
    row = upload(unpacked(export)[f"data.{file_format}"])
    assert (row.found["is_clear"], row.found["doubts"], row.found["rows"]) == (True, [], 3)
    importing.write(row=row, by=consultant)
    assert worked(row).state == ImportState.DONE
    without_texts = [
        (*facts, [(place, stored) for place, stored in answers if place[2] != "weight"])
        for *facts, answers in map(list, rows_of(export.survey))
    ]
    assert [tuple(facts) for facts in without_texts] == rows_of(other)
    assert counted(export.survey, herning, vejle) == counted(other, herning, vejle) == [(2, 1), (1, 1)]


def test_imported_people_are_marked_and_nobodys(upload, other, consultant):
    row = upload(b"municipality,role\n657,1\n")
    importing.write(row=row, by=consultant)
    worked(row)
    person = Respondent.objects.get(survey=other)
    assert (person.imported.source, person.email, person.user, person.link_nonce) == (row, "", None, "")
    assert (Respondent.objects.linked().count(), row.file.name, row.row_count) == (0, "", 1)
    assert (person.started_at, Assignment.objects.count()) == (None, 0)


def test_nothing_comes_in_while_something_is_unresolved(upload, other, consultant):
    row = upload(FOREIGN.encode())
    assert row.found["open"] == [["sted", 3, [2, 3, 4]], ["tilfreds", 2, [2, 4]]]
    assert [doubt[:3] for doubt in row.found["doubts"]] == [["municipality", "", 3], ["V1 risk", "Meget høj", 1]]
    with pytest.raises(Refused, match="ikke forstået"):
        importing.write(row=row, by=consultant)
    mapping = {"sted": "municipality", "tilfreds": "-"}
    blank = [("V1 risk", "Meget høj")]
    importing.decide(row=row, mapping=mapping, blank=blank, rounds=row.rounds, by=consultant)
    assert worked(row).found["is_clear"]
    importing.write(row=row, by=consultant)
    worked(row)
    assert list(Answer.objects.order_by("pk").values_list("respondent__participation__municipality", "value")) == [
        ("0657", "low"),
        ("0657", "high"),
    ]
    assert Respondent.objects.filter(survey=other).count() == 3


@pytest.fixture
def writing(upload, consultant):
    """Three people, about to be imported."""
    row = upload(b"municipality;V1 risk;status\n657;1;1\n657;2;1\n630;1;2\n")
    importing.write(row=row, by=consultant)
    row.refresh_from_db()
    return row


def test_nobody_is_seen_before_everybody_is_there(writing, other, herning, vejle, monkeypatch):
    monkeypatch.setattr(storing, "AT_ONCE", 2)
    shares = []
    work.write(writing, lambda share: shares.append(share) or True)
    assert (shares, Respondent.objects.filter(survey=other).count()) == ([0, 15, 30, 76], 3)
    assert counted(other, herning, vejle) == [(0, 0), (0, 0)]
    assert worked(writing).state == ImportState.DONE
    assert counted(other, herning, vejle) == [(0, 2), (1, 0)]  # the file says when two were sent, not when they began
    assert (Respondent.objects.filter(survey=other).count(), Answer.objects.count()) == (3, 3)


def test_a_worker_that_has_lost_the_job_touches_nothing(writing, other):
    work.write(writing, lambda share: True)
    work.write(writing, lambda share: share < 30)
    assert Respondent.objects.filter(survey=other).count() == 3
    Respondent.objects.filter(survey=other).first().delete()
    with pytest.raises(RuntimeError, match="brought 2 people of 3"):
        queue.finish(queue.claim(writing.job_id), {"found": writing.found})
    writing.refresh_from_db()
    assert (writing.state, Respondent.objects.invited().filter(survey=other).count()) == (ImportState.WRITING, 0)


def test_what_a_hopeless_job_has_brought_goes_and_the_file_after_a_week(writing, other):
    work.write(writing, lambda share: True)
    Job.objects.filter(pk=writing.job_id).update(attempts=2)
    queue.fail(queue.claim(writing.job_id), ValueError())
    writing.refresh_from_db()
    assert (writing.state, bool(writing.file), Respondent.objects.filter(survey=other).count()) == ("failed", True, 0)
    importing.drop_forgotten()
    writing.refresh_from_db()
    assert bool(writing.file)
    AnswerImport.objects.update(requested_at=timezone.now() - importing.KEPT)
    importing.drop_forgotten()
    writing.refresh_from_db()
    assert (writing.state, writing.file.name) == ("removed", "")


def test_whoever_has_not_sent_stays_with_the_own_version(writing, other):
    worked(writing)
    unfinished = Respondent.objects.get(survey=other, submitted_at=None)
    assert (unfinished.started_at is None, unfinished.answers.get().value) == (False, "low")


def test_decisions_about_an_earlier_reading_are_refused(upload, consultant):
    row = upload(FOREIGN.encode())
    about = {"row": row, "blank": [], "rounds": row.rounds, "by": consultant}
    importing.decide(mapping={"sted": "municipality"}, **about)
    worked(row)
    with pytest.raises(Refused, match="som den er nu"):
        importing.decide(mapping={"tilfreds": "municipality"}, **about)
    row.refresh_from_db()
    assert (row.mapping, row.found["open"]) == ({"sted": "municipality"}, [["tilfreds", 2, [2, 4]]])


def test_texts_out_of_the_file_go_with_it(upload, consultant):
    row = upload(b"municipality;V1 risk\nHerning;Egon Olsen\nHerning;Benny\n")
    importing.decide(row=row, mapping={}, blank=[("V1 risk", "Benny")], rounds=row.rounds, by=consultant)
    assert [doubt[1] for doubt in worked(row).found["doubts"]] == ["Egon Olsen"]
    importing.remove(row=row, by=consultant)
    row.refresh_from_db()
    assert ("doubts" in row.found, row.blank, row.file.name, row.found["rows"]) == (False, [], "", 2)


def test_the_same_file_comes_in_once(upload, consultant):
    upload(FOREIGN.encode())
    with pytest.raises(Refused, match="allerede lagt op"):
        upload(FOREIGN.encode(), file_name="et andet navn.csv")


def test_what_cannot_be_read_says_so_and_can_be_uploaded_again(upload):
    broken = "a,b\nø,1\n".encode("cp850")
    row = upload(broken)
    assert (row.state, row.found["unreadable"]["line"], row.file.name) == (ImportState.FAILED, 2, "")
    upload(broken)


def test_taken_out_again_until_a_report_is_published(upload, other, herning, consultant):
    row = upload(b"municipality,role\n657,1\n")
    importing.write(row=row, by=consultant)
    worked(row)
    report = Report.objects.create(survey=other, participation=herning, number=1, requested_by=consultant)
    published = {"state": ReportState.PUBLISHED, "published_at": timezone.now(), "file_sha256": "0"}
    Report.objects.filter(pk=report.pk).update(**published)
    with pytest.raises(Refused, match="udgivet en rapport"):
        importing.remove(row=row, by=consultant)
    AnswerImport.objects.filter(pk=row.pk).update(done_at=timezone.now())
    importing.remove(row=row, by=consultant)
    assert (Respondent.objects.count(), Respondent.objects.invited().count()) == (1, 0)
    worked(row)
    assert (Respondent.objects.filter(survey=other).count(), Answer.objects.count(), row.state) == (0, 0, "removed")


def test_the_pages_from_upload_to_import(other, consultant, sign_in):
    client = sign_in(consultant)
    new = reverse("vignettes:import_create", args=[other.pk])
    assert client.post(new, {"role": "leader"}).status_code == 422
    file = SimpleUploadedFile("papir.csv", FOREIGN.encode())
    page = client.post(new, {"role": "leader", "file": file}, follow=True)
    row = AnswerImport.objects.get()
    assert "Bliver læst" in page.content.decode()
    worked(row)
    address = reverse("vignettes:import_show", args=[row.pk])
    shown = words(client.get(address))
    assert "Lad ”Meget høj” i V1 risk stå tomt 1 gang; linje: 3" in shown
    form = client.get(address).context["form"]
    fields = {str(field.label): name for name, field in form.fields.items()}
    decided = {
        "rounds": row.rounds,
        fields["sted"]: "municipality",
        fields["tilfreds"]: "-",
        fields["Lad ”Meget høj” i V1 risk stå tomt"]: "on",
    }
    client.post(address, decided)
    worked(row)
    assert "tilfreds er udeladt (2 værdier)" in words(client.get(address))
    client.post(reverse("vignettes:import_write", args=[row.pk]))
    worked(row)
    assert "Tag svarene ud igen" in words(client.get(address))
    assert set(Respondent.objects.filter(survey=other).values_list("role", flat=True)) == {"leader"}
    client.post(reverse("vignettes:import_remove", args=[row.pk]))
    worked(row)
    assert Respondent.objects.filter(survey=other).count() == 0


def test_forged_fields_change_nothing(other, upload, consultant, sign_in, odense):
    """A municipality of another partnership, a meaning that no column has, and a reading that never was."""
    client, row = sign_in(consultant), upload(FOREIGN.encode())
    file = SimpleUploadedFile("a.csv", b"V1 risk\n1\n")
    new = reverse("vignettes:import_create", args=[other.pk])
    assert client.post(new, {"role": "leader", "participation": odense.pk, "file": file}).status_code == 422
    address = reverse("vignettes:import_show", args=[row.pk])
    decided = {"column_0": "respondent_role", "column_1": "-", "rounds": row.rounds}
    assert client.post(address, decided | {"column_0": "user"}).status_code == 422
    assert client.post(address, decided | {"rounds": row.rounds + 1}).status_code == 302
    row.refresh_from_db()
    assert (row.mapping, row.state, AnswerImport.objects.count()) == ({}, ImportState.CHECKED, 1)


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())
