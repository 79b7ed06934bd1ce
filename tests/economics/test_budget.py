from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.budget import Row, proposal
from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Basis, ControlArea, Kind, Purse
from businesscases.economics.prices import Index, IndexSeries, PriceLevel
from tests.economics.cases import BUILDING, FAMILY, SCHOOL, STATE, WORK, line

PL = IndexSeries(Index.PAY_AND_PRICE, {2019: Decimal(100), 2027: Decimal(120)}, "made up for this test")
BASIS = Basis(9, PriceLevel(2027, PL))
SERVICE = ControlArea.SERVICE_FRAME


def test_a_family_programme_as_a_budget_proposal():
    lines = [
        line("planning", years=(0,), quantity="1", unit_price="50000"),
        line("course", years=(1,), quantity="10", unit_price="30000"),
        line("team", purse=SCHOOL, years=tuple(range(1, 10)), quantity="2", unit_price="400000"),
        line("placement", Kind.GAIN, years=tuple(range(3, 10)), quantity="1", unit_price="1160000"),
        line("benefit", Kind.GAIN, WORK, (2, 3, 4), "1", "100000"),
        line("tax", Kind.GAIN, STATE, (2, 3), "1", "9"),
    ]
    found = proposal(lines, BASIS, decision_year=2026, budget_year=2027)
    assert (found.years, found.price_level) == ((2027, 2028, 2029, 2030), 2027)
    assert found.lasting == (
        Row("Family", "5.28.21", SERVICE, (0, 0, -1392, -1392)),
        Row("School", "3.22.01", SERVICE, (960, 960, 960, 960)),
        Row("Work", "5.57.73", ControlArea.TRANSFERS, (0, -120, -120, -120)),
    )
    assert found.one_off == (Row("Family", "5.28.21", SERVICE, (360, 0, 0, 0)),)
    assert found.lasting_total == (960, 840, -552, -552)
    assert found.one_off_total == (360, 0, 0, 0)
    assert found.total == (1320, 840, -552, -552)
    assert found.earlier_kr == 60_000
    assert found.later_kr == 5 * (960_000 - 1_392_000)


@pytest.mark.parametrize(
    ("years", "lasts"),
    [
        ((1, 2, 3, 4), True),
        ((0, 1, 2, 3, 4, 5), True),
        ((3, 4), True),
        ((4, 5), True),
        ((4,), False),
        ((1, 2, 3), False),
        ((1, 4), False),
        ((1, 2, 4, 5), False),
        ((1,), False),
    ],
)
def test_lasting_is_more_than_one_year_without_a_gap_up_to_bo3(years, lasts):
    found = proposal([line(years=years)], BASIS, decision_year=2026, budget_year=2027)
    assert (bool(found.lasting), bool(found.one_off)) == (lasts, not lasts)


def test_rows_are_rounded_so_that_they_add_up():
    """Three times 333.33 is 1,000.00: one of them, the first of equal remainders, becomes 334."""
    price = str(Decimal(1_000_000) / 3 * 100 / 120)
    lines = [
        line(p.administration, purse=p, years=(1,), quantity="1", unit_price=price) for p in (SCHOOL, WORK, FAMILY)
    ]
    found = proposal(lines, BASIS, decision_year=2026, budget_year=2027)
    assert [(row.administration, row.amounts[0]) for row in found.one_off] == [
        ("Family", 334),
        ("School", 333),
        ("Work", 333),
    ]
    assert found.total == (1000, 0, 0, 0)


def test_lines_on_one_account_are_one_row_and_control_areas_stay_apart():
    lines = [
        line("a", years=(1,)),
        line("b", Kind.GAIN, years=(1,), quantity="99"),
        line("c", purse=BUILDING, years=(1,)),
    ]
    found = proposal(lines, BASIS, decision_year=2026, budget_year=2027)
    assert [(row.area, row.amounts[0]) for row in found.one_off] == [(ControlArea.CAPITAL, 3600), (SERVICE, 36)]


def test_a_row_of_nothing_is_left_out():
    found = proposal(
        [line("a", years=(1,)), line("b", Kind.GAIN, years=(1,))], BASIS, decision_year=2026, budget_year=2027
    )
    assert (found.lasting, found.one_off, found.total) == ((), (), (0, 0, 0, 0))
    empty = proposal([], BASIS, decision_year=2026, budget_year=2027)
    assert (empty.one_off, empty.total, empty.earlier_kr) == ((), (0, 0, 0, 0), 0)


accounts = st.lists(
    st.tuples(st.sampled_from(["cost", "gain"]), st.lists(st.integers(0, 9), min_size=1, max_size=10, unique=True)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30)
@given(accounts, st.lists(st.decimals(0, 100_000, places=2), min_size=12, max_size=12))
def test_every_table_adds_up_and_no_row_is_a_thousand_away(given_accounts, prices):
    lines = [
        line(str(at), Kind(kind), Purse(FAMILY.actor, SERVICE, "Family", f"{at:02}"), tuple(years), "1", str(price))
        for at, ((kind, years), price) in enumerate(zip(given_accounts, prices, strict=False))
    ]
    found = proposal(lines, BASIS, decision_year=2026, budget_year=2027)
    exact = {one.name: (one.unit_price if one.kind is Kind.COST else -one.unit_price) * 6 / 5000 for one in lines}
    by_account = {row.account: row.amounts for row in found.lasting + found.one_off}
    for year in range(4):
        kr = {one.name: exact[one.name] if year + 1 in one.years else Decimal(0) for one in lines}
        rows = {one.name: by_account.get(f"{int(one.name):02}", (0,) * 4)[year] for one in lines}
        assert all(abs(rows[name] - kr[name]) < 1 for name in rows)
        assert found.total[year] == sum(rows.values()) == found.lasting_total[year] + found.one_off_total[year]
        assert abs(found.total[year] - sum(kr.values())) <= Decimal("0.5")


def test_a_proposal_is_brought_to_its_prices_by_pay_and_prices_alone_and_reaches_bo3():
    net = PriceLevel(2027, replace(PL, index=Index.NET_PRICE))
    for level, reason in ((net, "pay-and-price estimate"), (PriceLevel(2018), "2019")):
        with pytest.raises(InvalidInput, match=reason):
            proposal([line()], Basis(9, level), decision_year=2026, budget_year=2027)
    assert proposal([line()], Basis(9, PriceLevel(2019)), decision_year=2026, budget_year=2027).price_level == 2019
    for budget_year in (2025, 2033):
        with pytest.raises(InvalidInput, match="to BO3"):
            proposal([line()], BASIS, decision_year=2026, budget_year=budget_year)
