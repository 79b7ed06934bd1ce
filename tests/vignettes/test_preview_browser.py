"""The preview beside an editor follows what is typed, at both widths, by keyboard, and not at all without a script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe, fits
from tests.vignettes.designs import designed
from vignettes.actions import drafting
from vignettes.models import Draft

pytestmark = pytest.mark.browser


@pytest.fixture
def survey(make_survey, cast):
    survey = make_survey(introduction="Velkommen")
    drafting.start_draft(survey=survey, by=cast.consultant)
    return survey


@pytest.mark.parametrize("width", [1280, 390])
def test_preview_follows_the_question_and_the_case(open_page, survey, cast, width):
    page = open_page(person=cast.consultant, width=width)
    page.goto(reverse("vignettes:question_edit", args=[survey.pk, "risk"]))
    frame = page.frame_locator("[data-preview] iframe")
    expect(frame.get_by_role("radio", name="Middel")).to_be_visible()
    page.get_by_label("Spørgsmålet", exact=True).fill("Hvor bekymret er du?")
    page.locator("#id_options-1-label").fill("Midt imellem")
    expect(frame.get_by_role("group", name="Hvor bekymret er du?")).to_be_visible()
    expect(frame.get_by_role("radio", name="Midt imellem")).to_be_visible()
    page.get_by_role("button", name="På computer").focus()
    page.keyboard.press("Enter")
    assert frame.locator("body").evaluate("() => window.innerWidth") == 1100
    assert (axe(page), fits(page)) == ([], True)
    page.goto(reverse("vignettes:vignette_edit", args=[survey.pk, "V1"]))
    page.get_by_label("Titel").fill("Bo, 4 år")
    expect(frame.get_by_role("heading", name="Bo, 4 år")).to_be_visible()
    assert (axe(page), fits(page), Draft.objects.get().revision) == ([], True, 1)


def test_a_template_is_read_with_one_combination_after_the_other(open_page, survey, cast):
    design = {name: part for name, part in designed().items() if name in ("dimensions", "design")}
    Draft.objects.update(content=Draft.objects.get().content | design)
    page = open_page(person=cast.consultant, width=390)
    page.goto(reverse("vignettes:design_edit", args=[survey.pk]))
    frame = page.frame_locator("[data-preview] iframe")
    page.get_by_label("Titel").fill("{Child}, {age}")
    expect(frame.get_by_text("Kombination 1 af 12")).to_be_visible()
    for name, number in (("Næste", 2), ("Forrige", 1), ("Forrige", 12)):
        page.get_by_role("button", name=f"{name} kombination").click()
        expect(frame.get_by_text(f"Kombination {number} af 12")).to_be_visible()
    expect(frame.get_by_role("heading", level=1)).to_contain_text(re.compile("Pigen|Drengen"))
    assert (axe(page), fits(page), Draft.objects.get().revision) == ([], True, 1)


def test_without_a_script_there_is_only_the_form(open_page, survey, cast):
    page = open_page(person=cast.consultant, java_script_enabled=False)
    page.goto(reverse("vignettes:question_edit", args=[survey.pk, "risk"]))
    expect(page.get_by_role("button", name="Gem").last).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()
