"""Inviting by mail: who may, to what, the link's secret, sending again, withdrawing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import OutboxMessage
from municipalities.actions.invitations import hashed
from municipalities.models import Invitation

URL = "/personer/inviter/"
GOOD = {
    "name": "Nanna Ny",
    "email": "Nanna@Herning.example",
    "title": "Leder",
    "kind": "leader",
    "municipality": "0657",
}
QUERIES = 5


def token_in(message):
    return re.search(r"https://localhost/invitation/([\w-]+)/", message.text)[1]


@pytest.fixture
def invitation(cast, sign_in):
    sign_in(cast.contact).post(URL, GOOD)
    return Invitation.objects.get()


def test_who_may(statuses):
    managers = {"contact": 200, "member": 403, "leader": 403, "consultant": 200, "researcher": 403}
    managers |= {"administrator": 200, "nobody": 403}
    assert statuses(URL) == managers
    assert statuses("/invitationer/") == managers


def test_the_mail_holds_the_secret_and_the_database_its_hash(invitation, cast):
    mail = OutboxMessage.objects.get()
    token = token_in(mail)
    assert len(token) == 43
    assert (mail.recipient, invitation.email) == ("nanna@herning.example", "nanna@herning.example")
    assert invitation.token_hash == hashed(token)
    assert mail.text.startswith("Kære Nanna Ny\n\nPerson contact har inviteret dig som leder, Herning.\n")
    assert abs(invitation.expires_at - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)


def test_the_secret_is_nowhere_else(invitation):
    token = token_in(OutboxMessage.objects.get())
    assert token not in str(Invitation.objects.values().get())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "administrator"}, "kind"),
        ({"municipality": "0630"}, "municipality"),
        ({"email": "nanna"}, "email"),
        ({"email": "nanna@herning.example\nBcc: x@y.example"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_bad_input_sends_nothing(cast, sign_in, wrong, field):
    response = sign_in(cast.contact).post(URL, GOOD | wrong)
    assert list(response.context["form"].errors) == [field]
    assert (Invitation.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_the_same_invitation_is_not_sent_twice(invitation, cast, sign_in):
    response = sign_in(cast.contact).post(URL, GOOD)
    assert response.context["form"].non_field_errors() == [
        "nanna@herning.example har allerede en åben invitation til rollen. Send den igen i stedet."
    ]
    assert OutboxMessage.objects.count() == 1


def test_an_account_elsewhere_is_not_given_away(cast, sign_in):
    """Whoever invites learns nothing about accounts beyond the own reach."""
    response = sign_in(cast.contact).post(URL, GOOD | {"email": cast.foreign_leader.email}, follow=True)
    assert response.redirect_chain == [("/invitationer/", 302)]
    assert OutboxMessage.objects.get().recipient == cast.foreign_leader.email


def test_sending_again_makes_the_old_link_dead(invitation, cast, sign_in, client):
    old = token_in(OutboxMessage.objects.get())
    Invitation.objects.update(expires_at=timezone.now())
    sign_in(cast.contact).post(f"/invitationer/{invitation.pk}/send-igen/")
    new = token_in(OutboxMessage.objects.first())
    client.logout()
    assert OutboxMessage.objects.count() == 2
    assert [client.get(f"/invitation/{token}/").status_code for token in (old, new)] == [404, 200]


def test_withdrawing_makes_the_link_dead(invitation, cast, sign_in, client):
    sign_in(cast.contact).post(f"/invitationer/{invitation.pk}/traek-tilbage/")
    client.logout()
    assert client.get(f"/invitation/{token_in(OutboxMessage.objects.get())}/").status_code == 410


def test_an_accepted_invitation_stays(invitation, cast, sign_in, text_of):
    Invitation.objects.update(accepted_at=timezone.now())
    for action in ("send-igen", "traek-tilbage"):
        response = sign_in(cast.contact).post(f"/invitationer/{invitation.pk}/{action}/", follow=True)
        assert "Invitationen er allerede besvaret eller trukket tilbage." in text_of(response)
    assert OutboxMessage.objects.count() == 1


def test_invitations_of_others_are_not_found(invitation, cast, sign_in, make_person, vejle):
    client = sign_in(make_person("contact", municipality=vejle.municipality))
    assert list(client.get("/invitationer/").context["page"]) == []
    for action in ("send-igen", "traek-tilbage"):
        assert client.post(f"/invitationer/{invitation.pk}/{action}/").status_code == 404
        assert client.get(f"/invitationer/{invitation.pk}/{action}/").status_code == 405
    assert Invitation.objects.open().count() == 1


def test_a_secretariat_invitation_is_for_administrators_to_see(cast, sign_in):
    sign_in(cast.administrator).post(URL, GOOD | {"kind": "researcher", "municipality": ""})
    seen = [
        len(sign_in(each).get("/invitationer/").context["page"])
        for each in (cast.administrator, cast.consultant, cast.contact)
    ]
    assert seen == [1, 0, 0]


@pytest.mark.parametrize("more", [0, 2])
def test_query_count(invitation, cast, sign_in, more, django_assert_num_queries):
    client = sign_in(cast.contact)
    for number in range(more):
        client.post(URL, GOOD | {"email": f"{number}@herning.example"})
    client.get("/invitationer/")
    with django_assert_num_queries(QUERIES):
        client.get("/invitationer/")
