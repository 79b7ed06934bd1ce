"""Order and attention: against least squares written out with a column per cell, and by hand."""

import numpy as np
import pytest

from reports.analysis.attention import Attention, Sitting, attention_of, order_slope
from reports.analysis.cells import gather
from reports.analysis.summaries import mean_interval
from tests.analysis.survey import INSTRUMENT, VIGNETTES, frame, survey

SIZES = {"0101": 9, "0147": 7, "0151": 8, "0153": 4}


def sittings(people, seed=3, minutes=30.0):
    generator = np.random.default_rng(seed)
    return {person: Sitting(tuple(generator.permutation(VIGNETTES)), minutes) for person in people}


def slow_slope(rows, orders):
    """One column per municipality × vignette and one for the place; sandwich over respondents."""
    keys = sorted({(m, v) for _, m, v, _ in rows})
    design = np.array([[(m, v) == key for key in keys] + [orders[p].order.index(v)] for p, m, v, _ in rows], float)
    values = np.array([step for *_, step in rows], float)
    bread = np.linalg.inv(design.T @ design)
    found = bread @ design.T @ values
    residual = values - design @ found
    people = [p for p, *_ in rows]
    groups = sorted(set(people))
    meat = sum(
        np.outer(s, s) for s in (design[np.array(people) == g].T @ residual[np.array(people) == g] for g in groups)
    )
    variance = len(groups) / (len(groups) - 1) * bread @ meat @ bread
    return found[-1], np.sqrt(variance[-1, -1]), len(groups)


def test_the_slope_is_least_squares_with_a_column_per_cell():
    answers = survey(SIZES)
    orders = sittings(set(answers["respondent"]))
    found = attention_of(gather(answers, INSTRUMENT, 5), INSTRUMENT, orders)
    chosen = answers[(answers["question"] == "first_step") & (answers["municipality"] != "0153")]
    rows = [(p, m, v, int(x[-1])) for p, m, _, v, _, x in chosen.itertuples(index=False)]
    slope, error, groups = slow_slope(rows, orders)
    assert (found.slope, found.low, found.high) == pytest.approx((slope, *mean_interval(slope, error, groups)))
    assert (found.respondents, found.answers, found.compared, found.timed) == (24, 72, 24, 24)
    assert (found.alike, found.fast) == (0, 0)


def test_who_answers_alike_everywhere_and_who_is_too_fast_by_hand():
    rows = [
        (person, "0101", "caseworker", vignette, question, value)
        for person in range(1, 7)
        for place, vignette in enumerate(VIGNETTES)
        for question, value in (("first_step", f"step_{1 if person < 3 else 1 + place}"), ("risk", 10))
    ]
    orders = sittings(range(1, 7)) | {1: Sitting(tuple(VIGNETTES), 2.9), 2: Sitting(tuple(VIGNETTES), None)}
    found = attention_of(gather(frame(rows), INSTRUMENT, 5), INSTRUMENT, orders)
    assert (found.alike, found.compared, found.fast, found.timed) == (2, 6, 1, 5)


def test_nobody_who_may_be_shown_and_no_order():
    answers = survey({"0101": 4})
    assert attention_of(gather(answers, INSTRUMENT, 5), INSTRUMENT, {}) is None
    assert attention_of(gather(survey({"0101": 6}), INSTRUMENT, 5), INSTRUMENT, {}) is None


def test_places_that_do_not_vary_have_no_slope():
    found = order_slope(np.array([1.0, 2.0]), np.zeros(2), np.array([0.5, -0.5]))
    assert np.isnan(found).all()
    one = order_slope(np.array([1.0, 1.0]), np.array([-1.0, 1.0]), np.array([-2.0, 2.0]))
    assert one[0] == 2.0
    assert np.isnan(one[1:]).all()


def test_small_municipalities_change_nothing():
    answers = survey(SIZES)
    orders = sittings(set(answers["respondent"]))
    alone = answers[answers["municipality"] != "0153"]
    both = [attention_of(gather(rows, INSTRUMENT, 5), INSTRUMENT, orders) for rows in (answers, alone)]
    assert both[0] == both[1]
    assert isinstance(both[0], Attention)
