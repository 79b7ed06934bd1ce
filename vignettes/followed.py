"""The rows that monitoring counts, read with a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from vignettes import hiding, monitoring
from vignettes.models import Answer, AnswerEvent, PageView, Respondent, RespondentRole, Target
from vignettes.models.page_views import AWAY

WAYS = (False, True)  # invited, or by the own log-in


@dataclass(frozen=True)
class Followed:
    """One municipality: what is reached, and how many answers are expected (None: not agreed)."""

    participation: object
    steps: hiding.Steps
    expected: int | None
    minutes: int | None

    @property
    def lacking(self):
        return None if self.expected is None else hiding.exactly(self.expected) - self.steps.submitted


@dataclass(frozen=True)
class Course:
    """How people of one role, or of all, have come along; the first point is the first invitation's."""

    key: str
    name: str
    points: list[monitoring.Point]


@dataclass(frozen=True)
class Monitor:
    municipalities: list[Followed]
    steps: hiding.Steps
    everybody: Course
    roles: list[Course]
    minutes: int | None
    stops: list[int | None]

    @property
    def has_several_roles(self):
        return len(self.roles) > 1


def monitor_of(survey, participations, everybody) -> Monitor:
    """`participations` is what the viewer may see: nobody outside it is counted. `everybody` names all roles."""
    participations = list(participations)
    people = _people(survey, participations)
    groups = _grouped(people)
    steps = {group: hiding.shown(monitoring.reached(rows, group[2])) for group, rows in groups.items()}
    expected = dict(Target.objects.filter(survey=survey).values_list("participation", "people"))
    courses = _courses(people, steps)
    total = hiding.in_all(steps.values())
    return Monitor(
        [_followed(one, people, steps, expected.get(one.pk)) for one in participations],
        total,
        Course("all", everybody, monitoring.all_over_time(courses.values())),
        [Course(role.value, role.label, courses[role]) for role in RespondentRole if role in courses],
        monitoring.median_minutes(people, total),
        _stops(survey, [group for group, told in steps.items() if told.is_exact]),
    )


def _grouped(people):
    """Whoever came to the same municipality in the same role and the same way is counted together."""
    groups = defaultdict(list)
    for person in people:
        groups[person.participation, person.role, person.by_log_in].append(person)
    return groups


def _followed(participation, people, steps, expected):
    told = hiding.in_all(one for group, one in steps.items() if group[0] == participation.pk)
    mine = [person for person in people if person.participation == participation.pk]
    return Followed(participation, told, expected, monitoring.median_minutes(mine, told))


def _courses(people, steps):
    """The points of each role with people, on the same days."""
    days = monitoring.days_until(people, timezone.localdate())
    courses = {}
    for role in RespondentRole:
        if mine := [person for person in people if person.role == role]:
            courses[role] = monitoring.all_over_time(_course(mine, role, way, steps, days) for way in WAYS)
    return courses


def _course(people, role, way, steps, days):
    now = hiding.in_all(told for group, told in steps.items() if group[1:] == (role, way))
    return monitoring.over_time(people, way, now, days)


def _people(survey, participations):
    """The first answer is the first event. Answers that came in bulk have none: they count from the opening."""
    mine = {"respondent": OuterRef("pk")}
    event = AnswerEvent.objects.filter(**mine).order_by("pk").values("saved_at")[:1]
    in_bulk = Case(When(Exists(Answer.objects.filter(**mine)), then=F("started_at")))
    pages = PageView.objects.filter(**mine).exclude(page=AWAY).order_by().values("respondent")
    moments = ("invited_at", "opened", "first", "submitted_at")
    rows = (
        Respondent.objects.invited()
        .filter(survey=survey, participation__in=participations)
        .annotate(
            opened=Coalesce("started_at", "submitted_at"),
            first=Coalesce(Subquery(event), in_bulk, "submitted_at"),
            seconds=Subquery(pages.annotate(seconds=Sum("seconds")).values("seconds")),
        )
        .values_list("participation", "role", "by_log_in", "seconds", *moments)
    )
    return [
        monitoring.Person(*who, *(moment and timezone.localtime(moment) for moment in times), seconds)
        for *who, seconds, invited, opened, first, submitted in rows
        for times in [(invited, opened, first, submitted)]
    ]


def _stops(survey, groups):
    """Per page of the own order (0: before the first case) how many have come to it and not sent.

    Only of groups whose counts are all shown exactly: pages would tell what is open elsewhere.
    """
    if not groups:
        return []
    place = reduce(or_, (Q(participation=one, role=role, by_log_in=way) for one, role, way in groups))
    begun = Respondent.objects.started().filter(place, survey=survey, submitted_at=None, assignment__isnull=False)
    orders = dict(begun.values_list("pk", "assignment__vignette_order"))
    given = Answer.objects.filter(respondent__in=begun, vignette__isnull=False).order_by()
    places = dict.fromkeys(orders, 0)
    for respondent, code in given.values_list("respondent", "vignette__code").distinct():
        if respondent in orders and code in orders[respondent]:
            places[respondent] = max(places[respondent], orders[respondent].index(code) + 1)
    return monitoring.stopping_places(places.values(), max((len(order) for order in orders.values()), default=0))
