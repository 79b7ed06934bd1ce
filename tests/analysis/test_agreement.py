import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.analysis.agreement import krippendorff_alpha, polarisation, r_wg, van_der_eijk
from tests.analysis import slow

NAN = math.nan
# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
ratings = st.integers(2, 5).flatmap(
    lambda units: st.lists(
        st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, NAN]), min_size=units, max_size=units), min_size=2, max_size=5
    )
)
counts = st.lists(st.integers(0, 12), min_size=3, max_size=7).filter(any)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797)]
)
def test_alpha_of_krippendorffs_four_observers(level, alpha):
    digits = 3 if level == "ratio" else 6
    assert round(krippendorff_alpha(FOUR_OBSERVERS, level), digits) == alpha


def test_alpha_ignores_values_alone_in_a_unit():
    alone = [[*row, 4 if number == 0 else NAN] for number, row in enumerate(FOUR_OBSERVERS)]
    assert krippendorff_alpha(alone, "ordinal") == krippendorff_alpha(FOUR_OBSERVERS, "ordinal")


@pytest.mark.parametrize(
    "table", [[[1, 2, 3]], [[1, NAN], [NAN, 2]], [[2, 2], [2, 2]], [[2, 2, 5], [2, 2, NAN]], [[NAN], [NAN]]]
)
def test_alpha_is_undefined_without_pairs_or_without_variation(table):
    assert math.isnan(krippendorff_alpha(table, "ordinal"))


def test_alpha_needs_a_table():
    with pytest.raises(ValueError, match="coders × units"):
        krippendorff_alpha([1, 2, 3], "ordinal")


@given(ratings)
def test_alpha_equals_the_definition_over_all_pairs(table):
    alpha = krippendorff_alpha(table, "ordinal")
    assume(not math.isnan(alpha))
    assert alpha == pytest.approx(slow.krippendorff_alpha(table, slow.ordinal_distance))


@given(ratings, st.randoms())
def test_alpha_does_not_depend_on_the_order_of_coders(table, random):
    shuffled = random.sample(table, len(table))
    assert krippendorff_alpha(shuffled, "ordinal") == pytest.approx(krippendorff_alpha(table, "ordinal"), nan_ok=True)


def test_r_wg_by_hand():
    # Variance of 3 3 4 4 is 1/3; five options answered at random have (25 − 1)/12 = 2.
    assert r_wg([3, 3, 4, 4], 5) == pytest.approx(1 - (1 / 3) / 2)
    assert r_wg([3, NAN, 3], 5) == 1.0
    assert r_wg([1, 5], 5) == 0.0
    assert math.isnan(r_wg([3], 5))
    with pytest.raises(ValueError, match="two options"):
        r_wg([1, 1], 1)


@given(st.lists(st.integers(1, 6), min_size=2, max_size=20))
def test_r_wg_lies_between_0_and_1_and_is_1_only_for_one_answer(values):
    agreement = r_wg(values, 6)
    assert 0 <= agreement <= 1
    assert (agreement == 1.0) == (len(set(values)) == 1)


def test_agreement_of_van_der_eijks_example():
    # van der Eijk (2001), Measuring agreement in ordered rating scales, his seven-point example; digits as printed
    # in the manual of the R package agrmt.
    counts = [30, 40, 210, 130, 530, 50, 10]
    assert round(van_der_eijk(counts), 7) == 0.6113333
    assert round(polarisation(counts), 7) == 0.1943333


@pytest.mark.parametrize(
    ("counts", "agreement"),
    [
        ([0, 0, 9, 0, 0], 1.0),
        ([4, 4, 4, 4, 4], 0.0),
        ([5, 0, 0, 0, 5], -1.0),
        ([0, 0, 6, 6, 0], 0.75),
        ([1, 0, 1, 0, 0, 0, 0], 7 / 15),
    ],
)
def test_agreement_at_its_landmarks(counts, agreement):
    assert van_der_eijk(counts) == pytest.approx(agreement)
    assert polarisation(counts) == pytest.approx((1 - agreement) / 2)


def test_agreement_is_undefined_below_three_options_or_without_answers():
    assert math.isnan(van_der_eijk([3, 4]))
    assert math.isnan(polarisation([0, 0, 0]))
    with pytest.raises(ValueError, match="negative"):
        van_der_eijk([1, -1, 2])


@given(counts)
def test_agreement_equals_counting_triples_in_exact_fractions(table):
    assert van_der_eijk(table) == pytest.approx(slow.van_der_eijk(table), abs=1e-12)


@given(counts)
def test_agreement_is_bounded_symmetric_and_a_matter_of_shares(table):
    agreement = van_der_eijk(table)
    assert -1 - 1e-12 <= agreement <= 1 + 1e-12
    assert van_der_eijk(table[::-1]) == pytest.approx(agreement, abs=1e-12)
    assert van_der_eijk(np.array(table) * 3.0) == pytest.approx(agreement, abs=1e-12)
