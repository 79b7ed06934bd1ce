"""Saving loses nothing and stores nothing twice; the state decides who may still save."""

import random
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from jobs.errors import Refused
from municipalities.models import RoleKind
from vignettes.actions import answering
from vignettes.models import AnswerEvent, Assignment, Respondent, RespondentRole, Submission, SurveyState, SurveyVersion


def place(respondent, code="risk", vignette="V1"):
    version = respondent.version
    return {
        "respondent": respondent,
        "question": version.questions.get(code=code),
        "vignette": vignette and version.vignettes.get(code=vignette),
    }


def save(respondent, value, based_on_version=0, key=None, **where):
    return answering.save_answer(
        **place(respondent, **where),
        value=value,
        idempotency_key=key or uuid.uuid4(),
        based_on_version=based_on_version,
    )


def stored(respondent):
    return list(respondent.answers.values_list("vignette__code", "question__code", "value", "version"))


def answer_everything(respondent):
    save(respondent, "caseworker", code="role", vignette=None)
    for vignette in ("V1", "V2"):
        for code, value in (("risk", "low"), ("percent", 0), ("involved", ["child"])):
            save(respondent, value, code=code, vignette=vignette)


def test_start_draws_the_order_once(invited):
    answering.start(respondent=invited)
    first = Assignment.objects.get()
    started_at = Respondent.objects.get().started_at
    answering.start(respondent=invited)
    assert Assignment.objects.get().vignette_order == first.vignette_order
    assert Respondent.objects.get().started_at == started_at


def test_seed_reproduces_the_order(make_survey, make_respondent):
    answering.start(respondent=make_respondent(make_survey(6)))
    drawn = Assignment.objects.get()
    codes = ["V1", "V2", "V3", "V4", "V5", "V6"]
    assert drawn.vignette_order == random.Random(drawn.seed).sample(codes, 6)


def test_order_differs_between_respondents(make_survey, make_respondent):
    survey = make_survey(6)
    for number in range(8):
        answering.start(respondent=make_respondent(survey, token=f"link-{number}"))
    assert len({tuple(order) for order in Assignment.objects.values_list("vignette_order", flat=True)}) > 1


def test_activity_prolongs_the_link(respondent):
    Respondent.objects.update(expires_at=timezone.now() + timedelta(days=2))
    save(respondent, "low")
    assert timedelta(days=29) < Respondent.objects.get().expires_at - timezone.now() <= timedelta(days=30)


def test_save_counts_versions_and_keeps_every_event(respondent):
    assert save(respondent, "low") == answering.Saved(1)
    assert save(respondent, "high", 1) == answering.Saved(2)
    assert save(respondent, None, 2) == answering.Saved(3)
    assert stored(respondent) == [("V1", "risk", None, 3)]
    assert list(AnswerEvent.objects.values_list("value", "based_on_version")) == [("low", 0), ("high", 1), (None, 2)]


def test_repeated_save_gives_the_same_result(respondent):
    key = uuid.uuid4()
    save(respondent, "low", key=key)
    save(respondent, "high", 1)
    assert save(respondent, "low", key=key) == answering.Saved(1)
    assert stored(respondent) == [("V1", "risk", "high", 2)]
    assert AnswerEvent.objects.count() == 2


def test_repeated_save_of_what_stands_gives_the_version_that_stands(respondent):
    key = uuid.uuid4()
    save(respondent, "low", key=key)
    save(respondent, "high", 1)
    save(respondent, "low", 2)
    assert save(respondent, "low", key=key) == answering.Saved(3)
    assert AnswerEvent.objects.count() == 3


def test_used_key_with_a_new_value_changes_nothing(respondent):
    key = uuid.uuid4()
    save(respondent, "low", key=key)
    assert save(respondent, "high", 1, key=key) == answering.Saved(1)
    assert stored(respondent) == [("V1", "risk", "low", 1)]


def test_repeated_save_is_acknowledged_even_after_closure(respondent, survey):
    key = uuid.uuid4()
    save(respondent, "low", key=key)
    survey.state = SurveyState.CLOSED
    survey.save()
    assert save(respondent, "low", key=key) == answering.Saved(1)


def test_stale_save_is_refused_with_the_current_answer(respondent):
    save(respondent, "low")
    with pytest.raises(answering.Stale) as refused:
        save(respondent, "high")
    assert (refused.value.version, refused.value.value) == (1, "low")
    assert stored(respondent) == [("V1", "risk", "low", 1)]


def test_stale_save_of_the_same_value_changes_nothing(respondent):
    save(respondent, "low")
    assert save(respondent, "low") == answering.Saved(1)
    assert AnswerEvent.objects.count() == 1


def test_key_of_another_answer_is_refused(respondent):
    key = uuid.uuid4()
    save(respondent, "low", key=key)
    with pytest.raises(Refused):
        save(respondent, "low", key=key, vignette="V2")
    assert stored(respondent) == [("V1", "risk", "low", 1)]


@pytest.mark.parametrize(
    "change",
    [
        {"state": SurveyState.CLOSED},
        {"state": SurveyState.DRAFT},
        {"closes_on": date(2026, 1, 1)},
    ],
)
def test_closed_survey_takes_no_answers(respondent, survey, change):
    type(survey).objects.update(**change)
    with pytest.raises(answering.Closed) as refused:
        save(respondent, "low")
    assert refused.value.code == answering.CLOSED
    assert stored(respondent) == []


def test_survey_is_open_on_its_last_day(respondent, survey):
    type(survey).objects.update(closes_on=timezone.localdate())
    assert save(respondent, "low") == answering.Saved(1)


def test_municipality_that_has_finished_takes_no_answers_until_reopened(respondent, survey, herning, cast):
    submission = Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    with pytest.raises(answering.Closed):
        save(respondent, "low")
    submission.reopened_at, submission.reopened_by, submission.reason = timezone.now(), cast.consultant, "For tidligt"
    submission.save()
    assert save(respondent, "low") == answering.Saved(1)


def test_other_municipality_that_has_finished_closes_nothing_here(respondent, survey, vejle, cast):
    Submission.objects.create(survey=survey, participation=vejle, submitted_by=cast.foreign_leader)
    assert save(respondent, "low") == answering.Saved(1)


def test_submit_needs_every_required_answer(respondent):
    with pytest.raises(Refused):
        answering.submit(respondent=respondent)
    answer_everything(respondent)
    assert answering.submit(respondent=respondent).submitted_at is not None


def test_submit_twice_gives_the_same_receipt(respondent):
    answer_everything(respondent)
    first = answering.submit(respondent=respondent)
    second = answering.submit(respondent=respondent)
    assert (second.submitted_at, second.receipt_number) == (first.submitted_at, f"2026-{respondent.pk:06}")


def test_submitted_answers_stand(respondent):
    answer_everything(respondent)
    answering.submit(respondent=respondent)
    with pytest.raises(answering.Closed) as refused:
        save(respondent, "high", 1)
    assert refused.value.code == answering.SUBMITTED


def test_signed_in_person_becomes_one_respondent(survey, herning, cast):
    first = answering.start_signed_in(survey=survey, participation=herning, user=cast.leader)
    second = answering.start_signed_in(survey=survey, participation=herning, user=cast.leader)
    assert (first.pk, first.role, first.user) == (second.pk, RespondentRole.LEADER, cast.leader)
    assert Respondent.objects.count() == 1


def test_signed_in_person_takes_over_the_own_invitation(survey, herning, cast, make_respondent):
    invited = make_respondent(survey, email=cast.member.email.upper())
    make_respondent(survey, token="a colleague", email="colleague@test.example")
    assert answering.start_signed_in(survey=survey, participation=herning, user=cast.member).pk == invited.pk
    assert Respondent.objects.count() == 2


def test_withdrawn_person_cannot_start_by_signing_in(survey, herning, cast, make_respondent):
    make_respondent(survey, user=cast.member, revoked_at=timezone.now())
    with pytest.raises(Refused):
        answering.start_signed_in(survey=survey, participation=herning, user=cast.member)


def test_survey_without_published_version_cannot_be_started(survey, herning, cast, partnership):
    empty = type(survey).objects.create(partnership=partnership, title="Ny", year=2026, state=SurveyState.OPEN)
    SurveyVersion.objects.create(survey=empty, number=1)
    with pytest.raises(Refused):
        answering.start_signed_in(survey=empty, participation=herning, user=cast.member)


def test_role_decides_what_the_respondent_counts_as(survey, herning, make_person):
    member = make_person(RoleKind.MEMBER, municipality=herning.municipality)
    assert answering.start_signed_in(survey=survey, participation=herning, user=member).role == RespondentRole.OTHER
