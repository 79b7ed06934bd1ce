import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.analysis.samples import InvalidInput
from reports.analysis.threshold import fit
from tests.analysis import slow

# Eight municipalities, six respondents each, risks 10, 20, …, 90: how many chose step 4 or higher.
PLACED = {
    "a": [0, 0, 0, 1, 2, 3, 5, 5, 6],
    "b": [0, 0, 1, 1, 3, 4, 6, 6, 6],
    "c": [0, 0, 0, 0, 1, 2, 2, 4, 5],
    "d": [0, 1, 1, 2, 4, 5, 5, 6, 6],
    "e": [0, 0, 0, 1, 1, 1, 3, 5, 5],
    "f": [1, 0, 2, 3, 4, 6, 6, 6, 6],
    "g": [0, 0, 0, 0, 0, 1, 3, 3, 4],
    "h": [0, 0, 1, 2, 2, 4, 5, 6, 6],
}
ROWS = [
    (risk, int(person < n), group)
    for group, counts in PLACED.items()
    for risk, n in zip(range(10, 100, 10), counts, strict=True)
    for person in range(6)
]


def fitted(rows, **options):
    return fit(*zip(*rows, strict=True), **options)


def test_curve_equals_lme4s():
    # glmer(cbind(k, 6 - k) ~ x + (1 | g), binomial, nAGQ = 25) of lme4 1.1-31: intercept -5.855323, slope 0.1012080,
    # standard deviation 1.281044, ranef a -0.0613828, f 1.8132363; vcov 0.52977204, -0.0053334742, 9.4081717e-05.
    found = fitted(ROWS)
    assert (round(found.slope, 6), round(found.spread, 5), found.n) == (0.101208, 1.28104, 432)
    assert round(found.overall.risk, 3) == round(5.855322590 / 0.101208021, 3) == 57.854
    assert round(found.groups["a"].risk, 3) == round((5.855322590 + 0.0613828447) / 0.101208021, 3)
    assert round(found.groups["f"].risk, 3) == round((5.855322590 - 1.8132363273) / 0.101208021, 3)
    # Fieller's limits from that covariance: (a + b·x)² = z²·(v_aa + 2·v_ab·x + v_bb·x²).
    z2 = 1.959963984540054**2
    for limit in (found.overall.low, found.overall.high):
        line = -5.855322590 + 0.101208021 * limit
        spread = 0.52977204 - 2 * 0.0053334742 * limit + 9.4081717e-05 * limit**2
        assert line**2 == pytest.approx(z2 * spread, rel=1e-4)


def test_no_other_curve_is_more_likely():
    risk, placed, groups = zip(*ROWS, strict=True)
    found = fitted(ROWS)
    intercept = -found.slope * found.overall.risk
    best = slow.marginal_likelihood(risk, placed, groups, intercept, found.slope, found.spread)
    for moved in ((0.02, 0, 0), (-0.02, 0, 0), (0, 0.0005, 0), (0, -0.0005, 0), (0, 0, 0.05), (0, 0, -0.05)):
        other = slow.marginal_likelihood(
            risk, placed, groups, intercept + moved[0], found.slope + moved[1], found.spread + moved[2]
        )
        assert other < best


def test_municipalities_alike_share_one_threshold():
    rows = [(risk, placed, group) for group in "xyz" for risk, placed, g in ROWS if g == "a"]
    found = fitted(rows)
    assert found.spread == pytest.approx(0, abs=1e-4)
    assert {round(found.groups[group].risk - found.overall.risk, 2) for group in "xyz"} == {0.0}


def test_a_small_municipality_is_shrunk_and_unsure():
    alone = [(50, 1, "z"), (60, 1, "z")]
    found = fitted([*ROWS, *alone])
    assert found.groups["d"].risk < found.groups["z"].risk < found.overall.risk
    widths = {group: limits.high - limits.low for group, limits in found.groups.items()}
    assert max(widths, key=widths.get) == "z"


@settings(max_examples=3, deadline=None)
@given(st.randoms())
def test_order_and_names_do_not_matter_and_turning_the_scale_turns_the_threshold(random):
    shuffled = [(risk, placed, ord(group)) for risk, placed, group in random.sample(ROWS, len(ROWS))]
    found, again = fitted(ROWS), fitted(shuffled)
    assert again.slope == pytest.approx(found.slope, rel=1e-6)
    assert again.groups[ord("g")] == pytest.approx(found.groups["g"], rel=1e-5)
    turned = fitted([(100 - risk, 1 - placed, group) for risk, placed, group in ROWS])
    assert turned.overall.risk == pytest.approx(100 - found.overall.risk, rel=1e-5)
    assert turned.overall.low == pytest.approx(100 - found.overall.high, rel=1e-4)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(40, 1, "a")],
        [(40, 1, "a"), (60, 1, "b"), (10, 1, "a")],
        [(40, 0, "a"), (60, 1, "a"), (30, 0, "b"), (70, 1, "b")],
        [(50, 0, "a"), (50, 1, "a"), (50, 1, "b")],
        [(math.nan, 1, "a"), (20, math.nan, "b")],
        [(risk, 1 - placed, group) for risk, placed, group in ROWS],
    ],
)
def test_threshold_is_undefined_without_a_rising_curve(rows):
    found = fit(*zip(*rows, strict=True)) if rows else fit([], [], [])
    assert all(map(math.isnan, (found.slope, found.spread, *found.overall)))
    assert found.groups == {}


def test_a_slope_that_may_be_flat_has_no_limits():
    generator = np.random.default_rng(3)
    risks = range(0, 100, 4)
    found = fit(risks, [int(generator.random() < 0.45 + risk / 1000) for risk in risks], ["a", "b"] * 12 + ["a"])
    assert math.isnan(found.overall.low) or math.isnan(found.slope)
    assert math.isnan(found.overall.high) or math.isnan(found.slope)


@pytest.mark.parametrize(
    ("risk", "placed", "groups"),
    [([101], [1], ["a"]), ([5], [2], ["a"]), ([5], [1], ["a", "b"]), ([math.inf], [1], ["a"])],
)
def test_threshold_refuses(risk, placed, groups):
    with pytest.raises(InvalidInput):
        fit(risk, placed, groups)
