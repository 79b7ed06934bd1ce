"""The 98 municipalities: facts, Danish order and forgiving search."""

from datetime import date

import pytest

from municipalities.models import Municipality, RegionMembership

pytestmark = pytest.mark.django_db


def test_there_are_98():
    assert Municipality.objects.count() == 98


def test_danish_order_puts_aabenraa_after_aeroe_and_last_but_one_before_aarhus():
    names = list(Municipality.objects.values_list("name", flat=True))
    assert names[:2] == ["Albertslund", "Allerød"]
    assert names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


@pytest.mark.parametrize("text", ["Aarhus", "Århus", "århus ", "751", "0751"])
def test_search_finds_aarhus_in_every_spelling(text):
    assert [row.name for row in Municipality.objects.matching(text)] == ["Aarhus"]


@pytest.mark.parametrize("text", ["101", "0101"])
def test_search_finds_copenhagen_by_code(text):
    assert [row.name for row in Municipality.objects.matching(text)] == ["København"]


def test_search_for_signs_alone_limits_nothing():
    assert Municipality.objects.matching(" - ").count() == 98


def test_east_denmark_begins_with_46_municipalities():
    memberships = RegionMembership.objects.filter(region__name="Østdanmark", starts_on=date(2027, 1, 1))
    assert memberships.count() == 46


@pytest.mark.parametrize(
    ("code", "day", "region"),
    [
        ("0101", date(2026, 12, 31), "Hovedstaden"),
        ("0101", date(2027, 1, 1), "Østdanmark"),
        ("0657", date(2027, 1, 1), "Midtjylland"),
    ],
)
def test_region_on_a_day(code, day, region):
    assert Municipality.objects.get(code=code).region_on(day).name == region


def test_no_region_before_the_regions_began():
    assert Municipality.objects.get(code="0101").region_on(date(2006, 12, 31)) is None
