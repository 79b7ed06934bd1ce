"""A consultant builds and publishes a survey by keyboard, with and without JavaScript, at both widths."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe, faults, fits
from vignettes.actions import drafting
from vignettes.models import Draft, Survey, SurveyState
from vignettes.published import spec_of

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("PAGE_PICTURES", "")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def assert_sound(page, name):
    picture(page, name)
    assert (axe(page), fits(page)) == ([], True)


def press(locator):
    """As from the keyboard: the focus goes there, Enter presses."""
    locator.focus()
    locator.page.keyboard.press("Enter")


def write(page, label, text):
    page.get_by_label(label).last.focus()
    page.keyboard.type(text)


def begin(page):
    page.goto(reverse("vignettes:survey_list"))
    press(page.get_by_role("link", name="Ny undersøgelse"))
    write(page, "Titel", "Unge")
    write(page, "År", "2027")
    press(page.get_by_role("button", name="Opret undersøgelsen"))
    press(page.get_by_role("link", name="Rediger titel og introduktion"))
    write(page, "Introduktion", "Velkommen")
    press(page.get_by_role("button", name="Gem"))


def ask_for_the_role(page):
    """Two options, typed in the wrong order and moved; a row too many is removed."""
    press(page.get_by_role("link", name="Tilføj et spørgsmål om besvareren"))
    write(page, "Spørgsmålet", "Hvad er din rolle?")
    write_option(page, 0, "Leder")
    press(page.get_by_role("button", name="Fjern svarmulighed 3"))
    write_option(page, 1, "Rådgiver")
    press(page.get_by_role("button", name="Flyt op svarmulighed 2"))
    press(page.get_by_role("button", name="Gem").last)


def write_option(page, place, text):
    page.locator(f"#id_options-{place}-label").focus()
    page.keyboard.type(text)


def ask_for_the_risk(page, *, hides):
    """A percentage, chosen with the arrow keys: its form has no options where a script can hide them."""
    press(page.get_by_role("link", name="Tilføj et spørgsmål om hver sag"))
    write(page, "Spørgsmålet", "Hvor stor er risikoen?")
    page.get_by_role("radio", name="Ét valg").focus()
    for _step in range(5):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Procent")).to_be_checked()
    expect(page.get_by_role("heading", name="Svarmuligheder")).to_have_count(0 if hides else 1)
    press(page.get_by_role("button", name="Gem").last)


def tell_two_cases(page):
    for number in (1, 2):
        press(page.get_by_role("link", name="Tilføj en sag"))
        write(page, "Titel", f"Alma {number}")
        write(page, "Sagen", "Alma er 3 år.")
        press(page.get_by_role("button", name="Gem"))
    press(page.get_by_role("button", name="Flyt op Alma 2"))
    expect(page.get_by_role("button", name="Flyt op Alma 2")).to_have_count(0)
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Rediger Alma 2")).to_be_focused()


@pytest.mark.parametrize(("width", "java_script_enabled"), [(1280, True), (390, False)])
def test_small_survey_by_keyboard(open_page, cast, width, java_script_enabled):
    page = open_page(person=cast.consultant, width=width, java_script_enabled=java_script_enabled)
    begin(page)
    ask_for_the_role(page)
    ask_for_the_risk(page, hides=java_script_enabled)
    tell_two_cases(page)
    press(page.get_by_role("link", name="Kontrollér og udgiv"))
    press(page.get_by_role("button", name="Udgiv"))
    page.get_by_text("Undersøgelsen er udgivet.").wait_for()

    survey = Survey.objects.get()
    made = spec_of(survey.versions.get())
    assert (survey.state, survey.introduction) == (SurveyState.OPEN, "Velkommen")
    assert [(option.code, option.label) for option in made.background[0].options] == [
        ("raadgiver", "Rådgiver"),
        ("leder", "Leder"),
    ]
    assert (made.battery[0].kind, [case.title for case in made.vignettes]) == ("percent", ["Alma 2", "Alma 1"])


def test_every_page_is_accessible_and_fits(open_page, make_survey, cast):
    survey = make_survey(introduction="Velkommen")
    page = open_page(person=cast.consultant)
    page.goto(reverse("vignettes:draft_show", args=[survey.pk]))
    assert faults(page) == {}
    draft = drafting.start_draft(survey=survey, by=cast.consultant)
    changed = draft.content["battery"][0] | {"text": "Forebyggelsesinvesteringsstrategiudvalg? " * 7}
    Draft.objects.update(content=draft.content | {"battery": [changed, *draft.content["battery"][1:]]})
    for name, parts in {
        "survey_create": [],
        "survey_edit": [survey.pk],
        "draft_show": [survey.pk],
        "draft_edit": [survey.pk],
        "draft_import": [survey.pk],
        "draft_discard": [survey.pk],
        "draft_publish": [survey.pk],
        "question_create": [survey.pk, "om-sagerne"],
        "question_edit": [survey.pk, "risk"],
        "question_delete": [survey.pk, "risk"],
        "library_pick": [survey.pk, "om-sagerne"],
        "survey_copy": [survey.pk],
        "vignette_edit": [survey.pk, "V1"],
        "preview_show": [survey.pk],
        "preview_page": [survey.pk, 2],
    }.items():
        page.goto(reverse(f"vignettes:{name}", args=parts))
        assert (name, faults(page)) == (name, {})
        picture(page, name)


def test_rows_are_dragged_to_their_place(open_page, make_survey, cast):
    survey = make_survey(introduction="Velkommen")
    drafting.start_draft(survey=survey, by=cast.consultant)
    page = open_page(person=cast.consultant)
    page.goto(reverse("vignettes:draft_show", args=[survey.pk]))
    rows = page.locator("[data-row^='battery']")
    rows.nth(0).locator(".drag-handle").drag_to(rows.nth(2), target_position={"x": 9, "y": 60})
    page.wait_for_url("**#battery-risk")
    codes = [row["code"] for row in Draft.objects.get().content["battery"]]
    assert codes == ["percent", "effect", "risk", "involved", "weight"]
    assert_sound(page, "dragged")


def test_options_are_dragged_to_their_place_and_keep_their_codes(open_page, make_survey, cast):
    survey = make_survey(introduction="Velkommen")
    drafting.start_draft(survey=survey, by=cast.consultant)
    page = open_page(person=cast.consultant)
    page.goto(reverse("vignettes:question_edit", args=[survey.pk, "risk"]))
    page.set_viewport_size({"width": 1280, "height": 3000})
    rows = page.locator(".option-row:visible")
    rows.nth(0).locator(".drag-handle").drag_to(rows.nth(2), target_position={"x": 9, "y": 240})
    labels = [page.locator(f"#id_options-{place}-label").input_value() for place in range(3)]
    assert labels == ["Middel", "Høj", "Lav"]
    frame = page.frame_locator("[data-preview] iframe")
    expect(frame.get_by_role("radio").last).to_have_accessible_name("Lav")
    assert_sound(page, "options-dragged")
    press(page.get_by_role("button", name="Flyt op svarmulighed 2"))
    expect(page.locator("#id_options-0-label")).to_have_value("Høj")
    press(page.get_by_role("button", name="Gem").last)
    page.wait_for_url("**#battery-risk")
    codes = [row["code"] for row in Draft.objects.get().content["battery"][0]["options"]]
    assert codes == ["high", "medium", "low"]


def test_preview_has_the_width_of_a_phone_and_stays_in_its_frame(open_page, make_survey, cast):
    survey = make_survey(introduction="Velkommen")
    drafting.start_draft(survey=survey, by=cast.consultant)
    page = open_page(person=cast.consultant)
    page.goto(reverse("vignettes:preview_show", args=[survey.pk]))
    widths = []
    for name in ("På telefon", "På computer"):
        page.get_by_role("link", name=name).click()
        frame = page.frame_locator("iframe")
        frame.get_by_role("link", name="Næste side").click()
        frame.get_by_role("heading", name="Om dig").wait_for()
        frame.get_by_role("link", name="Næste side").click()
        frame.get_by_role("heading", name="Sag 1").wait_for()
        widths.append(frame.locator("body").evaluate("() => window.innerWidth >= 992"))
        expect(frame.get_by_text("Læs sagen igen")).to_be_visible(visible=name == "På telefon")
    assert widths == [False, True]
    assert_sound(page, "preview-computer")
