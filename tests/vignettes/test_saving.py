"""The SQL of a save tells what the models tell, and notices what another save has changed meanwhile."""

import uuid
from datetime import date

import pytest
from django.utils import timezone

from tests.vignettes.test_answering_actions import place, save, stored
from vignettes import saving
from vignettes.actions import answering
from vignettes.models import Answer, AnswerEvent, Respondent, Submission, SurveyState


def event(respondent, value="high", based_on_version=1, **where):
    return AnswerEvent(
        **place(respondent, **where), value=value, idempotency_key=uuid.uuid4(), based_on_version=based_on_version
    )


STATE = ("pk", "survey_id", "expires_at", "started_at", "submitted_at", "is_closed_by_municipality")


@pytest.mark.parametrize(
    "change",
    [{}, {"state": SurveyState.CLOSED}, {"closes_on": date(2026, 1, 1)}, {"closes_on": date(2126, 1, 1)}],
)
@pytest.mark.parametrize("finished", [None, "standing", "reopened", "elsewhere"])
@pytest.mark.parametrize("is_sent", [False, True])
def test_state_is_that_of_the_models(respondent, survey, herning, vejle, cast, change, finished, is_sent):
    now = timezone.now()
    type(survey).objects.update(**change)
    Respondent.objects.update(submitted_at=now if is_sent else None)
    if finished:
        reopening = {"reopened_at": now, "reopened_by": cast.consultant, "reason": "For tidligt"}
        Submission.objects.create(
            survey=survey,
            participation=vejle if finished == "elsewhere" else herning,
            submitted_by=cast.contact,
            **(reopening if finished == "reopened" else {}),
        )
    here, there = saving.held(event(respondent))[0], Respondent.objects.with_state().get()
    assert [getattr(here, name) for name in STATE] == [getattr(there, name) for name in STATE]
    assert (here.survey.state, here.survey.closes_on) == (there.survey.state, there.survey.closes_on)
    assert (here.is_closed_by_municipality, here.survey.title) == (finished == "standing", survey.title)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ({}, "low"),
        ({"code": "percent"}, 0),
        ({"code": "involved"}, ["child", "school"]),
        ({"code": "weight"}, 'Æblegrød 🍎 "%s" \\ \u202e'),
        ({"code": "role", "vignette": None}, "leader"),
    ],
)
def test_answer_is_that_of_the_models(respondent, where, value):
    assert saving.held(event(respondent, **where))[1].version == 0
    assert saving.write(Answer(version=0), event(respondent, value, 0, **where))
    row = respondent.answers.get()
    held = saving.held(event(respondent, **where))[1]
    assert (held.pk, held.value, held.version) == (row.pk, row.value, row.version) == (row.pk, value, 1)
    assert AnswerEvent.objects.get().value == value
    assert saving.write(held, event(respondent, None, **where))
    assert saving.held(event(respondent, **where))[1].value is None
    assert not AnswerEvent.objects.filter(value__isnull=True).exclude(based_on_version=1).exists()
    assert respondent.answers.filter(value__isnull=True, version=2).count() == 1


def test_answerer_is_that_of_the_models(respondent, django_assert_num_queries):
    found = saving.answering(respondent.pk)
    there = Respondent.objects.select_related("version", "assignment").get()
    with django_assert_num_queries(0):
        assert (found, found.expires_at, found.revoked_at) == (there, there.expires_at, None)
        assert (found.version, found.version.published_at) == (there.version, there.version.published_at)
        assert (found.assignment, found.assignment.deck) == (there.assignment, there.assignment.deck)
    assert saving.answering(None) is None


@pytest.mark.parametrize("first_version", [0, 1])
def test_a_save_that_was_overtaken_while_it_waited_is_told_the_newer_answer(respondent, monkeypatch, first_version):
    if first_version:
        save(respondent, "low")
    before = saving.held(event(respondent))
    save(respondent, "medium", first_version)
    reads = iter([before])
    held = saving.held
    monkeypatch.setattr(saving, "held", lambda given: next(reads, None) or held(given))
    with pytest.raises(answering.Stale) as refused:
        save(respondent, "high", first_version)
    assert (refused.value.version, refused.value.value) == (first_version + 1, "medium")
    assert stored(respondent) == [("V1", "risk", "medium", first_version + 1)]
    assert AnswerEvent.objects.count() == first_version + 1
