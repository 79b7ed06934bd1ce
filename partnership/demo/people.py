"""The invented people of the demonstration, their roles and their seats. All sign in with the same password."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from municipalities.demo_people import DemoFunction, DemoPerson, municipal_people, secretariat_people
from municipalities.models import GroupKind, Participation, Partnership, PartnershipKind, Role, RoleKind, Seat, User

PASSWORD = "Sammen-om-forebyggelse-1"  # printed for everybody who tries the demonstration
SHOWN_MUNICIPALITY = "Herning"

_ROLES = {
    DemoFunction.CONTACT: RoleKind.CONTACT,
    DemoFunction.LEADER: RoleKind.LEADER,
    DemoFunction.WORKING_GROUP: RoleKind.MEMBER,
}
_SECRETARIAT_ROLES = {
    DemoFunction.CONSULTANT: RoleKind.CONSULTANT,
    DemoFunction.RESEARCHER: RoleKind.RESEARCHER,
    DemoFunction.ADMINISTRATOR: RoleKind.ADMINISTRATOR,
}


@dataclass(frozen=True)
class Account:
    """A way into the demonstration."""

    role: str
    place: str
    email: str


def load_people() -> None:
    password = make_password(PASSWORD)
    for participation in Participation.objects.select_related("municipality", "partnership"):
        for person in municipal_people(participation.municipality.name, caseworkers=0):
            user = _user(person, password)
            Role.objects.get_or_create(
                user=user, kind=_ROLES[person.function], municipality=participation.municipality, ended_on=None
            )
            _seat(user, person.function, participation)
    for person in secretariat_people():
        _secretariat(_user(person, password), person.function)


def accounts() -> list[Account]:
    """One account for each municipal role, and the whole secretariat: a report takes two consultants."""
    municipal = {person.function: person for person in municipal_people(SHOWN_MUNICIPALITY, caseworkers=0)}
    return [
        *(Account(str(_ROLES[f].label), SHOWN_MUNICIPALITY, municipal[f].email) for f in _ROLES),
        *(Account(str(_SECRETARIAT_ROLES[person.function].label), "", person.email) for person in secretariat_people()),
    ]


def _user(person: DemoPerson, password):
    user, _created = User.objects.get_or_create(
        email=person.email, defaults={"name": person.name, "title": person.title, "password": password}
    )
    return user


def _seat(user, function, participation):
    """Leaders sit in the strategic group, contact and members in the working group or as permanent participants."""
    kinds = [GroupKind.STRATEGIC] if function == DemoFunction.LEADER else [GroupKind.WORKING, GroupKind.PERMANENT]
    for group in participation.partnership.groups.filter(kind__in=kinds):
        taken = group.seats.filter(participation=participation)
        if taken.count() < group.seats_max and not taken.filter(user=user).exists():
            Seat.objects.create(
                group=group,
                participation=participation,
                user=user,
                starts_on=participation.enrolled_on,
                is_contact=function == DemoFunction.CONTACT and group.kind == GroupKind.WORKING,
            )


def _secretariat(user, function):
    if function != DemoFunction.CONSULTANT:
        Role.objects.get_or_create(user=user, kind=_SECRETARIAT_ROLES[function], ended_on=None)
        return
    consultants = [person.email for person in secretariat_people() if person.function == DemoFunction.CONSULTANT]
    first = user.email == consultants[0]
    for partnership in Partnership.objects.all():
        # The research partnership makes reports, and a report takes an author and a reviewer.
        if first or partnership.kind in (PartnershipKind.DEVELOPMENT, PartnershipKind.RESEARCH):
            Role.objects.get_or_create(user=user, kind=RoleKind.CONSULTANT, partnership=partnership, ended_on=None)
