import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.peers import nearest
from reports.analysis.samples import InvalidInput

INHABITANTS = {"0101": 660_000, "0751": 360_000, "0461": 209_000, "0851": 222_000, "0657": 89_000, "0661": 59_000}


def test_nearest_in_population():
    assert nearest("0657", INHABITANTS, 3) == ("0661", "0461", "0851")
    assert nearest("0101", INHABITANTS, 9) == ("0751", "0851", "0461", "0657", "0661")


def test_nearest_of_the_own_type():
    kinds = {"0657": "provincial", "0661": "provincial", "0461": "city", "0851": "city", "0751": "city"}
    assert nearest("0657", INHABITANTS, 3, kinds) == ("0661",)
    assert nearest("0751", INHABITANTS, 4, kinds) == ("0851", "0461")


def test_equally_near_ones_come_in_order_of_code():
    assert nearest("b", {"d": 90, "a": 110, "c": 110, "b": 100}, 3) == ("a", "c", "d")


@pytest.mark.parametrize(
    ("municipality", "populations", "count"), [("x", INHABITANTS, 3), ("0101", INHABITANTS, 2), ("a", {"a": 0}, 3)]
)
def test_nearest_refuses(municipality, populations, count):
    with pytest.raises(InvalidInput):
        nearest(municipality, populations, count)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 10**6), min_size=2), st.integers(3, 8))
def test_no_municipality_left_out_is_nearer(populations, count):
    own = min(populations)
    chosen = nearest(own, populations, count)
    distances = {code: abs(people - populations[own]) for code, people in populations.items() if code != own}
    assert len(chosen) == min(count, len(distances))
    left = [distance for code, distance in distances.items() if code not in chosen]
    assert max(distances[code] for code in chosen) <= min(left, default=10**7)
