"""Nobody widens their own rights: neither by giving themselves a role nor by inviting themselves to one."""

import pytest

from municipalities.models import Invitation, Role, RoleKind

REFUSED = "Du kan ikke give dig selv en rolle. Bed en kollega eller sekretariatet om at gøre det."


@pytest.fixture
def asked_for(cast, herning):
    """Who tries, the role, and where it would hold."""
    return {
        "contact": {"kind": RoleKind.LEADER, "municipality": herning.municipality_id},
        "consultant": {"kind": RoleKind.LEADER, "municipality": herning.municipality_id},
        "administrator": {"kind": RoleKind.CONSULTANT, "partnership": herning.partnership_id},
    }


@pytest.mark.parametrize("who", ["contact", "consultant", "administrator"])
def test_a_role_for_oneself(who, cast, sign_in, asked_for):
    person, before = getattr(cast, who), Role.objects.count()
    page = sign_in(person).post(f"/personer/{person.pk}/roller/ny/", asked_for[who])
    assert (REFUSED in page.content.decode(), Role.objects.count()) == (True, before)


@pytest.mark.parametrize("who", ["contact", "consultant", "administrator"])
def test_an_invitation_of_oneself(who, cast, sign_in, asked_for):
    person, before = getattr(cast, who), Invitation.objects.count()
    data = asked_for[who] | {"email": person.email.upper(), "name": "Mig selv"}
    page = sign_in(person).post("/personer/inviter/", data)
    assert (REFUSED in page.content.decode(), Invitation.objects.count()) == (True, before)


def test_a_colleague_may_be_made_leader(cast, herning, sign_in, asked_for):
    sign_in(cast.contact).post(f"/personer/{cast.member.pk}/roller/ny/", asked_for["contact"])
    assert cast.member.roles.filter(kind=RoleKind.LEADER, municipality=herning.municipality).count() == 1
