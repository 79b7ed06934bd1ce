from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.counts import Layout, places, tabulate
from reports.analysis.samples import InvalidInput

LAYOUT = Layout(("0101", "0147"), ("caseworker", "leader"), ("V1", "V2", "V3"), {"risk": 4, "step": 6})
answers = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 2), st.integers(-1, 9)), max_size=60)


def counted(rows):
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    return tabulate(LAYOUT, *(np.array(column, dtype=np.int64) for column in columns))


@given(answers)
def test_each_answer_is_counted_once_where_it_belongs(rows):
    table = counted(rows).table
    expected = Counter(row for row in rows if row[3] >= 0)
    assert table.shape == (2, 2, 3, 10)
    assert {at: int(table[at]) for at in product(range(2), range(2), range(3), range(10)) if table[at]} == expected


@given(answers)
def test_filters_sum_over_what_is_not_named(rows):
    counts = counted(rows)
    step = [row for row in rows if row[3] >= 4]
    assert counts.of("step").sum() == len(step)
    assert sum(counts.of("step", vignette).sum() for vignette in LAYOUT.vignettes) == len(step)
    by_role = [counts.of("step", "V2", role) for role in LAYOUT.roles]
    assert (by_role[0] + by_role[1]).tolist() == counts.of("step", "V2").tolist()
    assert counts.of("risk").shape == (2, 4)


def test_where_the_columns_of_a_question_lie():
    assert (LAYOUT.columns, LAYOUT.place("risk"), LAYOUT.place("step")) == (10, slice(0, 4), slice(4, 10))
    with pytest.raises(KeyError):
        LAYOUT.place("effect")
    assert places(["0147", None, "0101"], LAYOUT.municipalities).tolist() == [1, -1, 0]
    with pytest.raises(InvalidInput, match="not known: 0999"):
        places(["0999"], LAYOUT.municipalities)


@pytest.mark.parametrize(
    "columns",
    [
        ([0], [0], [0], [10]),
        ([2], [0], [0], [0]),
        ([-1], [0], [0], [0]),
        ([0], [0], [0], [0, 1]),
        ([0.5], [0], [0], [0]),
        ([[0]], [[0]], [[0]], [[0]]),
    ],
)
def test_what_lies_outside_the_layout_is_refused(columns):
    with pytest.raises(InvalidInput):
        tabulate(LAYOUT, *columns)
