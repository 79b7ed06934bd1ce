"""The administrator's outbox: what was written, what became of it, and sending a failed mail again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs import mail
from jobs.models import MailState, OutboxMessage

pytestmark = pytest.mark.django_db

LINK = "http://localhost:8000/invitation/hemmelig/"


@pytest.fixture
def failed():
    message = mail.post(key="key", recipient="anne@herning.example", subject="Velkommen", text=f"Log ind: {LINK}")
    OutboxMessage.objects.update(state=MailState.FAILED, attempts=8, error="Mailserveren afviste mailen: 550")
    return message


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_recipient_and_state(sign_in, cast, failed):
    html = page(sign_in(cast.administrator), "outbox_list")
    assert [text in html for text in ("Velkommen", "anne@herning.example", "Gik galt", "1 mail")] == [True] * 4
    assert LINK not in html


def test_list_of_a_thousand_takes_as_many_queries_as_a_list_of_one(sign_in, cast, failed):
    client = sign_in(cast.administrator)
    page(client, "outbox_list")  # the first page of a session writes who uses it
    with CaptureQueriesContext(connection) as one:
        page(client, "outbox_list")
    OutboxMessage.objects.bulk_create(
        OutboxMessage(idempotency_key=str(number), recipient="a@test.example", subject=f"Nr. {number}", text="")
        for number in range(1000)
    )
    with CaptureQueriesContext(connection) as thousand:
        html = page(client, "outbox_list")
    assert len(thousand) == len(one)
    assert html.count("a@test.example") == 50
    assert "side=21" in html


def test_text_with_its_link_is_shown_in_the_demonstration_only(sign_in, cast, failed, settings):
    client = sign_in(cast.administrator)
    settings.DEMO = False
    assert LINK not in page(client, "outbox_show", failed.pk)
    settings.DEMO = True
    assert f'<a href="{LINK}" rel="nofollow">' in page(client, "outbox_show", failed.pk)


def test_text_is_shown_as_text(sign_in, cast, settings):
    settings.DEMO = True
    message = mail.post(key="key", recipient="a@test.example", subject="<b>", text="<script>alert(1)</script>")
    html = page(sign_in(cast.administrator), "outbox_show", message.pk)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_failed_mail_is_sent_again(sign_in, cast, failed):
    response = sign_in(cast.administrator).post(reverse("outbox_resend", args=[failed.pk]), follow=True)
    assert response.redirect_chain == [(reverse("outbox_show", args=[failed.pk]), 302)]
    assert "Mailen bliver sendt igen inden for et minut." in response.content.decode()
    assert list(OutboxMessage.objects.values_list("state", "attempts")) == [(MailState.WAITING, 0)]


def test_sent_mail_is_not_sent_again(sign_in, cast, failed):
    OutboxMessage.objects.update(state=MailState.SENT)
    response = sign_in(cast.administrator).post(reverse("outbox_resend", args=[failed.pk]), follow=True)
    assert "Kun en mail, der ikke kunne sendes, kan sendes igen." in response.content.decode()
    assert OutboxMessage.objects.get().state == MailState.SENT


@pytest.mark.parametrize("role", ["contact", "member", "leader", "consultant", "researcher", "nobody"])
def test_nobody_else_sees_or_sends(sign_in, cast, failed, role):
    client = sign_in(getattr(cast, role))
    addresses = [reverse("outbox_list"), reverse("outbox_show", args=[failed.pk])]
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    assert client.post(reverse("outbox_resend", args=[failed.pk])).status_code == 403
    assert OutboxMessage.objects.get().state == MailState.FAILED
