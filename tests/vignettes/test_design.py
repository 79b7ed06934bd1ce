"""Universe, efficient samples, decks and assignment, against published designs and slow versions of themselves."""

from itertools import combinations, product
from math import prod

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vignettes.design import (
    DesignError,
    aliased_effects,
    assign_deck,
    d_efficiency,
    make_decks,
    model_matrix,
    select,
    universe,
)

LEVELS = {"age": ["baby", "child", "teen"], "violence": ["no", "yes"], "network": ["none", "some"]}
SMALL = st.dictionaries(
    st.sampled_from("abcd"), st.lists(st.sampled_from("xyz"), min_size=2, max_size=3, unique=True), min_size=1
)


def factorial(factors, levels=2):
    return universe({f"f{number}": [str(level) for level in range(levels)] for number in range(factors)})


def main(combinations_):
    return [(name,) for name in combinations_[0]]


def test_the_universe_is_counted_after_exclusion():
    assert len(universe(LEVELS)) == 12
    assert universe(LEVELS)[:2] == [
        {"age": "baby", "violence": "no", "network": "none"},
        {"age": "baby", "violence": "no", "network": "some"},
    ]
    rule = {"age": "baby", "violence": "yes"}
    assert len(universe(LEVELS, [rule])) == 10
    assert len(universe(LEVELS, [{"age": ["baby", "teen"], "violence": "yes"}])) == 8
    assert universe(LEVELS, [{"violence": "no"}, {"violence": "yes"}]) == []


@given(SMALL, st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz"), min_size=1), max_size=3))
def test_the_universe_is_the_product_without_what_any_rule_matches(levels, rules):
    rules = [rule for rule in rules if all(level in levels.get(name, ()) for name, level in rule.items())]
    every = [dict(zip(levels, found, strict=True)) for found in product(*levels.values())]
    kept = [row for row in every if not any(rule.items() <= row.items() for rule in rules)]
    assert universe(levels, rules) == kept


@pytest.mark.parametrize(
    ("levels", "rules", "says"),
    [
        ({"age": []}, [], "the dimension age needs levels"),
        ({"age": ["x", "x"]}, [], "the dimension age needs levels"),
        ({"age": ["x"]}, [{"age": "y"}], "names what does not exist"),
        ({"age": ["x"]}, [{"sex": "x"}], "names what does not exist"),
        ({"age": ["x"]}, [{}], "names what does not exist"),
        ({str(n): ["x", "y"] for n in range(17)}, [], "more than 100000"),
    ],
)
def test_what_cannot_be_a_universe_is_refused(levels, rules, says):
    with pytest.raises(DesignError, match=says):
        universe(levels, rules)


# Taguchi's orthogonal arrays L9 (four factors of three levels) and L8 (seven of two).
L9 = ["0000", "0111", "0222", "1012", "1120", "1201", "2021", "2102", "2210"]
L8 = ["0000000", "0001111", "0110011", "0111100", "1010101", "1011010", "1100110", "1101001"]


@pytest.mark.parametrize("array", [L9, L8])
def test_orthogonal_arrays_are_fully_efficient(array):
    rows = [{f"f{at}": level for at, level in enumerate(row)} for row in array]
    matrix, names = model_matrix(rows, main(rows))
    assert matrix.T @ matrix / len(rows) == pytest.approx(np.eye(len(names)), abs=1e-12)
    assert d_efficiency(matrix) == pytest.approx(1)
    assert not d_efficiency(matrix).is_singular


def test_half_a_factorial_cannot_tell_a_main_effect_from_an_interaction():
    # 2^(3−1) with I = ABC (Box and Hunter 1961): each main effect is aliased with the interaction of the two others.
    rows = [row for row in factorial(3) if sum(map(int, row.values())) % 2 == 0]
    matrix, names = model_matrix(rows, [*main(rows), ("f0", "f1"), ("f0", "f2"), ("f1", "f2")])
    assert d_efficiency(matrix) == 0
    assert d_efficiency(matrix).is_singular
    assert aliased_effects(matrix, names) == [
        ("f0 1 × f1 1", "f2 1"),
        ("f0 1 × f2 1", "f1 1"),
        ("f1 1 × f2 1", "f0 1"),
    ]
    assert aliased_effects(matrix[:, :4], names[:4]) == []
    assert select(rows, 4, [*main(rows), ("f0", "f1")], seed=1).aliased == (("f0 1 × f1 1", "f2 1"),)


# Hadamard's problem: the largest determinant of an n × n matrix of ±1 (OEIS A003433; Orrick and Solomon).
LARGEST_DETERMINANT = {3: 4, 4: 16, 5: 48, 6: 160, 7: 576, 8: 4096, 9: 14336}


@pytest.mark.parametrize("runs", LARGEST_DETERMINANT)
def test_exchange_reaches_the_largest_determinant_there_is(runs):
    candidates = factorial(runs - 1)
    found = select(candidates, runs, main(candidates), seed=1, starts=30)
    assert found.efficiency == pytest.approx((LARGEST_DETERMINANT[runs] ** 2) ** (1 / runs) / runs)
    assert found.combinations == tuple(candidates[place] for place in found.places)


def test_seven_dimensions_with_all_interactions_in_34_vignettes():
    candidates = factorial(7)
    effects = [*main(candidates), *combinations(candidates[0], 2)]
    found = select(candidates, 34, effects, seed=1)
    assert found.efficiency >= 0.92
    assert len(set(found.places)) == 34
    assert found == select(candidates, 34, effects, seed=1)
    assert found.aliased == ()


@settings(max_examples=20, deadline=None)
@given(SMALL, st.data())
def test_exchange_finds_no_more_than_there_is_and_most_often_all(levels, data):
    candidates = universe(levels)
    assume(len(candidates) <= 9)
    size = data.draw(st.integers(1, len(candidates)))
    matrix, _names = model_matrix(candidates, main(candidates))
    best = max(d_efficiency(matrix[list(places)]) for places in combinations(range(len(candidates)), size))
    found = select(candidates, size, main(candidates), seed=7, starts=20)
    assert found.efficiency == pytest.approx(best, abs=1e-9)


@given(SMALL)
def test_the_whole_factorial_is_fully_efficient_and_efficiency_does_not_hang_on_order(levels):
    candidates = universe(levels)
    effects = [*main(candidates), *combinations(levels, 2)]
    matrix, _names = model_matrix(candidates, effects)
    assert d_efficiency(matrix) == pytest.approx(1)
    assert d_efficiency(matrix[::-1]) == pytest.approx(d_efficiency(matrix))
    x = matrix[: max(matrix.shape[1], len(candidates) // 2)]
    singular_values = np.linalg.svd(x / np.sqrt(len(x)), compute_uv=False)
    slow = prod(singular_values**2) ** (1 / x.shape[1]) if singular_values.min() > 1e-9 else 0
    assert d_efficiency(x) == pytest.approx(slow)


@settings(max_examples=30, deadline=None)
@given(SMALL, st.integers(1, 6), st.integers(0, 99))
def test_decks_share_out_every_vignette_and_no_exchange_makes_them_more_even(levels, deck_count, seed):
    rows = universe(levels)
    assume(deck_count <= len(rows) <= 40)
    decks = make_decks(rows, deck_count, seed)
    assert sorted(place for deck in decks for place in deck) == list(range(len(rows)))
    assert max(map(len, decks)) - min(map(len, decks)) <= 1
    assert decks == make_decks(rows, deck_count, seed)
    made = unevenness(rows, decks)
    for first, second in combinations(range(len(decks)), 2):
        for a, b in product(decks[first], decks[second]):
            other = [*decks]
            other[first] = [b if place == a else place for place in decks[first]]
            other[second] = [a if place == b else place for place in decks[second]]
            assert unevenness(rows, other) >= made


def unevenness(rows, decks):
    levels = {item for row in rows for item in row.items()}
    return sum(sum(item in rows[place].items() for place in deck) ** 2 for deck in decks for item in levels)


def test_decks_of_a_factorial_have_every_level_equally_often():
    rows = factorial(3)
    for deck in make_decks(select(rows, 8, main(rows), seed=1), 2, seed=1):
        assert [sum(int(rows[place][name]) for place in deck) for name in rows[0]] == [2, 2, 2]


@given(st.integers(1, 7), st.integers(1, 200), st.integers(0, 10**6))
def test_decks_are_given_out_evenly(deck_count, respondents, seed):
    counts = [0] * deck_count
    for number in range(respondents):
        counts[assign_deck(counts, seed + number)] += 1
    assert max(counts) - min(counts) <= 1
    assert assign_deck(counts, seed) == assign_deck(counts, seed)


def test_ties_between_decks_are_drawn_and_not_always_the_first():
    assert {assign_deck([3, 2, 2, 2], seed) for seed in range(30)} == {1, 2, 3}


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: model_matrix([], []), "no combinations"),
        (lambda: model_matrix([{"age": "x"}], [("sex",)]), "not a dimension: sex"),
        (lambda: d_efficiency(np.ones(3)), "rows and columns"),
        (lambda: aliased_effects(np.ones((2, 2)), ["one"]), "needs a name"),
        (lambda: select(factorial(1), 3, [], 1), "between 1 and 2"),
        (lambda: select(factorial(1), 0, [], 1), "between 1 and 2"),
        (lambda: make_decks(factorial(1), 3, 1), "between 1 and 2"),
        (lambda: assign_deck([], 1), "no decks"),
    ],
)
def test_what_cannot_be_made_is_refused(ask, says):
    with pytest.raises(DesignError, match=says):
        ask()
