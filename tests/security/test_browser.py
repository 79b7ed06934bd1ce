"""Django admin in a real Chromium: its scripts and styles obey the policy (the fixture fails on any complaint)."""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from municipalities.models import RoleKind

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(site, make_person):
    return make_person(RoleKind.ADMINISTRATOR, email="admin@test.example")


def test_admin_works_under_the_policy(open_page, administrator):
    page = open_page(person=administrator)
    page.goto(reverse("admin:index"))
    expect(page.locator("#header")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert page.goto(reverse(f"{name}_changelist")).status in (200, 403)
        assert page.goto(reverse(f"{name}_add")).status in (200, 403)


def test_the_theme_button_of_admin_shows_that_its_scripts_run(open_page, administrator):
    page = open_page(person=administrator)
    page.goto(reverse("admin:index"))
    before = page.locator("html").get_attribute("data-theme")
    page.locator(".theme-toggle").first.click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", before)
