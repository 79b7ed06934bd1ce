"""The monitor follows by itself: new counts come in without a reload, and what has not changed keeps its place."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe, fits
from vignettes.actions import answering

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_counts_follow_without_reload(width, open_page, survey, make_respondent, cast):
    people = [make_respondent(survey, token=name, email=f"{name}@herning.example") for name in ("anna", "bo", "cam")]
    page = open_page(person=cast.contact, width=width)
    page.clock.install()
    page.goto(reverse("vignettes:survey_monitor", args=[survey.pk]))
    counts = page.locator("#municipalities tbody tr td")
    expect(counts.nth(1)).to_have_text("0")
    assert (axe(page), fits(page)) == ([], True)
    page.locator("#stops p").evaluate("element => { element.kept = true; }")
    page.locator("#municipalities a").focus()
    for _twice in range(2):
        with page.expect_response(lambda response: response.url == page.url):
            page.clock.run_for(20_000)
    expect(page.locator("#municipalities a")).to_be_focused()
    assert page.locator("#stops p").evaluate("element => element.kept === true")
    for respondent in people:
        answering.start(respondent=respondent)
    page.clock.run_for(20_000)
    expect(counts.nth(1)).to_have_text("3")
