"""Comments to a section: for the secretariat alone, open until resolved."""

import pytest
from django.urls import reverse

from reports.models import Comment

pytestmark = pytest.mark.django_db
SAID = {"text": "Er det rigtigt?"}


def test_a_comment_is_written_once_and_resolved_once(make_report, cast, reviewer, sign_in):
    report, client = make_report(), sign_in(reviewer)
    for _click in range(2):
        client.post(reverse("reports:comment_write", args=[report.pk, "who"]), SAID)
    comment = Comment.objects.get()
    assert (comment.text, comment.section, comment.written_by) == ("Er det rigtigt?", "who", reviewer)
    for person in (cast.consultant, reviewer):
        sign_in(person).post(reverse("reports:comment_resolve", args=[report.pk, comment.pk]))
    comment.refresh_from_db()
    assert comment.resolved_by == cast.consultant


def test_the_municipality_never_sees_them(make_report, publish, cast, sign_in):
    report = make_report()
    client = sign_in(cast.consultant)
    client.post(reverse("reports:comment_write", args=[report.pk, "who"]), SAID)
    assert "Er det rigtigt?" in client.get(reverse("reports:workspace_show", args=[report.pk])).content.decode()
    client.post(reverse("reports:comment_resolve", args=[report.pk, Comment.objects.get().pk]))
    publish(report)
    page = sign_in(cast.leader).get(reverse("reports:report_show", args=[report.pk])).content.decode()
    assert "Er det rigtigt?" not in page


def test_an_empty_comment_says_what_to_do(make_report, cast, sign_in):
    url = reverse("reports:comment_write", args=[make_report().pk, "who"])
    assert "Indtast kommentar" in sign_in(cast.consultant).post(url, {"text": " "}, follow=True).content.decode()


def test_another_municipalitys_comment_is_not_there(make_report, cast, sign_in):
    mine, theirs = make_report("0657"), make_report("0630")
    client = sign_in(cast.consultant)
    client.post(reverse("reports:comment_write", args=[theirs.pk, "who"]), SAID)
    url = reverse("reports:comment_resolve", args=[mine.pk, Comment.objects.get().pk])
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("written", [1, 3])
def test_the_workspace_costs_the_same_for_one_comment_and_three(
    written, make_report, approve, cast, sign_in, django_assert_num_queries
):
    report, client = approve(make_report()), sign_in(cast.consultant)
    for number in range(written):
        client.post(reverse("reports:comment_write", args=[report.pk, "who"]), {"text": f"Nummer {number}"})
    url = reverse("reports:workspace_show", args=[report.pk])
    client.get(url)
    with django_assert_num_queries(18):
        client.get(url)
