"""The journey in a real browser: by keyboard, without JavaScript, and on every page free of accessibility faults."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import axe, faults, fits
from tests.vignettes.conftest import TOKEN
from tests.vignettes.test_answering_actions import answer_everything, stored
from vignettes.models import Respondent

pytestmark = pytest.mark.browser


def start(page):
    page.goto(f"/b/{TOKEN}/")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/besvar/om-dig/")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focus_by_tab(page, css):
    """Tab until the element that `css` selects has the focus."""
    for _step in range(60):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {css}")


def answer_case_by_keyboard(page, number):
    page.wait_for_url(f"**/besvar/sag/{number}/")
    focus_by_tab(page, "input[type=radio]")
    press(page, "Space", "ArrowDown")
    focus_by_tab(page, "input[inputmode=numeric]")
    page.keyboard.type("35")
    focus_by_tab(page, "input[type=checkbox]")
    press(page, "Space", "Tab", "Space")
    focus_by_tab(page, "textarea")
    page.keyboard.type("Skolens bekymring")
    focus_by_tab(page, "button[name=next]")
    press(page, "Enter")


def test_whole_journey_by_keyboard_only(page, invited):
    page.goto(f"/b/{TOKEN}/")
    focus_by_tab(page, "main button")
    press(page, "Enter")
    page.wait_for_url("**/besvar/om-dig/")
    focus_by_tab(page, "input[type=radio]")
    press(page, "Space")
    focus_by_tab(page, "button[name=next]")
    press(page, "Enter")
    answer_case_by_keyboard(page, 1)
    answer_case_by_keyboard(page, 2)
    page.wait_for_url("**/besvar/gennemse/")
    focus_by_tab(page, "a.button-primary")
    press(page, "Enter")
    page.wait_for_url("**/besvar/send/")
    focus_by_tab(page, "main button")
    press(page, "Enter")
    page.wait_for_url("**/besvar/kvittering/")
    answers = {(code, str(value)) for _vignette, code, value, _version in stored(invited)}
    assert answers == {
        ("role", "caseworker"),
        ("risk", "medium"),
        ("percent", "35"),
        ("involved", "['child', 'network']"),
        ("weight", "Skolens bekymring"),
    }
    assert page.evaluate(UNSENT) == []


UNSENT = """() => new Promise(resolve => {
  const opening = indexedDB.open("answers", 1);
  opening.onsuccess = () => opening.result.transaction("unsent").objectStore("unsent").getAll().onsuccess =
    ({ target }) => resolve(target.result.map(entry => entry.next ? entry.next.value : entry.value));
})"""


def test_whole_journey_without_javascript(open_page, invited):
    page = open_page(java_script_enabled=False)
    start(page)
    page.get_by_label("Leder").check()
    page.get_by_role("button", name="Gem og fortsæt").click()
    for number in (1, 2):
        page.wait_for_url(f"**/besvar/sag/{number}/")
        page.get_by_label("Høj").check()
        page.get_by_label("Spørgsmålet percent?").fill("150")
        page.get_by_label("Barnet").check()
        page.get_by_role("button", name="Gem og fortsæt").click()
        expect(page.get_by_role("alert")).to_contain_text("Skriv et helt tal fra 0 til 100")
        expect(page.get_by_label("Spørgsmålet percent?")).to_have_value("150")
        page.get_by_label("Spørgsmålet percent?").fill("15 %")
        page.get_by_role("button", name="Gem og fortsæt").click()
    page.get_by_role("link", name="Gå til afsendelse").click()
    page.get_by_role("button", name="Send mine svar").click()
    page.wait_for_url("**/besvar/kvittering/")
    assert Respondent.objects.get().submitted_at is not None
    assert [value for _v, code, value, _n in stored(invited) if code == "percent"] == [15, 15]


def test_every_page_is_free_of_accessibility_faults(page, invited):
    def check(address):
        page.goto(address)
        for details in page.locator("details").all():
            details.evaluate("part => part.open = true")
        assert (address, faults(page)) == (address, {})

    check("/besvar/om-dig/")  # nobody in the session
    check(f"/b/{TOKEN}/")
    start(page)
    for address in ("/besvar/om-dig/", "/besvar/sag/1/", "/besvar/gennemse/"):
        check(address)
    page.goto("/besvar/sag/1/")
    page.get_by_label("Spørgsmålet percent?").fill("150")
    page.get_by_role("button", name="Gem og fortsæt").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == {}
    answer_everything(invited)
    check("/besvar/gennemse/")
    page.get_by_role("button", name="Hold pause").click()
    page.get_by_role("button", name="Gå, og slet dem").click()  # the unusable 150
    page.wait_for_url("**/besvar/pause/")
    assert faults(page) == {}
    page.goto(f"/b/{TOKEN}/")
    page.get_by_role("button", name="Fortsæt").click()
    page.wait_for_url("**/besvar/gennemse/")
    check("/besvar/send/")
    page.get_by_role("button", name="Send mine svar").click()
    for address in ("/besvar/kvittering/", f"/b/{TOKEN}/", "/b/forged/"):
        check(address)
    Respondent.objects.update(revoked_at=timezone.now())
    check(f"/b/{TOKEN}/")
    expect(page.get_by_role("heading", name="Linket er trukket tilbage")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_session_lost_without_the_script_carries_what_was_typed(open_page, invited, width):
    page = open_page(width=width)
    page.route("**/js/answers*.js", lambda route: route.abort())
    start(page)
    page.goto("/besvar/sag/1/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Spørgsmålet weight?").fill("Skolen")
    page.get_by_role("button", name="Gem og fortsæt").click()
    expect(page.get_by_role("heading", name="Det, du lige har skrevet, er ikke tabt")).to_be_visible()
    assert (axe(page), fits(page)) == ([], True)
    other = page.context.new_page()
    other.goto(f"/b/{TOKEN}/")
    other.get_by_role("button", name="Fortsæt").click()
    page.get_by_role("button", name="Gem").click()
    page.wait_for_url("**/besvar/sag/2/")
    assert [value for _v, code, value, _n in stored(invited) if code == "weight"] == ["Skolen"]


def test_phone_can_open_the_case_again_beside_the_questions(phone, invited):
    start(phone)
    phone.goto("/besvar/sag/1/")
    phone.get_by_label("Spørgsmålet weight?").scroll_into_view_if_needed()
    phone.get_by_text("Læs sagen igen").click()
    again = phone.get_by_role("group", name="Sagen")
    expect(again).to_be_in_viewport()
    expect(again).to_contain_text("Et barn på otte år.")
