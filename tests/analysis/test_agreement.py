import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.analysis.agreement import fleiss_kappa, gwet_ac1, krippendorff_alpha, polarisation, r_wg, van_der_eijk
from reports.analysis.samples import InvalidInput
from tests.analysis import slow

NAN = math.nan
# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
# Fleiss (1971), table 1: how many of six psychiatrists gave each of thirty patients which of five diagnoses.
THIRTY_PATIENTS = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0],
    [0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0],
    [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
]  # fmt: skip
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


def raters_of(counts):
    """Coders × units that give these counts, and the answers of each unit."""
    units = [[code for code, n in enumerate(row) for _ in range(n)] for row in counts]
    most = max(map(len, units))
    return np.array([unit + [NAN] * (most - len(unit)) for unit in units], dtype=float).T, units


def test_kappa_of_fleiss_thirty_patients():
    # Fleiss (1971) prints .430; kappam.fleiss of the R package irr 0.4302445.
    assert round(fleiss_kappa(THIRTY_PATIENTS), 7) == 0.4302445


def test_kappa_of_fourteen_psychiatrists_and_ten_patients():
    # The worked example known from the encyclopaedia, .210.
    table = [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]]
    table += [[7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]]
    assert round(fleiss_kappa(table), 3) == 0.21


def test_kappa_and_ac1_of_the_first_fifteen_patients():
    # distrib.6raters of Gwet's R package irrCAC: AC1 0.4448007, Fleiss' kappa 0.4139265.
    table, _ = raters_of(THIRTY_PATIENTS[:15])
    assert round(gwet_ac1(table), 7) == 0.4448007
    assert round(fleiss_kappa(THIRTY_PATIENTS[:15]), 7) == 0.4139265


def test_kappa_and_ac1_with_missing_ratings():
    # cac.raw4raters of irrCAC, Gwet (2014): AC1 0.77544, Fleiss' kappa 0.76117 (pa 0.8181818, pe 0.2387153).
    counts = [
        [int(np.sum(np.array(unit) == code)) for code in range(1, 6)] for unit in zip(*FOUR_OBSERVERS, strict=True)
    ]
    assert round(gwet_ac1(FOUR_OBSERVERS), 5) == 0.77544
    assert round(fleiss_kappa(counts), 5) == 0.76117


def test_ac1_of_two_abstractors():
    # cont3x3abstractors of irrCAC: 0.8493305.
    table = [(0, 0)] * 13 + [(1, 1)] * 20 + [(1, 2)] * 7 + [(2, 1)] * 4 + [(2, 2)] * 56
    assert round(gwet_ac1(np.transpose(table)), 7) == 0.8493305


def test_ac1_knows_categories_nobody_used():
    assert math.isnan(gwet_ac1([[1, 1], [1, 1]]))
    assert gwet_ac1([[1, 1], [1, 1]], category_count=4) == 1
    # Two of three agree; shares ½, ½ and nothing: (2/3 − 1/4)/(3/4) with three categories.
    assert gwet_ac1([[1, 2, 1], [1, 2, 2]], category_count=3) == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))
    with pytest.raises(InvalidInput, match="more categories"):
        gwet_ac1([[1, 2], [3, 2]], category_count=2)


@pytest.mark.parametrize("counts", [[[1, 0], [0, 1]], [[0, 0]], [[5, 0], [3, 0]], np.zeros((0, 3))])
def test_kappa_is_undefined_without_pairs_or_with_one_category(counts):
    assert math.isnan(fleiss_kappa(counts))


@pytest.mark.parametrize("counts", [[3, 4], [[1, -1]], [[1, NAN]], [[1, math.inf]], [["a", "b"]]])
def test_kappa_refuses_what_are_no_counts(counts):
    with pytest.raises(InvalidInput):
        fleiss_kappa(counts)


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=6), st.randoms())
def test_kappa_and_ac1_equal_the_definition_and_forget_order_and_names(table, random):
    kappa = fleiss_kappa(table)
    assume(not math.isnan(kappa))
    ratings, units = raters_of(table)
    assert kappa == pytest.approx(slow.fleiss_kappa(units))
    assert gwet_ac1(ratings, 3) == pytest.approx(slow.gwet_ac1(units, 3))
    renamed = np.array(random.sample(table, len(table)))[:, random.sample(range(3), 3)]
    assert fleiss_kappa(renamed) == pytest.approx(kappa)
    assert gwet_ac1(raters_of(renamed.tolist())[0] * 5 - 2, 3) == pytest.approx(gwet_ac1(ratings, 3))
    assert kappa <= 1 + 1e-12


def test_r_wg_of_bliese_and_halversons_companies():
    # rwg(lq2002$LEAD01, lq2002$COMPID, ranvar = 2) of the R package multilevel, all 49 companies.
    with (Path(__file__).parent / "data" / "lq2002.csv").open() as file:
        companies = list(csv.DictReader(file))
    found = [r_wg([code for code in range(1, 6) for _ in range(int(row[f"answer_{code}"]))], 5) for row in companies]
    assert [f"{value:.7f}" for value in found] == [row["rwg"] for row in companies]


def test_forty_options_and_one_respondent():
    assert van_der_eijk([0] * 39 + [7]) == 1
    assert van_der_eijk([1] * 40) == pytest.approx(0, abs=1e-12)
    assert van_der_eijk([1] + [0] * 38 + [1]) == pytest.approx(-1, abs=1e-12)
    assert van_der_eijk([0, 1, 0]) == 1
    assert r_wg([10, 20, 15], 40) == pytest.approx(1 - 25 * 12 / 1599)


def test_alpha_refuses_an_unknown_level():
    with pytest.raises(InvalidInput, match="level of measurement"):
        krippendorff_alpha(FOUR_OBSERVERS, "circular")
