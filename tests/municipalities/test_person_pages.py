"""A person's page, roles given and ended, accounts closed and opened."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from municipalities.models import Role, RoleKind

PASSWORD = "regnvejr over Limfjorden"


def give(client, person, kind, **place):
    return client.post(f"/personer/{person.pk}/roller/ny/", {"kind": kind} | place)


def kinds(person):
    return sorted(person.roles.current().values_list("kind", flat=True))


def test_who_may(statuses, cast):
    managers = {"contact": 200, "member": 403, "leader": 403, "consultant": 200, "researcher": 403}
    managers |= {"administrator": 200, "nobody": 403}
    person, role = cast.member, cast.member.roles.get()
    assert statuses(f"/personer/{person.pk}/") == managers | {"member": 200, "leader": 200}
    assert statuses(f"/personer/{person.pk}/roller/ny/") == managers
    assert statuses(f"/roller/{role.pk}/afslut/") == managers
    assert statuses(f"/personer/{person.pk}/deaktiver/") == dict.fromkeys(managers, 403) | {"administrator": 200}


def test_shows_roles_and_seats_with_dates(cast, sign_in, seat, text_of):
    seat(cast.member, is_contact=True)
    text = text_of(sign_in(cast.contact).get(f"/personer/{cast.member.pk}/"))
    assert "Arbejdsgruppe, Herning (Forskningspartnerskabet): fra 1. januar 2026 kontaktperson" in text


def test_people_beyond_reach_are_not_found(cast, sign_in):
    client = sign_in(cast.contact)
    role = cast.foreign_leader.roles.get()
    answers = [
        client.get(f"/personer/{cast.foreign_leader.pk}/"),
        give(client, cast.foreign_leader, "member", municipality="0657"),
        client.post(f"/roller/{role.pk}/afslut/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert kinds(cast.foreign_leader) == ["leader"]


def test_a_contact_gives_municipal_roles_at_home(cast, sign_in):
    client = sign_in(cast.contact)
    form = client.get(f"/personer/{cast.member.pk}/roller/ny/").context["form"]
    assert [value for value, _ in form.fields["kind"].choices] == ["contact", "member", "leader"]
    assert list(form.fields) == ["kind", "municipality"]
    give(client, cast.member, "contact", municipality="0657")
    assert kinds(cast.member) == ["contact", "member"]


@pytest.mark.parametrize(
    ("kind", "place", "wrong"),
    [
        ("consultant", {"municipality": "0657"}, "kind"),
        ("administrator", {"municipality": "0657"}, "kind"),
        ("member", {"municipality": "0630"}, "municipality"),
        ("member", {"municipality": "' OR 1"}, "municipality"),
    ],
)
def test_a_contact_gives_nothing_higher_and_nothing_elsewhere(cast, sign_in, kind, place, wrong):
    response = give(sign_in(cast.contact), cast.member, kind, **place)
    assert list(response.context["form"].errors) == [wrong]
    assert kinds(cast.member) == ["member"]


def test_a_consultant_gives_roles_in_the_own_partnerships(cast, sign_in, partnership, other_partnership):
    client = sign_in(cast.consultant)
    give(client, cast.member, "leader", municipality="0630")
    give(client, cast.member, "consultant", partnership=partnership.pk)
    assert kinds(cast.member) == ["consultant", "leader", "member"]
    refused = [
        give(client, cast.member, "consultant", partnership=other_partnership.pk),
        give(client, cast.member, "contact", municipality="0461"),
        give(client, cast.member, "researcher"),
    ]
    assert [list(each.context["form"].errors) for each in refused] == [["partnership"], ["municipality"], ["kind"]]


def test_a_contact_who_consults_elsewhere_gives_consultants_no_home(cast, sign_in, other_partnership, odense):
    """Rights of one role do not spread over the reach of another."""
    Role.objects.create(user=cast.contact, kind=RoleKind.CONSULTANT, partnership=other_partnership)
    response = give(sign_in(cast.contact), cast.member, "consultant", partnership=odense.partnership.pk + 1000)
    assert list(response.context["form"].errors) == ["partnership"]
    assert kinds(cast.member) == ["member"]


def test_a_role_needs_its_place_and_is_given_once(cast, sign_in):
    client = sign_in(cast.administrator)
    missing = give(client, cast.member, "consultant")
    assert missing.context["form"].errors == {"partnership": ["Vælg det partnerskab, rollen gælder i"]}
    again = give(client, cast.member, "member", municipality="0657")
    assert again.context["form"].non_field_errors() == ["Person member har allerede rollen."]


def test_ending_a_role_keeps_it_in_the_history(cast, sign_in):
    role = cast.member.roles.get()
    client = sign_in(cast.contact)
    client.get(f"/roller/{role.pk}/afslut/")
    assert kinds(cast.member) == ["member"]
    client.post(f"/roller/{role.pk}/afslut/")
    role.refresh_from_db()
    assert (kinds(cast.member), role.ended_on) == ([], timezone.localdate())
    assert sign_in(cast.member).get("/partnerskaber/").status_code == 403


def test_the_last_administrator_stays(cast, sign_in, make_person, text_of):
    role = cast.administrator.roles.get()
    away = make_person(RoleKind.ADMINISTRATOR)
    away.is_active = False
    away.save()
    client = sign_in(cast.administrator)
    response = client.post(f"/roller/{role.pk}/afslut/", follow=True)
    assert "Det er den sidste administrator. Udpeg en anden først." in text_of(response)
    assert kinds(cast.administrator) == ["administrator"]


def test_deactivation_ends_every_session(cast, sign_in, client):
    cast.member.set_password(PASSWORD)
    cast.member.save()
    theirs = Client()
    theirs.post("/konto/log-ind/", {"login": cast.member.email, "password": PASSWORD})
    assert theirs.get("/partnerskaber/").status_code == 200
    assert UserSession.objects.filter(user=cast.member).count() == 1
    sign_in(cast.administrator).post(f"/personer/{cast.member.pk}/deaktiver/")
    assert theirs.get("/partnerskaber/").status_code == 302
    assert not Session.objects.filter(session_key=theirs.cookies["sessionid"].value).exists()
    cast.member.refresh_from_db()
    assert cast.member.is_active is False


def test_reactivation(cast, sign_in):
    cast.member.is_active = False
    cast.member.save()
    client, url = sign_in(cast.administrator), f"/personer/{cast.member.pk}/genaktiver/"
    assert client.get(url).status_code == 405
    client.post(url)
    cast.member.refresh_from_db()
    assert cast.member.is_active is True


def test_nobody_deactivates_themselves(cast, sign_in, text_of):
    response = sign_in(cast.administrator).post(f"/personer/{cast.administrator.pk}/deaktiver/", follow=True)
    assert "Du kan ikke deaktivere dig selv." in text_of(response)
