"""The rows that monitoring counts, read with a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from vignettes import monitoring
from vignettes.models import Answer, AnswerEvent, Respondent, RespondentRole, Target


@dataclass(frozen=True)
class Followed:
    """One municipality: what is reached, and how many answers are expected (None: not agreed)."""

    participation: object
    steps: monitoring.Steps
    expected: int | None
    minutes: int | None

    @property
    def lacking(self):
        return max(0, self.expected - self.steps.submitted) if self.expected is not None else None


@dataclass(frozen=True)
class Course:
    """How people of one role, or of all, have come along; the first point is the first invitation's.

    `hidden` is the word for a count that is not shown.
    """

    key: str
    name: str
    hidden: str
    steps: monitoring.Steps
    points: list[monitoring.Point]

    @property
    def has_counts(self):
        """Is any step of any day shown?"""
        return any(
            count is not None
            for point in self.points
            for count in (point.steps.opened, point.steps.started, point.steps.submitted)
        )


@dataclass(frozen=True)
class Monitor:
    municipalities: list[Followed]
    everybody: Course
    roles: list[Course]
    minutes: int | None
    stops: list[int | None]

    @property
    def has_several_roles(self):
        return sum(bool(course.points) for course in self.roles) > 1


def monitor_of(survey, participations, everybody) -> Monitor:
    """`participations` is what the viewer may see: nobody outside it is counted. `everybody` names all roles."""
    participations, today = list(participations), timezone.localdate()
    people = _people(survey, participations)
    of_place, of_role = defaultdict(list), defaultdict(list)
    for person in people:
        of_place[person.participation].append(person)
        of_role[person.role].append(person)
    by_role = monitoring.over_time_by_role(of_role, today)
    expected = dict(Target.objects.filter(survey=survey).values_list("participation", "people"))
    return Monitor(
        [_followed(one, of_place[one.pk], expected.get(one.pk)) for one in participations],
        Course("all", everybody, _("under 3"), monitoring.now(people), monitoring.over_time(people, today)),
        [_of_role(role, of_role[role], by_role) for role in RespondentRole],
        monitoring.median_minutes(people),
        _stops(survey, participations),
    )


def _of_role(role, people, by_role):
    """Alone it is all there is; beside others it is hidden also where it is large."""
    hidden = _("hidden") if len(by_role) > 1 else _("under 3")
    return Course(role.value, role.label, hidden, monitoring.now(people), by_role.get(role, []))


def _followed(participation, people, expected):
    return Followed(participation, monitoring.now(people), expected, monitoring.median_minutes(people))


def _people(survey, participations):
    """The first answer is the first event. Answers that came in bulk have none: they count from the opening."""
    mine = {"respondent": OuterRef("pk")}
    event = AnswerEvent.objects.filter(**mine).order_by("pk").values("saved_at")[:1]
    in_bulk = Case(When(Exists(Answer.objects.filter(**mine)), then=F("started_at")))
    rows = (
        Respondent.objects.invited()
        .filter(survey=survey, participation__in=participations)
        .annotate(first=Coalesce(Subquery(event), in_bulk))
        .values_list("participation", "role", "invited_at", "started_at", "first", "submitted_at")
    )
    return [
        monitoring.Person(place, role, *(moment and timezone.localtime(moment) for moment in moments))
        for place, role, *moments in rows
    ]


def _stops(survey, participations):
    """Per page of the own order (0: before the first case) how many have come to it and not sent."""
    begun = Respondent.objects.started().filter(
        survey=survey, participation__in=participations, submitted_at=None, assignment__isnull=False
    )
    orders = dict(begun.values_list("pk", "assignment__vignette_order"))
    given = Answer.objects.filter(respondent__in=begun, vignette__isnull=False).order_by()
    places = dict.fromkeys(orders, 0)
    for respondent, code in given.values_list("respondent", "vignette__code").distinct():
        if respondent in orders and code in orders[respondent]:
            places[respondent] = max(places[respondent], orders[respondent].index(code) + 1)
    return monitoring.stopping_places(places.values(), max((len(order) for order in orders.values()), default=0))
