"""Sign-in in a real Chromium: by keyboard, with a passkey, on a wide screen and on a phone."""

import os
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from municipalities.models import Municipality, Partnership, PartnershipKind, RoleKind
from tests.browser import axe, fits
from tests.signin.conftest import PASSWORD, code_of, link_in, mails

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("SIGNIN_PICTURES", "")
OPEN_TO_ALL = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "socialaccount_login_cancelled",
]
WITHOUT_SECOND_FACTOR = [
    "municipalities:account_show",
    "account_change_password",
    "account_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "usersessions_list",
]
WITH_APP = ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]


@pytest.fixture
def municipal(site, make_person, set_password):
    herning = Municipality.objects.get(code="0657")
    return set_password(make_person(RoleKind.LEADER, municipality=herning, email="leder@test.example", name="Lis Lund"))


@pytest.fixture
def secretary(site, settings, make_person, set_password):
    """A consultant on a site where the second factor is compulsory."""
    settings.MFA_COMPULSORY = True
    place = Partnership.objects.create(kind=PartnershipKind.ALLIANCE, name="Alliancen", starts_on="2026-01-01")
    return set_password(make_person(RoleKind.CONSULTANT, partnership=place, email="kim@test.example", name="Kim Kær"))


def inspect(page, name):
    """No violation, nothing wider than the screen, no text left in English."""
    assert (axe(page), fits(page)) == ([], True), name
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name.replace(':', '_')}-{width}.png", full_page=True)


def at_every_width(page, name):
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        inspect(page, name)


def log_in(page, person):
    page.goto(reverse("account_login"))
    page.get_by_label("E-mailadresse").fill(person.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_label("Adgangskode").press("Enter")
    page.wait_for_url(lambda url: "/log-ind/" not in url or "to-trin" in url)


def give_passkeys(page):
    """A virtual authenticator that holds passkeys and always recognises its owner's finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return devtools, device


def test_pages_that_are_open_to_all(page):
    for name in OPEN_TO_ALL:
        page.goto(reverse(name))
        at_every_width(page, name)


def test_errors_of_the_log_in_page(page):
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page.locator("[data-module=error-summary]")).to_be_focused()
    at_every_width(page, "account_login_errors")


def test_pages_of_a_persons_own_account(page, municipal):
    log_in(page, municipal)
    for name in WITHOUT_SECOND_FACTOR:
        page.goto(reverse(name))
        at_every_width(page, name)


def test_pages_of_a_person_with_an_app(page, municipal, app_of):
    log_in(page, municipal)
    app_of(municipal)
    for name in WITH_APP:
        page.goto(reverse(name))
        at_every_width(page, f"{name}_with_app")


def test_confirming_who_one_is(page, municipal, app_of, settings):
    log_in(page, municipal)
    app_of(municipal)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    for name in ("account_reauthenticate", "mfa_reauthenticate"):
        page.goto(reverse(name))
        at_every_width(page, name)


def test_a_forgotten_password(page, municipal):
    page.goto(reverse("account_login"))
    page.get_by_role("link", name="Jeg har glemt min adgangskode").click()
    page.get_by_label("E-mailadresse").fill(municipal.email)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sendt/")
    page.goto(link_in(mails()[0], "account_reset_password_from_key"))
    at_every_width(page, "account_reset_password_from_key")
    page.get_by_label("Ny adgangskode", exact=True).fill("regn og rusk i Rebild")
    page.get_by_label("Ny adgangskode igen").fill("regn og rusk i Rebild")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Din adgangskode er ændret").wait_for()
    page.goto(link_in(mails()[0], "account_reset_password_from_key"))
    page.get_by_role("heading", name="Linket virker ikke længere").wait_for()
    at_every_width(page, "account_reset_password_from_key_used")


def test_the_first_log_in_of_the_secretariat_by_keyboard_alone(page, secretary):
    log_in(page, secretary)
    page.get_by_role("heading", name="Log ind i to trin").wait_for()
    at_every_width(page, "mfa_index_compulsory")
    tab_to(page, "Tilføj en app")
    page.keyboard.press("Enter")
    key = page.locator("code").inner_text()
    tab_to(page, "Kode")
    page.keyboard.type(code_of(key))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dine gendannelseskoder").wait_for()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert [mail.subject for mail in mails()] == ["En godkendelsesapp er tilføjet"]
    page.goto(reverse("municipalities:account_show"))
    tab_to(page, "Log ud")
    page.keyboard.press("Enter")
    page.wait_for_url("**/log-ind/")
    cache.clear()  # the code has been used; the next one is half a minute away
    log_in(page, secretary)
    page.get_by_role("heading", name="Log ind: andet trin").wait_for()
    at_every_width(page, "mfa_authenticate")
    page.get_by_label("Kode").fill(code_of(key))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/konto/" not in url)


def tab_to(page, name):
    """Press Tab until the element with this name has the focus."""
    text = "(element => element.labels?.[0]?.innerText || element.innerText)(document.activeElement).trim()"
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(text).startswith(name):
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_a_passkey_from_adding_to_removing(page, secretary):
    page.goto("/livez")
    devtools, device = give_passkeys(page)
    log_in(page, secretary)
    page.get_by_role("link", name="Tilføj en adgangsnøgle").click()
    page.get_by_label("Navn på adgangsnøglen").fill("Arbejdscomputer")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dine gendannelseskoder").wait_for()
    page.goto(reverse("mfa_index"))
    at_every_width(page, "mfa_index_passkey")
    page.goto(reverse("municipalities:account_show"))
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind/")
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    page.wait_for_url(lambda url: "/log-ind/" not in url)
    page.goto(reverse("mfa_index"))
    page.get_by_role("link", name=re.compile("Fjern")).click()
    page.get_by_role("button", name="Fjern adgangsnøglen").wait_for()
    at_every_width(page, "mfa_remove_webauthn")
    page.get_by_role("button", name="Fjern adgangsnøglen").click()
    page.get_by_text("Adgangsnøglen er fjernet.").wait_for()
    assert [mail.subject for mail in mails()] == ["En adgangsnøgle er tilføjet", "En adgangsnøgle er fjernet"]


def test_a_passkey_as_second_step_and_a_finger_that_is_not_known(page, secretary):
    page.goto("/livez")
    devtools, device = give_passkeys(page)
    log_in(page, secretary)
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Navn på adgangsnøglen").fill("Telefon")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dine gendannelseskoder").wait_for()
    page.goto(reverse("municipalities:account_show"))
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind/")
    log_in(page, secretary)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Brug din adgangsnøgle").click()
    page.get_by_text("Din adgangsnøgle blev ikke brugt.").wait_for()
    at_every_width(page, "mfa_authenticate_passkey_failed")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Brug din adgangsnøgle").click()
    page.wait_for_url(lambda url: "/konto/" not in url)


def test_log_out_empties_the_browsers_storage(page, municipal):
    log_in(page, municipal)
    page.goto(reverse("municipalities:account_show"))
    page.evaluate("localStorage.setItem('answer', 'hemmeligt')")
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind/")
    page.wait_for_function("localStorage.getItem('answer') === null")


def test_without_javascript_passwords_still_work(open_page, municipal):
    page = open_page(java_script_enabled=False)
    page.goto(reverse("account_login"))
    assert page.get_by_role("button", name="Log ind med adgangsnøgle").count() == 0
    page.get_by_label("E-mailadresse").fill(municipal.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(lambda url: "/log-ind/" not in url)
    page.goto(reverse("municipalities:account_show"))
    expect(page.get_by_role("heading", name="Min konto")).to_be_visible()
