import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics import staircase

# Briggs, Claxton and Sculpher (2006), Decision Modelling for Health Economic Evaluation, exercise 2.5 (the model of
# Chancellor et al. 1997): transitions counted in a year between four states of HIV, the relative risk with two drugs,
# £ per patient and year in each state and £ a year of the second drug. Counts: tests of the R package rdecision.
COUNTS = np.array([[1251, 350, 116, 17], [0, 731, 512, 15], [0, 0, 1312, 437], [0, 0, 0, 1]])
ALONE = COUNTS / COUNTS.sum(axis=1, keepdims=True)
RELATIVE_RISK = 0.509
COST = np.array([5_034.0, 5_330.0, 11_285.0, 0.0])
SECOND_DRUG = np.array([2_087.0, 2_087.0, 2_087.0, 0.0])
# The public prices of METHODS C, kr. per child and year or course; nothing public on steps 1, 2 and 4.
PRICES = [None, None, 150_000, None, 470_000, 1_160_000]
STAY = np.eye(6)


@st.composite
def staircases(draw):
    """Whole tenths, so that the slow implementation can reckon in fractions."""
    size = draw(st.integers(1, 5))
    people = draw(st.lists(st.integers(0, 500), min_size=size, max_size=size))
    cuts = st.lists(st.integers(0, 10), min_size=size - 1, max_size=size - 1).map(sorted)
    rows = [np.diff([0, *draw(cuts), 10]) for _ in range(size)]
    return people, rows, draw(st.integers(0, 6))


def combined():
    less = RELATIVE_RISK * ALONE
    np.fill_diagonal(less, 0)
    return less + np.diag(1 - less.sum(axis=1))


def test_briggs_one_drug():
    paths = staircase.migrate([1000, 0, 0, 0], ALONE, 20)
    assert paths[1].round(0).tolist() == [721, 202, 67, 10]
    assert round(float(paths[1:, :3].sum()) / 1000, 3) == 7.991
    yearly = staircase.cost(paths, {"NHS": COST})["NHS"][1:] / 1000
    assert int(yearly @ 1.06 ** -np.arange(1.0, 21)) == 44_663


def test_briggs_two_drugs_for_two_years():
    transition = np.stack([combined()] * 2 + [ALONE] * 18)
    paths = staircase.migrate([1000, 0, 0, 0], transition, 20)
    assert round(float(paths[1:, :3].sum()) / 1000, 3) == 8.937
    prices = np.stack([COST] + [COST + SECOND_DRUG] * 2 + [COST] * 18)
    yearly = staircase.cost(paths, {"NHS": prices})["NHS"][1:] / 1000
    assert int(yearly @ 1.06 ** -np.arange(1.0, 21)) == 50_602


def test_a_matrix_power_by_hand():
    # [[.5, .5], [0, 1]] squared is [[.25, .75], [0, 1]], its third power [[.125, .875], [0, 1]].
    paths = staircase.migrate([80, 20], [[0.5, 0.5], [0, 1]], 3)
    assert paths.tolist() == [[80, 20], [40, 60], [20, 80], [10, 90]]
    assert staircase.migrate([80, 20], [[0.5, 0.5], [0, 1]], 0).tolist() == [[80, 20]]


@given(staircases())
@settings(max_examples=30)
def test_nobody_is_lost_and_the_way_is_that_of_fractions(drawn):
    people, rows, years = drawn
    found = staircase.migrate(people, np.array(rows) / 10, years)
    exact = [Fraction(n) for n in people]
    for _ in range(years):
        exact = [
            sum(n * Fraction(int(row[to]), 10) for n, row in zip(exact, rows, strict=True)) for to in range(len(rows))
        ]
    assert found[-1].tolist() == pytest.approx([float(n) for n in exact], abs=1e-9)
    assert found.sum(axis=1).tolist() == pytest.approx([sum(people)] * (years + 1))


def test_what_an_intervention_changes_for_each_payer():
    helped, usual = np.array([[0, 0, 4.0, 0, 6, 2], [0, 0, 6, 0, 5, 1]]), np.array([[0, 0, 4.0, 0, 6, 2]] * 2)
    prices = {"municipality": PRICES, "state": [None, None, 0, None, 0, 400_000]}
    found = staircase.difference(helped, usual, prices)
    assert found["municipality"].tolist() == [0, 2 * 150_000 - 470_000 - 1_160_000]
    assert found["state"].tolist() == [0, -400_000]


def test_prices_of_each_year():
    paths = np.array([[1.0, 2.0], [3.0, 0.0]])
    prices = {"state": [[10.0, 20.0], [11.0, None]]}
    assert staircase.cost(paths, prices)["state"].tolist() == [50, 33]
    assert staircase.difference(paths, paths[::-1] * [[1, 1], [1, 0]], prices)["state"].tolist() == [20, 22]


def test_steps_without_a_price_are_named_and_never_free():
    paths = staircase.migrate([5, 0, 3, 2, 1, 0], STAY, 2)
    with pytest.raises(staircase.MissingPrice) as refused:
        staircase.cost(paths, {"municipality": PRICES})
    assert (refused.value.payer, refused.value.steps) == ("municipality", (1, 4))
    assert str(refused.value) == (
        "municipality has no price for step 1, 4: fill it in, or write 0 if it costs municipality nothing"
    )
    with pytest.raises(staircase.MissingPrice):
        staircase.difference(paths, paths * 0, {"municipality": PRICES})
    with pytest.raises(staircase.MissingPrice):
        staircase.difference(paths * 0, paths, {"municipality": PRICES})


def test_a_step_nobody_stands_on_needs_no_price():
    paths = staircase.migrate([0, 0, 3, 0, 1, 1], STAY, 1)
    assert (
        staircase.cost(paths, {"municipality": PRICES})["municipality"].tolist() == [450_000 + 470_000 + 1_160_000] * 2
    )


def test_fewer_cases_per_caseworker_cost_more():
    assert staircase.caseload(600_000, [30, 20, 15]).tolist() == [20_000, 30_000, 40_000]
    for pay, cases in ((-1, 20), (600_000, [20, 0])):
        with pytest.raises(ValueError, match="the pay must be 0 or more and the caseload above 0"):
            staircase.caseload(pay, cases)


@pytest.mark.parametrize(
    ("start", "transition", "years", "sentence"),
    [
        ([1, 1], [[0.5, 0.4], [0, 1]], 1, "the probabilities from step 1 do not sum to 1"),
        ([1, 1], [np.eye(2), [[1, 0], [0.2, 0.9]]], 2, "the probabilities from step 2 do not sum to 1"),
        ([1, 1], [[1.5, -0.5], [0, 1]], 1, "must lie between 0 and 1"),
        ([1, 1, 1], np.eye(2), 1, "the transition must have 3 rows of 3 probabilities"),
        ([1, 1], [np.eye(2)] * 3, 2, "the same or one per year"),
        ([1, -1], np.eye(2), 1, "the number of people on a step cannot be negative"),
        ([], np.eye(2), 1, "the start must have one number for each step"),
        ([1, math.nan], np.eye(2), 1, "the number of people on a step is missing or infinite"),
        ([1, 1], np.eye(2), -1, "the number of years must be a whole number, 0 or more"),
        ([1, 1], [["x", 1], [0, 1]], 1, "a probability of the transition is not a number"),
    ],
)
def test_ways_nobody_can_go(start, transition, years, sentence):
    with pytest.raises(ValueError, match=sentence):
        staircase.migrate(start, transition, years)


@pytest.mark.parametrize(
    ("paths", "prices", "sentence"),
    [
        ([1, 2], {"state": [1, 2]}, "the paths must have one row for each year"),
        ([[1, 2]], {}, "nobody has a price for the steps"),
        ([[1, 2]], {"state": [1, 2, 3]}, "state must have one price for each of the 2 steps"),
        ([[1, 2]], {"state": [1, -2]}, "a price of state is negative or infinite"),
        ([[1, 2]], {"state": [1, "free"]}, "a price of state is not a number"),
        ([[1, 2]], {"state": [1, math.inf]}, "a price of state is negative or infinite"),
    ],
)
def test_prices_nobody_can_have(paths, prices, sentence):
    with pytest.raises(ValueError, match=sentence):
        staircase.cost(paths, prices)


def test_paths_of_different_length_cannot_be_compared():
    with pytest.raises(ValueError, match="the same years and steps"):
        staircase.difference(np.ones((2, 2)), np.ones((3, 2)), {"state": [1, 1]})
