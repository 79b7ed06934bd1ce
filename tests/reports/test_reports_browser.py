"""The pages of the reports in a real Chromium: accessible, no wider than the screen, folded so that all is found."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports.models import ReportState
from tests.browser import axe, faults, fits

pytestmark = pytest.mark.browser


def check(page, name, *args):
    page.goto(reverse(f"reports:{name}", args=args))
    for details in page.locator(".report details").all():
        details.evaluate("part => part.open = true")
    assert (name, faults(page)) == (name, {})


def test_every_page_is_accessible_and_fits(open_page, make_report, publish, answered, cast):
    report, hidden = make_report(), make_report("0183")
    failed = make_report("0630")
    type(failed).objects.filter(pk=failed.pk).update(state=ReportState.FAILED)
    consultant = open_page(person=cast.consultant)
    for pk in (report.pk, hidden.pk):
        check(consultant, "report_show", pk)
    check(consultant, "report_overview", answered.survey.pk)
    check(consultant, "recommendation_create", report.pk)
    consultant.get_by_role("button", name="Brug i teksten").first.click()
    expect(consultant.get_by_label("Overskrift")).to_have_value("Hvilket trin vælger du først?")
    consultant.get_by_role("button", name="Gem").click()
    consultant.get_by_role("link", name="Hvilket trin vælger du først?", exact=True).first.click()
    assert faults(consultant) == {}
    report = publish(make_report())
    for person in (cast.leader, cast.contact):
        page = open_page(person=person)
        check(page, "report_list")
        check(page, "report_show", report.pk)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_links_open_the_folded_part_they_lead_to(open_page, make_report, cast, java_script_enabled):
    page = open_page(person=cast.consultant, java_script_enabled=java_script_enabled)
    page.goto(reverse("reports:report_show", args=[make_report().pk]))
    case = page.locator("#vignette-2-first_step")
    expect(case).not_to_be_visible()
    page.get_by_role("navigation", name="Indhold").get_by_role("link", name="Yusuf").click()
    expect(case).to_be_visible()
    expect(page.locator("#vignette-1-first_step")).not_to_be_visible()
    expect(page.locator("#vignette-2")).to_be_in_viewport()


def test_case_opens_by_keyboard_and_paper_shows_all(open_page, make_report, cast):
    page = open_page(person=cast.consultant)
    page.goto(reverse("reports:report_show", args=[make_report().pk]))
    summary = page.locator("summary", has=page.get_by_role("heading", name="Alma", exact=True))
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#vignette-1-first_step")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#vignette-2-first_step")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator("#vignette-2-first_step")).not_to_be_visible()


@pytest.fixture
def pictured(open_page, make_report, cast):
    """The staircase of the report, its words put away."""
    page = open_page(person=cast.consultant)
    page.goto(reverse("reports:report_show", args=[make_report().pk]))
    return page.locator("section", has=page.locator("#staircase")).locator(".pictured")


def test_the_words_of_a_picture_show_at_the_pointer_and_go_with_escape(pictured):
    tip = pictured.locator(".pictured__tip")
    expect(tip).not_to_be_visible()
    pictured.hover()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Jeres svar:")
    pictured.page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()
    pictured.page.mouse.move(0, 0)
    pictured.hover()
    expect(tip).to_be_visible()


def test_the_words_of_a_picture_show_to_the_keyboard_and_stay_on_the_page(pictured):
    page, tip = pictured.page, pictured.locator(".pictured__tip")
    pictured.evaluate("picture => picture.setAttribute('data-here', '')")
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-here')"):
            break
    expect(tip).to_be_visible()
    assert (axe(page), fits(page)) == ([], True)
    page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()
    expect(pictured).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(tip).to_be_visible()
