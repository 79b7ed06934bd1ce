"""Names and job titles corrected: one's own, and those of the people whose roles one may give."""

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from municipalities.models import Role, RoleKind

NEW = {"name": "Åse Møller-Ægidius", "title": "Børne- og familiechef"}


@pytest.fixture
def edit(sign_in):
    def post(by, person, **values):
        return sign_in(by).post(f"/personer/{person.pk}/rediger/", NEW | values)

    return post


def name_of(person):
    person.refresh_from_db()
    return person.name, person.title


def test_who_may(statuses, cast):
    allowed = {"contact": 200, "member": 403, "leader": 403, "consultant": 200, "researcher": 403}
    allowed |= {"administrator": 200, "nobody": 403}
    assert statuses(f"/personer/{cast.member.pk}/rediger/") == allowed
    assert statuses("/konto/navn/") == dict.fromkeys(allowed, 200)


@pytest.mark.parametrize("by", ["contact", "consultant", "administrator"])
def test_a_name_is_corrected_found_and_sorted_anew(cast, edit, sign_in, by):
    answer = edit(getattr(cast, by), cast.member)
    assert (answer.status_code, answer.url) == (302, f"/personer/{cast.member.pk}/")
    assert name_of(cast.member) == tuple(NEW.values())
    found = sign_in(getattr(cast, by)).get("/personer/?q=aase").context["page"]
    assert list(found) == [cast.member]


def test_the_audit_trail_knows_who_changed_it(cast, edit):
    edit(cast.contact, cast.member)
    entry = LogEntry.objects.get_for_object(cast.member).first()
    assert (entry.actor, entry.changes["name"]) == (cast.contact, ["Person member", "Åse Møller-Ægidius"])


def test_without_a_name_the_form_says_what_to_do(cast, edit):
    form = edit(cast.contact, cast.member, name=" ").context["form"]
    assert form.errors == {"name": ["Indtast navn"]}
    assert name_of(cast.member) == ("Person member", "")


def test_people_of_others_are_not_found(cast, edit):
    assert edit(cast.contact, cast.foreign_leader).status_code == 404


def test_a_contact_edits_nobody_with_a_role_that_the_contact_may_not_give(cast, edit, sign_in, vejle):
    Role.objects.create(user=cast.member, kind=RoleKind.MEMBER, municipality=vejle.municipality)
    Role.objects.create(user=cast.leader, kind=RoleKind.ADMINISTRATOR)
    assert [edit(cast.contact, each).status_code for each in (cast.member, cast.leader)] == [403, 403]
    page = sign_in(cast.contact).get(f"/personer/{cast.member.pk}/").content.decode()
    assert "/rediger/" not in page
    assert edit(cast.administrator, cast.leader).status_code == 302


def test_of_somebody_who_has_left_only_the_administrator_does(cast, edit):
    cast.member.roles.update(ended_on=timezone.localdate())
    assert [edit(by, cast.member).status_code for by in (cast.contact, cast.consultant)] == [403, 403]
    assert edit(cast.administrator, cast.member).status_code == 302


def test_everybody_corrects_the_own_name(cast, sign_in, text_of):
    client = sign_in(cast.nobody)
    assert text_of(client.post("/konto/navn/", NEW, follow=True)).startswith("Dit navn og din stilling er gemt.")
    assert name_of(cast.nobody) == tuple(NEW.values())
    form = client.post("/konto/navn/", {"name": "x" * 121}).context["form"]
    assert list(form.errors) == ["name"]
