"""Questions that come and go while somebody answers: seen, heard, reached by keyboard, and kept."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe, fits
from tests.vignettes.asking import document, on, published
from tests.vignettes.test_answer_browser import start
from tests.vignettes.test_answering_actions import stored
from vignettes.actions import drafting
from vignettes.drafts import find
from vignettes.models import Draft

pytestmark = pytest.mark.browser


@pytest.fixture
def survey(partnership):
    return published(partnership)


def field(page, code):
    return page.get_by_label(f"Spørgsmålet {code}?")


def said(page):
    return expect(page.locator("#answer-appeared"))


def choose(page, label):
    page.get_by_label(label, exact=True).check()


def test_questions_appear_and_disappear_as_they_are_answered(page, invited):
    start(page)
    expect(field(page, "years")).to_be_hidden()
    choose(page, "Leder")
    expect(field(page, "years")).to_be_visible()
    said(page).to_have_text("Et spørgsmål mere: Spørgsmålet years?")
    assert page.evaluate("document.activeElement.value") == "leader"
    assert axe(page) == []
    field(page, "years").fill("7")
    choose(page, "Rådgiver")
    expect(field(page, "years")).to_be_hidden()
    said(page).to_have_text("Det, der ikke længere er relevant, er skjult.")
    choose(page, "Leder")
    expect(field(page, "years")).to_have_value("7")
    page.get_by_role("button", name="Gem og fortsæt").click()
    page.wait_for_url("**/besvar/sag/1/")
    choose(page, "Høj")
    expect(page.get_by_role("heading", name="Begrundelse")).to_be_hidden()
    field(page, "percent").press_sequentially("70")
    expect(field(page, "why")).to_be_visible()
    said(page).to_have_text("Et spørgsmål mere: Begrundelse Spørgsmålet why? (frivilligt)")
    expect(page.get_by_role("heading", name="Begrundelse")).to_be_visible()
    field(page, "percent").fill("7")
    expect(field(page, "why")).to_be_hidden()
    expect(page.get_by_role("heading", name="Begrundelse")).to_be_hidden()
    assert [(code, value) for case, code, value, _version in stored(invited) if not case] == [
        ("role", "leader"), ("years", 7),
    ]  # fmt: skip


def test_focus_goes_on_where_the_next_question_disappears(page, invited):
    start(page)
    choose(page, "Leder")
    page.get_by_role("button", name="Gem og fortsæt").click()
    page.wait_for_url("**/besvar/sag/1/")
    choose(page, "Høj")
    field(page, "percent").fill("70")
    expect(field(page, "why")).to_be_visible()
    field(page, "percent").fill("7")
    page.keyboard.press("Tab")  # before the pause for typing is over
    expect(field(page, "why")).to_be_hidden()
    assert page.evaluate("document.activeElement.name") == "previous"


def test_without_javascript_the_page_comes_again_with_what_is_new(open_page, invited):
    page = open_page(java_script_enabled=False, width=390)
    start(page)
    expect(field(page, "years")).to_be_hidden()
    choose(page, "Leder")
    page.get_by_role("button", name="Gem og fortsæt").click()
    expect(field(page, "years")).to_be_visible()
    expect(page.get_by_text("Dine svar fører til et spørgsmål mere. Det står her.")).to_be_visible()
    field(page, "years").fill("7")
    page.get_by_role("button", name="Gem og fortsæt").click()
    expect(page).to_have_url("/besvar/sag/1/")


def test_the_preview_shows_and_hides_alike_and_remembers_the_respondent(open_page, survey, cast):
    drafting.start_draft(survey=survey, by=cast.consultant)
    Draft.objects.update(content=document())
    page = open_page(person=cast.consultant, width=390)
    page.goto(f"/undersoegelser/{survey.pk}/kladde/se/1/")
    expect(field(page, "years")).to_be_hidden()
    choose(page, "Leder")
    expect(field(page, "years")).to_be_visible()
    page.goto(f"/undersoegelser/{survey.pk}/kladde/se/2/")
    choose(page, "Høj")
    field(page, "percent").fill("50")
    expect(field(page, "why")).to_be_visible()
    assert (fits(page), axe(page)) == (True, [])


def test_a_condition_is_written_by_keyboard_alone(open_page, survey, cast):
    drafting.start_draft(survey=survey, by=cast.consultant)
    Draft.objects.update(content=document())
    page = open_page(person=cast.consultant, width=390, java_script_enabled=False)
    page.goto(f"/undersoegelser/{survey.pk}/kladde/spoergsmaal/risk/vises-kun-hvis/")
    page.get_by_label("Hvad skal betingelsen se på?").focus()
    page.keyboard.press("ArrowDown")  # from the role to the first question
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("Leder").focus()
    page.keyboard.press("Space")
    assert fits(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kladde/#battery-risk")
    assert find(Draft.objects.get().content, "battery", "risk")["show_if"] == on("role", "leader")
