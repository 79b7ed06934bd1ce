"""The list of partnerships: everybody with a role, own partnerships only, the same number of queries for any length."""

from datetime import date

import pytest

from municipalities.models import Partnership, PartnershipKind, Role, RoleKind

URL = "/partnerskaber/"
QUERIES = 5


def test_who_may(statuses):
    assert statuses(URL) == {
        "contact": 200,
        "member": 200,
        "leader": 200,
        "consultant": 200,
        "researcher": 200,
        "administrator": 200,
        "nobody": 403,
    }


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("member", ["Forskningspartnerskabet"]),
        ("consultant", ["Forskningspartnerskabet"]),
        ("administrator", ["Alliancen", "Forskningspartnerskabet"]),
    ],
)
def test_shows_what_is_within_reach(cast, sign_in, who, names):
    page = sign_in(getattr(cast, who)).get(URL).context["page"]
    assert [partnership.name for partnership in page] == names


def test_counts_municipalities_that_take_part(cast, sign_in, vejle):
    vejle.withdrawn_on = date(2026, 2, 1)
    vejle.save()
    page = sign_in(cast.consultant).get(URL).context["page"]
    assert [partnership.municipality_count for partnership in page] == [1]


@pytest.mark.parametrize("more", [0, 2])
def test_query_count(cast, sign_in, django_assert_num_queries, more):
    for number in range(more):
        extra = Partnership.objects.create(
            kind=PartnershipKind.ALLIANCE, name=f"Alliance {number}", starts_on=date(2026, 1, 1)
        )
        Role.objects.create(user=cast.consultant, kind=RoleKind.CONSULTANT, partnership=extra)
    client = sign_in(cast.consultant)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
