"""A real Chromium on the running site, for every test marked `browser`.

Ask for `page` (1280 px), `phone` (390 px) or `open_page(person=…, width=…)`; each has the site as its base address, so
`page.goto("/besvar/")` is enough. `faults(page)` says what is wrong with a page on a computer and on a phone. When the
test ends, no page may have met a script error or broken the content security policy.
"""

import os
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.chromium import path as chromium_path

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 60_000  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the whole run. Playwright's event loop lives in this thread and never touches the database, so
    Django's guard against database access beside a running loop has nothing to protect here."""
    expect.set_options(timeout=PATIENCE_MS)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(transactional_db, live_server, settings):
    """The address of the running site, with static files as `collectstatic` left them."""
    assert (settings.STATIC_ROOT / "staticfiles.json").exists(), "Run `make staticfiles` first; `make test` does"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "partnership.static.StaticFilesStorage"}}
    settings.MFA_COMPULSORY = False
    return live_server.url


@pytest.fixture
def open_page(chromium, site):
    """open_page(person=…, width=390, java_script_enabled=False) → a page in a browser context of its own."""
    contexts, complaints = [], []

    def open_page(*, person=None, width=1280, base_url=site, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, base_url=base_url, locale="da-DK", **options
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: "Content Security" in message.text and complaints.append(message.text))
        if person:
            context.add_cookies([_session_cookie(person, base_url)])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def phone(open_page):
    return open_page(width=390)


def axe(page):
    """Violations of WCAG and good practice on the page, once it is whole: [(rule, [html, …]), …]."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    violations = page.evaluate("axe.run().then(result => result.violations)")
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations]


def fits(page):
    """Is nothing on the page wider than the screen, once it is whole?"""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def faults(page):
    """What is inaccessible or too wide on the screen of a computer, then on that of a phone, which the page keeps.

    {} where nothing is, otherwise {width: violations}. To load the page again for the phone costs more than to look.
    """
    found = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        if wrong := [*axe(page), *([] if fits(page) else ["wider than the screen"])]:
            found[width] = wrong
    return found


def _session_cookie(person, url):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies["sessionid"]
    return {"name": session.key, "value": session.value, "url": url}
