"""Who changed what, and the difference of two versions, in the words people see."""

import pytest
from django.urls import reverse

from businesscases.actions.versions import remember
from businesscases.models import Version

pytestmark = pytest.mark.django_db
QUERIES, DIFFERENCE_QUERIES = 9, 6


def said(response):
    return " ".join(response.content.decode().split())


def history(case):
    return reverse("businesscases:case_versions", args=[case.pk])


@pytest.fixture
def changed_case(calculated_case, cast):
    """Version 1 of the member, version 2 of the leader."""
    case = calculated_case(cost={"last_year": 0}, saved={"kind": "gain", "last_year": 3})
    remember(case=case, by=cast.member)
    case.problem, case.calculation.horizon_years = "Vi kommer for sent.", 12
    case.save()
    case.calculation.save()
    case.lines.filter(name="Cost").update(unit_price=2500, area="capital")
    case.lines.filter(name="Saved").delete()
    remember(case=case, by=cast.leader)
    return case


def difference(case, earlier=1, later=2):
    return f"{reverse('businesscases:case_difference', args=[case.pk])}?earlier={earlier}&later={later}"


def test_the_history_says_who_changed_what(cast, sign_in, changed_case):
    page = said(sign_in(cast.member).get(history(changed_case)))
    assert "Problem og horisont i år ændret, 1 linje ændret og 1 linje slettet" in page
    assert "Businesscasen blev oprettet" in page
    assert (str(cast.leader) in page, "2 versioner" in page) == (True, True)


def test_a_case_without_versions_says_so(cast, sign_in, make_case):
    assert "Intet er ændret, siden versioner" in said(sign_in(cast.member).get(history(make_case())))


def test_the_difference_stands_cell_by_cell_with_labels(cast, sign_in, changed_case):
    page = said(sign_in(cast.member).get(difference(changed_case)))
    for row in (
        '<td data-title="Før">1.000</td> <td data-title="Efter">2.500</td>',
        '<td data-title="Før">Serviceramme</td> <td data-title="Efter">Anlæg</td>',
        '<td data-title="Før">10</td> <td data-title="Efter">12</td>',
    ):
        assert row in page
    assert '<ins><span class="sr-only">Tilføjet: </span>Vi kommer for sent.</ins>' in page
    assert 'Saved <span class="badge badge-error">slettet</span>' in page
    for code in ("service_frame", "unit_price", "horizon_years", "per_success"):
        assert code not in page


def test_the_difference_says_what_it_did_to_the_result(cast, sign_in, changed_case):
    page = said(sign_in(cast.member).get(difference(changed_case)))
    assert '<td class="number" data-title="Nutidsværdi efter">−2.500 kr.</td>' in page
    assert '<td data-title="Pengene tilbage efter">ikke inden for 12 år</td>' in page


def test_the_same_version_twice_says_the_same(cast, sign_in, changed_case):
    assert "De to versioner siger det samme." in said(sign_in(cast.member).get(difference(changed_case, later=1)))


@pytest.mark.parametrize("later", ["7", "x", ""])
def test_a_version_that_is_not_there_is_asked_for_again(later, cast, sign_in, changed_case):
    page = sign_in(cast.member).get(difference(changed_case, later=later))
    assert (page.status_code, "Hvad det betød" in said(page)) == (200, False)


def test_another_municipalitys_versions_are_not_there(cast, sign_in, make_case, vejle):
    foreign = make_case(participation=vejle)
    remember(case=foreign, by=cast.leader)
    client = sign_in(cast.member)
    assert [client.get(url).status_code for url in (history(foreign), difference(foreign, later=1))] == [404, 404]


@pytest.mark.parametrize("more", [1, 3])
def test_query_counts(more, cast, sign_in, changed_case, django_assert_num_queries):
    for number in range(more):
        changed_case.problem = f"Ændring {number}"
        changed_case.save()
        remember(case=changed_case, by=[cast.member, cast.leader][number % 2])
    assert Version.objects.count() == 2 + more
    client = sign_in(cast.member)
    client.get(history(changed_case))
    with django_assert_num_queries(QUERIES):
        client.get(history(changed_case))
    with django_assert_num_queries(DIFFERENCE_QUERIES):
        client.get(difference(changed_case))
