"""Every answer carries the security headers: pages, errors, forms, Django admin, static files."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client, override_settings
from django.urls import path, reverse

from partnership import urls

POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
}
PAGE = HEADERS | {"Content-Security-Policy": POLICY, "X-Frame-Options": "DENY"}
NEVER_STORED = "no-store"


@login_not_required
def broken(request):
    raise RuntimeError("a bug")


class WithBrokenPage:
    """The platform's addresses and one page with a bug."""

    urlpatterns = [*urls.urlpatterns, path("i-stykker/", broken)]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


def of(response, expected=PAGE):
    return {name: value for name, value in ordered(response.headers).items() if name in expected}


def ordered(headers):
    """The policy's directives in alphabetical order, `default-src` first: their order says nothing."""
    policy = sorted(headers.get("Content-Security-Policy", "").split("; "), key=lambda d: (d[:8] != "default-", d))
    return dict(headers) | ({"Content-Security-Policy": "; ".join(policy)} if policy != [""] else {})


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.administrator)


ANONYMOUS = {
    "log-in": ("/konto/log-ind/", 200),
    "redirect": ("/soeg/", 302),
    "not found": ("/findes-ikke/", 404),
    "text": ("/livez", 200),
}
SIGNED_IN = {
    "own account": ("/konto/", 200),
    "forbidden": ("/rapporter/", 403),
    "second factor": ("/konto/to-trin/", 200),
    "admin": ("/administration/", 200),
    "not found": ("/personer/999999/", 404),
}


@pytest.mark.parametrize("name", ANONYMOUS)
def test_what_strangers_get(client, db, name):
    address, status = ANONYMOUS[name]
    response = client.get(address)
    assert (response.status_code, of(response)) == (status, PAGE)


@pytest.mark.parametrize("name", SIGNED_IN)
def test_what_signed_in_people_get_is_stored_nowhere(administrator, name):
    address, status = SIGNED_IN[name]
    response = administrator.get(address)
    assert (response.status_code, of(response)) == (status, PAGE)
    assert NEVER_STORED in response.headers["Cache-Control"]


def test_a_bug_shows_an_id_and_nothing_else(db, settings):
    settings.ROOT_URLCONF = WithBrokenPage
    response = Client(raise_request_exception=False).get("/i-stykker/")
    assert (response.status_code, of(response)) == (500, PAGE)
    page = response.content.decode()
    assert response.headers["X-Request-ID"] in page
    assert "a bug" not in page


def test_a_forged_form_is_refused_with_all_headers(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@test.example"})
    assert (response.status_code, response.templates[0].name, of(response)) == (403, "403_csrf.html", PAGE)


def test_static_files_keep_for_ever_and_are_not_guessed_at(client, db, settings):
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "partnership.static.StaticFilesStorage"}}
    page = client.get(reverse("account_login")).content.decode()
    stylesheet = page.partition('href="/static/css/')[2].partition('"')[0]
    response = client.get(f"/static/css/{stylesheet}")
    response.close()
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=31536000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
    SECURE_HSTS_PRELOAD=True,
)
def test_https_only_for_a_year(client, db):
    plain = client.get("/konto/log-ind/")
    assert (plain.status_code, plain.url) == (301, "https://testserver/konto/log-ind/")
    secure = client.get("/konto/log-ind/", secure=True)
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_the_log_in_page_sets_one_cookie_and_it_is_locked(client, db):
    client.get(reverse("account_login"))
    assert list(client.cookies) == ["csrftoken"]
    cookie = client.cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
