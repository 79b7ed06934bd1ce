"""Choosing answers by role, case and peer group: what the page shows, and that no address breaks it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.models import RoleKind
from reports import findings, packages, selection
from reports.models import Report
from tests.reports.conftest import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(make_report, publish):
    return publish(make_report())


@pytest.fixture
def read(published, cast, sign_in):
    """read("rolle=…") → the leader's page as text."""
    client, url = sign_in(cast.leader), reverse("reports:answers_select", args=[published.pk])
    return lambda query="": client.get(f"{url}?{query}").content.decode()


def test_without_a_choice_everything_is_shown(read):
    page = read()
    assert "6 af jer har svaret. I sammenlignes med 18 personer i 3 andre kommuner." in page
    assert page.count('<details class="part">') == 2
    assert 'id="V1-first_step"' in page
    assert "<svg" in main_of(page)


def test_the_address_opens_the_chosen_case_alone(read):
    page = read("sag=V2&rolle=&gruppe=all")
    assert page.count('<details class="part" open>') == 1
    assert 'id="V2-first_step"' in page
    assert 'id="V1-first_step"' not in page
    assert '<option value="V2" selected>Yusuf</option>' in page


def test_a_role_is_shown_with_its_own_answers_only(read):
    page = read("rolle=caseworker&sag=V1")
    assert "6 af jer har svaret." in page
    assert "Sammenligningen er skjult" in page


@pytest.mark.parametrize(
    "query",
    [
        "rolle=leader",
        "rolle=administrator",
        "sag=V9",
        "gruppe=0630",
        "gruppe=size",
        "rolle=%00",
        "sag=%FF%FE",
        "gruppe=" + "a" * 5000,
        "rolle=caseworker&rolle=x",
    ],
)
def test_a_forged_choice_is_answered_in_words(query, read):
    page = read(query)
    assert "Rapporten har ikke det valg. Vælg et fra listen." in page
    assert "Begynd forfra med alle svar" in page
    assert 'class="picture' not in page


def test_what_nobody_asked_for_is_no_matter(read):
    assert "6 af jer har svaret." in read("side=2&utm_source=mail&sag=")


def test_below_the_threshold_there_is_nothing_to_see(make_report, cast, sign_in):
    report = make_report("0183")
    page = sign_in(cast.consultant).get(reverse("reports:answers_select", args=[report.pk])).content.decode()
    assert "Skjult: Der er færre end 5 svar bag tallet." in page
    assert "<svg" not in main_of(page)
    assert "<table" not in main_of(page)


def test_another_municipalitys_answers_are_not_there(published, cast, sign_in, make_person, other_partnership):
    url = reverse("reports:answers_select", args=[published.pk])
    assert sign_in(cast.foreign_leader).get(url).status_code == 404
    stranger = make_person(RoleKind.CONSULTANT, partnership=other_partnership)
    assert sign_in(stranger).get(url).status_code == 404


def test_a_draft_is_not_there_for_the_municipality(make_report, cast, sign_in):
    url = reverse("reports:answers_select", args=[make_report().pk])
    assert sign_in(cast.leader).get(url).status_code == 404
    assert sign_in(cast.consultant).get(url).status_code == 200


def test_a_withdrawn_report_leads_to_the_reason(published, cast, sign_in):
    Report.objects.filter(pk=published.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Forkerte svar"
    )
    response = sign_in(cast.contact).get(reverse("reports:answers_select", args=[published.pk]))
    assert response.url == reverse("reports:report_show", args=[published.pk])


@pytest.fixture
def read_draft(make_report, cast, sign_in):
    """read_draft(change) → the consultant's page of a draft whose package has been changed."""

    def read(change):
        report = make_report()
        Report.objects.filter(pk=report.pk).update(data=change(report.data))
        return sign_in(cast.consultant).get(reverse("reports:answers_select", args=[report.pk])).content.decode()

    return read


def test_a_report_of_an_older_format_says_that_it_cannot(read_draft):
    page = read_draft(lambda data: {name: value for name, value in data.items() if name != "tables"})
    assert "Denne version af rapporten er lavet, før man kunne vælge svar" in page


def test_municipalities_are_named_only_where_the_partnership_and_all_of_them_agreed(answered, make_report, partnership):
    assert make_report().data["tables"]["members"] == [[]]
    partnership.is_named_comparison = True
    partnership.save()
    assert make_report().data["tables"]["members"] == [[]]
    partnership.participations.update(naming_agreed_on=date(2026, 1, 1))
    package = packages.opened(make_report().data)
    assert selection.names(package, selection.Selection()) == ("Roskilde", "Horsens", "Vejle")


@pytest.mark.parametrize("query", ["", "rolle=caseworker", "sag=V1&gruppe=all"])
def test_every_choice_costs_the_same(query, published, cast, sign_in, django_assert_num_queries):
    client, url = sign_in(cast.leader), reverse("reports:answers_select", args=[published.pk])
    client.get(url)
    with django_assert_num_queries(5):
        client.get(f"{url}?{query}")


def test_the_page_says_what_the_tables_say(published):
    package = packages.opened(published.data)
    cases = selection.selected(package, selection.Selection(case="V1"))
    assert [case.title for case in cases] == ["Alma"]
    staircase, decider = cases[0].findings
    assert [row[:2] for row in staircase.table.rows] == [
        ("step 1", "0 %"),
        ("step 2", "33 %"),
        ("step 3", "33 %"),
        ("step 4", "33 %"),
        ("step 5", "0 %"),
        ("step 6", "0 %"),
    ]
    assert staircase.picture.name == "V1-first_step"
    assert decider.picture is None


def test_the_page_says_that_newer_answers_wait(read, read_draft):
    assert "Nogle af jeres nyeste svar er ikke med i tallene endnu." not in read()
    assert "hvad færre end 5 personer har svaret." in read_draft(lambda data: data | {"is_waiting": True})


def test_everybody_beside_all_others_has_the_difference_of_the_report(read, published):
    page, package = read("sag=V1"), packages.opened(published.data)
    first = next(row for row in package.analysis.vignettes[0].questions if row.question == "first_step")
    assert findings.comparison(first.difference, first.profile) in page
    assert "Vi har kun beregnet" not in page


def test_a_choice_without_test_says_why_and_shows_the_interval(read):
    page = read("rolle=caseworker&sag=V1")
    assert "Vi har kun beregnet, om forskelle er sikre (δ, q og λ), for alle roller" in page
    assert "λ =" not in page
    assert "95 %-interval</th>" in page
