"""The frame and the forms in a real Chromium, under the real security policy."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults
from tests.face.forms import EveryField
from tests.face.pages import every_part, render, serve

pytestmark = pytest.mark.browser

PAGES = {
    "every part": lambda: every_part(),
    "every error": lambda: every_part(form=EveryField({"email": "ida", "cost": "65000.50"})),
    "logged out": lambda: every_part(user=None),
    "not found": lambda: render("404.html", error_id="a1b2c3"),
    "not understood": lambda: render("400.html", error_id="a1b2c3"),
    "open too long": lambda: render("403_csrf.html", error_id="a1b2c3"),
    "too many attempts": lambda: render("429.html"),
    "our fault": lambda: render("500.html", error_id="a1b2c3"),
    "workplace said no": lambda: render("socialaccount/authentication_error.html"),
    "workplace sent a stranger": lambda: render("socialaccount/no_account.html"),
}


@pytest.fixture
def show(chromium):
    """show(html, width) gives a browser page; when the test ends, its console must be silent: no rule was broken."""
    contexts, complaints = [], []

    def open_page(html, width=1280, **options):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        serve(page, html)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(show, name):
    assert faults(show(PAGES[name]())) == {}


def test_the_icons_of_the_sprite_are_drawn(show):
    page = show(every_part())
    page.wait_for_function("document.querySelector('.log-off use').getBBox().width > 0")


def test_the_error_summary_takes_focus_and_leads_to_the_field(show):
    page = show(every_part(form=EveryField({})))
    expect(page.locator("[data-module=error-summary]")).to_be_focused()
    page.get_by_role("link", name="Vælg rolle").press("Enter")
    expect(page.locator("#id_role-option1")).to_be_focused()


def test_the_first_tab_stop_skips_to_the_content(show):
    page = show(every_part())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes_from_the_keyboard(show):
    page = show(every_part(), 390)
    opener, drawer = page.locator(".js-menu-open"), page.locator(".mobile-drawer")
    expect(drawer).to_be_hidden()
    opener.press("Enter")
    expect(drawer.get_by_role("link", name="Rapporter")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(opener).to_be_focused()


def test_without_javascript_a_phone_still_has_the_menu(show):
    page = show(every_part(), 390, java_script_enabled=False)
    expect(page.locator(".mobile-drawer").get_by_role("link", name="Rapporter")).to_be_visible()
    expect(page.locator(".js-menu-open")).to_be_hidden()
