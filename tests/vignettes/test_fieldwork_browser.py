"""The contact's journey in a real browser, without JavaScript and on a phone, then the consultant's answer to it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from jobs.models import OutboxMessage
from tests.browser import faults
from vignettes.models import Respondent, Submission

pytestmark = pytest.mark.browser
LINES = "Bo Friis <bo@herning.example>\nHolm\ncam@herning.example"


def assert_sound(page):
    assert faults(page) == {}


@pytest.mark.parametrize(("width", "java_script_enabled"), [(1280, False), (390, True)])
def test_contact_invites_withdraws_and_submits(open_page, survey, cast, width, java_script_enabled):
    page = open_page(person=cast.contact, width=width, java_script_enabled=java_script_enabled)
    page.goto("/")
    page.get_by_role("link", name="Inviter og indsend").click()
    page.get_by_role("link", name="Inviter kolleger").click()

    page.get_by_label("E-mailadresser").fill(LINES)
    page.get_by_role("radio", name="Leder").check()
    page.get_by_role("button", name="Send invitationer").click()
    page.get_by_text("2 invitationer er på vej.").wait_for()
    expect(page.get_by_label("E-mailadresser")).to_have_value("Holm")
    page.get_by_label("E-mailadresser").fill("holm@herning.example")
    page.get_by_role("button", name="Send invitationer").click()
    page.get_by_text("1 invitation er på vej.").wait_for()
    assert OutboxMessage.objects.count() == 3

    page.get_by_role("link", name=re.compile("Træk tilbage.* bo@herning.example")).click()
    page.get_by_role("button", name="Træk invitationen tilbage").click()
    page.get_by_text("Invitationen til bo@herning.example er trukket tilbage.").wait_for()

    Respondent.objects.filter(email="cam@herning.example").update(submitted_at=timezone.now())
    page.get_by_role("link", name="Indsend for kommunen").click()
    page.get_by_text("Svar fra under 3 personer tæller med.").wait_for()
    page.get_by_role("button", name="Indsend").click()
    page.get_by_role("heading", name="Besvarelsen er indsendt").wait_for()
    assert Submission.objects.get().submitted_by == cast.contact
    expect(page.get_by_role("link", name="Inviter kolleger")).to_have_count(0)


def test_consultant_reopens_with_a_reason(open_page, survey, herning, cast):
    Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    page = open_page(person=cast.consultant)
    page.goto("/")
    page.get_by_role("link", name="Følg besvarelsen").click()
    picture = page.get_by_role("img", name="Hvor langt kommunerne er").filter(visible=True)
    font = "svg => getComputedStyle(svg).fontFamily + document.fonts.check('12px \"IBM Plex Sans\"')"
    assert picture.evaluate_all(f"svgs => svgs.map({font})") == ['"IBM Plex Sans", sans-seriftrue']
    page.get_by_role("link", name="Herning").click()
    page.get_by_role("link", name="Genåbn med en begrundelse").click()
    page.get_by_role("button", name="Genåbn").click()
    page.get_by_role("link", name="Indtast begrundelse").click()
    page.keyboard.type("To ledere mangler.")
    page.get_by_role("button", name="Genåbn").click()
    page.get_by_text("Kommunen kan svare igen.").wait_for()
    assert Submission.objects.get().reason == "To ledere mangler."


def test_every_page_is_accessible_and_fits(open_page, survey, make_respondent, herning, cast):
    respondent = make_respondent(survey, email="anna@herning.example", submitted_at=timezone.now())
    place = [survey.pk, herning.pk]
    contact, consultant = (open_page(person=person) for person in (cast.contact, cast.consultant))
    for url in (
        "/",
        reverse("vignettes:survey_list"),
        reverse("vignettes:response_show", args=place),
        reverse("vignettes:respondent_invite", args=place),
        reverse("vignettes:respondent_revoke", args=[respondent.pk]),
        reverse("vignettes:response_submit", args=place),
    ):
        contact.goto(url)
        assert_sound(contact)
    Submission.objects.create(survey=survey, participation=herning, submitted_by=cast.contact)
    for url in (
        "/",
        reverse("vignettes:survey_show", args=[survey.pk]),
        reverse("vignettes:response_show", args=place),
        reverse("vignettes:response_reopen", args=place),
    ):
        consultant.goto(url)
        assert_sound(consultant)
    administrator = open_page(person=cast.administrator)
    administrator.goto("/")
    assert_sound(administrator)
