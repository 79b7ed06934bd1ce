"""The page of results in a browser: readable without seeing, on a telephone, and by keyboard alone."""

import pytest
from django.urls import reverse

from tests.browser import axe, fits

pytestmark = pytest.mark.browser
COST = {"kind": "cost", "unit_price": 30_000, "unit_price_high": 45_000, "per": "participant", "last_year": 0}
GAIN = {"kind": "gain", "unit_price": 10_000, "per": "participant", "first_year": 1, "last_year": 9}
STATE = {"actor": "state", "area": "outside", "administration": "", "account": ""}


def test_the_pages_of_results_are_read_by_everyone(open_page, cast, calculated_case):
    case = calculated_case(cost=COST, gain=GAIN, tax=GAIN | STATE)
    case.scenarios.create(name="Halvt så mange").values.create(key="participants", value=50)
    for width in (1280, 390):
        page = open_page(person=cast.member, width=width)
        for name in ("case_result", "case_uncertainty", "scenario_create"):
            page.goto(reverse(f"businesscases:{name}", args=[case.pk]))
            assert (name, width, axe(page)) == (name, width, [])
            assert fits(page)


def test_the_numbers_behind_a_picture_open_by_keyboard(open_page, cast, calculated_case):
    case = calculated_case(cost=COST, gain=GAIN)
    page = open_page(person=cast.member)
    page.goto(reverse("businesscases:case_result", args=[case.pk]))
    numbers = page.locator("details").first
    assert not numbers.locator("table").is_visible()
    numbers.locator("summary").focus()
    page.keyboard.press("Enter")
    assert numbers.locator("table").is_visible()
