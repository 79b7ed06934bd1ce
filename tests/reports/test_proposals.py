"""Suggestions from the figures: used, used in other words, or rejected with a reason; the trail stays."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports import packages
from reports.models import Outcome, Recommendation, SuggestionDecision
from reports.proposals import propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(make_report):
    return make_report()


def first(report):
    return propose(packages.opened(report.data))[0]


def take_over(report, client, changed=lambda text: text):
    """Press “Use in the text”, change what stands there, save."""
    url = reverse("reports:recommendation_create", args=[report.pk])
    page = client.post(url, {"proposal": first(report).key, "title": "", "text": ""})
    form, taken = page.context["form"], page.context["taken"]
    written = {"title": form["title"].value(), "text": changed(form["text"].value()), "taken": taken["taken"].value()}
    client.post(url, written)


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [(lambda text: text, Outcome.ACCEPTED), (lambda text: "Helt andre ord.", Outcome.EDITED)],
)
def test_what_was_taken_over_is_kept_with_what_it_rested_on(changed, outcome, report, cast, sign_in):
    take_over(report, sign_in(cast.consultant), changed)
    row, proposal = SuggestionDecision.objects.get(), first(report)
    assert (row.key, row.outcome, row.by, row.report) == (proposal.key, outcome, cast.consultant, report)
    assert row.recommendation == Recommendation.objects.get()
    found = proposal.found
    assert [row.suggestion[name] for name in ("rule", "statistic", "value", "low", "high", "q", "n")] == [
        *(found.rule, found.statistic, found.value, found.low, found.high, found.q, found.n),
    ]


def test_a_rejection_needs_its_reason_and_is_kept_in_the_package(report, make_report, cast, sign_in):
    client, url = sign_in(cast.consultant), reverse("reports:proposal_list", args=[report.pk])
    sent = {"proposal": first(report).key, "reason": ""}
    assert "Indtast begrundelse" in client.post(url, sent).content.decode()
    for _click in range(2):
        client.post(url, sent | {"reason": "Kommunen har lige skiftet praksis."})
    row = SuggestionDecision.objects.get()
    assert (row.outcome, row.reason) == (Outcome.REJECTED, "Kommunen har lige skiftet praksis.")
    assert "Kommunen har lige skiftet praksis." in client.get(url).content.decode()
    assert [kept["reason"] for kept in make_report().data["decisions"]] == ["Kommunen har lige skiftet praksis."]
    with pytest.raises(IntegrityError), transaction.atomic():
        SuggestionDecision.objects.update(reason="")


def test_a_forged_suggestion_is_not_rejected(report, cast, sign_in):
    url = reverse("reports:proposal_list", args=[report.pk])
    sign_in(cast.consultant).post(url, {"proposal": "x", "reason": "Y"})
    assert not SuggestionDecision.objects.exists()


def test_the_trail_outlives_the_recommendation(report, cast, sign_in):
    client = sign_in(cast.consultant)
    take_over(report, client)
    client.post(reverse("reports:recommendation_delete", args=[report.pk, Recommendation.objects.get().pk]))
    assert SuggestionDecision.objects.get().recommendation is None


def test_the_reason_is_not_for_the_municipality(report, publish, make_report, cast, sign_in):
    url = reverse("reports:proposal_list", args=[report.pk])
    sign_in(cast.consultant).post(url, {"proposal": first(report).key, "reason": "Intern grund."})
    newer = publish(make_report())
    page = sign_in(cast.leader).get(reverse("reports:report_show", args=[newer.pk])).content.decode()
    assert "Intern grund." not in page
