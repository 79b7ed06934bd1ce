"""Writing, reviewing and withdrawing in a real Chromium: accessible, no wider than the screen, by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports import actions
from reports.models import SectionText
from reports.workspace import sections_of
from tests.browser import faults

pytestmark = pytest.mark.browser


def check(page, name, *args):
    page.goto(reverse(f"reports:{name}", args=args))
    for details in page.locator("main details").all():
        details.evaluate("part => part.open = true")
    assert (name, faults(page)) == (name, {})


def test_every_page_is_accessible_and_fits(open_page, make_report, publish, answered, cast, reviewer):
    old, report = publish(make_report()), make_report()
    who = sections_of(report)["who"]
    row = actions.save_text(report=report, section=who, text="Seks har svaret.", version=0, by=cast.consultant)
    SectionText.objects.filter(pk=row.pk).update(basis_sha256="other")
    actions.write_comment(report=report, section=who, text="Er det rigtigt?", by=reviewer)
    consultant = open_page(person=cast.consultant)
    for name in ("workspace_show", "proposal_list", "review_assign", "review_return", "report_compare"):
        check(consultant, name, report.pk)
    for section in ("who", "vignette-1", "discussion"):
        check(consultant, "text_edit", report.pk, section)
    check(consultant, "report_withdraw", old.pk)
    check(consultant, "review_overview", answered.survey.pk)
    consultant.get_by_role("button", name="Udgiv").click()
    expect(consultant.get_by_role("heading", level=1)).to_have_text("Sådan gik det med kladderne")
    assert faults(consultant) == {}
    actions.withdraw(report=old, reason="Et tal er forkert.", by=cast.consultant)
    leader = open_page(person=cast.leader)
    check(leader, "report_show", old.pk)
    check(leader, "report_list")


def test_a_text_is_written_by_keyboard(open_page, make_report, cast):
    page = open_page(person=cast.consultant)
    page.goto(reverse("reports:workspace_show", args=[make_report().pk]))
    page.locator("summary", has=page.locator("#who")).press("Enter")
    page.get_by_role("link", name="Skriv med dine egne ord – Hvem har svaret").press("Enter")
    page.get_by_label("Din tekst").press("ControlOrMeta+a")
    page.keyboard.type("Seks har svaret.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Teksten er gemt.")).to_be_visible()
    expect(page.locator("#who")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Ret din tekst – Hvem har svaret")).to_be_visible()
    assert SectionText.objects.get().text == "Seks har svaret."
