"""Log-in by the workplace (OpenID Connect, SAML): known people only, and each provider only for its own addresses."""

import time
from types import SimpleNamespace
from urllib.parse import parse_qs, urlparse

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from municipalities.models import User
from tests.signin.conftest import PASSWORD, mails

LOG_IN = reverse("openid_connect_login", args=["herning"])
SERVER = "https://login.herning.example"


def herning(**settings):
    app = {"provider_id": "herning", "name": "Herning Kommune", "client_id": "platform", "secret": "a-secret"}
    return {"openid_connect": {"APPS": [app | {"settings": {"server_url": SERVER} | settings}]}}


class Workplace:
    """Stands for the provider's server: configuration, token and claims, without a network."""

    def __init__(self, claims, id_token):
        self.claims = claims
        self.token = {"access_token": "token", "token_type": "Bearer"} | ({"id_token": id_token} if id_token else {})

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def get(self, url, **options):
        endpoints = {name: f"{SERVER}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        configuration = endpoints | {"userinfo_endpoint": f"{SERVER}/me", "issuer": SERVER}
        return self.answer(self.claims if url.endswith("/me") else configuration)

    def request(self, method, url, **options):
        return self.answer(self.token)

    def answer(self, content):
        headers = {"content-type": "application/json"}
        return SimpleNamespace(
            status_code=200, headers=headers, json=lambda: content, text=str(content), raise_for_status=lambda: None
        )


@pytest.fixture
def person(cast, set_password):
    cast.leader.email = "leder@herning.example"
    cast.leader.save()
    cast.leader.emailaddress_set.update(email=cast.leader.email)
    return set_password(cast.leader)


@pytest.fixture
def arrive(client, settings, monkeypatch):
    """arrive(email) → the platform's answer to somebody whom the workplace says to be this person."""
    settings.SOCIALACCOUNT_PROVIDERS = herning(verified_email=["herning.example"])

    def go(email, *, sub="subject-1", path=LOG_IN, browser=client, id_token=None, **claims):
        workplace = Workplace({"sub": sub, "email": email} | claims, id_token)
        monkeypatch.setattr(
            "municipalities.adapters.SocialAccountAdapter.get_requests_session", lambda adapter: workplace
        )
        away = browser.get(path)
        state = parse_qs(urlparse(away.url).query)["state"][0]
        return browser.get(reverse("openid_connect_callback", args=["herning"]), {"code": "x", "state": state})

    return go


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_an_invited_person_gets_in_and_is_told_by_mail(client, person, arrive):
    assert arrive("leder@herning.example").url == reverse("home")
    assert signed_in(client) == str(person.pk)
    assert [(mail.recipient, mail.subject) for mail in mails()] == [
        (person.email, "Du kan logge ind gennem din arbejdsplads")
    ]


def test_the_password_stays(client, person, arrive, log_in):
    arrive("Leder@Herning.example")
    client.logout()
    assert log_in(person.email, PASSWORD).url == reverse("home")


def test_nobody_signs_up_by_it(client, person, arrive):
    answer = arrive("fremmed@herning.example")
    assert (answer.status_code, answer.templates[0].name) == (403, "socialaccount/no_account.html")
    assert (signed_in(client), User.objects.filter(email="fremmed@herning.example").count()) == (None, 0)


def test_a_workplace_cannot_vouch_for_addresses_of_another(client, cast, person, arrive):
    assert arrive(cast.foreign_leader.email, email_verified=True).status_code == 403
    assert (signed_in(client), SocialAccount.objects.count()) == (None, 0)


@pytest.mark.parametrize("vouches_for", [{}, {"verified_email": True}, {"verified_email": []}])
def test_without_a_list_of_domains_a_workplace_vouches_for_nobody(client, person, arrive, settings, vouches_for):
    settings.SOCIALACCOUNT_PROVIDERS = herning(email_authentication=True, **vouches_for)
    assert arrive(person.email, email_verified=True).status_code == 403
    assert signed_in(client) is None


def test_a_closed_account_stays_closed(client, person, arrive):
    arrive(person.email)
    client.logout()
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert arrive(person.email).url == reverse("account_inactive")
    assert signed_in(client) is None


def test_later_the_identifier_counts_not_the_address(client, person, arrive):
    arrive(person.email)
    client.logout()
    arrive("nyt.navn@herning.example")
    assert signed_in(client) == str(person.pk)


def test_nobody_can_be_made_to_connect_a_foreign_account(client, person, arrive):
    client.force_login(person)
    answer = arrive("tyv@herning.example", sub="thief", path=f"{LOG_IN}?process=connect")
    assert (answer.status_code, SocialAccount.objects.count()) == (403, 0)


def test_the_second_step_is_asked_for_all_the_same(client, person, arrive, app_of):
    app_of(person)
    assert arrive(person.email).url == reverse("mfa_authenticate")
    assert signed_in(client) is None


def test_an_answer_that_nobody_asked_for_is_refused(client, person, arrive):
    path = reverse("openid_connect_callback", args=["herning"])
    answer = client.get(path, {"code": "x", "state": "forged"})
    assert (answer.status_code, answer.templates[0].name) == (401, "socialaccount/authentication_error.html")


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def id_token(key, person):
    """id_token(**claims) → the signed proof of a log-in of `person`, with claims put differently."""

    def sign(**claims):
        proof = {"iss": SERVER, "aud": "platform", "exp": time.time() + 60, "sub": "subject-1", "email": person.email}
        return jwt.encode(proof | claims, key, algorithm="RS256")

    return sign


@pytest.fixture
def arrive_by_token(arrive, settings):
    """arrive_by_token(token) → the answer to somebody of whom the id token alone says who it is."""
    settings.SOCIALACCOUNT_PROVIDERS = herning(verified_email=["herning.example"], fetch_userinfo=False)
    return lambda token: arrive("nobody.asks@herning.example", id_token=token)


def test_an_id_token_says_who_it_is(client, person, arrive_by_token, id_token):
    assert arrive_by_token(id_token()).url == reverse("home")
    assert signed_in(client) == str(person.pk)


def test_an_id_token_is_good_once(client, person, arrive_by_token, id_token):
    token = id_token(jti="the-first")
    arrive_by_token(token)
    client.logout()
    assert (arrive_by_token(token).status_code, signed_in(client)) == (401, None)


@pytest.mark.parametrize("wrong", [{"exp": 1}, {"aud": "another-platform"}, {"iss": "https://login.vejle.example"}])
def test_an_id_token_not_of_this_workplace_for_us_and_now_is_refused(client, arrive_by_token, id_token, wrong):
    answer = arrive_by_token(id_token(**wrong))
    assert (answer.status_code, answer.templates[0].name) == (401, "socialaccount/authentication_error.html")
    assert signed_in(client) is None


@pytest.mark.parametrize("broken", ["nonsense", "a.b.c"])
def test_what_is_no_id_token_is_refused(client, person, arrive_by_token, broken):
    assert (arrive_by_token(broken).status_code, signed_in(client)) == (401, None)


def test_the_buttons_stand_on_the_log_in_page_only_when_configured(client, db, settings):
    assert "Log ind gennem din arbejdsplads" not in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = herning() | {"saml": {"APPS": [saml()]}}
    page = client.get(reverse("account_login")).content.decode()
    assert "Log ind gennem din arbejdsplads" in page
    assert [name in page for name in ("Herning Kommune", "Vejle Kommune")] == [True, True]


def test_a_row_in_the_database_opens_no_door(client, db):
    SocialApp.objects.create(provider="openid_connect", provider_id="evil", name="Evil", client_id="x")
    assert client.get(reverse("openid_connect_login", args=["evil"])).status_code == 404
    assert "Evil" not in client.get(reverse("account_login")).content.decode()


HOST = {"host": "platform.example"}  # python3-saml wants a host with a dot, and reads it from the header


def saml():
    idp = {"entity_id": "https://idp.vejle.example", "sso_url": "https://idp.vejle.example/sso", "x509cert": "MIIB"}
    settings = {"idp": idp, "verified_email": ["vejle.example"]}
    return {"provider_id": "vejle", "name": "Vejle Kommune", "client_id": "vejle", "settings": settings}


def test_saml_sends_people_to_their_own_workplace(client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS, settings.ALLOWED_HOSTS = {"saml": {"APPS": [saml()]}}, [HOST["host"]]
    answer = client.get(reverse("saml_login", args=["vejle"]), headers=HOST)
    assert answer.url.startswith("https://idp.vejle.example/sso?SAMLRequest=")


def test_a_forged_saml_answer_is_refused(client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS, settings.ALLOWED_HOSTS = {"saml": {"APPS": [saml()]}}, [HOST["host"]]
    finish = client.post(reverse("saml_acs", args=["vejle"]), {"SAMLResponse": "PHNhbWw+"}, headers=HOST)
    answer = client.get(finish.url, headers=HOST)
    assert (answer.status_code, answer.templates[0].name) == (401, "socialaccount/authentication_error.html")
    assert signed_in(client) is None


@pytest.mark.parametrize("name", ["saml_login", "saml_acs", "saml_finish_acs", "saml_sls", "saml_metadata"])
def test_a_workplace_that_is_not_configured_does_not_exist(client, db, name):
    answer = client.get(reverse(name, args=["vejle"]), follow=True)
    assert answer.status_code == 404
