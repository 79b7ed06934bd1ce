"""Django admin: administrators look things up; nobody else gets in; answers are not there; changes leave a trail."""

import pytest
from auditlog.models import LogEntry
from django.contrib import admin

from municipalities.models import Municipality, Role

URL = "/administration/"


def test_administrators_alone(cast, sign_in):
    for person in (cast.contact, cast.leader, cast.consultant, cast.researcher, cast.nobody):
        assert sign_in(person).get(URL, follow=True).status_code == 403
    assert sign_in(cast.administrator).get(URL).status_code == 200


def test_it_signs_nobody_in(client, db):
    assert client.get(URL, follow=True).redirect_chain[-1][0].startswith("/konto/log-ind/?next=/administration/")


def test_only_who_takes_part_is_there(cast, sign_in):
    apps = sign_in(cast.administrator).get(URL).context["app_list"]
    shown = {app["app_label"]: [model["object_name"] for model in app["models"]] for app in apps}
    assert sorted(shown) == ["auditlog", "municipalities"]
    assert not [model for model in admin.site._registry if model._meta.app_label in ("vignettes", "reports")]


@pytest.mark.parametrize("name", ["user", "role", "seat", "participation", "partnership", "invitation"])
def test_lists_are_read_only(cast, sign_in, seat, colleagues, name):
    seat(colleagues[0])
    client = sign_in(cast.administrator)
    assert client.get(f"{URL}municipalities/{name}/").status_code == 200
    assert client.get(f"{URL}municipalities/{name}/add/").status_code == 403


def test_roles_cannot_be_changed_behind_the_rules(cast, sign_in):
    role = cast.member.roles.get()
    client = sign_in(cast.administrator)
    client.post(f"{URL}municipalities/role/{role.pk}/change/", {"kind": "leader"})
    client.post(f"{URL}municipalities/role/{role.pk}/delete/", {"post": "yes"})
    assert Role.objects.get(pk=role.pk).kind == "member"


def test_passwords_and_secrets_are_not_shown(cast, sign_in):
    page = sign_in(cast.administrator).get(f"{URL}municipalities/user/{cast.member.pk}/change/").content.decode()
    assert cast.member.email in page
    assert cast.member.password not in page


def test_facts_can_be_corrected(cast, sign_in):
    facts = Municipality.objects.values("code", "name", "official_name", "cvr", "kind").get(pk="0657")
    inline = {"region_memberships-TOTAL_FORMS": 0, "region_memberships-INITIAL_FORMS": 0}
    sign_in(cast.administrator).post(
        f"{URL}municipalities/municipality/0657/change/", facts | inline | {"population_2020": 89000}
    )
    assert Municipality.objects.get(pk="0657").population_2020 == 89000


def test_a_change_stands_in_the_trail_with_its_author(cast, sign_in, text_of):
    role = cast.member.roles.get()
    sign_in(cast.contact).post(f"/roller/{role.pk}/afslut/")
    entry = LogEntry.objects.get_for_object(role).first()
    assert (entry.actor, list(entry.changes)) == (cast.contact, ["ended_on"])


def test_the_trail_holds_no_password_and_no_secret(make_person, db):
    person = make_person()
    person.set_password("rolige heste spiser hø")
    person.save()
    assert {name for entry in LogEntry.objects.get_for_object(person) for name in entry.changes} == {
        "email",
        "name",
        "is_active",
        "is_superuser",
        "title",
    }
