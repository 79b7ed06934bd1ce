import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.flows import InvalidInput
from businesscases.economics.prices import Index, IndexSeries, PriceLevel, convert

LEVELS = {2019: Decimal("102.5"), 2020: Decimal("103"), 2021: Decimal("105.5"), 2022: Decimal("112.75")}
NET = IndexSeries(Index.NET_PRICE, LEVELS, "made up for this test")


def test_convert_by_hand():
    assert convert(Decimal(1_160_000), 2019, 2022, LEVELS) == Decimal(1_276_000)
    assert convert(1_160_000.0, 2019, 2022, NET) == 1_276_000
    assert convert(Decimal(1_276_000), 2022, 2019, NET) == Decimal(1_160_000)
    assert isinstance(convert(1_160_000, 2019, 2022, {2019: 1, 2022: 1.1}), float)


levels = st.dictionaries(st.integers(1990, 2040), st.decimals("50", "200", places=2), min_size=2, max_size=12)


@settings(max_examples=30)
@given(st.decimals(0, 10_000_000, places=2), levels, st.randoms())
def test_there_and_back_and_by_way_of_a_third_year(amount, table, random):
    first, second, third = (random.choice(list(table)) for _ in range(3))
    there = convert(amount, first, second, table)
    assert convert(there, second, first, table) == pytest.approx(amount, rel=Decimal("1e-25"))
    assert convert(there, second, third, table) == pytest.approx(
        convert(amount, first, third, table), rel=Decimal("1e-25")
    )
    assert convert(amount, first, first, table) == pytest.approx(amount, rel=Decimal("1e-25"))


@pytest.mark.parametrize(("from_year", "to_year"), [(2018, 2022), (2019, 2023), (2030, 2030)])
def test_a_year_outside_the_table_is_refused(from_year, to_year):
    with pytest.raises(InvalidInput, match="no level for 20(18|23|30): the table goes from 2019 to 2022"):
        convert(100.0, from_year, to_year, LEVELS)
    with pytest.raises(InvalidInput, match="the table is empty"):
        convert(100.0, from_year, to_year, {})


@pytest.mark.parametrize("level", [0, -1, math.nan, Decimal("inf")])
def test_a_level_that_is_none(level):
    with pytest.raises(InvalidInput, match="must be above 0"):
        IndexSeries(Index.NET_PRICE, {2020: level}, "")
    with pytest.raises(InvalidInput, match="must be above 0"):
        convert(1.0, 2020, 2020, {2020: level})


@pytest.mark.parametrize("amount", [math.nan, math.inf, Decimal("nan")])
def test_an_amount_that_is_none(amount):
    with pytest.raises(InvalidInput, match="missing or infinite"):
        convert(amount, 2019, 2020, LEVELS)


def test_a_price_level_needs_an_index_for_other_years_only():
    assert PriceLevel(2022).converted(Decimal(5), 2022) == 5
    with pytest.raises(InvalidInput, match="choose an index that brings prices of 2019 to 2022"):
        PriceLevel(2022).converted(Decimal(5), 2019)
    assert PriceLevel(2022, NET).converted(Decimal(1025), 2019, Index.NET_PRICE) == Decimal("1127.5")


def test_two_price_worlds_are_never_mixed():
    for year in (2019, 2022):
        with pytest.raises(InvalidInput, match="two price indices"):
            PriceLevel(2022, NET).converted(Decimal(5), year, Index.PAY_AND_PRICE)
