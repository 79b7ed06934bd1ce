"""The leader's way from a finding of the report to a business case, in a real Chromium."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from businesscases.models import Case
from tests.browser import faults

pytestmark = pytest.mark.browser


@pytest.fixture
def report(make_report, publish):
    return publish(make_report())


def check(page, name):
    assert (name, faults(page)) == (name, {})
    if folder := os.environ.get("PAGE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_from_the_report_to_the_described_case_and_back(open_page, report, cast):
    page = open_page(person=cast.leader)
    page.goto(reverse("businesscases:case_list"))
    check(page, "empty")
    page.goto(reverse("reports:report_show", args=[report.pk]))
    page.locator("#vignette-1-first_step").evaluate("part => part.closest('details').open = true")
    check(page, "report")
    page.get_by_role("button", name="Start en businesscase – Alma: Hvilket trin vælger du først?", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alma: Hvilket trin vælger du først?")
    check(page, "started")
    front = page.url
    page.get_by_role("link", name="Gå videre med: Problem og målgruppe").click()
    page.get_by_label("Hvad er problemet?").fill("Vi kommer for sent.")
    page.get_by_label("Hvor mange er de?").fill("cirka 40 om året")
    check(page, "described")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Trinnet er gemt.")).to_be_visible()
    page.goto(front)
    expect(page.get_by_text("cirka 40 om året")).to_be_visible()
    page.get_by_role("link", name="Se tallet i rapporten").click()
    expect(page.locator("#vignette-1-first_step")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Se businesscasen")).to_have_count(2)  # on the first page and at the figure
    check(page, "report-again")


def test_by_keyboard_without_java_script_and_clicked_twice(open_page, report, cast):
    page = open_page(person=cast.leader, java_script_enabled=False)
    page.goto(reverse("reports:report_show", args=[report.pk]))
    page.get_by_role("button", name="Start en businesscase").first.focus()
    page.keyboard.press("Enter")
    expect(
        page.get_by_text(
            "Businesscasen er oprettet, og fundet følger med. Giv den sin egen titel, og beskriv problemet."
        )
    ).to_be_visible()
    page.goto(reverse("reports:report_show", args=[report.pk]))
    page.get_by_role("button", name="Start en businesscase").first.dblclick()
    expect(page.get_by_role("heading", name="Det bygger businesscasen på")).to_be_visible()
    assert Case.objects.count() == 2
