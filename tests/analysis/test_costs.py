import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.analysis.costs import Price, difference_from_median, practice_cost
from reports.analysis.samples import InvalidInput
from tests.analysis import slow

NAN = math.nan
# The public prices of METHODS C: a foster family and a residential place per child and year (2019, NB-Økonomi).
PRICES = {3: Price(57_183), 5: Price(470_000), 6: Price(1_160_000)}
tables = st.lists(st.lists(st.sampled_from([3, 5, 6]), min_size=2, max_size=2), min_size=2, max_size=8)


def test_cost_by_hand():
    found = practice_cost([[5, 3], [6, NAN], [5, 3]], PRICES, [10, 2])
    assert [cost.kr for cost in found.vignettes] == pytest.approx([700_000, 57_183])
    assert found.total.kr == pytest.approx(10 * 700_000 + 2 * 57_183)
    assert [cost.n for cost in found.vignettes] == [3, 2]
    assert (found.total.n, found.unpriced, found.payers) == (3, (), {})
    assert (found.vignettes[0].low, found.vignettes[0].high) == (470_000, 1_160_000)
    assert found.vignettes[1].low == found.vignettes[1].high == 57_183


def test_a_step_without_a_price_leaves_the_cost_undefined():
    found = practice_cost([[1, 5], [5, 5]], PRICES, [1, 1])
    assert found.unpriced == (1,)
    assert math.isnan(found.vignettes[0].kr)
    assert math.isnan(found.total.kr)
    assert found.vignettes[1].kr == 470_000
    assert practice_cost([[1, 5], [5, 5]], PRICES, [0, 3]).total.kr == 3 * 470_000


def test_who_pays():
    prices = {5: Price(400_000, {"municipality": 1.0}), 6: Price(1_000_000, {"municipality": 0.75, "state": 0.25})}
    found = practice_cost([[5], [6]], prices, [4])
    assert found.payers == pytest.approx({"municipality": 4 * 575_000, "state": 4 * 125_000})
    assert sum(found.payers.values()) == pytest.approx(found.total.kr)
    assert practice_cost([[5], [6]], {**prices, 5: Price(400_000)}, [4]).payers == {}


def test_one_respondent_has_no_interval_and_nobody_no_cost():
    alone = practice_cost([[5]], PRICES, [1])
    assert (alone.total.kr, math.isnan(alone.total.low), alone.total.n) == (470_000, True, 1)
    for table in ([[NAN]], np.zeros((0, 1))):
        nobody = practice_cost(table, PRICES, [1])
        assert (math.isnan(nobody.total.kr), nobody.total.n, nobody.unpriced) == (True, 0, ())


@pytest.mark.parametrize(
    ("steps", "prices", "mix"),
    [
        ([5, 6], PRICES, [1]),
        ([[5]], PRICES, [1, 1]),
        ([[5]], PRICES, [-1]),
        ([[5]], {5: Price(-1)}, [1]),
        ([[5]], {5: Price(1, {"state": 0.5})}, [1]),
    ],
)
def test_cost_refuses(steps, prices, mix):
    with pytest.raises(InvalidInput):
        practice_cost(steps, prices, mix)


@settings(max_examples=30)
@given(tables, st.tuples(st.integers(0, 20), st.integers(1, 20)), st.randoms())
def test_cost_equals_the_sum_by_hand_and_is_seeded(table, mix, random):
    found = practice_cost(table, PRICES, mix, draws=200)
    assert found.total.kr == pytest.approx(slow.practice_cost(table, {k: p.kr for k, p in PRICES.items()}, mix))
    assert found == practice_cost(table, PRICES, mix, draws=200)
    shuffled = practice_cost(random.sample(table, len(table)), PRICES, mix, draws=200)
    assert shuffled.total.kr == pytest.approx(found.total.kr)
    dearer = practice_cost(table, {step: Price(2 * price.kr) for step, price in PRICES.items()}, mix, draws=200)
    assert (dearer.total.low, dearer.total.high) == pytest.approx((2 * found.total.low, 2 * found.total.high))
    assert found.total.low <= found.total.kr * (1 + 1e-12)
    assert found.total.high >= found.total.kr * (1 - 1e-12)


def test_bootstrap_interval_is_that_of_a_mean():
    generator = np.random.default_rng(1)
    steps = generator.choice([5, 6], size=(200, 1))
    found = practice_cost(steps, PRICES, [1], draws=4000).total
    error = np.std(np.where(steps == 5, 470_000, 1_160_000)) / math.sqrt(200)
    assert (found.low, found.high) == pytest.approx((found.kr - 1.96 * error, found.kr + 1.96 * error), rel=0.01)


def test_difference_from_the_median():
    assert difference_from_median(500.0, {"a": 500.0, "b": 200.0, "c": 300.0, "d": NAN}) == 200
    assert math.isnan(difference_from_median(500.0, {"a": NAN}))
