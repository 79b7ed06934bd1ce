from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.errors import Refused
from jobs.models import OutboxMessage
from municipalities.models import Role
from tests.vignettes.conftest import TOKEN
from vignettes import links
from vignettes.actions import answering, fieldwork
from vignettes.models import Respondent, RespondentRole, Submission, SurveyState

ANNA, BO = "anna@herning.example", "bo@herning.example"
A_WHILE = timedelta(minutes=2)


@pytest.fixture
def place(survey, herning):
    return {"survey": survey, "participation": herning}


@pytest.fixture
def invite(place, cast):
    def act(*addresses, role=RespondentRole.CASEWORKER):
        return fieldwork.invite(**place, addresses=addresses, role=role, by=cast.contact)

    return act


def sent_links():
    """(recipient, secret) of every mail, oldest first."""
    mails = OutboxMessage.objects.order_by("pk").values_list("recipient", "text")
    return [(to, text.partition("/b/")[2].partition("/")[0]) for to, text in mails]


def some_time_passes():
    for respondent in Respondent.objects.exclude(link_sent_at=None):
        respondent.link_sent_at -= A_WHILE
        respondent.save()


def living(**fields):
    return Respondent.objects.invited().get(**fields)


def test_invite_sends_everyone_a_link_that_opens_the_survey(invite, client):
    assert invite(ANNA, BO) == fieldwork.Invited((ANNA, BO), ())
    assert [to for to, _secret in sent_links()] == [ANNA, BO]
    for to, secret in sent_links():
        assert living(token_hash=links.hash_token(secret)).email == to
        assert client.get(f"/b/{secret}/").status_code == 200


def test_link_has_256_bits_and_is_stored_as_hash_alone(invite):
    invite(ANNA)
    [(_to, secret)] = sent_links()
    assert len(secret) == 43
    assert secret not in str(Respondent.objects.values().get())


def test_double_click_sends_once_and_says_the_same(invite):
    assert invite(ANNA, BO) == invite(ANNA, BO)
    assert len(sent_links()) == Respondent.objects.count() == 2


def test_invited_earlier_is_told_and_left_in_peace(invite):
    invite(ANNA)
    before = Respondent.objects.values().get()
    some_time_passes()
    assert invite(ANNA, BO, role=RespondentRole.LEADER) == fieldwork.Invited((BO,), (ANNA,))
    assert len(sent_links()) == 2
    assert living(email=ANNA).token_hash == before["token_hash"]
    assert living(email=ANNA).role == RespondentRole.CASEWORKER


def test_somebody_who_answers_signed_in_stays_one_respondent(invite, place, cast):
    respondent = answering.start_signed_in(**place, user=cast.member)
    assert invite(cast.member.email).sent == (cast.member.email,)
    assert living() == respondent
    assert (living().started_at, living().email) == (respondent.started_at, cast.member.email)


def test_the_same_address_in_another_municipality_is_another_respondent(invite, survey, vejle, cast):
    invite(ANNA)
    fieldwork.invite(
        survey=survey, participation=vejle, addresses=(ANNA,), role=RespondentRole.OTHER, by=cast.foreign_leader
    )
    assert sorted(Respondent.objects.values_list("participation", "email")) == sorted(
        [(living(role=RespondentRole.CASEWORKER).participation_id, ANNA), (vejle.pk, ANNA)]
    )


def test_invite_all_or_nothing(invite):
    """A mail that cannot be written takes the whole batch with it."""
    with pytest.raises(ValueError, match="line break"):
        invite(ANNA, "bo@herning.example\nbcc@evil.example")
    assert (Respondent.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_resend_kills_the_old_link(invite, client, cast):
    invite(ANNA)
    some_time_passes()
    fieldwork.resend(respondent=living(), by=cast.contact)
    (_to, old), (_to, new) = sent_links()
    assert [client.get(f"/b/{secret}/").status_code for secret in (old, new)] == [404, 200]


def test_resend_twice_within_a_minute_sends_once(invite, cast):
    invite(ANNA)
    some_time_passes()
    fieldwork.resend(respondent=living(), by=cast.contact)
    fieldwork.resend(respondent=living(), by=cast.contact)
    assert len(sent_links()) == 2


def test_resend_revives_an_expired_link(invite, client, cast):
    invite(ANNA)
    some_time_passes()
    Respondent.objects.update(expires_at=timezone.now() - timedelta(days=1))
    fieldwork.resend(respondent=living(), by=cast.contact)
    assert client.get(f"/b/{sent_links()[-1][1]}/").status_code == 200
    assert living().expires_at > timezone.now() + timedelta(days=29)


def test_revoked_link_is_dead_and_its_answers_do_not_count(invite, client, cast):
    invite(ANNA)
    Respondent.objects.update(started_at=timezone.now(), submitted_at=timezone.now())
    fieldwork.revoke(respondent=living(), by=cast.contact)
    assert client.get(f"/b/{sent_links()[0][1]}/").status_code == 410
    assert Respondent.objects.submitted().count() == 0


def test_revoke_twice_and_resend_after(invite, cast):
    invite(ANNA)
    respondent = fieldwork.revoke(respondent=living(), by=cast.contact)
    assert fieldwork.revoke(respondent=respondent, by=cast.contact).revoked_at == respondent.revoked_at
    with pytest.raises(Refused, match=ANNA):
        fieldwork.resend(respondent=respondent, by=cast.contact)


def test_invited_again_after_withdrawal_finds_the_answers_again(invite, client, cast):
    invite(ANNA)
    started_at = timezone.now()
    Respondent.objects.update(started_at=started_at)
    fieldwork.revoke(respondent=living(), by=cast.contact)
    assert invite(ANNA).sent == (ANNA,)
    assert living().started_at == started_at
    assert [client.get(f"/b/{secret}/").status_code for _to, secret in sent_links()] == [404, 200]


def test_submit_is_refused_while_nobody_has_sent(place, make_respondent, cast):
    for token in ("a", "b", "c"):
        make_respondent(place["survey"], token=token, started_at=timezone.now())
    with pytest.raises(Refused, match="Ingen har sendt deres svar endnu"):
        fieldwork.submit(**place, by=cast.contact)
    assert Submission.objects.count() == 0


def test_a_refusal_does_not_tell_whether_one_or_two_have_sent(place, make_respondent, cast):
    make_respondent(place["survey"])
    assert fieldwork.submit(**place, by=cast.contact) == Submission.objects.get()


@pytest.fixture
def submission(place, make_respondent, cast):
    make_respondent(place["survey"], started_at=timezone.now(), submitted_at=timezone.now())
    return fieldwork.submit(**place, by=cast.contact)


def test_submit_twice_gives_the_same_submission(submission, place, cast):
    assert fieldwork.submit(**place, by=cast.contact) == submission
    assert Submission.objects.count() == 1


def test_submitting_closes_answering_and_inviting(submission, place, make_respondent, invite, cast):
    late = make_respondent(place["survey"], token="late", email=BO)
    for act in (
        lambda: answering.start(respondent=late),
        lambda: invite(ANNA),
        lambda: fieldwork.resend(respondent=late, by=cast.contact),
        lambda: fieldwork.revoke(respondent=late, by=cast.contact),
    ):
        with pytest.raises(Refused):
            act()
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": SurveyState.CLOSED}, "Undersøgelsen er lukket."),
        ({"state": SurveyState.DRAFT}, "Undersøgelsen er ikke åbnet endnu."),
        ({"closes_on": timezone.localdate() - timedelta(days=2)}, "Fristen for undersøgelsen er overskredet."),
    ],
)
def test_closed_survey_takes_neither_invitations_nor_submission(change, reason, place, make_respondent, invite, cast):
    make_respondent(place["survey"], token=TOKEN, submitted_at=timezone.now())
    for name, value in change.items():
        setattr(place["survey"], name, value)
    place["survey"].save()
    for act in (lambda: invite(ANNA), lambda: fieldwork.submit(**place, by=cast.contact)):
        with pytest.raises(Refused) as refusal:
            act()
        assert str(refusal.value) == reason


def test_last_day_still_counts(place, invite):
    place["survey"].closes_on = timezone.localdate()
    place["survey"].save()
    assert invite(ANNA).sent == (ANNA,)


def test_reopening_lets_answer_again_and_tells_the_contact(submission, place, cast, herning):
    former = Role.objects.create(user=cast.leader, kind="contact", municipality=herning.municipality)
    former.ended_on = timezone.localdate()
    former.save()
    fieldwork.reopen(submission=submission, reason="To ledere mangler.", by=cast.consultant)
    submission.refresh_from_db()
    assert (submission.reopened_by, submission.reason) == (cast.consultant, "To ledere mangler.")
    [mail] = OutboxMessage.objects.all()
    assert mail.recipient == cast.contact.email
    assert "To ledere mangler." in mail.text
    assert fieldwork.submit(**place, by=cast.contact) != submission


def test_reopening_twice_is_refused(submission, cast):
    fieldwork.reopen(submission=submission, reason="Første", by=cast.consultant)
    with pytest.raises(Refused, match="allerede genåbnet"):
        fieldwork.reopen(submission=submission, reason="Anden", by=cast.consultant)
    submission.refresh_from_db()
    assert (submission.reason, OutboxMessage.objects.count()) == ("Første", 1)


def test_reopening_after_the_deadline_would_lose_the_answers(submission, cast):
    submission.survey.closes_on = timezone.localdate() - timedelta(days=2)
    submission.survey.save()
    with pytest.raises(Refused, match="Fristen for undersøgelsen er overskredet"):
        fieldwork.reopen(submission=submission, reason="For sent", by=cast.consultant)
    assert Submission.objects.standing().get() == submission
