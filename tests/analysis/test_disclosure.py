import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.disclosure import benchmark_allowed, comparison_allowed, protect

counts = st.lists(st.integers(0, 40), min_size=1, max_size=6)
thresholds = st.integers(3, 12)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((20, 12, 7), (20, 12, 7)),
        ((20, 12, 3), (20, None, None)),
        ((20, 3, 2), (20, None, None)),
        ((20, 2, 1), (None, None, None)),
        ((20, 3), (None, None)),
        ((20, 15, 0), (20, None, None)),
        ((4,), (None,)),
        ((), ()),
    ],
)
def test_protect_hides_small_counts_and_what_would_give_them_away(counts, shown):
    assert protect(counts, 5) == shown


def test_protect_may_leave_empty_groups_in_sight():
    assert protect((20, 15, 0), 5, zero_shown=True) == (20, 15, 0)
    assert protect((20, 3, 0), 5, zero_shown=True) == (None, None, 0)


def test_protect_hides_only_the_small_where_no_total_is_shown():
    assert protect((20, 12, 3), 5, total_shown=False) == (20, 12, None)


@pytest.mark.parametrize(("counts", "n_min", "reason"), [((3,), 2, "at least 3"), ((-1,), 5, "negative")])
def test_protect_refuses(counts, n_min, reason):
    with pytest.raises(ValueError, match=reason):
        protect(counts, n_min)


@given(counts, thresholds, st.booleans())
def test_protect_never_lets_a_small_group_follow_from_the_total(counts, n_min, zero_shown):
    shown = protect(counts, n_min, zero_shown=zero_shown)
    hidden = [count for count, cell in zip(counts, shown, strict=True) if cell is None]
    assert [cell for cell in shown if cell is not None] == [
        count for count, cell in zip(counts, shown, strict=True) if cell is not None
    ]
    assert all(cell is None or cell >= n_min or (zero_shown and cell == 0) for cell in shown)
    if hidden and sum(counts) >= n_min and len(counts) > 1:
        others_than_zero = [count for count in counts if count or not zero_shown]
        assert len(hidden) >= min(2, len(others_than_zero))
        assert sum(counts) - sum(cell or 0 for cell in shown) >= n_min


@pytest.mark.parametrize(
    ("own", "others", "allowed"),
    [
        (5, [5, 5, 5], True),
        (4, [20, 20, 20], False),
        (20, [20, 20], False),
        (20, [20, 20, 4], False),
        (20, [20, 20, 4, 4, 5], True),
        (20, [80, 10, 10], True),
        (20, [81, 10, 10], False),
        (81, [7, 7, 7], True),
        (85, [7, 7, 7], False),
        (20, [], False),
    ],
)
def test_comparison_needs_three_others_and_no_giant(own, others, allowed):
    assert comparison_allowed(own, others, 5) is allowed


def test_benchmark_without_an_own_group_needs_four():
    assert benchmark_allowed([9, 9, 9], 5) is False
    assert benchmark_allowed([9, 9, 9, 9, 4], 5) is True
    assert benchmark_allowed([9, 9, 9, 9], 10) is False
