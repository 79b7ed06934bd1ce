"""What the overview page collects: for each person what to do next, by the roles the person has."""

from dataclasses import dataclass, field

from django.utils import timezone

from jobs.models import MailState, OutboxMessage
from municipalities.access import Action, may, reach_of
from municipalities.models import Invitation, Participation, User
from reports.desk import Waiting, waiting_for
from reports.models import Report
from vignettes.ending import grace_of
from vignettes.hiding import Steps, in_all
from vignettes.models import Survey, SurveyState
from vignettes.own import OwnAnswering, own_answerings
from vignettes.status import Response, responses, why_closed

MOST_FOLLOWED = 4


@dataclass(frozen=True)
class Followed:
    """A survey of the secretariat: how many municipalities have submitted, and how many have a published report."""

    survey: Survey
    total: Steps
    municipality_count: int
    submission_count: int
    published_count: int


@dataclass(frozen=True)
class Office:
    """What the administrator keeps an eye on."""

    people_count: int
    unanswered_count: int
    failed_mail_count: int
    held_mail_count: int


@dataclass(frozen=True)
class Overview:
    to_answer: list[OwnAnswering]
    to_submit: list[Response] = field(default_factory=list)
    newest_report: Report | None = None
    may_download: bool = False
    awaits_report: bool = False
    to_review: list[Waiting] = field(default_factory=list)
    followed: list[Followed] = field(default_factory=list)
    may_make_reports: bool = False
    office: Office | None = None

    @property
    def is_empty(self) -> bool:
        waiting = (
            self.to_answer,
            self.to_submit,
            self.newest_report,
            self.awaits_report,
            self.to_review,
            self.followed,
            self.office,
        )
        return not any(waiting)


def overview(user) -> Overview:
    may_download = may(user, Action.REPORT_DOWNLOAD)
    may_make = may(user, Action.REPORT_MAKE)
    newest = _newest_report(user) if may(user, Action.REPORT_READ) and not may_make else None
    return Overview(
        to_answer=[own for own in own_answerings(user) if own.is_open and not own.is_submitted],
        to_submit=_to_submit(user) if may(user, Action.SURVEY_SUBMIT) else [],
        newest_report=newest,
        may_download=may_download,
        awaits_report=may_download and not may_make and not newest and _is_surveyed(user),
        to_review=waiting_for(user, reach_of(user, Action.REPORT_WRITE)) if may(user, Action.REPORT_WRITE) else [],
        followed=_followed(user),
        may_make_reports=may_make,
        office=_office() if may(user, Action.OUTBOX_VIEW) else None,
    )


def _to_submit(user):
    """Surveys that the own municipality can submit: those that are open, and those whose grace runs."""
    reach = reach_of(user, Action.SURVEY_SUBMIT)
    parts = responses(_surveys(reach), _participations(reach))
    today = timezone.localdate()
    return [
        part for part in parts if not part.submission and (not why_closed(part.survey, today) or grace_of(part.survey))
    ]


def _newest_report(user):
    published = Report.objects.within(reach_of(user, Action.REPORT_READ)).analyses().published()
    published = published.select_related("participation__municipality", "survey").defer("data")
    return published.order_by("-published_at").first()


def _is_surveyed(user):
    """Is there a survey from which the own municipality gets a report?"""
    return _surveys(reach_of(user, Action.REPORT_DOWNLOAD)).exists()


def _followed(user):
    """The newest surveys of the partnerships that the person works with."""
    reach = reach_of(user, Action.SURVEY_VIEW)
    surveys = list(_surveys(reach).filter(partnership__in=reach.assigned.values("pk"))[:MOST_FOLLOWED])
    parts = responses(surveys, _participations(reach)) if surveys else []
    published = set(
        Report.objects.within(reach)
        .analyses()
        .published()
        .filter(survey__in=surveys)
        .values_list("survey", "participation")
    )
    return [_summary(survey, [part for part in parts if part.survey == survey], published) for survey in surveys]


def _summary(survey, parts, published):
    return Followed(
        survey,
        in_all(part.total for part in parts),
        len(parts),
        sum(part.submission is not None for part in parts),
        sum((survey.pk, part.participation.pk) in published for part in parts),
    )


def _surveys(reach):
    return Survey.objects.within(reach).exclude(state=SurveyState.DRAFT).select_related("partnership")


def _participations(reach):
    return Participation.objects.within(reach).current().select_related("municipality")


def _office():
    mails = OutboxMessage.objects.order_by()
    return Office(
        User.objects.filter(is_active=True).count(),
        Invitation.objects.unanswered().count(),
        mails.filter(state=MailState.FAILED).count(),
        mails.filter(state=MailState.HELD).count(),
    )
