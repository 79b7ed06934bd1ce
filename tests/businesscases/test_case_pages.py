"""The pages of business cases: the own municipality's and nobody else's."""

from datetime import date

import pytest

from businesscases.models import Case
from municipalities.models import Role, RoleKind

LIST = "/businesscases/"
LIST_QUERIES, SHOW_QUERIES = 7, 14
FILLED = {
    "title": "Tidlig hjælp til Alma",
    "problem": "Vi kommer for sent.\r\n\r\nFamilien venter.",
    "target_group": "Børn på 6–9 år med højt fravær",
    "target_group_size": "cirka 40 om året",
    "target_group_found": "I skolens fraværsliste",
}

pytestmark = pytest.mark.django_db


def said(response):
    return " ".join(response.content.decode().split())


def test_who_may(cast, sign_in, client, make_case):
    urls = (LIST, f"{LIST}ny/", f"{LIST}{make_case().pk}/", f"{LIST}{make_case().pk}/problem/")
    for person, status in (
        *((cast.contact, 200), (cast.member, 200), (cast.leader, 200)),
        *((cast.consultant, 403), (cast.researcher, 403), (cast.administrator, 403), (cast.nobody, 403)),
    ):
        assert [sign_in(person).get(url).status_code for url in urls] == [status] * 4
    client.logout()
    assert client.get(LIST).status_code == 302


def test_another_municipalitys_case_is_not_there(cast, sign_in, make_case, vejle):
    foreign = make_case(participation=vejle, title="Naboens idé")
    client = sign_in(cast.member)
    assert client.get(foreign.get_absolute_url()).status_code == 404
    assert "Naboens idé" not in said(client.get(LIST))


def test_an_empty_list_says_how_to_begin(cast, sign_in):
    member, leader = said(sign_in(cast.member).get(LIST)), said(sign_in(cast.leader).get(LIST))
    assert "Begynd med det, I vil ændre for nogen" in member
    assert "Din leder kan også starte en businesscase fra et fund" in member
    assert "vælg ”Start en businesscase” ved det fund" in leader
    assert "<table" not in member


def test_the_list_shows_what_a_case_rests_on(cast, sign_in, make_case, quoted):
    make_case(title="Fra et møde")
    quoted(case=make_case(title="Fra rapporten")).save()
    page = said(sign_in(cast.member).get(LIST))
    assert page.index("Fra rapporten") < page.index("Analyserapporten, version 2") < page.index("Fra et møde")
    assert page.count("Egen idé") == 1
    assert "2 businesscases" in page


def test_a_long_list_has_pages(cast, sign_in, make_case):
    for number in range(26):
        make_case(title=f"Idé {number}")
    client = sign_in(cast.member)
    assert ("Idé 25<" in said(client.get(LIST)), "Idé 0<" in said(client.get(LIST))) == (True, False)
    assert "Idé 0<" in said(client.get(f"{LIST}?side=2"))


def test_a_new_case_belongs_to_the_own_municipality(cast, sign_in, herning):
    response = sign_in(cast.member).post(f"{LIST}ny/", FILLED)
    case = Case.objects.get()
    assert (response.url, case.municipality, case.origin) == (case.get_absolute_url(), herning.municipality, "")
    assert case.problem == "Vi kommer for sent.\n\nFamilien venter."


def test_whoever_works_in_two_municipalities_chooses_between_them(cast, sign_in, herning, vejle, odense):
    Role.objects.create(user=cast.member, kind=RoleKind.MEMBER, municipality=vejle.municipality)
    client = sign_in(cast.member)
    page = client.post(f"{LIST}ny/", FILLED | {"municipality": odense.municipality.pk})
    assert (page.status_code, "Odense" in said(page), Case.objects.count()) == (200, False, 0)
    client.post(f"{LIST}ny/", FILLED | {"municipality": vejle.municipality.pk})
    assert Case.objects.get().municipality == vejle.municipality
    assert "Vejle" in said(client.get(LIST))


def test_a_case_needs_a_title_and_what_was_typed_stays(cast, sign_in):
    page = said(sign_in(cast.member).post(f"{LIST}ny/", FILLED | {"title": " "}))
    assert ("Indtast titel" in page, "cirka 40 om året" in page, Case.objects.count()) == (True, True, 0)


def test_the_page_says_what_is_not_described_yet(cast, sign_in, make_case):
    page = said(sign_in(cast.member).get(make_case().get_absolute_url()))
    assert "Problemet er ikke beskrevet endnu." in page
    assert page.count("<dd>Ikke beskrevet endnu</dd>") == 3
    assert "Gå videre med: Problem og målgruppe" in page


def test_the_page_quotes_the_evidence_and_leads_to_the_figure(cast, sign_in, make_case, quoted):
    case = make_case()
    quoted(case=case).save()
    leader = said(sign_in(cast.leader).get(case.get_absolute_url()))
    for quotation in ("I svarer højere end de andre.", "δ = 0,42", "0,10 til 0,66", "q = 0,012", "<dd>24</dd>"):
        assert quotation in leader
    assert "version 2, udgivet 3. maj 2026, afsnittet ”Alma”" in leader
    assert 'href="/rapporter/7/#vignette-1-first_step"' in leader
    assert "/rapporter/7/" not in said(sign_in(cast.member).get(case.get_absolute_url()))  # reads no reports


@pytest.mark.parametrize(("replaced_by", "told"), [(None, "Undersøg, hvorfor"), (3, "erstattet af version 3")])
def test_the_page_says_when_the_report_was_withdrawn(replaced_by, told, cast, sign_in, make_case, quoted):
    case = make_case()
    quoted(case=case, withdrawn_on=date(2026, 6, 1), replaced_by_number=replaced_by).save()
    page = said(sign_in(cast.leader).get(case.get_absolute_url()))
    assert ("trukket tilbage den 1. juni 2026" in page, told in page) == (True, True)
    assert ("I svarer højere end de andre." in page, "Se, hvorfor rapporten er trukket tilbage" in page) == (True, True)


def test_menu_marks_cases_and_prices_apart(cast, sign_in):
    client = sign_in(cast.member)
    for url in (LIST, "/priser/"):
        current = [item["url"] for item in client.get(url).context["navigation"] if item["current"]]
        assert current == [url]
    assert LIST not in [item["url"] for item in sign_in(cast.consultant).get("/priser/").context["navigation"]]


def test_price_list_leads_to_the_cases_of_those_who_have_some(cast, sign_in):
    link = "Gå til jeres businesscases"
    assert link in said(sign_in(cast.member).get("/priser/"))
    assert link not in said(sign_in(cast.consultant).get("/priser/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(rows, cast, sign_in, make_case, quoted, django_assert_num_queries):
    case = make_case()
    for number in range(rows):
        quoted(case=case, report_number=number + 1).save()
        make_case(title=f"Idé {number}")
    client = sign_in(cast.leader)
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
    with django_assert_num_queries(SHOW_QUERIES):
        client.get(case.get_absolute_url())
