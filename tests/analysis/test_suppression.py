import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.analysis.disclosure import protect_table
from reports.analysis.samples import InvalidInput
from reports.analysis.suppression import bounds, suppress

tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 20]), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def flat(shown):
    return [*itertools.chain(*shown.cells), *shown.rows, *shown.columns, shown.total]


def as_grid(shown):
    return [[*row, total] for row, total in zip(shown.cells, shown.rows, strict=True)] + [[*shown.columns, shown.total]]


def every_table(grid, most):
    """All tables (with totals) that agree with what is shown, none of the inner counts above `most`: brute force."""
    rows, columns = len(grid) - 1, len(grid[0]) - 1
    hidden = [(r, c) for r in range(rows) for c in range(columns) if grid[r][c] is None]
    for guess in itertools.product(range(most + 1), repeat=len(hidden)):
        full = [[grid[r][c] or 0 for c in range(columns)] for r in range(rows)]
        for (r, c), n in zip(hidden, guess, strict=True):
            full[r][c] = n
        whole = [[*row, sum(row)] for row in full]
        whole.append([sum(column) for column in zip(*whole, strict=True)])
        if all(grid[r][c] in (None, whole[r][c]) for r in range(rows + 1) for c in range(columns + 1)):
            yield whole


def test_a_table_by_hand():
    # The 3 is hidden; then its row and its column would tell it, and at last the corner that closes the rectangle.
    shown = protect_table([[20, 3, 9], [8, 30, 40], [25, 7, 11]], 5)
    assert as_grid(shown) == [[20, None, None, 32], [8, 30, 40, 78], [25, None, None, 43], [53, 40, 60, 153]]


def test_a_large_table_stays_as_it_is_and_a_small_one_goes():
    assert flat(protect_table([[5, 6], [7, 8]], 5)) == [5, 6, 7, 8, 11, 15, 12, 14, 26]
    assert flat(protect_table([[1, 1], [1, 1]], 5)) == [None] * 9
    assert flat(protect_table([[0, 0]], 5, zero_shown=True)) == [None] * 6
    assert protect_table([[20, 0], [9, 30]], 5, zero_shown=True).cells == ((20, 0), (9, 30))


@pytest.mark.parametrize("table", [[], [[]], [[1.5]], [[-1]], [3]])
def test_what_is_no_table_is_refused(table):
    with pytest.raises(InvalidInput):
        protect_table(table, 5)


@settings(max_examples=30, deadline=None)
@given(tables, st.integers(3, 6), st.booleans())
def test_nothing_shown_is_small_and_every_hidden_count_could_be_large(table, n_min, zero_shown):
    shown = protect_table(table, n_min, zero_shown=zero_shown)
    grid = as_grid(shown)
    whole = [[*row, sum(row)] for row in table]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    for row, true in zip(grid, whole, strict=True):
        for n, count in zip(row, true, strict=True):
            assert n in (None, count)
            assert n is None or n >= n_min or (zero_shown and n == 0)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, 3, 4, 6]), min_size=2, max_size=2), min_size=2, max_size=2),
    st.sampled_from([3, 4]),
)
def test_an_outsider_who_tries_every_table_cannot_tell_a_small_count(table, n_min):
    grid = as_grid(protect_table(table, n_min))
    found = list(every_table(grid, 14))
    assert found
    for r, c in itertools.product(range(3), repeat=2):
        if grid[r][c] is None:
            possible = {whole[r][c] for whole in found}
            assert len(possible) > 1
            assert max(possible) >= n_min


def test_bounds_of_a_hidden_count():
    counts, hidden = np.array([3, 4, 20, 27]), np.array([True, True, False, False])
    sums = np.array([[1.0, 1.0, 1.0, -1.0]])
    assert bounds(0, counts, hidden, sums) == (0, 7)
    assert bounds(0, counts, np.array([True, False, False, False]), sums) == (3, 3)
    assert bounds(0, counts, np.array([True, True, False, True]), sums) == (0, float("inf"))
    assert bounds(0, counts, hidden, np.zeros((0, 4))) == (0, float("inf"))


def test_tables_linked_through_a_common_total_protect_each_other():
    # One number of people by role (0–2) and by experience (3–5), total in 6: the small role may not follow from either.
    counts = np.array([3, 14, 20, 4, 13, 20, 37])
    hidden = suppress(counts, [(6, [0, 1, 2]), (6, [3, 4, 5])], 5, np.zeros(7, dtype=bool))
    assert hidden.tolist() == [True, True, False, True, True, False, False]


def test_a_filter_that_leaves_a_few_out_hides_more():
    # 12 people, of whom 10 passed a filter: the two left out are a hidden count of their own, so the 10 go too.
    hidden = suppress(np.array([10, 2, 12]), [(2, [0, 1])], 5, np.zeros(3, dtype=bool))
    assert hidden.tolist() == [True, True, False]
