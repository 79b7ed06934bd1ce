import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.analysis.samples import InvalidInput, Moments, counted_moments, grouped_moments
from reports.analysis.variance import icc1, one_way_reml, reliability, reml_of
from tests.analysis import slow

DATA = Path(__file__).parent / "data"
BATCHES = np.repeat(list("ABCDEF"), 5)
# lme4::Dyestuff and lme4::Dyestuff2 (Davies and Goldsmith 1972; Box and Tiao 1973), five yields of six batches.
DYESTUFF = [1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560]
DYESTUFF += [1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445]
DYESTUFF2 = [7.298, 3.846, 2.434, 9.566, 7.99, 5.22, 6.556, 0.608, 11.788, -0.892, 0.11, 10.386, 13.434, 5.51, 8.166]
DYESTUFF2 += [2.212, 4.852, 7.092, 9.288, 4.98, 0.282, 9.014, 4.458, 9.446, 7.198, 1.722, 4.782, 8.106, 0.758, 3.758]
# Shrout and Fleiss (1979), Psychological Bulletin 86:420–428, table 2: six targets, four judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
rows = st.lists(st.tuples(st.integers(1, 7), st.sampled_from("abcde")), min_size=2, max_size=25)


def bh1996():
    """Bliese and Halverson (1996), 99 companies, 7382 soldiers, as in the R package multilevel: counts and moments."""
    with (DATA / "bh1996.csv").open() as file:
        return list(csv.DictReader(file))


def test_reml_of_dyestuff():
    found = one_way_reml(DYESTUFF, BATCHES)
    assert [round(part, 2) for part in found[:3]] == [1527.5, 1764.05, 2451.25]
    # Balanced groups: REML is the analysis of variance.
    assert found.icc == pytest.approx(icc1(DYESTUFF, BATCHES), rel=1e-13)


def test_reml_of_dyestuff2_is_at_the_boundary():
    mean, between, within, icc = one_way_reml(DYESTUFF2, BATCHES)
    # lme4 prints 5.6656 for the mean, 0 between and 13.81 (3.7157 squared) for the residual variance.
    assert (round(mean, 4), between, round(within, 2), icc) == (5.6656, 0.0, 13.81, 0.0)
    assert round(math.sqrt(within), 4) == 3.7157
    assert icc1(DYESTUFF2, BATCHES) < 0


def test_reml_of_bliese_and_halversons_well_being():
    # lme(WBEING ~ 1, random = ~1 | GRP) prints 0.0358 and 0.7895, ICC1.lme of the R package psychometric 0.0433792,
    # lme4 1.1-31 0.03580078 and 0.78949727. (nlme's further digits stop short of the maximum.)
    table = bh1996()
    columns = ("n", "wellbeing_mean", "wellbeing_squares")
    found = reml_of(Moments(*(np.array([float(row[column]) for row in table]) for column in columns)))
    assert (round(found.between, 7), round(found.within, 8)) == (0.0358008, 0.78949727)
    assert round(found.icc, 7) == 0.0433792


def test_reml_and_icc_of_bliese_and_halversons_hours():
    table = bh1996()
    counts = np.array([[int(row[f"hours_{hours}"]) for hours in range(25)] for row in table])
    values = [hours for row in counts for hours, n in enumerate(row) for _ in range(n)]
    groups = np.repeat(range(len(table)), counts.sum(axis=1))
    found = one_way_reml(values, groups)
    # lme4 1.1-31 prints mean 11.3518, variances 0.66533 and 4.48282.
    assert [round(part, 5) for part in found[:3]] == [11.35179, 0.66533, 4.48282]
    assert reml_of(counted_moments(counts, range(25))) == pytest.approx(found, rel=1e-9)
    # aov prints mean squares 55.81149 and 4.48316. The package multilevel prints ICC1 0.1331067 with the mean group
    # size in place of n0; n0 is smaller for groups as unequal as these, and ICC(1) therefore larger.
    n = counts.sum(axis=1)
    mean_size_icc = (55.81149 - 4.48316) / (55.81149 + (n.mean() - 1) * 4.48316)
    assert round(mean_size_icc, 6) == 0.133107
    n0 = (n.sum() - np.sum(n**2) / n.sum()) / 98
    assert icc1(values, groups) == pytest.approx((55.81149 - 4.48316) / (55.81149 + (n0 - 1) * 4.48316), abs=1e-6)


def test_icc_of_shrout_and_fleiss():
    icc = icc1(np.ravel(SHROUT_FLEISS), np.repeat(range(6), 4))
    # Their table 4: ICC(1,1) = .17 and, for the mean of four judges, ICC(1,4) = .44.
    assert (round(icc, 2), round(reliability(icc, 4), 2)) == (0.17, 0.44)


@given(rows)
def test_icc_equals_the_mean_squares_by_hand(rows):
    values, groups = zip(*rows, strict=True)
    by_group = [[v for v, g in rows if g == group] for group in sorted(set(groups))]
    found = icc1(values, groups)
    if len(by_group) < 2 or len(by_group) == len(rows) or len(set(values)) == 1:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(slow.icc1(by_group), abs=1e-9)


@given(rows)
def test_no_other_variances_are_more_likely(rows):
    values, groups = zip(*rows, strict=True)
    _, between, within, icc = one_way_reml(values, groups)
    assume(not math.isnan(icc) and within > 1e-9)
    best = slow.restricted_deviance(values, groups, between, within)
    for share in (0.0, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        for total in (0.5, 0.9, 1.0, 1.1, 2.0):
            size = total * (between + within)
            other = slow.restricted_deviance(values, groups, share * size, (1 - share) * size)
            assert best <= other + 1e-7
    assert 0 <= icc < 1


@given(rows, st.randoms(), st.floats(0.1, 50), st.floats(-100, 100))
def test_reml_follows_scale_and_place_and_no_order_or_names(rows, random, scale, shift):
    shuffled = random.sample(rows, len(rows))
    found = one_way_reml(*zip(*rows, strict=True))
    moved = one_way_reml([v * scale + shift for v, _ in shuffled], [ord(g) * 7 for _, g in shuffled])
    assert moved.mean == pytest.approx(found.mean * scale + shift, rel=1e-6, abs=1e-6)
    assert moved[1:3] == pytest.approx(
        [part * scale**2 for part in found[1:3]], rel=1e-5, abs=1e-6 * scale**2, nan_ok=True
    )
    assert moved.icc == pytest.approx(found.icc, abs=1e-5, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "groups", "expected"),
    [
        ([], [], (math.nan,) * 4),
        ([math.nan], ["a"], (math.nan,) * 4),
        ([4], ["a"], (4, math.nan, math.nan, math.nan)),
        ([1, 2, 6], "abc", (3, math.nan, math.nan, math.nan)),
        ([1, 2, 6], "aaa", (3, math.nan, 7, math.nan)),
        ([5, 5, 5], "aab", (5, 0, 0, math.nan)),
        ([5, 5, 7, 7, math.nan], "aabbb", (6, 2, 0, 1)),
    ],
)
def test_reml_where_parts_of_it_are_undefined(values, groups, expected):
    assert one_way_reml(values, list(groups)) == pytest.approx(expected, nan_ok=True)
    assert math.isnan(icc1([1, 2, 6], list("abc")))
    assert math.isnan(icc1([1, 2], list("aa")))
    assert math.isnan(icc1([0.1, 0.1, 0.1, 0.1, 0.1], list("aaabb")))
    assert math.isnan(one_way_reml([0.1, 0.1, 0.1, 0.1, 0.1], list("aaabb")).icc)


@pytest.mark.parametrize(("values", "groups"), [([1, 2], ["a"]), ([[1], [2]], [["a"], ["b"]]), ([math.inf], ["a"])])
def test_what_cannot_be_grouped_values_is_refused(values, groups):
    with pytest.raises(InvalidInput):
        one_way_reml(values, groups)


def test_reliability_by_hand():
    assert reliability(0.2, 1) == pytest.approx(0.2)
    assert reliability(0.1, np.array([0.0, 1.0, 9.0])) == pytest.approx([0, 0.1, 0.5])
    assert reliability(-0.3, 12) == 0
    assert reliability(1.0, 3) == 1
    assert math.isnan(reliability(math.nan, 3))
    for icc, n in ((1.2, 3), (0.2, -1)):
        with pytest.raises(InvalidInput):
            reliability(icc, n)


@given(st.floats(0.001, 0.999), st.integers(1, 500))
def test_reliability_grows_with_answers_and_with_the_correlation(icc, n):
    assert icc - 1e-12 <= reliability(icc, n) < reliability(icc, n + 1) <= 1
    assert reliability(icc, n) >= reliability(icc / 2, n)


def test_moments_from_counts_are_those_of_the_values():
    counts = [[3, 0, 1], [0, 0, 0], [1, 1, 1]]
    sizes, means, squares = counted_moments(counts, [1, 3, 6])
    assert sizes.tolist() == [4, 0, 3]
    assert math.isnan(means[1])
    again = grouped_moments([1, 1, 1, 6, 1, 3, 6], [0, 0, 0, 0, 2, 2, 2])
    assert means[[0, 2]] == pytest.approx(again.means)
    assert squares == pytest.approx([18.75, 0, again.squares[1]])
    with pytest.raises(InvalidInput, match="one column per score"):
        counted_moments(counts, [1, 2])
