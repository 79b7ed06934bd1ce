"""The meeting plan of the partnerships within reach."""

from datetime import date

import pytest

from meetings.models import Meeting, MeetingKind

URL = "/moeder/"
QUERIES = 5


@pytest.fixture
def plan(partnership, other_partnership):
    rows = [
        (partnership, MeetingKind.LAB_DAY, "Børn og familier", 9),
        (partnership, MeetingKind.JOINT, "Opstart", 5),
        (other_partnership, MeetingKind.JOINT, "Andres møde", 5),
    ]
    for place, kind, title, month in rows:
        Meeting.objects.create(partnership=place, kind=kind, title=title, theme="Tema", month=date(2026, month, 1))


def shown(client):
    partnerships = client.get(URL).context["partnerships"]
    return {each.name: [meeting.title for meeting in each.meetings.all()] for each in partnerships}


def test_who_may(cast, sign_in, client, plan):
    everybody = (cast.contact, cast.member, cast.leader, cast.consultant, cast.researcher, cast.administrator)
    assert [sign_in(person).get(URL).status_code for person in everybody] == [200] * 6
    assert sign_in(cast.nobody).get(URL).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


def test_within_reach_in_the_order_of_months(cast, sign_in, plan):
    own = {"Forskningspartnerskabet": ["Opstart", "Børn og familier"]}
    assert shown(sign_in(cast.member)) == own
    assert shown(sign_in(cast.consultant)) == own
    assert shown(sign_in(cast.administrator)) == own | {"Alliancen": ["Andres møde"]}


def test_month_kind_and_theme(cast, sign_in, plan):
    page = sign_in(cast.member).get(URL).content.decode()
    assert "<td>september 2026</td>" in page
    assert '<span class="badge badge-success">Laboratoriedag</span>' in page
    assert "Andres møde" not in page


@pytest.mark.parametrize("more", [0, 2])
def test_query_count(cast, sign_in, plan, partnership, more, django_assert_num_queries):
    for number in range(more):
        Meeting.objects.create(
            partnership=partnership, kind=MeetingKind.WORKING, title=f"{number}", month=date(2026, 6, 1)
        )
    client = sign_in(cast.member)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
