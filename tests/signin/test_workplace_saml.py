"""SAML answers signed with a real key: the right one opens the door, one that is off in any respect does not."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from municipalities.models import User
from tests.signin.idp import CLOCKS_MAY_DIFFER, ENTITY, encoded, new_identity_provider, request_id_in, response

HOST = {"host": "platform.example"}  # python3-saml wants a host with a dot, and reads it from the header
EVIL = "https://evil.example/"
LOG_IN, ACS, SLS = (reverse(f"saml_{name}", args=["vejle"]) for name in ("login", "acs", "sls"))
NOT_CONFIRMED = (401, "Din arbejdsplads bekræftede ikke, hvem du er.")
UNKNOWN = (403, "Din arbejdsplads har bekræftet, hvem du er, men ingen konto her har din e-mailadresse.")


@pytest.fixture(scope="module")
def idp():
    return new_identity_provider()


@pytest.fixture
def person(cast):
    User.objects.filter(pk=cast.foreign_leader.pk).update(email="leder@vejle.example")
    return User.objects.get(pk=cast.foreign_leader.pk)


@pytest.fixture(autouse=True)
def _vejle_logs_in_by_saml(settings, idp):
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": {"APPS": [idp.app()]}}
    settings.ALLOWED_HOSTS = [HOST["host"]]


def asked(browser):
    """The id of a question with which the platform has sent this browser to the workplace."""
    return request_id_in(browser.get(LOG_IN, headers=HOST).url)


def hand_in(browser, answer):
    """What the browser gets that hands in an answer of the workplace."""
    finish = browser.post(ACS, {"SAMLResponse": answer}, headers=HOST)
    return browser.get(finish.url, headers=HOST)


def refusal(page):
    """The status, and the first sentence below the heading."""
    sentence = page.content.decode().split("<p>")[1].split(".")[0]
    return page.status_code, f"{sentence}."


def signed_in(browser):
    return browser.session.get("_auth_user_id")


def test_a_known_person_gets_in(client, person, idp):
    page = hand_in(client, idp.answer(asked(client), "leder@vejle.example"))
    assert (page.status_code, page.url, signed_in(client)) == (302, reverse("home"), str(person.pk))
    assert list(SocialAccount.objects.values_list("user", "provider", "uid")) == [(person.pk, "vejle", "subject-1")]


def test_the_second_time_the_identifier_counts(client, person, idp):
    hand_in(client, idp.answer(asked(client), "leder@vejle.example"))
    client.logout()
    hand_in(client, idp.answer(asked(client), "nyt.navn@vejle.example"))
    assert signed_in(client) == str(person.pk)


def test_an_unknown_address_is_told_whom_to_ask(client, person, idp):
    page = hand_in(client, idp.answer(asked(client), "fremmed@vejle.example"))
    assert (refusal(page), signed_in(client)) == (UNKNOWN, None)
    assert (User.objects.filter(email="fremmed@vejle.example").count(), SocialAccount.objects.count()) == (0, 0)


def test_a_workplace_cannot_vouch_for_addresses_of_another(client, cast, idp):
    page = hand_in(client, idp.answer(asked(client), cast.leader.email))
    assert (refusal(page), signed_in(client)) == (UNKNOWN, None)


def test_an_answer_is_good_once(client, person, idp):
    answer = idp.answer(asked(client), person.email)
    hand_in(client, answer)
    client.logout()
    assert (refusal(hand_in(client, answer)), signed_in(client)) == (NOT_CONFIRMED, None)


def test_an_answer_is_good_in_the_browser_that_asked(client, person, idp):
    answer, thief = idp.answer(asked(client), person.email), Client()
    asked(thief)
    assert (refusal(hand_in(thief, answer)), signed_in(thief)) == (NOT_CONFIRMED, None)


def test_the_answer_to_one_question_does_not_answer_another(client, person, idp):
    stolen = idp.sign(idp.assertion(asked(client), person.email))
    thief = Client()
    page = hand_in(thief, encoded(response(asked(thief), stolen)))
    assert (refusal(page), signed_in(thief)) == (NOT_CONFIRMED, None)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"ended_ago": CLOCKS_MAY_DIFFER + timedelta(seconds=1)}, id="expired"),
        pytest.param({"audience": "https://another.example/metadata/"}, id="for another audience"),
    ],
)
def test_what_is_not_for_us_and_now_is_refused(client, person, idp, wrong):
    page = hand_in(client, idp.answer(asked(client), person.email, **wrong))
    assert (refusal(page), signed_in(client)) == (NOT_CONFIRMED, None)


def unsigned(idp, question, email):
    return response(question, idp.assertion(question, email))


def by_somebody_else(idp, question, email):
    return response(question, new_identity_provider().sign(idp.assertion(question, email)))


def changed_after_signing(idp, question, email):
    signed = idp.sign(idp.assertion(question, "anden@vejle.example"))
    return response(question, signed.replace("anden@vejle.example", email))


def wrapped(idp, question, email):
    """A genuine assertion about somebody else stands beside a forged one."""
    genuine = idp.sign(idp.assertion(question, "anden@vejle.example"))
    forged = idp.assertion(question, email).replace("_assertion", "_forged")
    return response(question, forged + genuine)


def with_entities(idp, question, email):
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{unsigned(idp, question, email)}'


def encrypted_for_nobody(idp, question, email):
    nothing = '<saml:EncryptedAssertion><x xmlns="http://www.w3.org/2001/04/xmlenc#"/></saml:EncryptedAssertion>'
    return response(question, nothing)


def declined(idp, question, email):
    return unsigned(idp, question, email).replace("status:Success", "status:Responder")


def unasked(idp, question, email):
    signed = idp.sign(idp.assertion(question, email).replace(f' InResponseTo="{question}"', ""))
    return response(question, signed).replace(f' InResponseTo="{question}"', "")


@pytest.mark.parametrize(
    "forged",
    [
        unsigned,
        by_somebody_else,
        changed_after_signing,
        wrapped,
        with_entities,
        encrypted_for_nobody,
        declined,
        unasked,
    ],
)
def test_a_forgery_is_refused(client, person, idp, forged):
    page = hand_in(client, encoded(forged(idp, asked(client), person.email)))
    assert (refusal(page), signed_in(client)) == (NOT_CONFIRMED, None)


@pytest.fixture
def logged_in(client, person, idp):
    hand_in(client, idp.answer(asked(client), person.email))
    assert signed_in(client)
    return client


def test_the_workplace_can_end_the_session(logged_in, idp):
    answer = logged_in.get(SLS, idp.log_out_message(SLS), headers=HOST)
    assert (answer.url.split("?")[0], signed_in(logged_in)) == (f"{ENTITY}/slo", None)


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(lambda message: {}, id="nothing"),
        pytest.param(lambda message: {"SAMLRequest": message["SAMLRequest"], "RelayState": EVIL}, id="unsigned"),
        pytest.param(lambda message: message | {"RelayState": EVIL}, id="another way onward"),
        pytest.param(lambda message: message | {"SAMLRequest": "PHNhbWw+"}, id="another message"),
        pytest.param(lambda message: message | {"SAMLResponse": "%%%"}, id="two messages"),
        pytest.param(lambda message: message | {"Signature": "?"}, id="no signature"),
    ],
)
def test_nobody_else_can_end_it_or_lead_people_away(logged_in, idp, forged):
    page = logged_in.get(SLS, forged(idp.log_out_message(SLS)), headers=HOST)
    assert refusal(page) == NOT_CONFIRMED
    assert signed_in(logged_in)
