"""Two and more people do the same in the same moment, on PostgreSQL: one succeeds, the others are told why not.

tests/municipalities/test_seats_race.py does it on SQLite, where writers wait for each other anyway.
"""

import uuid
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from businesscases.models import Case, Evidence
from jobs import queue
from jobs.models import Job, OutboxMessage
from municipalities.actions import invitations, people, seats
from municipalities.models import Group, GroupKind, Invitation, Participation, Role, RoleKind, Seat, User
from reports import actions as reports
from reports import checklist, datasets
from reports.evidence import Quote
from reports.models import Report, ReportState
from reports.proposals import Printed
from tests.services import stage
from tests.services.racing import AT_ONCE, race
from tests.vignettes.starts import asked, decks, open_survey, start_at_once
from vignettes.actions import answering, enrolling, fieldwork, importing, reminding
from vignettes.importable import targets_of
from vignettes.models import (
    Answer,
    AnswerEvent,
    AnswerImport,
    ImportState,
    Reminder,
    ReminderMail,
    Respondent,
    Submission,
    Survey,
)

CROWD = range(AT_ONCE)
USED = "Invitationen er udløbet, brugt eller trukket tilbage."
ACCOUNT_EXISTS = "Der er allerede oprettet adgang. Log ind for at tage imod invitationen."

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def rows(on_postgres):
    stage.set_up()


@pytest.fixture
def consultant(rows):
    return User.objects.get(email="konsulent@sekretariatet.example")


@pytest.fixture
def contact(rows):
    return User.objects.get(email="kontakt@herning.example")


@pytest.fixture
def survey(rows):
    return Survey.objects.get(title="Prøven")


@pytest.fixture
def herning(rows):
    return Participation.objects.get(municipality=stage.SHOWN)


@pytest.fixture
def newcomer(survey, herning):
    return stage.new_respondent(survey.versions.get(), herning, role="caseworker")[0]


def test_it_is_postgresql(rows):
    assert connection.vendor == "postgresql"


def test_the_last_seat_is_given_once(herning, consultant):
    group = Group.objects.create(partnership=herning.partnership, kind=GroupKind.WORKING, meetings_per_year=4)
    colleagues = [User.objects.create_user(f"{number}@herning.example") for number in range(AT_ONCE + 2)]
    give = partial(seats.give_seat, group=group, participation=herning, by=consultant, starts_on=date(2026, 3, 1))
    for colleague in colleagues[:2]:
        give(user=colleague)
    outcomes = race(*(partial(give, user=colleague) for colleague in colleagues[2:]))
    assert outcomes.pop("Kommunens 3 pladser i gruppen er alle besat. Afslut først en plads.") == AT_ONCE - 1
    assert [type(outcome) for outcome in outcomes] == [Seat]
    assert Seat.objects.filter(group=group).count() == 3


def test_a_municipality_submits_once(survey, herning, contact):
    outcomes = race(*[partial(fieldwork.submit, survey=survey, participation=herning, by=contact)] * AT_ONCE)
    assert outcomes == {Submission.objects.get(): AT_ONCE}
    reopen = partial(fieldwork.reopen, submission=Submission.objects.get(), reason="Et svar mangler.", by=contact)
    outcomes = race(*[reopen] * AT_ONCE)
    assert outcomes == {Submission.objects.get(): 1, "Besvarelsen er allerede genåbnet.": AT_ONCE - 1}
    assert OutboxMessage.objects.filter(subject__endswith="er åben igen").count() == 1


def test_workers_at_once_remind_everybody_once(survey, herning, contact, monkeypatch):
    addresses = [f"{number}@paamind.example" for number in range(20)]
    fieldwork.invite(survey=survey, participation=herning, addresses=addresses, role="caseworker", by=contact)
    two_days_ago = timezone.now() - timedelta(days=2)
    Respondent.objects.filter(email__in=addresses).update(link_sent_at=two_days_ago)
    Reminder.objects.create(survey=survey, due_on=timezone.localdate(), subject="Husk", text="{link}")
    monkeypatch.setattr(reminding, "is_working_time", lambda moment: True)
    by_hand = partial(reminding.remind_now, survey=survey, participation=herning, by=contact)
    race(*[reminding.send_due] * AT_ONCE, by_hand, by_hand)
    reminded = ReminderMail.objects.values_list("message__recipient", flat=True)
    assert sorted(reminded) == sorted(addresses)
    assert OutboxMessage.objects.filter(idempotency_key__startswith="survey-reminder").count() == len(addresses)


def invite(by, herning, email, kind=RoleKind.MEMBER):
    return invitations.invite(email=email, name="Ny", title="", kind=kind, municipality=herning.municipality, by=by)


def test_an_invitation_is_accepted_once(herning, contact):
    invitation = invite(contact, herning, "ny@herning.example")
    accept = partial(invitations.accept_as_new, invitation=invitation, name="Ny", password=stage.PASSWORD)
    outcomes = race(*[accept] * AT_ONCE)
    user = User.objects.get(email="ny@herning.example")
    assert outcomes == {user: 1, USED: AT_ONCE - 1}
    assert Role.objects.filter(user=user).count() == 1


def test_two_invitations_of_one_person_make_one_account(herning, contact):
    both = [invite(contact, herning, "to@herning.example", kind) for kind in (RoleKind.MEMBER, RoleKind.LEADER)]
    accept = partial(invitations.accept_as_new, name="To", password=stage.PASSWORD)
    outcomes = race(*(partial(accept, invitation=one) for one in [*both, *both]))
    user = User.objects.get(email="to@herning.example")
    assert outcomes == {user: 1, ACCOUNT_EXISTS: 2, USED: 1}
    assert Role.objects.filter(user=user).count() == 1


def test_a_person_with_an_account_takes_a_role_once(herning, contact):
    person = User.objects.create_user("kendt@herning.example")
    invitation = invite(contact, herning, person.email)
    outcomes = race(*[partial(invitations.accept, invitation=invitation, by=person)] * AT_ONCE)
    assert outcomes == {person: 1, USED: AT_ONCE - 1}
    assert Role.objects.filter(user=person).count() == 1


def test_one_address_is_invited_once(herning, contact):
    email = "samtidig@herning.example"
    outcomes = race(*[partial(invite, contact, herning, email)] * AT_ONCE)
    refused = f"{email} har allerede en åben invitation til rollen. Send den igen i stedet."
    assert outcomes == {Invitation.objects.get(email=email): 1, refused: AT_ONCE - 1}


def test_two_administrators_cannot_both_leave(rows):
    leaving = [User.objects.create_user(f"admin{number}@sekretariatet.example") for number in range(2)]
    roles = [Role.objects.create(user=user, kind=RoleKind.ADMINISTRATOR) for user in leaving]
    outcomes = race(*(partial(people.end_role, role=role, by=role.user) for role in roles))
    assert sorted(outcomes.values()) == [1, 1]
    assert Role.objects.current().filter(kind=RoleKind.ADMINISTRATOR).count() == 1


def test_a_colleague_is_asked_to_answer_once(survey, herning, contact):
    ask = partial(fieldwork.invite, survey=survey, participation=herning, role="caseworker", by=contact)
    race(*[partial(ask, addresses=["kollega@herning.example"])] * AT_ONCE)
    assert Respondent.objects.filter(email="kollega@herning.example").count() == 1
    assert OutboxMessage.objects.filter(recipient="kollega@herning.example").count() == 1


def test_a_link_enrols_no_more_than_its_places(survey, herning, contact):
    place = {"survey": survey, "participation": herning, "role": "other", "limit": 2}
    link = enrolling.make_link(**place, expires_on=timezone.localdate() + timedelta(days=9), by=contact)
    outcomes = race(*(partial(enrolling.enrol, link=link, email=f"{number % 3}@tilmeld.example") for number in CROWD))
    enrolled = Respondent.objects.filter(email__endswith="@tilmeld.example")
    link.refresh_from_db()
    assert (sum(outcomes.values()), enrolled.count(), link.used) == (AT_ONCE, 2, 2)
    assert OutboxMessage.objects.filter(recipient__endswith="@tilmeld.example").count() == 2


def test_two_hundred_begin_at_once_and_get_the_decks_evenly(herning):
    made = open_survey(herning.partnership)
    vejle = Participation.objects.get(municipality="0630")
    groups = [(herning, "caseworker", 90), (herning, "leader", 30), (vejle, "caseworker", 80)]
    people = [person for place, role, count in groups for person in asked(made, place, role, count)]
    assert sorted(start_at_once(people)) == sorted(person.pk for person in people)
    counted = decks(made)
    for place, role, count in groups:
        found = counted[place.pk, role]
        assert (found.total(), len(found), max(found.values()) - min(found.values()) <= 1) == (count, 4, True)


def test_a_signed_in_person_becomes_one_respondent(survey, herning, contact):
    begin = partial(answering.start_signed_in, survey=survey, participation=herning, user=contact)
    outcomes = race(*[begin] * AT_ONCE)
    assert outcomes == {Respondent.objects.get(user=contact): AT_ONCE}


def test_the_first_of_several_first_saves_wins(newcomer):
    save = partial(answering.save_answer, **place_of(newcomer), based_on_version=0)
    codes = [str(number) for number in CROWD]
    outcomes = race(*(partial(save, value=code, idempotency_key=uuid.uuid4()) for code in codes))
    assert outcomes == {answering.Saved(1): 1, answering.Stale: AT_ONCE - 1}
    [answer], [event] = Answer.objects.filter(respondent=newcomer), AnswerEvent.objects.filter(respondent=newcomer)
    assert (answer.version, answer.value in codes, event.value) == (1, True, answer.value)


def test_one_save_sent_several_times_is_one_save(newcomer):
    save = partial(answering.save_answer, **place_of(newcomer), based_on_version=0, value="a")
    outcomes = race(*[partial(save, idempotency_key=uuid.uuid4())] * AT_ONCE)
    assert outcomes == {answering.Saved(1): AT_ONCE}
    assert Answer.objects.get(respondent=newcomer).version == AnswerEvent.objects.filter(respondent=newcomer).count()


def place_of(respondent):
    version = respondent.version
    question = version.questions.filter(is_per_vignette=True).first()
    return {"respondent": respondent, "vignette": version.vignettes.first(), "question": question}


def test_the_same_answers_have_one_fingerprint_in_whatever_order_they_lie(survey):
    row = Answer.objects.filter(respondent__submitted_at__isnull=False, vignette__isnull=False).first()
    before = datasets.state(survey)
    row.delete()
    assert before != datasets.state(survey)
    Answer.objects.create(**{name: getattr(row, name) for name in ("respondent", "vignette", "question", "value")})
    assert before == datasets.state(survey)


def test_a_report_is_made_and_published_once(survey, herning, consultant, monkeypatch):
    make = partial(reports.make, survey=survey, participation=herning, by=consultant)
    outcomes = race(*[make] * AT_ONCE)
    report = Report.objects.get()
    assert outcomes == {report: AT_ONCE}
    assert Job.objects.filter(object_id=report.pk).count() == 1
    report.state, report.file_sha256 = ReportState.DRAFT, "0" * 64
    report.save()
    monkeypatch.setattr(checklist, "lines", lambda report, whole: ())  # what is in order is tested in tests/reports
    assert race(*[partial(reports.publish, report=report, by=consultant)] * AT_ONCE) == {None: AT_ONCE}
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED
    told = OutboxMessage.objects.filter(idempotency_key__startswith=f"report-published:{report.pk}:")
    assert told.filter(recipient="leder@herning.example").count() == 1
    with pytest.raises(IntegrityError, match="a published report never changes"):
        Report.objects.update(data_sha256="1" * 64)


def test_a_finding_becomes_one_case_and_no_case_misses_the_withdrawal(survey, herning, consultant, contact):
    made = {"survey": survey, "participation": herning, "number": 90, "requested_by": consultant}
    state = {"state": ReportState.PUBLISHED, "published_at": timezone.now(), "file_sha256": "0" * 64}
    report = Report.objects.create(**made, **state)
    start = [
        partial(reports.start_case, report=report, quote=_quote(f"figure-{number}"), by=contact) for number in CROWD
    ]
    outcomes = race(*start[:1] * AT_ONCE)
    case = Case.objects.get()
    assert outcomes == {(case, True): 1, (case, False): AT_ONCE - 1}
    with pytest.raises(IntegrityError, match="evidence never changes"):
        Evidence.objects.update(statistic="δ = 0,99")
    race(partial(reports.withdraw, report=report, reason="Et tal er forkert.", by=consultant), *start[1:])
    quoted = Evidence.objects.filter(report_pk=report.pk)
    assert quoted.count() == Case.objects.count()
    assert not quoted.filter(withdrawn_on=None).exists()


def _quote(anchor):
    figure = Printed("δ = 0,42", "0,10 til 0,66", "q = 0,012", "n = 24")
    return Quote(anchor, "Indsatstrappen", "Indsatstrappen", "I svarer højere end de andre.", "comparison", figure, 24)


def test_a_file_comes_in_once_and_goes_again(survey, consultant):
    """However often it is sent, told to come in, and worked upon."""
    asked = next(column for column in targets_of(survey).columns.values() if column.question and column.labels)
    content = f"municipality,submitted_at,{asked.name}\n657,1.11.2026 10.30,1\n657,,1\n".encode()
    about = {"survey": survey, "content": content, "file_name": "a.csv", "participation": None, "role": "other"}
    outcomes = race(*[partial(importing.upload, **about, by=consultant)] * AT_ONCE)
    row = AnswerImport.objects.get()
    refusal = "Netop denne fil er allerede lagt op til undersøgelsen. Intet er indlæst to gange."
    assert outcomes == {row: 1, refusal: AT_ONCE - 1}
    assert race(*[partial(queue.perform, row.job_id)] * AT_ONCE) == {True: 1, False: AT_ONCE - 1}
    outcomes = race(*[partial(importing.write, row=row, by=consultant)] * AT_ONCE)
    assert (outcomes.pop(None), sum(outcomes.values())) == (1, AT_ONCE - 1)
    row.refresh_from_db()
    race(*[partial(queue.perform, row.job_id)] * AT_ONCE)
    brought = Answer.objects.filter(respondent__imported__source=row, respondent__revoked_at=None)
    assert [(answer.version, answer.updated_at) for answer in brought] == [(1, brought[0].updated_at)] * 2
    importing.remove(row=row, by=consultant)
    row.refresh_from_db()
    queue.perform(row.job_id)
    assert (row.state, brought.all().count(), row.people.count()) == (ImportState.REMOVED, 0, 0)
