"""The three steps with lines, and the pages of one line."""

import json
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from businesscases.models import Line
from tests.businesscases.lines import COST, save

pytestmark = pytest.mark.django_db
KEY = UUID("6f1d2a34-0000-4000-8000-000000000001")
STEPS = ("line_costs", "line_consequences", "line_purses")
QUERIES = 13


def url(name, case, **kwargs):
    return reverse(f"businesscases:{name}", kwargs={"pk": case.pk, **kwargs})


def said(response):
    return " ".join(response.content.decode().split())


def send(client, case, address="line_save", **sent):
    return client.post(url(address, case), json.dumps(sent), content_type="application/json")


def cost(**fields):
    return {"kind": "cost", "rows": [{"key": str(KEY), "version": 0, "values": COST}]} | fields


def test_who_may(cast, sign_in, client, calculated_case):
    case = calculated_case(a={})
    addresses = [url(name, case) for name in STEPS]
    for person, status in ((cast.member, 200), (cast.leader, 200), (cast.consultant, 403), (cast.nobody, 403)):
        assert [sign_in(person).get(address).status_code for address in addresses] == [status] * 3
    client.logout()
    assert client.get(addresses[0]).status_code == 302


def test_another_municipalitys_lines_are_not_there(cast, sign_in, calculated_case, vejle):
    case = calculated_case(a={"name": "Hemmelig linje"})
    case.municipality = vejle.municipality
    case.save()
    client, key = sign_in(cast.member), case.lines.get().key
    assert [client.get(url(name, case)).status_code for name in STEPS] == [404] * 3
    assert send(client, case, **cost()).status_code == 404
    assert send(client, case, "line_panel", **cost()).status_code == 404
    assert client.post(url("line_delete", case, key=key)).status_code == 404
    assert Line.objects.get().name == "Hemmelig linje"


def test_each_step_shows_its_own_lines(cast, sign_in, calculated_case):
    case = calculated_case(
        pay={}, saving={"kind": "gain"}, moved={"kind": "transfer", "to_actor": "state", "to_area": "outside"}
    )
    pages = [said(sign_in(cast.member).get(url(name, case))) for name in STEPS]
    assert [[f"> {name} <" in page for name in ("Pay", "Saving", "Moved")] for page in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_number_of_lines_costs_no_queries(cast, sign_in, calculated_case, django_assert_num_queries, count):
    case = calculated_case(**{f"line{number}": {} for number in range(count)})
    client = sign_in(cast.member)
    client.get(url("line_costs", case))
    with django_assert_num_queries(QUERIES):
        client.get(url("line_costs", case))


def test_a_row_is_saved_once_and_shown(cast, sign_in, calculated_case):
    case, client = calculated_case(), sign_in(cast.member)
    answers = [send(client, case, **cost()).json()["rows"][0] for _click in range(2)]
    assert [(answer["state"], answer["version"]) for answer in answers] == [("saved", 1)] * 2
    assert case.lines.get().changed_by == cast.member
    assert "Løn til to familierådgivere" in said(client.get(url("line_costs", case)))


def test_what_is_no_table_is_refused_in_words(cast, sign_in, calculated_case):
    response = send(sign_in(cast.member), calculated_case(), kind="loss", rows=[])
    assert (response.status_code, response.json()["message"]) == (
        400,
        "Tabellen kunne ikke læses. Genindlæs siden, og prøv igen.",
    )


def test_the_panel_counts_what_is_not_saved(cast, sign_in, calculated_case):
    case, client = calculated_case(), sign_in(cast.member)
    before = said(client.get(url("line_costs", case)))
    panel = said(send(client, case, "line_panel", **cost()))
    assert "Kommunen" in panel
    assert panel not in before
    assert case.lines.count() == 0


def test_a_line_can_be_written_on_a_page_of_its_own(cast, sign_in, calculated_case):
    case, client = calculated_case(), sign_in(cast.member)
    address = url("line_create", case) + "?art=gain"
    begun = client.get(address).context["form"].initial
    assert (begun["years"], begun["version"]) == ("1–10", 0)
    sent = COST | {"key": str(begun["key"]), "version": 0}
    assert [client.post(address, sent).url for _click in range(2)] == [url("line_consequences", case)] * 2
    assert (case.lines.get().kind, case.lines.get().key) == ("gain", begun["key"])


def test_a_template_begins_a_line_without_inventing_a_price(cast, sign_in, calculated_case, own_price):
    case, client = calculated_case(), sign_in(cast.member)
    own_price("Plejefamilie", price_year=2018, amount_dkk=1)
    price = own_price("Plejefamilie", price_year=2019)
    address = url("line_create", case) + "?art={0}&skabelon=familieprogram.{0}.{1}"
    cells = client.get(address.format("gain", 1)).context["form"].initial
    assert (cells["price"], cells["unit_price"], cells["source"]) == (str(price.pk), "470.000", "Regnskabet")
    pay = client.get(address.format("cost", 1)).context["form"].initial
    assert (pay["name"], pay.get("unit_price")) == ("Løn til familierådgivere", None)
    assert client.get(address.format("cost", 99)).status_code == 200
    assert client.get(url("line_create", case) + "?art=x").status_code == 404


def test_two_people_save_the_same_line(cast, sign_in, calculated_case):
    case = calculated_case()
    save(case, cast.member, key=KEY)
    save(case, cast.leader, key=KEY, version=1, name="Lederens ord")
    client, address = sign_in(cast.member), url("line_edit", case, key=KEY)
    sent = COST | {"name": "Mine ord", "key": str(KEY), "version": 1}
    page = client.post(address, sent)
    assert "En anden har ændret linjen imens" in said(page)
    assert ("Lederens ord" in said(page), 'value="Mine ord"' in said(page)) == (True, True)
    assert client.post(address, sent | {"version": page.context["form"]["version"].value()}).status_code == 302
    assert case.lines.get().name == "Mine ord"


def test_a_line_deleted_meanwhile_comes_back_when_asked(cast, sign_in, calculated_case):
    case, client = calculated_case(), sign_in(cast.member)
    sent = COST | {"key": str(KEY), "version": 1}
    page = client.post(url("line_edit", case, key=KEY), sent)
    assert "En anden har slettet linjen imens" in said(page)
    assert case.lines.count() == 0
    form = page.context["form"]
    again = sent | {name: form[name].value() for name in ("version", "is_again")}
    assert client.post(url("line_edit", case, key=KEY), again).status_code == 302
    assert case.lines.get().version == 2


def test_a_line_is_deleted_after_a_question(cast, sign_in, calculated_case):
    case, client = calculated_case(a={"name": "Løn"}), sign_in(cast.member)
    address = url("line_delete", case, key=case.lines.get().key)
    assert "Linjen ”Løn” forsvinder" in said(client.get(address))
    assert case.lines.count() == 1
    assert client.post(address).url == url("line_costs", case)
    assert case.lines.count() == 0
    assert client.get(url("line_edit", case, key=uuid4())).status_code == 404
