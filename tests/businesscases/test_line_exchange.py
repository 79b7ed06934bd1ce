"""What the table is answered: row by row, with an instruction at the cell."""

from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest

from businesscases.forms import line_rows
from businesscases.forms.lines import offer_of
from businesscases.line_exchange import exchange, lines_with
from businesscases.line_table import Told, cells_of
from businesscases.models import IndexSeries, Line, RefundRule
from municipalities.access import Action, reach_of
from tests.businesscases.lines import COST, form_of, save

pytestmark = pytest.mark.django_db
KEYS = [UUID(f"6f1d2a34-0000-4000-8000-00000000000{number}") for number in range(4)]


@pytest.fixture
def send(cast):
    """send(case, row, …) → what the table is answered; a row is (key, version, values)."""

    def send(case, *rows, by=None, **more):
        by = by or cast.member
        return exchange(sent=sent_of(rows, **more), offer=offer_of(case, reach_of(by, Action.CASE_WRITE)), by=by)

    return send


def sent_of(rows, **more):
    named = [{"key": str(key), "version": version, "values": values} for key, version, values in rows]
    return line_rows.read(msgspec.json.encode({"kind": "cost", "rows": named} | more))


def test_right_rows_are_saved_beside_a_wrong_one(calculated_case, send):
    case = calculated_case()
    answers = send(case, (KEYS[0], 0, COST), (KEYS[1], 0, COST | {"quantity": "-1"}), (KEYS[2], 0, COST))
    assert [answer["state"] for answer in answers] == ["saved", "invalid", "saved"]
    assert list(answers[1]["errors"]) == ["quantity"]
    assert (answers[0]["version"], answers[0]["values"]["unit_price"]) == (1, "482.946")
    assert set(case.lines.values_list("key", flat=True)) == {KEYS[0], KEYS[2]}


def test_a_row_that_only_lacks_its_price_is_a_draft(calculated_case, send):
    case = calculated_case()
    answer = send(case, (KEYS[0], 0, COST | {"unit_price": ""}))[0]
    assert (answer["state"], answer["errors"], case.lines.count()) == ("priceless", {"unit_price": "Prisen mangler"}, 0)


def test_a_conflict_shows_what_stands_and_who_wrote_it(calculated_case, cast, send):
    case = calculated_case()
    save(case, cast.member, key=KEYS[0])
    save(case, cast.leader, key=KEYS[0], version=1, name="Lederens")
    answer = send(case, (KEYS[0], 1, COST | {"name": "Mit"}), (KEYS[1], 0, COST))
    assert [row["state"] for row in answer] == ["stale", "saved"]
    current = answer[0]["current"]
    assert (current["values"]["name"], current["version"], current["by"]) == ("Lederens", 2, cast.leader.name)


def test_what_a_cell_says_is_read_back_as_the_same_line(calculated_case, cast):
    case = calculated_case(a={"quantity": Decimal("0.25"), "unit_price": Decimal("1160000.5"), "last_year": 5})
    line = case.lines.get()
    cells = cells_of(line)
    assert (cells["quantity"], cells["unit_price"], cells["years"]) == ("0,25", "1.160.000,5", "0–5")
    form = form_of(case, cast.member, **cells)
    assert form.errors == {}
    assert {name: getattr(line, name) for name in form.values} == form.values


def test_rows_can_be_moved(calculated_case, send):
    case = calculated_case(a={}, b={})
    keys = [str(line.key) for line in case.lines.all()]
    send(case, order=keys[::-1])
    assert [line.name for line in case.lines.all()] == ["B", "A"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"kind":"loss","rows":[]}',
        b'{"kind":"cost","rows":[{"key":"1","version":1}]}',
        b'{"kind":"cost","rows":[{"key":"6f1d2a34-0000-4000-8000-000000000001","version":-1}]}',
        b'{"kind":"cost","rows":[{"key":"6f1d2a34-0000-4000-8000-000000000001","version":2147483647}]}',
        msgspec.json.encode({"kind": "cost", "rows": [{"key": str(uuid4()), "version": 0}] * 301}),
    ],
)
def test_what_no_table_sends_is_not_read(body):
    assert line_rows.read(body) is None


def test_the_panel_counts_what_is_being_typed(calculated_case, cast):
    case = calculated_case(a={}, b={}, c={})
    keys = [line.key for line in case.lines.all()]
    rows = [(keys[0], 1, COST), (keys[1], 1, None), (keys[2], 1, COST | {"years": "x"}), (KEYS[3], 0, COST)]
    lines, unread = lines_with(sent=sent_of(rows), offer=offer_of(case, reach_of(cast.member, Action.CASE_WRITE)))
    assert ([line.key for line in lines], unread) == ([keys[0], KEYS[3]], [COST["name"]])
    assert Line.objects.count() == 3


def told_of(case, by):
    told = Told.of(case, offer_of(case, reach_of(by, Action.CASE_WRITE)))
    line = case.lines.select_related("price", "effect").get()
    return told.problems(line), told.warnings(line)


@pytest.mark.parametrize(
    ("fields", "cell", "instruction"),
    [
        (
            {"price_year": 2018},
            "price_year",
            "Tæller ikke med: vælg et prisindeks til beregningen, eller skriv prisen i 2019-niveau",
        ),
        (
            {"first_year": 11, "last_year": 12},
            "years",
            "Tæller ikke med: beregningen slutter i år 10. Skriv tidligere år, eller gør tidshorisonten længere",
        ),
    ],
)
def test_a_saved_line_says_why_it_is_not_counted(calculated_case, cast, fields, cell, instruction):
    assert told_of(calculated_case(a=fields), cast.member)[0] == {cell: instruction}


def test_a_year_that_the_index_lacks_names_those_it_has(calculated_case, cast):
    case = calculated_case(a={"price_year": 2010})
    series = IndexSeries.objects.create(index="net_price", name="Nettopris", source="DST")
    series.levels.create(year=2015, level=100)
    series.levels.create(year=2019, level=103)
    case.calculation.series = series
    case.calculation.save()
    assert told_of(case, cast.member)[0]["price_year"].startswith(
        "Tæller ikke med: indekset ”Nettopris” har 2015–2019."
    )


def test_old_replaced_and_deleted_prices_are_said(calculated_case, cast, own_price):
    old = own_price("Plejefamilie", price_year=2012)
    case = calculated_case(a={"price": old, "price_name": "Plejefamilie", "unit_price": 470000, "price_year": 2012})
    warned = told_of(case, cast.member)[1]
    assert warned == {"price_year": "Prisen er mere end 5 år ældre end businesscasens prisniveau: holder den stadig?"}
    own_price("Plejefamilie", price_year=2018)
    assert told_of(case, cast.member)[1] == {"price_year": "Kataloget har en pris fra 2018. Overvej at bruge den"}
    old.amount_dkk = 480000
    old.save()
    assert told_of(case, cast.member)[1]["unit_price"] == "Kataloget siger 480.000 kr. i 2012"
    old.delete()
    assert told_of(case, cast.member)[1]["price"] == "”Plejefamilie” er slettet i kataloget. Linjen beholder sit beløb"


def test_years_before_the_effect_and_limits_of_another_level_need_a_look(calculated_case, cast):
    case = calculated_case(a={"first_year": 1, "last_year": 5, "refund": RefundRule.objects.get(level_year=2022)})
    line = case.lines.get()
    line.per, line.effect = "success", case.effects.create(name="Trivsel", rate=Decimal("0.3"), first_year=2)
    line.save()
    warned = told_of(case, cast.member)[1]
    assert warned["years"] == "Effekten ”Trivsel” ses først i år 2: årene før tæller ikke"
    assert warned["refund"].startswith("Reglens grænser er i 2022-kroner, og prisen er fra 2019")
    case.lines.update(first_year=2, price_year=2022)
    assert not {"years", "refund"} & told_of(case, cast.member)[1].keys()


def test_a_household_above_the_limit_is_asked_for_its_refund(calculated_case, cast):
    case = calculated_case(a={"per": "participant", "unit_price": 830_001})
    asked = "Staten refunderer en del over 830.000 kr. om året: vælg reglen, hvis refusionen ikke er trukket fra"
    assert told_of(case, cast.member)[1] == {"refund": asked}
    case.lines.update(per="case")
    assert told_of(case, cast.member)[1] == {}
