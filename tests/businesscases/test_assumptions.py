"""What a case is calculated from: asked in plain words, refused with what to do, and never written over."""

from decimal import Decimal

import pytest
from django.urls import reverse

from businesscases.models import DiscountSchedule, Index, IndexSeries

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.member)


@pytest.fixture
def series():
    """A net price index of 2019 and 2021–2023."""
    row = IndexSeries.objects.create(index=Index.NET_PRICE, name="Prøveindekset", source="Prøve")
    for year in (2019, 2021, 2022, 2023):
        row.levels.create(year=year, level=year - 1900)
    return row


@pytest.fixture
def filled():
    return {
        "participants": "120",
        "participants_low": "80",
        "participants_high": "150",
        "decision_year": "2027",
        "horizon_years": "12",
        "timing": "middle",
        "price_year": "2022",
        "series": "",
        "schedule": DiscountSchedule.objects.first().pk,
        "optimism_bias": "10",
        "mitigation": "50",
        "distribution": "pert",
        "budget_year": "2028",
        "budget_series": "",
        "version": "1",
    }


def said(response):
    return " ".join(response.content.decode().split())


def url(case):
    return reverse("businesscases:case_assumptions", args=[case.pk])


def test_what_is_typed_is_what_is_calculated_from(member, make_case, filled, series, cast):
    case = make_case()
    assert member.post(url(case), filled | {"series": series.pk}).url == url(case)
    case.calculation.refresh_from_db()
    found = case.calculation
    assert (found.participants, found.participants_low, found.participants_high) == (120, 80, 150)
    assert (found.optimism_bias, found.mitigation, found.horizon_years) == (Decimal("0.1"), Decimal("0.5"), 12)
    assert (found.timing, found.distribution, found.series, found.budget_year) == ("middle", "pert", series, 2028)
    case.refresh_from_db()
    assert (found.version, case.changed_by, case.versions.count()) == (2, cast.member, 1)


@pytest.mark.parametrize(
    ("field", "typed", "instruction"),
    [
        ("participants", "-5", "Indtast et antal på 0 eller derover"),
        ("participants", "mange", "Indtast et tal som 1.234,5"),
        ("participants_low", "130", "Indtast et laveste tal, der ikke er over det mest sandsynlige"),
        ("participants_high", "100", "Indtast et højeste tal, der ikke er under det mest sandsynlige"),
        ("horizon_years", "0", "Indtast et antal år fra 1 til 100"),
        ("horizon_years", "200", "Indtast et antal år fra 1 til 100"),
        ("horizon_years", "ti", "Indtast et antal år fra 1 til 100"),
        ("decision_year", "27", "Indtast et årstal som 2027"),
        ("optimism_bias", "-1", "Indtast en procent fra 0 til 900"),
        ("mitigation", "101", "Indtast en procent fra 0 til 100"),
    ],
)
def test_bad_input_is_met_with_what_to_do_and_the_rest_is_kept(field, typed, instruction, member, make_case, filled):
    case = make_case()
    page = member.post(url(case), filled | {field: typed})
    assert [instruction in error for error in page.context["form"].errors[field]] == [True]
    assert (f'value="{typed}"' in said(page), 'value="2028"' in said(page)) == (True, True)
    case.calculation.refresh_from_db()
    assert case.calculation.version == 1


def test_a_price_level_outside_the_index_is_told_which_years_there_are(member, make_case, filled, series):
    page = member.post(url(make_case()), filled | {"series": series.pk, "price_year": "2020"})
    words = "Prøveindekset har ikke 2020. Vælg et af årene (2019 og 2021–2023), eller vælg et andet prisindeks."
    assert page.context["form"].errors["price_year"] == [words]


def test_the_two_price_worlds_are_not_offered_for_each_other(member, make_case, filled, series):
    page = member.post(url(make_case()), filled | {"budget_series": series.pk})
    assert list(page.context["form"].errors) == ["budget_series"]


def test_a_rate_says_from_when_it_is_not_confirmed(member, make_case):
    page = said(member.get(url(make_case())))
    assert "ikke bekræftet efter år 70" in page
    assert "ikke set den bekræftet for tiden efter år 70" in page


def test_two_at_the_assumptions_see_both(member, make_case, filled):
    case = make_case()
    member.post(url(case), filled)
    page = member.post(url(case), filled | {"participants": "100", "optimism_bias": "20", "timing": "end"})
    assert page.context["meanwhile"] == [
        ("Hvor mange deltager?", "120"),
        ("Hvornår på året falder pengene?", "Midt på året"),
        ("Hvor meget plejer udgifterne at løbe over?", "10"),
    ]
    member.post(url(case), filled | {"participants": "100", "version": "2"})
    case.calculation.refresh_from_db()
    assert (case.calculation.participants, case.calculation.version) == (100, 3)


def test_another_municipalitys_assumptions_are_not_there(member, make_case, vejle, filled):
    foreign = make_case(participation=vejle)
    assert [member.get(url(foreign)).status_code, member.post(url(foreign), filled).status_code] == [404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(rows, member, calculated_case, django_assert_num_queries):
    case = calculated_case(**{f"line{number}": {} for number in range(rows)})
    with django_assert_num_queries(14):
        member.get(url(case))
