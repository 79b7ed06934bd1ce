"""The table of docs/methods.md, "When a figure is undefined": nobody, one respondent, all alike."""

import math

import numpy as np
import pandas as pd
import pytest

from reports.analysis.agreement import fleiss_kappa, gwet_ac1, krippendorff_alpha, polarisation, r_wg, van_der_eijk
from reports.analysis.costs import Price, practice_cost
from reports.analysis.differences import cliffs_delta, kruskal_wallis
from reports.analysis.factorial import amce, marginal_means
from reports.analysis.shrinkage import empirical_bayes
from reports.analysis.summaries import cluster_mean, wilson
from reports.analysis.variance import icc1, one_way_reml, reliability

NAN = math.nan
TABLE = {
    "wilson nobody": (wilson(0, 0), (0, 1)),
    "mean nobody": (cluster_mean([], []), (NAN, NAN)),
    "mean one": (cluster_mean([3, 5], [1, 1]), (4, NAN)),
    "mean alike": (cluster_mean([3, 3], [1, 2]), (3, 0)),
    "alpha nobody": (krippendorff_alpha(np.zeros((2, 0)), "ordinal"), NAN),
    "alpha one": (krippendorff_alpha([[1, 2]], "ordinal"), NAN),
    "alpha alike": (krippendorff_alpha([[2, 2], [2, 2]], "ordinal"), NAN),
    "kappa nobody": (fleiss_kappa(np.zeros((0, 2))), NAN),
    "kappa one": (fleiss_kappa([[1, 0], [0, 1]]), NAN),
    "kappa alike": (fleiss_kappa([[3, 0], [3, 0]]), NAN),
    "AC1 nobody": (gwet_ac1(np.zeros((2, 0))), NAN),
    "AC1 one": (gwet_ac1([[1, 2]]), NAN),
    "AC1 alike": (gwet_ac1([[1, 1], [1, 1]]), NAN),
    "AC1 alike of more": (gwet_ac1([[1, 1], [1, 1]], 5), 1),
    "r_wg nobody": (r_wg([], 5), NAN),
    "r_wg one": (r_wg([4], 5), NAN),
    "r_wg alike": (r_wg([4, 4], 5), 1),
    "A nobody": (van_der_eijk([0, 0, 0]), NAN),
    "A one": (van_der_eijk([0, 1, 0]), 1),
    "A two options": (van_der_eijk([4, 5]), NAN),
    "polarisation alike": (polarisation([0, 7, 0]), 0),
    "REML nobody": (one_way_reml([], []), (NAN,) * 4),
    "REML one": (one_way_reml([3], [1]), (3, NAN, NAN, NAN)),
    "REML alike": (one_way_reml([3, 3, 3], [1, 1, 2]), (3, 0, 0, NAN)),
    "ICC nobody": (icc1([], []), NAN),
    "ICC alike": (icc1([3, 3, 3], [1, 1, 2]), NAN),
    "reliability nobody": (reliability(0.2, 0), 0),
    "reliability one": (reliability(0.2, 1), 0.2),
    "reliability alike": (reliability(NAN, 5), NAN),
    "shrunk nobody": (empirical_bayes([], []).tau2, NAN),
    "shrunk one": (empirical_bayes([3], [1]).shrunk, [NAN]),
    "delta nobody": (cliffs_delta([], []), (NAN,) * 3),
    "delta one": (cliffs_delta([3], [1, 2]), (1, NAN, NAN)),
    "H nobody": (kruskal_wallis([[], []]), (NAN,) * 3),
    "H alike": (kruskal_wallis([[3, 3], [3]]), (NAN,) * 3),
    "cost nobody": (practice_cost(np.zeros((0, 1)), {}, [1]).total.kr, NAN),
    "cost one": (practice_cost([[5]], {5: Price(7)}, [1]).total.kr, 7),
    "cost alike": (practice_cost([[5], [5]], {5: Price(7)}, [1]).total.high, 7),
}


@pytest.mark.parametrize("case", TABLE)
def test_figures_are_undefined_where_the_methods_say_so(case):
    found, expected = TABLE[case]
    assert np.asarray(found).tolist() == pytest.approx(np.asarray(expected, dtype=float).tolist(), nan_ok=True)


def test_equal_answers_have_a_difference_of_0_with_limits():
    delta, low, high = cliffs_delta([3, 3, 3], [3, 3])
    assert delta == 0
    assert -1 <= low < 0 < high <= 1


def test_factorial_effects_of_nobody_one_and_all_alike():
    table = pd.DataFrame({"y": [3.0, 3.0, 3.0, 3.0], "d": ["a", "b", "a", "b"], "person": [1, 1, 2, 2]})
    for effects in (marginal_means, amce):
        assert all(
            math.isnan(effect.n and effect.estimate or NAN) for effect in effects(table[:0], "y", ["d"], "person")
        )
        assert math.isnan(effects(table[:2], "y", ["d"], "person")[1].standard_error)
        assert effects(table, "y", ["d"], "person")[1].standard_error == pytest.approx(0, abs=1e-12)
