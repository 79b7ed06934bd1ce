import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.analysis.factorial import amce, interaction, marginal_means
from reports.analysis.samples import InvalidInput
from tests.analysis import slow

# MASS::npk (Venables and Ripley 2002): a factorial trial of nitrogen, phosphate and potash on six blocks.
DESIGN = "011110000101100111001010010111100001100111001010110000101011101110011000"
YIELD = [49.5, 62.8, 46.8, 57.0, 59.8, 58.5, 55.5, 56.0, 62.8, 55.8, 69.5, 55.0]
YIELD += [62.0, 48.8, 45.5, 44.2, 52.0, 51.5, 49.8, 48.8, 57.2, 59.0, 53.2, 56.0]
NPK = pd.DataFrame({**{name: list(DESIGN[at::3]) for at, name in enumerate("NPK")}, "yield": YIELD})
NPK["block"] = np.repeat(range(1, 7), 4)
rows = st.lists(
    st.tuples(st.integers(0, 4), st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), st.integers(0, 10)),
    min_size=4,
    max_size=25,
)


def frame(rows):
    return pd.DataFrame([(r, *levels, y) for r, levels, y in rows], columns=["person", "first", "second", "y"])


def rounded(effects, digits):
    return [(e.dimension, e.level, round(e.estimate, digits), round(e.standard_error, digits)) for e in effects]


def test_marginal_means_of_a_factorial_trial():
    # R package survey 4.1: svyby(~yield, ~N, svydesign(ids = ~block), svymean), which cregg::mm calls; and ~P, ~K.
    assert rounded(marginal_means(NPK, "yield", list("NPK"), "block"), 6) == [
        ("N", "0", 52.066667, 2.142999),
        ("N", "1", 57.683333, 1.664665),
        ("P", "0", 55.466667, 1.741009),
        ("P", "1", 54.283333, 1.969884),
        ("K", "0", 56.866667, 2.099907),
        ("K", "1", 52.883333, 1.575789),
    ]


def test_effects_of_a_factorial_trial():
    # summary(svyglm(yield ~ N + P + K, design)), which cregg::amce calls.
    found = amce(NPK, "yield", list("NPK"), "block")
    assert rounded(found[1::2], 6) == [
        ("N", "1", 5.616667, 1.812166),
        ("P", "1", -1.183333, 1.542707),
        ("K", "1", -3.983333, 1.530450),
    ]
    assert [(base.estimate, math.isnan(base.standard_error), base.n) for base in found[::2]] == [(0, True, 12)] * 3
    nitrogen = found[1]
    assert (nitrogen.low, nitrogen.high) == pytest.approx((5.616667 - 1.959964 * 1.812166, 9.168447), abs=1e-5)


def test_unbalanced_rows_of_the_trial():
    # The same calls without rows 1, 4, 5 and 13.
    some = NPK.drop(index=[0, 3, 4, 12])
    assert rounded(marginal_means(some, "yield", ["N"], "block"), 6) == [
        ("N", "0", 52.3, 2.257242),
        ("N", "1", 57.044444, 2.386314),
    ]
    assert rounded(amce(some, "yield", list("NPK"), "block")[1::2], 6) == [
        ("N", "1", 5.324561, 2.052117),
        ("P", "1", -0.891228, 2.038748),
        ("K", "1", -3.871579, 1.989844),
    ]


def test_interval_of_cregg_is_the_normal_one():
    # cregg's manual, mm(immigration, …): female .5117812, error .005919838, interval .5001785 to .5233839.
    estimate, error = 0.5117812, 0.005919838
    people = pd.DataFrame({"y": [1.0, 3.0], "d": ["a", "a"], "person": [1, 2]})
    (found,) = marginal_means(people, "y", ["d"], "person")
    reach = (found.high - found.estimate) / found.standard_error
    assert (round(estimate - reach * error, 7), round(estimate + reach * error, 7)) == (0.5001785, 0.5233839)


@given(rows)
def test_marginal_means_equal_the_definition(rows):
    assume(len({r for r, _, _ in rows}) > 1)
    for effect in marginal_means(frame(rows), "y", ["first", "second"], "person"):
        place = ["first", "second"].index(effect.dimension)
        mean, error = slow.level_mean(rows, place, effect.level)
        assert (effect.estimate, effect.standard_error) == pytest.approx((mean, error), abs=1e-9)
        assert effect.n == sum(levels[place] == effect.level for _, levels, _ in rows)


@given(rows, st.randoms())
def test_effects_equal_the_sandwich_written_out(rows, random):
    seen = [sorted({levels[place] for _, levels, _ in rows}) for place in (0, 1)]
    terms = [(place, level) for place in (0, 1) for level in seen[place][1:]]
    x = np.array([[1] + [levels[place] == level for place, level in terms] for _, levels, _ in rows])
    assume(np.linalg.matrix_rank(x) == x.shape[1] and len({r for r, _, _ in rows}) > 1)
    beta, errors = slow.least_squares(rows, terms)
    shuffled = random.sample(rows, len(rows))
    found = {(e.dimension, e.level): e for e in amce(frame(shuffled), "y", ["first", "second"], "person")}
    for (place, level), estimate, error in zip(terms, beta[1:], errors[1:], strict=True):
        effect = found[("first", "second")[place], level]
        assert (effect.estimate, effect.standard_error) == pytest.approx((estimate, error), abs=1e-6)


def test_categories_keep_their_order_and_unused_ones_are_undefined():
    table = NPK.assign(N=pd.Categorical(NPK["N"], categories=["1", "0", "2"]))
    means = marginal_means(table, "yield", ["N"], "block")
    effects = amce(table, "yield", ["N"], "block")
    assert [e.level for e in means] == [e.level for e in effects] == ["1", "0", "2"]
    assert (means[2].n, math.isnan(means[2].estimate), math.isnan(effects[2].estimate)) == (0, True, True)
    assert effects[1].estimate == pytest.approx(-5.616667, abs=1e-6)


def test_missing_answers_are_left_out_and_one_respondent_has_no_error():
    table = pd.DataFrame({"y": [1.0, None, 4.0], "d": ["a", "b", "b"], "person": [1, 1, 1]})
    found = marginal_means(table, "y", ["d"], "person")
    assert [(e.estimate, math.isnan(e.standard_error), e.n) for e in found] == [(1, True, 1), (4, True, 1)]
    empty = table.assign(y=np.nan)
    for effects in (marginal_means, amce):
        assert all(math.isnan(effect.estimate) for effect in effects(empty, "y", ["d"], "person"))


def test_factorial_refuses():
    with pytest.raises(InvalidInput, match="lacks the column Z"):
        marginal_means(NPK, "yield", ["Z"], "block")
    with pytest.raises(InvalidInput, match="aliased"):
        amce(NPK.assign(M=NPK["N"]), "yield", ["N", "M"], "block")
    with pytest.raises(InvalidInput, match="lacks its level"):
        amce(NPK.assign(N=[None, *NPK["N"][1:]]), "yield", ["N"], "block")


def simulated(effect, seed):
    generator = np.random.default_rng(seed)
    people = pd.DataFrame({"person": np.repeat(range(60), 6), "town": np.repeat([*"ab"] * 30, 6)})
    people["level"] = generator.choice(["0", "1"], size=360)
    shared = np.repeat(generator.normal(size=60), 6)
    people["y"] = shared + generator.normal(size=360) + effect * (people["level"] == "1") * (people["town"] == "a")
    return people


def test_interaction_of_dimension_and_town():
    found = interaction(simulated(2.0, 1), "y", "level", "town", "person")
    assert found.degrees == (1, 58)
    assert found.p < 0.01
    # Two towns and two levels: F is the square of the difference of differences over its clustered error.
    table = simulated(2.0, 1)
    apart = {}
    for town in "ab":
        low, high = marginal_means(table[table.town == town], "y", ["level"], "person")
        apart[town] = high.estimate - low.estimate
    assert math.copysign(1, apart["a"] - apart["b"]) == 1


def test_interaction_rejects_a_true_hypothesis_as_often_as_it_says():
    rejected = sum(interaction(simulated(0.0, seed), "y", "level", "town", "person").p < 0.05 for seed in range(150))
    assert 2 <= rejected <= 16


def test_interaction_is_undefined_for_one_town_an_empty_cell_or_too_few():
    table = simulated(0.0, 1)
    for some in (table[table.town == "a"], table[(table.town == "a") | (table.level == "1")], table[:0], table[:12]):
        assert math.isnan(interaction(some, "y", "level", "town", "person").p)
    assert math.isnan(interaction(table.assign(y=1.0), "y", "level", "town", "person").f)
