"""The audit trail of the field work: who closed, submitted, opened again and invited, when and why; never whom."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from tests.vignettes.conftest import TOKEN
from vignettes.models import Respondent

ADDRESSES = "anna@herning.example\nbo@herning.example"


@pytest.fixture
def survey(make_survey):
    return make_survey(closes_on=date(2099, 11, 30))


@pytest.fixture
def press(survey, herning, cast, sign_in):
    """press("contact", "response_submit", reason="…") → the page's button pressed by that person."""

    def press(who, name, row=None, /, **data):
        args = [row] if row else [survey.pk] if name.startswith("survey_") else [survey.pk, herning.pk]
        return sign_in(getattr(cast, who)).post(reverse(f"vignettes:{name}", args=args), data)

    return press


def trail(model, *names):
    """Who did it, and what these fields are since, oldest first. Moments are left out."""
    entries = LogEntry.objects.filter(content_type__model=model).order_by("pk")
    return [
        (entry.actor, {name: entry.changes[name][1] for name in names if name in entry.changes}) for entry in entries
    ]


def test_closing_and_opening_again_with_their_reasons(press, survey, cast):
    press("consultant", "survey_close", reason="Nok svar.")
    press("consultant", "survey_reopen", reason="En mangler.", closes_on="1.12.2099")
    assert trail("closing", "reason", "reopening_reason", "survey") == [
        (cast.consultant, {"reason": "Nok svar.", "reopening_reason": "", "survey": str(survey.pk)}),
        (cast.consultant, {"reopening_reason": "En mangler."}),
    ]
    assert trail("survey", "state", "closes_on")[-2:] == [
        (cast.consultant, {"state": "closed"}),
        (cast.consultant, {"state": "open", "closes_on": "2099-12-01"}),
    ]
    moments = [set(entry.changes) for entry in LogEntry.objects.filter(content_type__model="closing").order_by("pk")]
    assert ["closed_at" in moments[0], "reopened_at" in moments[1]] == [True, True]


def test_changing_the_last_day(press, survey, cast):
    press("consultant", "survey_edit", title=survey.title, year=survey.year, closes_on="24.12.2099", n_min=5)
    assert trail("survey", "closes_on")[-1] == (cast.consultant, {"closes_on": "2099-12-24"})


def test_submitting_and_reopening_a_municipality_with_the_reason(press, survey, herning, make_respondent, cast):
    make_respondent(survey)
    press("contact", "response_submit")
    press("consultant", "response_reopen", reason="Et svar mangler.")
    assert trail("submission", "participation", "submitted_by", "reason") == [
        (cast.contact, {"participation": str(herning.pk), "submitted_by": str(cast.contact.pk), "reason": ""}),
        (cast.consultant, {"reason": "Et svar mangler."}),
    ]


def test_inviting_withdrawing_and_new_links_are_counted_by_role_and_name_nobody(press, survey, herning, cast):
    press("contact", "respondent_invite", addresses=ADDRESSES, role="leader")
    press("contact", "respondent_invite", addresses=ADDRESSES, role="leader")  # a second click
    anna = Respondent.objects.get(email="anna@herning.example")
    Respondent.objects.update(link_sent_at=anna.link_sent_at.replace(year=2020))
    press("contact", "respondent_resend", anna.pk)
    press("contact", "respondent_revoke", anna.pk)
    press("contact", "respondent_revoke", anna.pk)
    entries = LogEntry.objects.filter(content_type__model="participation", object_pk=herning.pk).order_by("pk")
    noted = [entry for entry in entries if entry.additional_data]
    place = {"survey": survey.pk, "role": "leader"}
    assert [(entry.actor, entry.additional_data) for entry in noted] == [
        (cast.contact, place | {"invited": 2}),
        (cast.contact, place | {"new_links": 1}),
        (cast.contact, place | {"withdrawn": 1}),
    ]
    everything = str(list(LogEntry.objects.values()))
    assert [word in everything for word in ("anna@", "bo@", TOKEN)] == [False, False, False]
    assert LogEntry.objects.filter(content_type__model="respondent").count() == 0


def test_enrolling_oneself_is_not_in_the_trail(survey, make_respondent, client):
    make_respondent(survey)
    client.post(f"/b/{TOKEN}/")
    assert Respondent.objects.get().started_at
    assert (
        LogEntry.objects.filter(content_type__model__in=("respondent", "participation"))
        .exclude(additional_data=None)
        .count()
        == 0
    )
