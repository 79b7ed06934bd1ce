"""From the contact's link to a colleague's break in a real browser, by keyboard, without and with JavaScript."""

import re

import pytest
from django.urls import reverse

from jobs.models import OutboxMessage
from tests.browser import axe, fits
from vignettes.models import EnrolmentLink, Respondent

pytestmark = pytest.mark.browser


def sound(page, java_script_enabled):
    """axe itself waits for ever where no script runs."""
    assert fits(page)
    assert not java_script_enabled or axe(page) == []


@pytest.mark.parametrize(("width", "java_script_enabled"), [(1280, False), (390, True)])
def test_link_is_made_handed_round_used_and_left(open_page, survey, herning, cast, width, java_script_enabled):
    page = open_page(person=cast.contact, width=width, java_script_enabled=java_script_enabled)
    page.goto(reverse("vignettes:response_show", args=[survey.pk, herning.pk]))
    page.get_by_role("link", name="Lav et tilmeldingslink").press("Enter")
    page.get_by_role("radio", name="Leder").check()
    page.get_by_label("Antal pladser").fill("1")
    page.get_by_label("Antal pladser").press("Enter")
    page.get_by_text("0 af 1 pladser er brugt").wait_for()
    sound(page, java_script_enabled)
    link = page.locator(".copyable").inner_text()
    page.context.close()

    page = open_page(width=width, java_script_enabled=java_script_enabled)
    page.goto("/tilmeld/" + link.split("/tilmeld/")[1])
    sound(page, java_script_enabled)
    page.get_by_label("Din arbejdsmail").fill("anna@herning.example")
    page.get_by_label("Din arbejdsmail").press("Enter")
    page.get_by_role("heading", name="Se i din mail").wait_for()
    page.goto(re.search(r"/b/\S+/", OutboxMessage.objects.get().text)[0])
    page.get_by_role("button", name="Start").press("Enter")
    page.get_by_role("button", name="Hold pause").dblclick()
    page.get_by_role("heading", name="Dine svar er gemt").wait_for()
    sound(page, java_script_enabled)
    Respondent.objects.update(link_sent_at=Respondent.objects.get().link_sent_at.replace(year=2020))
    page.get_by_role("button", name="Send mig mit link").dblclick()
    page.get_by_text("Dit link er på vej").wait_for()
    assert (OutboxMessage.objects.count(), EnrolmentLink.objects.get().used) == (2, 1)
