"""Author and reviewer: two people for every report, and an approval of exactly what is published."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jobs.errors import Refused
from jobs.models import OutboxMessage
from municipalities.access import Action, reach_of
from reports import actions
from reports.desk import waiting_for
from reports.models import Report, ReportState, Review, ReviewStep, SectionText, Step
from reports.workspace import sections_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(make_report, cast, reviewer):
    report = make_report()
    actions.assign(report=report, author=cast.consultant, reviewer=reviewer, by=cast.consultant)
    return report


def steps(report):
    return list(report.review_steps.values_list("step", "by"))


def test_the_way_from_author_to_reviewer_to_publication(report, cast, reviewer, sign_in):
    client = sign_in(cast.consultant)
    client.post(reverse("reports:review_hand_over", args=[report.pk]))
    sign_in(reviewer).post(reverse("reports:review_approve", args=[report.pk]))
    assert steps(report) == [(Step.HANDED_OVER, cast.consultant.pk), (Step.APPROVED, reviewer.pk)]
    client.post(reverse("reports:report_publish", args=[report.pk]))
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED


def test_each_is_told_of_the_others_step_once_a_day_and_of_a_return_with_its_reason(report, cast, reviewer):
    for _again in range(2):
        actions.hand_over(report=report, by=cast.consultant)
        actions.send_back(report=report, reason="Side 3 mangler en kilde.", by=reviewer)
    actions.hand_over(report=report, by=cast.consultant)
    actions.approve(report=report, by=reviewer)
    mails = OutboxMessage.objects.order_by("pk")
    assert [(mail.recipient, mail.subject) for mail in mails] == [
        (reviewer.email, "Rapporter venter på, at du læser dem"),
        (cast.consultant.email, "Kladden for Herning er sendt tilbage til dig"),
        (cast.consultant.email, "Kladden for Herning er sendt tilbage til dig"),
        (cast.consultant.email, "Rapporter er godkendt og kan udgives"),
    ]
    assert "Side 3 mangler en kilde." in mails[1].text
    assert reverse("reports:workspace_show", args=[report.pk]) in mails[1].text


def test_a_report_waits_for_the_one_whose_turn_it_is(
    report, make_report, cast, reviewer, sign_in, django_assert_num_queries
):
    def waiting():
        return [
            [(row.report.pk, row.step) for row in waiting_for(person, reach_of(person, Action.REPORT_WRITE))]
            for person in (cast.consultant, reviewer)
        ]

    assert waiting() == [[], []]
    actions.hand_over(report=report, by=cast.consultant)
    assert waiting() == [[], [(report.pk, Step.HANDED_OVER)]]
    actions.send_back(report=report, reason="Ret side 3.", by=reviewer)
    assert waiting() == [[(report.pk, Step.RETURNED)], []]
    actions.hand_over(report=report, by=cast.consultant)
    actions.approve(report=report, by=reviewer)
    assert waiting() == [[(report.pk, Step.APPROVED)], []]
    assert "godkendt og kan udgives" in sign_in(cast.consultant).get("/").content.decode()
    with django_assert_num_queries(2):
        waiting_for(cast.consultant, reach_of(cast.consultant, Action.REPORT_WRITE))
    make_report()
    assert waiting() == [[], []], "a newer version has taken its place"


def test_one_person_cannot_be_both(report, cast, sign_in):
    people = {"author": cast.consultant.pk, "reviewer": cast.consultant.pk}
    page = sign_in(cast.consultant).post(reverse("reports:review_assign", args=[report.pk]), people)
    assert "Vælg en anden end forfatteren." in page.content.decode()
    with pytest.raises(Refused):
        actions.assign(report=report, author=cast.consultant, reviewer=cast.consultant, by=cast.consultant)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(report=report).update(reviewer=cast.consultant)


def test_only_consultants_of_the_partnership_are_chosen(report, cast, reviewer, sign_in):
    people = {"author": cast.leader.pk, "reviewer": cast.administrator.pk}
    sign_in(cast.consultant).post(reverse("reports:review_assign", args=[report.pk]), people)
    report.review.refresh_from_db()
    assert (report.review.author, report.review.reviewer) == (cast.consultant, reviewer)


def test_the_author_does_not_approve(report, cast, sign_in):
    actions.hand_over(report=report, by=cast.consultant)
    page = sign_in(cast.consultant).post(reverse("reports:review_approve", args=[report.pk]), follow=True)
    assert "Du har selv skrevet rapporten, så en anden skal godkende den." in page.content.decode()
    assert steps(report) == [(Step.HANDED_OVER, cast.consultant.pk)]


def test_each_does_only_the_own_step(report, cast, reviewer):
    with pytest.raises(Refused):
        actions.hand_over(report=report, by=reviewer)
    with pytest.raises(Refused):
        actions.approve(report=report, by=reviewer)
    actions.hand_over(report=report, by=cast.consultant)
    with pytest.raises(Refused):
        actions.approve(report=report, by=cast.administrator)
    with pytest.raises(Refused):
        actions.publish(report=report, by=cast.consultant)


def test_double_clicks_take_one_step(report, cast, reviewer):
    for _click in range(2):
        actions.hand_over(report=report, by=cast.consultant)
    for _click in range(2):
        actions.approve(report=report, by=reviewer)
    assert [step for step, _by in steps(report)] == [Step.HANDED_OVER, Step.APPROVED]


def test_a_returned_report_says_why_and_is_handed_over_again(report, cast, reviewer, sign_in):
    actions.hand_over(report=report, by=cast.consultant)
    client, url = sign_in(reviewer), reverse("reports:review_return", args=[report.pk])
    assert "Indtast begrundelse" in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "Afsnittet om Alma mangler."})
    page = client.get(reverse("reports:workspace_show", args=[report.pk])).content.decode()
    assert "Afsnittet om Alma mangler." in page
    with pytest.raises(Refused):
        actions.approve(report=report, by=reviewer)
    actions.hand_over(report=report, by=cast.consultant)
    assert report.standing_step.step == Step.HANDED_OVER


def test_an_approval_is_void_when_the_draft_changes(report, approve, cast):
    approve(report)
    who = sections_of(report)["who"]
    actions.save_text(report=report, section=who, text="Nyt.", version=0, by=cast.consultant)
    with pytest.raises(Refused):
        actions.publish(report=report, by=cast.consultant)
    actions.take_in(report=report, by=cast.consultant)
    report.refresh_from_db()
    assert report.standing_step is None
    assert SectionText.objects.get().text == report.data["texts"][0]["text"]


def test_the_next_version_keeps_its_two_people(report, make_report, cast, reviewer):
    newer = make_report()
    assert (newer.review.author, newer.review.reviewer) == (cast.consultant, reviewer)
    assert not ReviewStep.objects.filter(report=newer).exists()


def test_the_workspace_asks_until_the_draft_is_set(report, cast, sign_in):
    client, url = sign_in(cast.consultant), reverse("reports:draft_state", args=[report.pk])
    Report.objects.update(state=ReportState.RENDERING)
    page = client.get(reverse("reports:workspace_show", args=[report.pk])).content.decode()
    assert f'hx-get="{url}"' in page
    assert "hx-get" in client.get(url).content.decode()
    Report.objects.update(state=ReportState.DRAFT)
    settled = client.get(url).content.decode()
    assert "Kladden er sat på ny." in settled
    assert "hx-get" not in settled
