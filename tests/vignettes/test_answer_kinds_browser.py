"""Every kind of question in a real browser: by keyboard, with autosave, and free of accessibility faults."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults
from tests.vignettes.conftest import TOKEN
from tests.vignettes.test_answer_browser import focus_by_tab, press
from tests.vignettes.test_answering_actions import stored

pytestmark = pytest.mark.browser


@pytest.fixture
def person(kinds, make_respondent):
    return make_respondent(kinds)


def open_case(page):
    page.goto(f"/b/{TOKEN}/")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/besvar/om-dig/")
    page.goto("/besvar/sag/1/")
    expect(page.get_by_role("button", name="Vælg som nummer 1 : Samtale")).to_be_visible()


def saved(page, person, code):
    expect(page.locator("#answer-status")).to_have_text("Gemt")
    return next((value for _vignette, one, value, _version in stored(person) if one == code), None)


def test_a_ranking_is_put_in_order_by_keyboard_and_survives_a_reload(page, person):
    open_case(page)
    focus_by_tab(page, "[data-verb=choose]")
    press(page, "Enter")
    assert page.evaluate("document.activeElement.dataset.verb") == "remove"
    page.get_by_role("button", name="Vælg som nummer 2 : Ude").press("Enter")
    expect(page.get_by_role("button", name="Vælg som nummer 3 : Hjemmet")).to_be_hidden()
    page.get_by_role("button", name="Flyt op : Ude").press("Enter")
    expect(page.locator(".ranking + [role=status]")).to_have_text("Ude er nu nummer 1")
    assert saved(page, person, "first") == ["away", "talk"]
    page.reload()
    expect(page.locator(".ranking__label").first).to_have_text("Ude")
    page.get_by_role("button", name="Tag ud : Ude").press("Enter")
    expect(page.locator(".ranking__label").first).to_have_text("Samtale")
    assert saved(page, person, "first") == ["talk"]


def test_a_ranking_is_dragged(page, person):
    open_case(page)
    rows = page.locator(".ranking__row")
    page.get_by_role("button", name="Vælg som nummer 1 : Samtale").click()
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 40, "y": 4})
    expect(rows.first).to_contain_text("Ude")
    assert saved(page, person, "first") == ["away", "talk"]


def test_a_ranking_is_dragged_by_a_finger_and_its_rows_still_scroll_the_page(open_page, person):
    page = open_page(width=390, has_touch=True)
    open_case(page)
    page.get_by_role("button", name="Vælg som nummer 1 : Samtale").tap()
    rows = page.locator(".ranking__row")
    rows.nth(2).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    swipe(page, rows.nth(1).locator(".drag-handle"), rows.first)
    expect(rows.first).to_contain_text("Hjemmet")
    assert saved(page, person, "first") == ["home", "talk"]
    assert page.evaluate("scrollY") == before
    swipe(page, rows.nth(2).locator(".ranking__label"), rows.first)
    assert page.evaluate("scrollY") > before
    assert saved(page, person, "first") == ["home", "talk"]


def swipe(page, source, target):
    """One finger from the middle of `source` to the top of `target`."""
    touch = page.context.new_cdp_session(page)
    start, end = source.bounding_box(), target.bounding_box()
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    steps = [y + (end["y"] + 2 - y) * part / 8 for part in range(9)]
    for kind, at in (("touchStart", y), *(("touchMove", one) for one in steps)):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_tick_empties_the_field_and_typing_removes_the_tick(page, person):
    open_case(page)
    price, tick = (
        page.get_by_label("Spørgsmålet price?", exact=True),
        page.get_by_label("Ved ikke: Spørgsmålet price?"),
    )
    price.fill("65.000 kr.")
    assert saved(page, person, "price") == 65_000
    tick.check()
    expect(price).to_have_value("")
    assert saved(page, person, "price") == {"missing": "dont_know"}
    page.get_by_label("Ønsker ikke at svare: Spørgsmålet price?").check()
    expect(tick).not_to_be_checked()
    price.press_sequentially("7")
    expect(page.get_by_label("Ønsker ikke at svare: Spørgsmålet price?")).not_to_be_checked()
    page.get_by_role("button", name="Vælg som nummer 1 : Samtale").click()
    page.get_by_label("Ved ikke: Spørgsmålet first?").check()
    expect(page.get_by_role("button", name="Vælg som nummer 1 : Samtale")).to_be_visible()
    page.get_by_label("Helbred: Lidt").check()
    page.get_by_label("Barnet").check()
    page.locator("[data-alone]").last.check()
    expect(page.get_by_label("Barnet")).not_to_be_checked()
    assert saved(page, person, "involved") == ["dont_know"]
    assert saved(page, person, "price") == 7
    assert saved(page, person, "first") == {"missing": "dont_know"}
    assert saved(page, person, "worries") == {"health": "low"}


def test_every_kind_is_free_of_accessibility_faults(page, person):
    open_case(page)
    for address in ("/besvar/om-dig/", "/besvar/sag/1/"):
        page.goto(address)
        assert (address, faults(page)) == (address, {})
    page.get_by_role("button", name="Vælg som nummer 1 : Samtale").click()
    page.get_by_label("Spørgsmålet price?", exact=True).fill("mange")
    page.get_by_role("button", name="Gem og fortsæt").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == {}
