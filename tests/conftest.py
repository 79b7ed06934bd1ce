"""The cast: two municipalities in one partnership, a third outside it, and one person for each role."""

from datetime import date
from types import SimpleNamespace

import pytest
from auditlog.context import disable_auditlog

from municipalities.models import Municipality, Participation, Partnership, PartnershipKind, Role, RoleKind, User

pytest_plugins = ["tests.browser", "tests.database"]

HERNING, VEJLE, ODENSE = "0657", "0630", "0461"


@pytest.fixture(autouse=True)
def _static_files_from_their_folders(settings):
    """Pages refer to static files by plain names, so that only browser tests need `collectstatic`.

    Each test has a client, and each client middleware of its own: WhiteNoise would read all static files every time.
    """
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def partnership(db):
    return new_partnership()


def new_partnership():
    return Partnership.objects.create(
        kind=PartnershipKind.RESEARCH, name="Forskningspartnerskabet", starts_on=date(2026, 1, 1)
    )


@pytest.fixture
def other_partnership(db):
    return new_other_partnership()


def new_other_partnership():
    return Partnership.objects.create(kind=PartnershipKind.ALLIANCE, name="Alliancen", starts_on=date(2026, 1, 1))


@pytest.fixture
def herning(partnership):
    """The municipality whose people sign in."""
    return enrol(partnership, HERNING)


@pytest.fixture
def vejle(partnership):
    """Another municipality of the same partnership."""
    return enrol(partnership, VEJLE)


@pytest.fixture
def odense(other_partnership):
    """A municipality in a partnership that the consultant does not work with."""
    return enrol(other_partnership, ODENSE)


@disable_auditlog()
def enrol(partnership, code):
    return Participation.objects.create(
        partnership=partnership, municipality=Municipality.objects.get(code=code), enrolled_on=date(2026, 1, 1)
    )


@pytest.fixture
def make_person(db):
    """make_person("leader", municipality=…) → a person with that role and a usable password."""
    return new_person


def new_person(kind=None, *, email=None, name=None, **place):
    email = email or f"{kind}{User.objects.count()}@test.example"
    person = User.objects.create_user(email, name=name or f"Person {kind}")
    if kind:
        Role.objects.create(user=person, kind=kind, **place)
    return person


@pytest.fixture
def cast(herning, vejle, odense):
    """Everybody: contact, member and leader of Herning, the secretariat, and a person without any role."""
    return new_cast(herning, vejle)


@disable_auditlog()  # to note down that they were made takes as long as to make them
def new_cast(herning, vejle):
    municipality = herning.municipality
    return SimpleNamespace(
        contact=new_person(RoleKind.CONTACT, municipality=municipality),
        member=new_person(RoleKind.MEMBER, municipality=municipality),
        leader=new_person(RoleKind.LEADER, municipality=municipality),
        consultant=new_person(RoleKind.CONSULTANT, partnership=herning.partnership),
        researcher=new_person(RoleKind.RESEARCHER),
        administrator=new_person(RoleKind.ADMINISTRATOR),
        nobody=new_person(),
        foreign_leader=new_person(RoleKind.LEADER, municipality=vejle.municipality),
    )


@pytest.fixture
def sign_in(client, settings):
    """sign_in(person) → a client signed in as that person; the second factor has its own tests."""
    settings.MFA_COMPULSORY = False

    def sign(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign
