"""The overview: what to do next, for each role, and nothing of anybody else's."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from jobs.models import MailState, OutboxMessage
from municipalities.models import RoleKind
from partnership import context
from partnership.overview import overview
from reports.models import Report, ReportState
from tests.access.addresses import views
from vignettes.hiding import Count, Steps, exactly
from vignettes.models import Respondent, Submission, Survey, SurveyState, SurveyVersion

URLS = ("/", "/partnerskaber/")
ROLES = ("contact", "member", "leader", "consultant", "researcher", "administrator", "nobody")


@pytest.fixture
def survey(partnership):
    survey = Survey.objects.create(partnership=partnership, title="Børnesager", year=2026, state=SurveyState.OPEN)
    SurveyVersion.objects.create(survey=survey, number=1, published_at=timezone.now())
    return survey


@pytest.fixture
def people(survey, herning, vejle, odense):
    """Two in Herning, of whom one has sent the answers, and five in Vejle."""
    now = timezone.now()
    for number, (place, sent_at) in enumerate([(herning, now), (herning, None)] + [(vejle, now)] * 5):
        Respondent.objects.create(
            survey=survey,
            version=survey.versions.get(),
            participation=place,
            role="other",
            token_hash=str(number),
            expires_at=now + timedelta(days=30),
            started_at=now,
            submitted_at=sent_at,
        )


@pytest.fixture
def reports(survey, herning, vejle, cast):
    now = timezone.now()
    for place, number, state, published_at in [
        (herning, 1, ReportState.PUBLISHED, now - timedelta(days=9)),
        (herning, 2, ReportState.PUBLISHED, now),
        (herning, 3, ReportState.DRAFT, None),
        (vejle, 1, ReportState.PUBLISHED, now + timedelta(days=1)),
    ]:
        Report.objects.create(
            survey=survey,
            participation=place,
            number=number,
            state=state,
            file_sha256="f",
            requested_by=cast.consultant,
            published_at=published_at,
        )


def by_role(cast, read):
    return {role: read(overview(getattr(cast, role))) for role in ROLES}


def test_municipal_people_are_asked_to_answer(survey, cast):
    asked = by_role(cast, lambda seen: [own.survey for own in seen.to_answer])
    assert asked == {role: [survey] if role in ("contact", "member", "leader") else [] for role in ROLES}


def test_whoever_has_sent_the_answers_is_left_in_peace(survey, people, cast):
    Respondent.objects.filter(submitted_at__isnull=False, token_hash="0").update(user=cast.member)
    Respondent.objects.filter(token_hash="1").update(user=cast.leader)
    assert overview(cast.member).to_answer == []
    assert [own.is_started for own in overview(cast.leader).to_answer] == [True]


def test_contact_alone_is_reminded_to_submit_with_own_counts(survey, people, cast):
    reminded = by_role(cast, lambda seen: [part.total for part in seen.to_submit])
    few = Count(0, 2)
    assert reminded == {role: [Steps(exactly(2), few, few, None)] if role == "contact" else [] for role in ROLES}


def test_after_submitting_nothing_is_left_to_do(survey, people, herning, cast):
    Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    assert (overview(cast.contact).to_submit, overview(cast.contact).to_answer) == ([], [])


def test_newest_published_report_of_the_own_municipality(reports, cast):
    newest = by_role(cast, lambda seen: seen.newest_report and (str(seen.newest_report), seen.may_download))
    expected = {"contact": ("Herning (2)", False), "leader": ("Herning (2)", True)}
    assert newest == {role: expected.get(role) for role in ROLES}


def test_a_leader_without_a_report_learns_that_it_will_come(survey, cast, sign_in):
    awaiting = by_role(cast, lambda seen: seen.awaits_report)
    assert awaiting == {role: role == "leader" for role in ROLES}
    assert "Du får en mail, når den er klar." in sign_in(cast.leader).get("/").content.decode()


def test_a_leader_with_a_report_or_without_any_survey_is_told_nothing(partnership, cast, request):
    assert overview(cast.leader).awaits_report is False
    request.getfixturevalue("reports")
    assert overview(cast.leader).awaits_report is False


def test_the_menu_marks_the_overview_on_its_own_page_alone(cast, sign_in):
    client = sign_in(cast.leader)
    marked = {url: [item["url"] for item in client.get(url).context["navigation"] if item["current"]] for url in URLS}
    assert marked == {url: [url] for url in URLS}


def test_every_page_of_the_five_apps_has_its_place_in_the_menu():
    items = {name for name, _label, _action in context.ITEMS}
    own = {"municipalities:account_show", "municipalities:account_edit"}  # reached from one's name, beside the menu
    apps = ("municipalities:", "vignettes:", "reports:", "meetings:", "businesscases:")
    lost = {
        name
        for name, _view in views()
        if name.startswith(apps) and context.place(SimpleNamespace(**_match(name))) not in items
    }
    assert lost == own


def _match(name):
    app, _, url_name = name.partition(":")
    return {"app_name": app, "url_name": url_name, "view_name": name}


def test_secretariat_follows_its_own_partnerships(survey, people, reports, herning, odense, cast, make_person):
    Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    followed = by_role(
        cast,
        lambda seen: [
            (row.total, row.submission_count, row.municipality_count, row.published_count) for row in seen.followed
        ],
    )
    numbers = [(Steps(exactly(7), Count(5, 7), Count(5, 7), None), 1, 2, 2)]
    assert followed == {role: numbers if role in ("consultant", "researcher") else [] for role in ROLES}
    assert overview(make_person(RoleKind.CONSULTANT, partnership=odense.partnership)).followed == []


def test_administrator_alone_sees_the_office(cast):
    for number, state in enumerate([MailState.FAILED, MailState.HELD, MailState.HELD, MailState.SENT]):
        OutboxMessage.objects.create(idempotency_key=str(number), recipient="a@b.example", subject="s", state=state)
    seen = by_role(cast, lambda seen: seen.office and (seen.office.failed_mail_count, seen.office.held_mail_count))
    assert seen == {role: (1, 2) if role == "administrator" else None for role in ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_page_opens_for_everybody(role, survey, people, reports, cast, sign_in):
    assert sign_in(getattr(cast, role)).get("/").status_code == 200
