"""A break and a log-out empty the device. What is unsent is sent first, and is never deleted without asking."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe, fits
from tests.vignettes.test_answer_browser import UNSENT
from tests.vignettes.test_autosave_browser import WEIGHT, expect_nothing_on_the_device, status, values
from tests.vignettes.test_autosave_browser import case as case  # a fixture
from vignettes.models import SurveyState

pytestmark = pytest.mark.browser
ASKED = "Nogle svar er ikke sendt"


def lose_connection(page):
    page.context.route("**/besvar/gem/", lambda route: route.abort())


def find_connection(page):
    page.context.unroute("**/besvar/gem/")


def test_break_with_an_unusable_answer_asks_first(case):
    case.get_by_label("Spørgsmålet percent?").fill("150")
    status(case).to_have_text("Ét svar kunne ikke gemmes: Skriv et helt tal fra 0 til 100")
    leave = case.get_by_role("button", name="Hold pause")
    leave.click()
    expect(case.get_by_role("alert")).to_contain_text(f"{ASKED}")
    assert (axe(case), fits(case)) == ([], True)
    case.get_by_role("button", name="Bliv her").click()
    expect(leave).to_be_focused()
    assert case.evaluate(UNSENT) == ["150"]
    leave.click()
    case.get_by_role("button", name="Gå, og slet dem").click()
    case.wait_for_url("**/besvar/pause/")
    expect_nothing_on_the_device(case)


def test_break_after_the_survey_has_closed_asks_first(case, survey):
    type(survey).objects.update(state=SurveyState.CLOSED)
    case.get_by_label(WEIGHT).fill("Skolen")
    expect(case.get_by_role("alert")).to_contain_text("Dine seneste svar er ikke modtaget")
    case.get_by_role("button", name="Hold pause").click()
    expect(case.get_by_role("heading", name=ASKED)).to_be_visible()
    assert case.evaluate(UNSENT) == ["Skolen"]


def test_break_without_connection_deletes_nothing(case):
    case.context.set_offline(True)
    case.get_by_label(WEIGHT).fill("Skolen")
    case.get_by_role("button", name="Hold pause").dblclick()
    expect(case.get_by_role("heading", name=ASKED)).to_have_count(1)
    assert case.evaluate(UNSENT) == ["Skolen"]
    case.context.set_offline(False)
    status(case).to_have_text("Gemt")
    case.get_by_role("button", name="Hold pause").click()
    case.wait_for_url("**/besvar/pause/")
    assert values() == ["Skolen"]


def test_break_on_the_review_page_sends_what_the_cases_left(case):
    lose_connection(case)
    case.get_by_label(WEIGHT).fill("Skolen")
    status(case).to_contain_text("Ingen forbindelse")
    case.goto("/besvar/gennemse/")
    find_connection(case)
    case.get_by_role("button", name="Hold pause").click()
    case.wait_for_url("**/besvar/pause/")
    assert values() == ["Skolen"]


def test_log_out_in_another_tab_sends_or_asks(open_page, survey, herning, cast):
    page = open_page(person=cast.member)
    page.goto("/undersoegelser/")
    page.get_by_role("button", name="Svar").click()
    page.wait_for_url("**/besvar/om-dig/")
    page.goto("/besvar/sag/1/")
    lose_connection(page)
    page.get_by_label(WEIGHT).fill("Skolen")
    status(page).to_contain_text("Ingen forbindelse")
    page.goto("/")
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    assert (axe(page), fits(page), page.evaluate(UNSENT)) == ([], True, ["Skolen"])
    find_connection(page)
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/konto/log-ind/**")
    assert values() == ["Skolen"]
    expect_nothing_on_the_device(page)
