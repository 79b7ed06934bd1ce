"""The pages of the exports: choosing, following, fetching, deleting."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from jobs import queue
from jobs.models import Job
from vignettes.actions import exporting
from vignettes.models import Export, ExportState

CHOICES = {"shape": "wide", "file_format": "sav", "municipality_key": "random"}


@pytest.fixture
def client(sign_in, consultant):
    return sign_in(consultant)


def page(survey, name="list"):
    return reverse(f"vignettes:export_{name}", args=[survey.pk])


def test_choices_become_a_job(client, survey, consultant):
    response = client.post(page(survey, "create"), CHOICES | {"has_unfinished": "on"})
    export = Export.objects.get()
    assert (response.status_code, response.url) == (302, page(survey))
    assert (export.shape, export.file_format, export.has_unfinished, export.has_texts) == ("wide", "sav", True, False)
    assert (export.requested_by, export.job.kind, export.job.is_urgent) == (consultant, "vignettes.export", True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"has_texts": "on", "municipality_key": "code"}, "eller lad friteksten blive ude"),
        ({"file_format": "exe"}, "exe er ikke en af de tilgængelige valgmuligheder"),
        ({"shape": ""}, "Vælg tabellens form"),
    ],
)
def test_wrong_choices_are_met_with_what_to_do(client, survey, changes, message):
    response = client.post(page(survey, "create"), CHOICES | changes)
    assert (response.status_code, message in response.text) == (422, True)
    assert not Job.objects.exists()


def test_free_text_is_left_out_and_municipalities_are_numbers_unless_chosen_otherwise(client, survey):
    form = client.get(page(survey, "create")).context["form"]
    assert (form["has_texts"].value(), form["has_unfinished"].value(), form["municipality_key"].value()) == (
        None,
        None,
        "random",
    )


def test_the_list_asks_again_only_while_something_is_being_made(client, survey, people):
    client.post(page(survey, "create"), CHOICES)
    assert f'hx-get="{page(survey)}"' in client.get(page(survey)).text
    queue.perform(Job.objects.get().pk)
    said = client.get(page(survey)).text
    assert ("hx-get" in said, "Hent filen" in said) == (False, True)


def test_fetching_is_noted_twice(client, consultant, make_export, people):
    export = make_export()
    response = client.get(reverse("vignettes:export_download", args=[export.pk]))
    assert response.headers["Content-Disposition"].startswith('attachment; filename="eksport-boernesager-2026-')
    assert response.headers["Content-Type"] == "application/zip"
    assert response.getvalue()[:2] == b"PK"
    assert [(row.export, row.by) for row in export.downloads.all()] == [(export, consultant)]
    log = LogEntry.objects.get_for_object(export).filter(action=LogEntry.Action.ACCESS)
    assert [entry.actor for entry in log] == [consultant]
    assert consultant.name in client.get(page(export.survey)).text


def test_salt_and_place_are_not_in_the_audit_trail(make_export, people):
    export = make_export()
    said = str(list(LogEntry.objects.get_for_object(export).values_list("changes", flat=True)))
    assert [part for part in (export.salt, export.place) if part in said] == []


def test_what_is_deleted_cannot_be_fetched(client, make_export, people):
    export = make_export()
    response = client.post(reverse("vignettes:export_delete", args=[export.pk]), follow=True)
    assert "Filen og dens nøgler er slettet." in response.text
    assert client.get(reverse("vignettes:export_download", args=[export.pk])).status_code == 404
    again = client.post(reverse("vignettes:export_delete", args=[export.pk]), follow=True)
    assert "er allerede slettet" in again.text


def test_a_failure_is_told_with_its_number(client, survey, monkeypatch, people):
    monkeypatch.setattr("vignettes.exports.formats.sheet.MOST_COLUMNS", 3)
    client.post(page(survey, "create"), CHOICES | {"file_format": "xlsx"})
    job = Job.objects.get()
    queue.perform(job.pk)
    job.refresh_from_db()
    said = client.get(page(survey)).text
    assert ("et ark i Excel har plads til 16.384" in said, job.error_id in said) == (True, True)
    client.post(reverse("vignettes:export_retry", args=[Export.objects.get().pk]))
    assert Export.objects.get().state == ExportState.QUEUED


def test_queries_do_not_grow_with_the_exports(
    client, survey, consultant, make_export, people, django_assert_num_queries
):
    counts = []
    for shape in ("wide", "long"):
        exporting.record_download(export=make_export(shape=shape), by=consultant)
        with django_assert_num_queries(7) as counted:
            client.get(page(survey))
        counts.append(len(counted))
    assert counts == [7, 7]


def test_the_survey_leads_there_for_those_who_may(client, survey, sign_in, make_person, herning):
    url = reverse("vignettes:survey_show", args=[survey.pk])
    assert page(survey) in client.get(url).text
    contact = make_person("contact", municipality=herning.municipality)
    assert page(survey) not in sign_in(contact).get(url, follow=True).text
