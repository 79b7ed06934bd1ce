import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.calibration import Bias, WordUse, against_base_rate, by_word
from reports.analysis.samples import InvalidInput

WORDS = ["low", "low", "high", None, "low", "high", "low"]
PERCENTS = [10, 20, 80, 50, math.nan, 100, 30]


def test_words_by_hand():
    found = by_word(WORDS, PERCENTS, ["low", "medium", "high"])
    assert found["low"] == WordUse(3, 20, 20, 15, 25, (0, 1, 1, 1, 0, 0, 0, 0, 0, 0))
    assert found["high"] == WordUse(2, 90, 90, 85, 95, (0, 0, 0, 0, 0, 0, 0, 0, 1, 1))
    assert (found["medium"].n, found["medium"].classes) == (0, (0,) * 10)
    assert math.isnan(found["medium"].median)
    assert list(by_word(WORDS, PERCENTS)) == ["high", "low"]
    assert by_word([], []) == {}


def test_base_rate_by_hand():
    # Deviations −10 and +30 by one person each: mean 10, error √(2·(20² + 20²)/2²) = 20, t with one degree of freedom.
    found = against_base_rate([20, 60, math.nan], 30, [1, 2, 3])
    assert (found.points, found.n, found.respondents) == (10, 2, 2)
    assert (found.low, found.high) == pytest.approx((10 - 20 * 12.7062047, 10 + 20 * 12.7062047))
    alone = against_base_rate([20], 30, [1])
    assert (alone.points, math.isnan(alone.low)) == (-10, True)
    nobody = against_base_rate([math.nan], 30, [1])
    assert (math.isnan(nobody.points), nobody.n, type(nobody)) == (True, 0, Bias)


@pytest.mark.parametrize(
    ("words", "percents", "order"),
    [(["a"], [101], None), (["a"], [1, 2], None), (["a"], [5], ["b"]), (["a"], ["x"], None)],
)
def test_words_refuse_what_no_one_can_answer(words, percents, order):
    with pytest.raises(InvalidInput):
        by_word(words, percents, order)
    with pytest.raises(InvalidInput):
        against_base_rate([5], 101, [1])


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 100)), max_size=30), st.randoms())
def test_words_are_counted_once_in_any_order(rows, random):
    shuffled = random.sample(rows, len(rows))
    found = by_word([w for w, _ in rows], [float(p) for _, p in rows], ["a", "b"])
    again = by_word([w for w, _ in shuffled], [float(p) for _, p in shuffled], ["b", "a"])
    for word, use in found.items():
        mine = [percent for other, percent in rows if other == word]
        assert use.n == len(mine) == sum(use.classes) == again[word].n
        assert use.classes == again[word].classes
        if mine:
            assert use.lower_quartile <= use.median <= use.upper_quartile
            assert use.median == float(np.median(mine)) == again[word].median
