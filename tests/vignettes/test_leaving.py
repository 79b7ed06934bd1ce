"""Taking a break: how to come back, and the link by mail for whoever wants it, once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import OutboxMessage
from tests.vignettes.conftest import TOKEN
from vignettes import links
from vignettes.models import Respondent

LEAVE, LINK = "/besvar/pause/", "/besvar/pause/link/"
OFFER = "Send mig mit link"


def who(page):
    return re.search(r'name="who" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def left(answering_client):
    """The page after "Hold pause", of somebody who was invited by mail a day ago."""
    sent = timezone.now() - timedelta(days=1)
    Respondent.objects.update(email="anna@herning.example", link_sent_at=sent)
    return answering_client.post(LEAVE, {"who": who(answering_client.get("/besvar/om-dig/"))})


def test_link_comes_once_and_is_the_one_the_person_has(left, client):
    nonce = links.new_secret()
    token = links.token_of(nonce)
    Respondent.objects.update(link_nonce=nonce, token_hash=links.hash_token(token))
    before = Respondent.objects.values("link_sent_at", "link_mail").get()
    assert OFFER in left.content.decode()
    pages = [client.post(LINK, {"who": who(left)}) for _ in range(2)]
    assert ["Dit link er på vej" in page.content.decode() for page in pages] == [True, True]
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, f"/b/{token}/" in mail.text) == ("anna@herning.example", True)
    assert Respondent.objects.values("link_sent_at", "link_mail").get() == before
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    client.post(LINK, {"who": who(left)})
    assert OutboxMessage.objects.count() == 2


def test_link_that_cannot_be_computed_any_more_is_replaced(left, client):
    client.post(LINK, {"who": who(left)})
    token = re.search(r"/b/(\S+)/", OutboxMessage.objects.get().text)[1]
    assert Respondent.objects.get().token_hash == links.hash_token(token) != links.hash_token(TOKEN)


def test_second_click_shows_the_same(left, client):
    again = client.post(LEAVE, {"who": who(left)})
    assert (again.status_code, OFFER in again.content.decode()) == (200, True)
    assert client.get("/besvar/om-dig/").status_code == 401


def test_whoever_signs_in_goes_on_from_the_front_page(answering_client, cast):
    Respondent.objects.update(user=cast.member)
    page = answering_client.post(LEAVE).content.decode()
    assert ("vælg Svar videre på forsiden" in page, OFFER in page) == (True, False)


def test_whoever_has_no_address_is_told_how_to_come_back(answering_client):
    page = answering_client.post(LEAVE).content.decode()
    assert ("Åbn det personlige link, du brugte" in page, OFFER in page) == (True, False)


@pytest.mark.parametrize("change", ["forged", "withdrawn", "submitted", "without address"])
def test_nothing_is_mailed_on_a_worthless_offer(change, left, client):
    given = {"who": "forged:sign" if change == "forged" else who(left)}
    if change == "withdrawn":
        Respondent.objects.update(revoked_at=timezone.now())
    elif change == "submitted":
        Respondent.objects.update(submitted_at=timezone.now())
    elif change == "without address":
        Respondent.objects.update(email="")
    page = client.post(LINK, given)
    assert (page.status_code, "er ikke tabt" in page.content.decode()) == (401, False)
    assert OutboxMessage.objects.count() == 0


def test_offer_opens_no_answers(left, client):
    fresh = type(client)()
    fresh.post(LINK, {"who": who(left)})
    assert fresh.get("/besvar/om-dig/").status_code == 401
