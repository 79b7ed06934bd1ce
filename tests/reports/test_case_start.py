"""From a finding of the published report to a business case: nothing is quoted that the page does not print."""

from dataclasses import replace
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from businesscases.models import Case, Evidence
from reports import actions, evidence, packages, presentation
from reports.models import Report, ReportKind, ReportState

pytestmark = pytest.mark.django_db

STAIRCASE, DECIDER = "staircase", "vignette-1-decider"
QUERIES = 8
PARTS = ("heading", "sentence", "statistic", "interval", "q")


@pytest.fixture
def report(make_report, publish):
    return publish(make_report())


@pytest.fixture
def start(sign_in, cast):
    """start(report, finding) → the response to the leader's click, or somebody else's."""

    def start(report, finding, by=None):
        url = reverse("reports:case_start", args=[report.pk])
        return sign_in(by or cast.leader).post(url, {"finding": finding})

    return start


@pytest.fixture
def read(sign_in, cast):
    """read(report) → the words of its page as the leader, or somebody else, meets them."""

    def read(report, by=None):
        page = sign_in(by or cast.leader).get(reverse("reports:report_show", args=[report.pk]))
        return " ".join(unescape(strip_tags(page.content.decode())).split())

    return read


def offered(report):
    return evidence.quotes(presentation.present(packages.opened(report.data)))


def test_the_leaders_click_makes_a_case_with_the_finding(report, start, cast, herning):
    response = start(report, STAIRCASE)
    case, row = Case.objects.get(), Evidence.objects.get()
    assert (response.url, case.municipality, case.participation) == (
        *(case.get_absolute_url(), herning.municipality),
        herning,
    )
    assert (case.title, case.created_by) == ("Indsatstrappen", cast.leader)
    assert (row.report_pk, row.report_number, row.report_sha256) == (report.pk, 1, report.data_sha256)
    assert (row.address, row.survey) == (f"/rapporter/{report.pk}/#staircase", "Prøveundersøgelsen")
    assert row.sentence.startswith("I vælger oftest: step 2 (33 %).\n\nI vælger mere indgribende indsatser")


def test_the_request_names_the_finding_and_nothing_else(report, sign_in, cast):
    url = reverse("reports:case_start", args=[report.pk])
    forged = {"finding": DECIDER, "sentence": "Opdigtet", "title": "Opdigtet", "statistic": "δ = 1", "n": "999"}
    sign_in(cast.leader).post(url, forged)
    row = Evidence.objects.get()
    assert (row.heading, row.case.title, row.statistic, row.n) == (*["Alma: Hvem beslutter?"] * 2, "", None)
    assert "Opdigtet" not in row.sentence


def test_every_part_of_every_quotation_stands_on_the_page(report, read):
    page, found = read(report), offered(report)
    rows = [(key, evidence.evidence(report, quote)) for key, quote in found.items()]
    quoted = [(key, part) for key, row in rows for name in PARTS for part in getattr(row, name).split("\n\n")]
    headings = [(key, part) for key, text in quoted for part in text.removeprefix("Alma: ").split(": ")]
    assert {key for key, part in headings if " ".join(part.split()) not in page} == set()
    assert {key for key, row in rows if row.n is not None and f"n = {row.n}" not in page} == set()
    assert any(row.statistic and row.interval and row.q and row.n for _key, row in rows)


def test_the_page_offers_each_finding_with_a_figure_behind_it(report, read, sign_in, cast):
    keys = set(offered(report))
    assert {STAIRCASE, DECIDER, "vignette-1-first_step", "vignette-2-first_step"} <= keys
    page = sign_in(cast.leader).get(reverse("reports:report_show", args=[report.pk])).content.decode()
    assert {key for key in keys if f'name="finding" value="{key}"' not in page} == set()
    assert page.count('name="finding"') == len(keys)


@pytest.mark.parametrize("who", ["contact", "consultant"])
def test_nobody_else_is_offered_it(who, report, read, start, cast):
    person = getattr(cast, who)
    assert "Start en businesscase" not in read(report, by=person)
    assert (start(report, STAIRCASE, by=person).status_code, Case.objects.count()) == (403, 0)


def test_a_draft_and_the_overview_offer_none(make_report, start, answered, cast):
    draft = make_report()
    assert start(draft, STAIRCASE).status_code == 404
    Report.objects.filter(pk=draft.pk).update(kind=ReportKind.OVERVIEW, participation=None)
    assert start(draft, STAIRCASE).status_code == 404
    assert Case.objects.count() == 0


def test_another_municipalitys_report_is_not_there(report, start, cast):
    assert start(report, STAIRCASE, by=cast.foreign_leader).status_code == 404


def test_a_double_click_makes_one_case_and_the_page_leads_to_it(report, start, read, sign_in, cast):
    first, second = start(report, STAIRCASE), start(report, STAIRCASE)
    assert (first.url, Case.objects.count(), Evidence.objects.count()) == (second.url, 1, 1)
    told = [str(message) for message in sign_in(cast.leader).get(second.url).context["messages"]]
    assert told[-1] == "Der er allerede oprettet en businesscase ud fra dette fund."
    assert read(report).count("Se businesscasen – Indsatstrappen") == 1


@pytest.mark.parametrize("finding", ["", "vignette-9-gone", "staircase' OR 1=1", "method"])
def test_a_finding_that_the_report_does_not_have_is_told(finding, report, start, sign_in, cast):
    response = start(report, finding)
    page = sign_in(cast.leader).get(response.url).content.decode()
    assert response.url == reverse("reports:report_show", args=[report.pk])
    assert ("Det fund findes ikke i rapporten." in page, Case.objects.count()) == (True, 0)


def test_a_page_that_was_open_when_the_report_was_withdrawn_starts_nothing(report, start, sign_in, cast):
    actions.withdraw(report=report, reason="Et tal er forkert.", by=cast.consultant)
    response = start(report, STAIRCASE)
    page = sign_in(cast.leader).get(response.url).content.decode()
    assert ("Rapporten er trukket tilbage, så den kan ikke" in page, "Et tal er forkert." in page) == (True, True)
    assert Case.objects.count() == 0


def test_evidence_outlives_the_report(report, make_report, approve, start, cast):
    start(report, STAIRCASE)
    before = Evidence.objects.values("sentence", "statistic", "report_number", "report_sha256").get()
    draft = make_report()
    Report.objects.filter(pk=draft.pk).update(state=ReportState.DRAFT)
    actions.withdraw(report=report, reason="Et tal er forkert.", by=cast.consultant, replacement=approve(draft))
    after = Evidence.objects.get()
    assert Evidence.objects.values(*before).get() == before
    report.refresh_from_db()
    assert (after.withdrawn_on, after.replaced_by_number) == (timezone.localdate(report.withdrawn_at), 2)


def test_what_the_choices_cost_is_not_taken_along_without_the_outcome(report):
    page = presentation.present(packages.opened(report.data))
    basis = next(finding for finding in page.standings if any(finding.found))
    costly = replace(page, standings=(replace(basis, anchor="costs"), replace(basis, anchor="economy")))
    assert [key for key in evidence.quotes(costly) if key in ("costs", "economy")] == ["economy"]


def test_below_the_threshold_there_is_no_finding(make_report, publish, sign_in, make_person, answered):
    report = publish(make_report("0183"))
    leader = make_person("leader", municipality=report.participation.municipality)
    page = sign_in(leader).get(reverse("reports:report_show", args=[report.pk])).content.decode()
    assert (offered(report), "Start en businesscase" in page) == ({}, False)


def test_the_consultants_own_words_are_quoted_without_figures(report):
    page = presentation.present(packages.opened(report.data | {"texts": [_text(STAIRCASE), _text("highlights")]}))
    quotes = evidence.quotes(page)
    quote = quotes[STAIRCASE]
    assert (quote.sentence, quote.rule, quote.figure.statistic, quote.n) == ("Med egne ord.", "", "", None)
    assert [key for key in quotes if ":" in key] == []  # none of the three findings, which are not shown


def _text(section):
    return {"section": section, "text": "Med egne ord.", "generated": "", "basis_sha256": ""}


def test_only_whole_parts_of_a_figure_are_read_out_of_a_sentence():
    parts = evidence.Printed("δ = 0,4", "0,10 til 0,6", "q = 0,012", "n = 2")
    said = "δ = 0,42, interval −0,10 til 0,66, q = 0,012, n = 24"
    assert vars(evidence._read(parts, said)) == {"statistic": "", "interval": "", "q": "q = 0,012", "n": ""}


@pytest.mark.parametrize("started", [0, 3])
def test_the_page_costs_the_same_however_many_cases_there_are(
    started, report, start, sign_in, cast, django_assert_num_queries
):
    for finding in list(offered(report))[:started]:
        start(report, finding)
    client, url = sign_in(cast.leader), reverse("reports:report_show", args=[report.pk])
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
