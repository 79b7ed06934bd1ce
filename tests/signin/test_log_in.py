"""Log-in by e-mail address and password."""

import time

import pytest
from django.urls import reverse

from tests.signin.conftest import PASSWORD

WRONG = "E-mailadressen eller adgangskoden er forkert. Prøv igen, eller få en ny adgangskode."
TOO_MANY = "Du har prøvet for mange gange. Vent fem minutter, og prøv så igen."


def errors(response):
    return response.context["form"].non_field_errors()


def test_the_right_password_opens_the_front_page(client, leader, log_in):
    response = log_in(leader.email)
    assert (response.status_code, response.url) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(leader.pk)


def test_capitals_and_spaces_in_the_address_do_not_matter(leader, log_in):
    assert log_in(f" {leader.email.upper()} ").status_code == 302


def test_the_way_back_is_kept_but_never_leads_elsewhere(client, leader):
    form = {"login": leader.email, "password": PASSWORD}
    assert client.post(f"{reverse('account_login')}?next=/soeg/", form).url == "/soeg/"
    client.logout()
    assert client.post(f"{reverse('account_login')}?next=https://evil.example/", form).url == reverse("home")


def test_unknown_address_and_wrong_password_get_the_same_answer(leader, log_in):
    known, unknown = log_in(leader.email, "forkert adgangskode"), log_in("nobody@test.example", "forkert adgangskode")
    assert (errors(known), errors(unknown)) == ([WRONG], [WRONG])
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert without_what_was_typed(known, leader.email) == without_what_was_typed(unknown, "nobody@test.example")


def without_what_was_typed(response, email):
    csrf = response.context["csrf_token"]
    return response.content.decode().replace(email, "…").replace(str(csrf), "…")


def test_an_unknown_address_costs_a_password_hash_too(log_in, db, monkeypatch, settings):
    hashed = []
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hasher = "django.contrib.auth.hashers.Argon2PasswordHasher.encode"
    monkeypatch.setattr(hasher, lambda self, password, salt: hashed.append(password) or "argon2$x")
    log_in("nobody@test.example", "en adgangskode")
    assert hashed == ["en adgangskode"]


def test_after_five_wrong_passwords_the_right_one_waits_too(client, leader, log_in):
    for _attempt in range(5):
        assert errors(log_in(leader.email, "forkert adgangskode")) == [WRONG]
    assert errors(log_in(leader.email)) == [TOO_MANY]
    assert "_auth_user_id" not in client.session


def test_the_lock_is_for_unknown_addresses_the_same(db, log_in):
    answers = [errors(log_in("nobody@test.example", "forkert adgangskode")) for _attempt in range(6)]
    assert answers == [[WRONG]] * 5 + [[TOO_MANY]]


def test_one_locked_account_does_not_lock_the_neighbour(cast, leader, set_password, log_in):
    for _attempt in range(6):
        log_in(leader.email, "forkert adgangskode")
    assert log_in(set_password(cast.member).email).status_code == 302


def test_the_lock_ends(leader, log_in, monkeypatch):
    for _attempt in range(5):
        log_in(leader.email, "forkert adgangskode")
    now = time.time()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + 301)
    assert log_in(leader.email).status_code == 302


def test_one_address_may_not_try_without_end(db, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    statuses = [client.post(reverse("account_login"), {"login": f"{n}@test.example"}).status_code for n in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_the_page_for_too_many_requests_is_danish(db, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "0/m/ip"}
    response = client.post(reverse("account_login"), {"login": "a@test.example"})
    assert (response.status_code, response.templates[0].name) == (429, "429.html")
    assert "Du har prøvet for mange gange" in response.content.decode()


@pytest.mark.parametrize(("proxies", "forged_by_visitor"), [(0, "203.0.113.9"), (1, "203.0.113.9, 198.51.100.7")])
def test_a_visitor_cannot_choose_the_address_that_is_counted(db, log_in, settings, proxies, forged_by_visitor):
    """Without a proxy the header is ignored; behind one proxy only what that proxy added counts."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    assert log_in("a@test.example", **{"X-Forwarded-For": forged_by_visitor}).status_code == 200
    changed = forged_by_visitor.replace("203.0.113.9", "203.0.113.10")
    assert log_in("a@test.example", **{"X-Forwarded-For": changed}).status_code == 429


def test_a_closed_account_is_told_so_only_with_its_password(leader, log_in, client):
    leader.is_active = False
    leader.save()
    assert errors(log_in(leader.email, "forkert adgangskode")) == [WRONG]
    response = log_in(leader.email)
    assert response.url == reverse("account_inactive")
    page = client.get(response.url)
    assert (page.status_code, page.templates[0].name) == (403, "account/account_inactive.html")


@pytest.mark.parametrize("path", ["konto/signup/", "konto/3rdparty/signup/", "konto/email/", "konto/login/code/"])
def test_pages_of_allauth_that_are_not_wanted_do_not_exist(client, db, path):
    assert client.get(f"/{path}").status_code == 404


def test_nothing_on_the_log_in_page_leads_to_signing_up(client, db):
    page = client.get(reverse("account_login")).content.decode()
    assert "signup" not in page
    assert "Du får adgang gennem en invitation" in page


def test_empty_fields_are_met_with_instructions(client, db):
    response = client.post(reverse("account_login"), {})
    assert response.context["form"].errors == {"login": ["Indtast e-mailadresse"], "password": ["Indtast adgangskode"]}
