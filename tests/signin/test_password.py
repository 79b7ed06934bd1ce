"""A forgotten password, a changed one, and an address that changes."""

from django.core import mail as django_mail
from django.urls import reverse

from tests.signin.conftest import PASSWORD, link_in, mails

NEW = "graa gaes i nordenvind"
TWICE = {"password1": NEW, "password2": NEW}


def ask_for_link(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def test_known_and_unknown_addresses_get_the_same_answer(client, leader):
    known, unknown = ask_for_link(client, leader.email), ask_for_link(client, "nobody@test.example")
    done = reverse("account_reset_password_done")
    assert [(answer.status_code, answer.url, answer.content) for answer in (known, unknown)] == [(302, done, b"")] * 2
    assert [mail.recipient for mail in mails()] == [leader.email]


def test_both_answers_wait_until_the_same_moment(client, leader, monkeypatch):
    """For the known address there is a mail to write; a clock would tell, were the rest not waited for."""
    waited = []
    monkeypatch.setattr("municipalities.forms.signin.RESET_SECONDS", 60)
    monkeypatch.setattr("municipalities.forms.signin.time.sleep", waited.append)
    for email in (leader.email, "nobody@test.example"):
        ask_for_link(client, email)
    assert [0 < seconds <= 60 for seconds in waited] == [True, True]


def test_a_closed_account_gets_no_link(client, leader):
    leader.is_active = False
    leader.save()
    ask_for_link(client, leader.email)
    assert mails() == []


def test_the_mail_is_danish_and_waits_in_the_outbox(client, leader):
    ask_for_link(client, leader.email)
    [mail] = mails()
    assert mail.subject == "Vælg en ny adgangskode"
    url = "http://testserver" + link_in(mail, "account_reset_password_from_key")
    assert mail.text == (
        f"Hej\n\nDu har bedt om en ny adgangskode. Vælg den her:\n\n{url}\n\n"
        "Linket virker én gang og i et døgn. Har du ikke selv bedt om det, skal du ikke gøre noget: "
        "Din adgangskode er den samme som før.\n\nVenlig hilsen\nSekretariatet\nhjaelp@sekretariatet.example"
    )
    assert django_mail.outbox == []


def test_the_link_changes_the_password_once(client, leader, log_in):
    ask_for_link(client, leader.email)
    link = link_in(mails()[0], "account_reset_password_from_key")
    form = client.get(link, follow=True)
    saved = client.post(form.request["PATH_INFO"], TWICE)
    assert saved.url == reverse("account_reset_password_from_key_done")
    assert log_in(leader.email, NEW).status_code == 302
    client.logout()
    again = client.get(link)
    assert (again.status_code, again.context["token_fail"]) == (200, True)
    assert "Linket virker ikke længere" in again.content.decode()
    assert mails()[1].subject == "Din adgangskode er ændret"


def test_the_key_of_the_link_does_not_stay_in_the_address(client, leader):
    ask_for_link(client, leader.email)
    link = link_in(mails()[0], "account_reset_password_from_key")
    assert client.get(link).url.endswith("-set-password/")


def test_a_link_is_dead_after_a_day(client, leader, settings):
    ask_for_link(client, leader.email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link_in(mails()[0], "account_reset_password_from_key")).context["token_fail"] is True


def test_a_new_password_opens_a_locked_account(client, leader, log_in):
    for _attempt in range(6):
        log_in(leader.email, "forkert adgangskode")
    ask_for_link(client, leader.email)
    page = client.get(link_in(mails()[0], "account_reset_password_from_key"), follow=True)
    client.post(page.request["PATH_INFO"], TWICE)
    assert log_in(leader.email, NEW).status_code == 302


def test_sixth_link_in_a_minute_is_refused_for_known_and_unknown_alike(client, leader):
    for email in (leader.email, "nobody@test.example"):
        assert [ask_for_link(client, email).status_code for _attempt in range(6)] == [302] * 5 + [429]


def test_changing_the_password_keeps_this_session_and_ends_the_others(client, leader, log_in, another_browser):
    elsewhere = another_browser(leader)
    log_in(leader.email)
    answer = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD} | TWICE)
    assert answer.url == reverse("municipalities:account_show")
    assert client.get(answer.url).status_code == 200
    assert elsewhere.get(answer.url).status_code == 302
    assert mails()[0].subject == "Din adgangskode er ændret"


def test_errors_of_a_new_password_are_instructions(client, leader, log_in):
    log_in(leader.email)
    form = {"oldpassword": "forkert", "password1": "kort", "password2": "andet"}
    errors = client.post(reverse("account_change_password"), form).context["form"].errors
    assert errors == {
        "oldpassword": ["Din nuværende adgangskode er forkert. Prøv igen."],
        "password1": ["Denne adgangskode er for kort. Den skal indeholde mindst 12 tegn."],
    }
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": "noget andet end det"}
    errors = client.post(reverse("account_change_password"), form).context["form"].errors
    assert errors == {"password2": ["Skriv den samme adgangskode begge gange."]}


def test_an_address_changes_when_its_link_is_opened(client, leader, log_in):
    old = leader.email
    log_in(old)
    client.post(reverse("account_email"), {"email": "ny@test.example", "action_add": ""})
    leader.refresh_from_db()
    assert leader.email == old
    [mail] = mails()
    assert (mail.recipient, mail.subject) == ("ny@test.example", "Bekræft din nye e-mailadresse")
    link = link_in(mail, "account_confirm_email")
    assert "Fremover logger du ind med" in client.get(link).content.decode()
    assert client.post(link).url == reverse("municipalities:account_show")
    leader.refresh_from_db()
    assert leader.email == "ny@test.example"
    notice = mails()[1]
    assert (notice.recipient, notice.subject) == (old, "Din e-mailadresse er ændret")


def test_an_address_of_somebody_else_is_not_given_away_and_never_taken(client, cast, leader, log_in):
    log_in(leader.email)
    answer = client.post(reverse("account_email"), {"email": cast.member.email, "action_add": ""})
    assert answer.url == reverse("account_email")
    client.post(link_in(mails()[0], "account_confirm_email"))
    leader.refresh_from_db()
    assert leader.email != cast.member.email


def test_a_waiting_address_can_be_given_up(client, leader, log_in):
    log_in(leader.email)
    client.post(reverse("account_email"), {"email": "ny@test.example", "action_add": ""})
    client.post(reverse("account_email"), {"email": "ny@test.example", "action_remove": ""})
    assert client.post(link_in(mails()[0], "account_confirm_email")).status_code == 404
    leader.refresh_from_db()
    assert leader.email != "ny@test.example"
