"""The only place for permissions: what each role may do, and how far it reaches.

A view says `@requires(Action.X)`: nobody signed in → log-in; no role with X → 403. It then fetches every row through
`.within(request.reach)`, so that a foreign row is a 404. Whether the *state* of a row permits an action is a rule in
actions.py.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from municipalities.models import Municipality, Participation, Partnership, RoleKind
from municipalities.models.people import MUNICIPAL_ROLES


class Action(StrEnum):
    PARTNERSHIP_VIEW = "partnership.view"
    PARTNERSHIP_MANAGE = "partnership.manage"
    SEAT_MANAGE = "seat.manage"
    PEOPLE_VIEW = "people.view"
    PEOPLE_MANAGE = "people.manage"
    SECRETARIAT_MANAGE = "secretariat.manage"
    SURVEY_VIEW = "survey.view"
    SURVEY_BUILD = "survey.build"
    SURVEY_ANSWER = "survey.answer"
    SURVEY_INVITE = "survey.invite"
    SURVEY_SUBMIT = "survey.submit"
    SURVEY_CLOSE = "survey.close"
    SURVEY_REOPEN = "survey.reopen"
    SURVEY_REMIND = "survey.remind"
    SURVEY_EXPORT = "survey.export"
    SURVEY_MONITOR = "survey.monitor"
    SURVEY_KEEP = "survey.keep"
    REPORT_READ = "report.read"
    REPORT_DOWNLOAD = "report.download"
    REPORT_MAKE = "report.make"
    REPORT_WRITE = "report.write"
    REPORT_REVIEW = "report.review"
    REPORT_PUBLISH = "report.publish"
    REPORT_WITHDRAW = "report.withdraw"
    RECOMMENDATION_WRITE = "recommendation.write"
    MEETING_VIEW = "meeting.view"
    CASE_VIEW = "case.view"
    CASE_WRITE = "case.write"
    CASE_START = "case.start"
    CASE_DECIDE = "case.decide"
    CASE_SHARE = "case.share"
    SHARE_VIEW = "share.view"
    PRICE_VIEW = "price.view"
    PRICE_EDIT = "price.edit"  # some prices: the own with PRICE_WRITE, the public ones with TABLE_MANAGE
    PRICE_WRITE = "price.write"
    TABLE_MANAGE = "table.manage"
    SEARCH = "search"
    OUTBOX_VIEW = "outbox.view"
    OUTBOX_SEND = "outbox.send"


_EVERYONE = {Action.PARTNERSHIP_VIEW, Action.MEETING_VIEW, Action.PRICE_VIEW, Action.SEARCH}
_MUNICIPAL = _EVERYONE | {
    Action.SURVEY_VIEW,
    Action.SURVEY_ANSWER,
    Action.PEOPLE_VIEW,
    Action.CASE_VIEW,
    Action.CASE_WRITE,
    Action.SHARE_VIEW,
    Action.PRICE_EDIT,
    Action.PRICE_WRITE,
}

ROLE_ACTIONS: dict[str, frozenset[Action]] = {
    RoleKind.MEMBER: frozenset(_MUNICIPAL),
    RoleKind.CONTACT: frozenset(
        _MUNICIPAL
        | {
            Action.PEOPLE_MANAGE,
            Action.SEAT_MANAGE,
            Action.SURVEY_INVITE,
            Action.SURVEY_MONITOR,
            Action.SURVEY_SUBMIT,
            Action.REPORT_READ,
            Action.CASE_SHARE,
        }
    ),
    RoleKind.LEADER: frozenset(
        _MUNICIPAL
        | {
            Action.REPORT_READ,
            Action.REPORT_DOWNLOAD,
            Action.CASE_START,
            Action.CASE_DECIDE,
            Action.CASE_SHARE,
        }
    ),
    RoleKind.CONSULTANT: frozenset(
        _EVERYONE
        | {
            Action.PARTNERSHIP_MANAGE,
            Action.SEAT_MANAGE,
            Action.PEOPLE_VIEW,
            Action.PEOPLE_MANAGE,
            Action.SURVEY_VIEW,
            Action.SURVEY_BUILD,
            Action.SURVEY_CLOSE,
            Action.SURVEY_REOPEN,
            Action.SURVEY_REMIND,
            Action.SURVEY_EXPORT,
            Action.SURVEY_MONITOR,
            Action.SURVEY_KEEP,
            Action.REPORT_READ,
            Action.REPORT_DOWNLOAD,
            Action.REPORT_MAKE,
            Action.REPORT_WRITE,
            Action.REPORT_REVIEW,
            Action.REPORT_PUBLISH,
            Action.REPORT_WITHDRAW,
            Action.RECOMMENDATION_WRITE,
            Action.SHARE_VIEW,
            Action.PRICE_EDIT,
            Action.TABLE_MANAGE,
        }
    ),
    RoleKind.RESEARCHER: frozenset(
        _EVERYONE | {Action.SURVEY_VIEW, Action.SURVEY_EXPORT, Action.SURVEY_MONITOR, Action.SURVEY_KEEP}
    ),
    RoleKind.ADMINISTRATOR: frozenset(
        _EVERYONE
        | {
            Action.PARTNERSHIP_MANAGE,
            Action.SEAT_MANAGE,
            Action.PEOPLE_VIEW,
            Action.PEOPLE_MANAGE,
            Action.SECRETARIAT_MANAGE,
            Action.PRICE_EDIT,
            Action.TABLE_MANAGE,
            Action.OUTBOX_VIEW,
            Action.OUTBOX_SEND,
        }
    ),
}

# Whom each role may bring in: nobody gives a role of higher right than the own, or outside the own reach.
ROLE_GIVES: dict[str, frozenset[str]] = {
    RoleKind.CONTACT: frozenset(MUNICIPAL_ROLES),
    RoleKind.CONSULTANT: frozenset({*MUNICIPAL_ROLES, RoleKind.CONSULTANT}),
    RoleKind.ADMINISTRATOR: frozenset(RoleKind),
}


@dataclass(frozen=True)
class Reach:
    """The rows one action of one person may touch. Empty querysets mean nothing at all.

    `assigned` are the partnerships the person works with for the secretariat; `partnerships` has besides them those in
    which the own municipality takes part.
    """

    municipalities: QuerySet[Municipality]
    partnerships: QuerySet[Partnership]
    participations: QuerySet[Participation]
    assigned: QuerySet[Partnership]
    is_everywhere: bool = False


def may(user, action: Action) -> bool:
    """Has `user` any current role with `action`? One query per request and user."""
    return any(action in ROLE_ACTIONS[role.kind] for role in _roles(user))


def reach_of(user, action: Action) -> Reach:
    """How far `action` reaches for `user`: the whole country, assigned partnerships, or the own municipality."""
    roles = [role for role in _roles(user) if action in ROLE_ACTIONS[role.kind]]
    own = {role.municipality_id for role in roles if role.municipality_id}
    assigned = {role.partnership_id for role in roles if role.partnership_id}
    if any(role.kind in (RoleKind.RESEARCHER, RoleKind.ADMINISTRATOR) for role in roles):
        everything = Partnership.objects.all()
        return Reach(
            Municipality.objects.all(), everything, Participation.objects.all(), everything, is_everywhere=True
        )
    participations = Participation.objects.filter(Q(municipality__in=own) | Q(partnership__in=assigned))
    return Reach(
        Municipality.objects.filter(Q(pk__in=own) | Q(pk__in=participations.values("municipality"))),
        Partnership.objects.filter(Q(pk__in=assigned) | Q(pk__in=participations.values("partnership"))),
        participations,
        Partnership.objects.filter(pk__in=assigned),
    )


def reaches(user, action: Action, row) -> bool:
    """May `user` do `action` on this very row? For buttons; a view fetches through `request.reach` instead."""
    return may(user, action) and type(row).objects.within(reach_of(user, action)).filter(pk=row.pk).exists()


def kinds_given_by(user) -> set[str]:
    """The kinds of role that `user` may give somewhere; `may_give` says whether here."""
    return {kind for role in _roles(user) for kind in ROLE_GIVES.get(role.kind, ())}


def may_give(user, kind, *, municipality=None, partnership=None) -> bool:
    """May `user` give, or end, a role of this kind in this municipality or partnership?"""
    return any(
        kind in ROLE_GIVES.get(role.kind, ()) and _covers(role, municipality, partnership) for role in _roles(user)
    )


def may_edit(user, person) -> bool:
    """May `user` correct this person's name and title? Whoever may give every role that the person has now.

    Of somebody without any role only the administrator may.
    """
    roles = list(person.roles.current().select_related("municipality", "partnership"))
    if not roles:
        return may(user, Action.SECRETARIAT_MANAGE)
    return all(
        may_give(user, role.kind, municipality=role.municipality, partnership=role.partnership) for role in roles
    )


def _covers(role, municipality, partnership) -> bool:
    if role.kind == RoleKind.ADMINISTRATOR:
        return True
    if role.kind == RoleKind.CONSULTANT and municipality:
        return municipality.participations.filter(partnership=role.partnership_id).exists()
    if municipality:
        return role.municipality_id == municipality.pk
    return partnership is not None and role.partnership_id == partnership.pk


def requires(action: Action):
    """Let the view through for people who may do `action`; `request.reach` says on which rows."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user, action):
                raise PermissionDenied
            request.reach = reach_of(request.user, action)
            return view(request, *args, **kwargs)

        guarded.action = action
        return guarded

    return decorate


def _roles(user):
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_current_roles"):
        user._current_roles = list(user.roles.current())
    return user._current_roles
