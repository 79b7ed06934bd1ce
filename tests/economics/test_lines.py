from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings

from businesscases.economics.flows import InvalidInput
from businesscases.economics.lines import Actor, Basis, ControlArea, Kind, Purse, own_basis, postings, summed, total
from businesscases.economics.prices import Index, IndexSeries, PriceLevel
from tests.economics.cases import FAMILY, STATE, WORK, drawn_lines, line, worked_example

D = Decimal
SERIES = IndexSeries(Index.NET_PRICE, {2019: D(100), 2022: D(110)}, "made up for this test")


def test_a_cost_leaves_and_a_gain_comes():
    parts = postings(worked_example())
    assert [part.purse for part in parts] == [FAMILY, FAMILY]
    assert parts[0].yearly == (D(-3_000_000), 0, 0, 0, 0, 0)
    assert [round(kr, 2) for kr in total(parts)] == [D(-3_000_000)] + [D("4767123.29")] * 5


def test_a_transfer_moves_money_and_changes_no_total():
    parts = postings([line("refund", Kind.TRANSFER, STATE, (1, 3), "1", "500", to=FAMILY)])
    assert [(part.purse, part.yearly) for part in parts] == [
        (STATE, (0, -500, 0, -500)),
        (FAMILY, (0, 500, 0, 500)),
    ]
    assert total(parts) == (0, 0, 0, 0)


def test_shares_let_a_quantity_fall_from_year_to_year():
    (part,) = postings(
        [line(kind=Kind.GAIN, years=(1, 2, 4), quantity="10", unit_price="8", shares=(D(1), D("0.5"), D(0)))]
    )
    assert part.yearly == (0, 80, 40, 0, 0)


def test_amounts_keep_their_price_year_until_they_are_computed_with():
    (part,) = postings([line(years=(0, 3))], Basis(4, PriceLevel(2022, SERIES)))
    assert part.yearly == (-3_300_000, 0, 0, -3_300_000, 0)
    (cut,) = postings([line(years=(0, 3))], Basis(2, PriceLevel(2019)))
    assert cut.yearly == (-3_000_000, 0, 0)


def test_mixed_price_years_need_a_price_level():
    with pytest.raises(InvalidInput, match="prices of different years"):
        own_basis([line(), line("later", price_year=2022)])
    with pytest.raises(InvalidInput, match="there is none"):
        postings([])
    assert postings([], Basis(3, PriceLevel(2022))) == ()
    assert total(()) == ()


def test_a_line_of_another_price_world_is_refused():
    basis = Basis(1, PriceLevel(2022, SERIES))
    assert postings([line(index=Index.NET_PRICE)], basis)[0].yearly == (-3_300_000, 0)
    with pytest.raises(InvalidInput, match="two price indices"):
        postings([line(index=Index.PAY_AND_PRICE)], basis)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"quantity": "-1"}, "not negative"),
        ({"unit_price": "-1"}, "not negative"),
        ({"quantity": "nan"}, "none missing or infinite"),
        ({"low": 29_000.0}, "decimal numbers"),
        ({"years": ()}, "each year once, counted from the decision year"),
        ({"years": (1, 1)}, "each year once, counted from the decision year"),
        ({"years": (1.5,)}, "each year once, counted from the decision year"),
        ({"years": (2027,)}, "each year once, counted from the decision year, 0–200"),
        ({"years": (-1,)}, "each year once, counted from the decision year"),
        ({"years": (0, 1), "shares": (D(1),)}, "one share for each year"),
        ({"low": D(31_000)}, "between the low and the high"),
        ({"high": D(29_000)}, "between the low and the high"),
        ({"low": D(29_000), "high": D("nan")}, "none missing or infinite"),
        ({"to": STATE}, "and only a transfer, has a receiver"),
        ({"kind": Kind.TRANSFER}, "and only a transfer, has a receiver"),
        ({"kind": Kind.TRANSFER, "to": FAMILY}, "goes to another purse"),
    ],
)
def test_a_line_that_does_not_fit_says_which_and_why(changed, sentence):
    with pytest.raises(InvalidInput, match=f"^course: .*{sentence}"):
        line(**changed)


@pytest.mark.parametrize(
    ("actor", "area"), [(Actor.STATE, ControlArea.SERVICE_FRAME), (Actor.MUNICIPALITY, ControlArea.OUTSIDE)]
)
def test_only_the_municipality_has_control_areas(actor, area):
    with pytest.raises(InvalidInput, match="everybody else's lies outside"):
        Purse(actor, area)


@pytest.mark.parametrize("years", [-1, 1.5, True, 201])
def test_a_horizon_that_is_none(years):
    with pytest.raises(InvalidInput, match="a whole number, 0–200"):
        Basis(years, PriceLevel(2022))


@settings(max_examples=30)
@given(drawn_lines())
def test_whatever_the_purses_are_counted_by_they_are_exactly_the_total(lines):
    parts = postings(lines)
    with localcontext(prec=60):
        for key in (lambda p: p.purse, lambda p: p.purse.actor, lambda p: p.purse.area, lambda p: p.line.name):
            assert tuple(map(sum, zip(*summed(parts, key).values(), strict=True))) == total(parts)


def test_200_lines_over_30_years_are_counted_exactly_whatever_the_caller_rounds_to():
    third = Decimal(1) / 3
    lines = [line(f"{at}", purse=(FAMILY, WORK)[at % 2], years=tuple(range(31)), quantity="1") for at in range(200)]
    lines = [line(one.name, purse=one.purse, years=one.years, quantity="1", unit_price=str(third)) for one in lines]
    with localcontext(prec=6):
        found = total(postings(lines))
    assert found == (-200 * third,) * 31
