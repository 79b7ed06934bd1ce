from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.peers import Facts, exposes, groupings, nearest, offered
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


CODES = [f"m{number:02}" for number in range(12)]
FACTS = {
    code: Facts(100 * place, "land" if place % 2 else "by", "nord" if place < 5 else "syd")
    for place, code in enumerate(CODES)
}


def taken(facts, present=None):
    return [group.grouping for group in offered(groupings(facts), frozenset(present or facts))]


def test_each_way_of_grouping_divides_all_municipalities():
    for groups in groupings(FACTS):
        assert sorted(code for group in groups for code in group.members) == CODES
    size = next(groups for groups in groupings(FACTS) if groups[0].grouping == "size")
    assert [sorted(group.members) for group in size] == [CODES[:6], CODES[6:]]


def test_a_way_that_puts_all_in_one_group_is_none():
    alike = {code: Facts(fact.population, "land", "nord") for code, fact in FACTS.items()}
    assert [groups[0].grouping for groups in groupings(alike)] == ["size"]


def test_a_way_is_taken_only_while_no_difference_leaves_three_or_fewer():
    # Five in the north, six of them small: small less north is one municipality.
    assert set(taken(FACTS)) == {"size", "kind"}
    assert set(taken(FACTS | {"m12": Facts(1300, "ø", "nord")})) == {"size"}


def test_a_group_of_three_is_no_group():
    assert taken({code: Facts(1, "land", "nord" if code < "m03" else "syd") for code in CODES[:7]}) == []


@given(st.lists(st.sets(st.sampled_from("abcdefg"), min_size=1).map(frozenset), min_size=1, max_size=4))
def test_exposes_agrees_with_leaving_columns_out_one_set_after_the_other(sums):
    codes = sorted(frozenset().union(*sums))
    table = np.array([[code in members for code in codes] for members in sums], dtype=float)
    rank = np.linalg.matrix_rank(table)
    few = [places for size in (1, 2, 3) for places in combinations(range(len(codes)), size)]
    slow = any(np.linalg.matrix_rank(np.delete(table, places, axis=1)) < rank for places in few)
    assert exposes(sums) == slow
