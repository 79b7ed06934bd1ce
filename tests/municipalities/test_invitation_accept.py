"""The page behind the link: for new people, for people with an account, and for links that are over."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from jobs.models import OutboxMessage
from municipalities.actions import invitations
from municipalities.models import Invitation, User
from tests.municipalities.test_invitations import token_in

PASSWORD = "rolige heste spiser hø"
GOOD = {"name": "Nanna Ny", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def link(cast, herning):
    """link(email) → the address in the mail of an invitation to lead Herning."""

    def invite(email="nanna@herning.example"):
        invitations.invite(
            email=email, name="Nanna", title="Leder", kind="leader", municipality=herning.municipality, by=cast.contact
        )
        return f"/invitation/{token_in(OutboxMessage.objects.first())}/"

    return invite


def roles(email):
    return sorted(User.objects.get(email=email).roles.current().values_list("kind", "municipality"))


def test_looking_changes_nothing(client, link):
    url = link()
    response = client.get(url)
    assert (response.status_code, response.context["form"]["name"].value()) == (200, "Nanna")
    assert Invitation.objects.open().count() == 1
    assert not User.objects.filter(email="nanna@herning.example").exists()


def test_a_new_person_chooses_a_password_and_signs_in(client, link):
    response = client.post(link(), GOOD)
    assert (response.status_code, response.url) == (302, "/konto/log-ind/")
    user = User.objects.get(email="nanna@herning.example")
    assert (user.name, user.title, user.check_password(PASSWORD)) == ("Nanna Ny", "Leder", True)
    assert roles(user.email) == [("leader", "0657")]
    assert EmailAddress.objects.get(user=user).verified is True
    signed_in = client.post("/konto/log-ind/", {"login": user.email, "password": PASSWORD})
    assert signed_in.status_code == 302
    assert client.get("/partnerskaber/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "kort", "again": "kort"}, "password"),
        ({"password": "123456789012", "again": "123456789012"}, "password"),
        ({"password": "nanna@herning.example", "again": "nanna@herning.example"}, "password"),
        ({"again": "noget andet og langt"}, "again"),
        ({"name": ""}, "name"),
    ],
)
def test_bad_input_creates_nobody(client, link, wrong, field):
    response = client.post(link(), GOOD | wrong)
    assert list(response.context["form"].errors) == [field]
    assert (Invitation.objects.open().count(), User.objects.filter(email="nanna@herning.example").count()) == (1, 0)


def test_the_link_works_once(client, link, text_of):
    url = link()
    client.post(url, GOOD)
    again = client.post(
        url, GOOD | {"name": "En anden", "password": "helt andre ord her", "again": "helt andre ord her"}
    )
    assert (again.status_code, client.get(url).status_code) == (410, 410)
    assert "Linket virker ikke længere" in text_of(again)
    user = User.objects.get(email="nanna@herning.example")
    assert (user.name, user.check_password(PASSWORD)) == ("Nanna Ny", True)


def test_an_expired_link_is_gone(client, link):
    url = link()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert [client.get(url).status_code, client.post(url, GOOD).status_code] == [410, 410]
    assert not User.objects.filter(email="nanna@herning.example").exists()


@pytest.mark.parametrize("token", ["x", "æøå", "%00", "a" * 3000])
def test_garbage_is_not_found(client, db, token, text_of):
    response = client.get(f"/invitation/{token}/")
    assert response.status_code == 404
    assert text_of(response).startswith("Vi kender ikke linket")


def test_who_has_an_account_signs_in_with_the_own_password(client, link, cast, sign_in):
    url = link(cast.foreign_leader.email)
    before = cast.foreign_leader.password
    page = client.get(url)
    assert f'href="/konto/log-ind/?next={url}"' in page.content.decode()
    client.post(url, GOOD)
    cast.foreign_leader.refresh_from_db()
    assert (cast.foreign_leader.password, cast.foreign_leader.name) == (before, "Person leader")
    assert roles(cast.foreign_leader.email) == [("leader", "0630")]
    response = sign_in(cast.foreign_leader).post(url)
    assert (response.status_code, response.url) == (302, "/")
    assert roles(cast.foreign_leader.email) == [("leader", "0630"), ("leader", "0657")]


def test_looking_while_signed_in_changes_nothing(link, cast, sign_in):
    sign_in(cast.foreign_leader).get(link(cast.foreign_leader.email))
    assert roles(cast.foreign_leader.email) == [("leader", "0630")]


def test_somebody_elses_link_gives_nothing(link, cast, sign_in, text_of):
    url = link()
    client = sign_in(cast.nobody)
    assert text_of(client.get(url)).startswith("Invitationen er til en anden")
    assert client.post(url, GOOD).status_code == 403
    assert (roles(cast.nobody.email), Invitation.objects.open().count()) == ([], 1)


def test_a_further_address_of_an_account_counts(link, cast, sign_in):
    EmailAddress.objects.create(user=cast.nobody, email="nanna@herning.example", verified=True)
    assert sign_in(cast.nobody).post(link()).status_code == 302
    assert roles(cast.nobody.email) == [("leader", "0657")]


def test_an_address_nobody_has_confirmed_does_not_count(link, cast, sign_in):
    EmailAddress.objects.create(user=cast.nobody, email="nanna@herning.example", verified=False)
    assert sign_in(cast.nobody).post(link()).status_code == 403
    assert roles(cast.nobody.email) == []
