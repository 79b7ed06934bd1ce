"""Nobody can reckon one or two from what pages show.

The attacker knows the rule and tries every way it can have been. Each group of ways that look the same is what somebody
who sees it knows, however it is added, subtracted or compared.
"""

from collections import defaultdict
from itertools import combinations, product

import pytest

from vignettes.hiding import FEWEST, NONE, Count, Reached, Steps, earlier, exactly, in_all, shown

FEW = Count(1, 2)


def ways(invited):
    """Every way so many invited can have come along."""
    for opened in range(invited + 1):
        for started in range(opened + 1):
            for submitted in range(started + 1):
                yield Reached(invited, opened, started, submitted)


def between(reached):
    """Between every two steps: who has come so far, who is on the way, who is lacking. Not who is invited."""
    steps = (0, reached.submitted, reached.started, reached.opened, reached.invited)
    pairs = combinations(range(len(steps)), 2)
    return tuple(steps[after] - steps[before] for before, after in pairs if (before, after) != (0, len(steps) - 1))


def told(groups):
    """What somebody knows for certain and is one or two: (what is seen, place, number)."""
    return [
        (seen, place, found[0])
        for seen, worlds in groups.items()
        for place, found in enumerate(zip(*worlds, strict=True))
        if len(set(found)) == 1 and 0 < found[0] < FEWEST
    ]


@pytest.mark.parametrize("invited", range(14))
def test_no_number_of_a_role_follows_from_the_others(invited):
    full, short = defaultdict(list), defaultdict(list)
    for way in ways(invited):
        steps = shown(way)
        full[steps].append(between(way))
        short[steps.invited, steps.opened, steps.submitted].append(between(way))
    assert told(full) == told(short) == []


def test_those_who_came_uninvited_are_told_by_no_number():
    groups = defaultdict(list)
    for way in ways(12):  # more of them would look like twelve, so that what is seen of eight is complete
        steps = (0, way.submitted, way.started, way.opened)
        came = tuple(after - before for before, after in combinations(steps, 2))
        groups[shown(Reached(None, way.opened, way.started, way.submitted))].append(came)
    assert told({seen: worlds for seen, worlds in groups.items() if seen.opened.most < 9}) == []


def test_no_role_follows_from_the_sum_of_roles_nor_from_a_remainder():
    """Two roles of one municipality, and all sums and remainders that pages show beside them."""
    groups = defaultdict(list)
    for first, second in product(ways(4), ways(5)):
        steps = [shown(first), shown(second)]
        total = in_all(steps)
        seen = (*steps, total, total.unfinished, total.under_way, total.waiting)
        both = tuple(one + other for one, other in zip(between(first), between(second), strict=True))
        groups[seen].append((*between(first), *between(second), *both))
    assert told(groups) == []


def test_no_day_follows_from_another():
    """Two days of one role, in waves of invitations: nobody is seen to come, or to be lacking, alone or as one of two.

    What nobody has done today, nobody had done before: there all who were invited then are known to be lacking.
    """
    for now, then in ((9, 9), (9, 8), (9, 6), (9, 2), (11, 10), (12, 9), (12, 4)):
        groups = defaultdict(list)
        for way in (way for way in ways(now) if way.started == way.opened):
            steps = shown(way)
            for opened in range(min(way.opened, then) + 1):
                for sent in range(min(way.submitted, opened) + 1):
                    days = earlier(opened, then, steps.opened), earlier(sent, then, steps.submitted)
                    came = (way.opened - opened, way.submitted - sent)
                    lacking = [then - count if steps.opened != NONE else 0 for count in (opened, sent)]
                    if steps.submitted == NONE:
                        lacking[1] = 0
                    groups[steps.opened, steps.submitted, days].append(
                        (*between(way), opened, sent, opened - sent, *came, *lacking)
                    )
        assert told(groups) == []


@pytest.mark.parametrize("invited", range(14))
def test_what_is_shown_is_true_and_in_order(invited):
    for way in ways(invited):
        steps = shown(way)
        counts = (steps.submitted, steps.started, steps.opened, steps.invited)
        truth = (way.submitted, way.started, way.opened, way.invited)
        assert all(count.least <= true <= count.most for count, true in zip(counts, truth, strict=True))
        assert [sorted(ends) for ends in ([count.least for count in counts], [count.most for count in counts])] == [
            [count.least for count in counts],
            [count.most for count in counts],
        ]
        assert all(count.is_few for count, true in zip(counts[:3], truth[:3], strict=True) if 0 < true < FEWEST)


@pytest.mark.parametrize(
    ("invited", "sent", "count"),
    [
        (12, 0, exactly(0)),
        (12, 1, FEW),
        (12, 2, FEW),
        (12, 3, exactly(3)),
        (12, 9, exactly(9)),
        (12, 10, Count(10, 11)),
        (12, 12, exactly(12)),
        (4, 2, FEW),
        (4, 3, Count(3, 4)),
        (4, 4, Count(3, 4)),
        (2, 0, Count(0, 2)),
        (2, 2, Count(0, 2)),
        (1, 1, Count(0, 1)),
    ],
)
def test_by_hand(invited, sent, count):
    assert shown(Reached(invited, sent, sent, sent)) == Steps(exactly(invited), count, count, count)


def test_one_in_the_middle_leaves_open_how_many_have_begun():
    assert shown(Reached(20, 11, 10, 10)) == Steps(exactly(20), Count(11, 12), exactly(10), exactly(10))
    assert shown(Reached(20, 11, 10, 10)).under_way == FEW


def test_sums_and_remainders_are_of_what_is_shown():
    steps = in_all([shown(Reached(12, 9, 9, 9)), shown(Reached(5, 2, 2, 1)), shown(Reached(None, 1, 1, 0))])
    assert steps == Steps(Count(18, 19), Count(11, 13), Count(10, 11), Count(11, 13))
    assert (steps.unfinished, steps.under_way) == (Count(7, 9), Count(0, 3))
    assert in_all([]) == Steps()


def test_earlier_days_are_told_to_three_people():
    now = exactly(10)
    assert [earlier(count, 20, now) for count in (0, 2, 3, 8, 9, 10)] == [
        Count(0, 2),
        Count(0, 2),
        Count(3, 5),
        Count(6, 8),
        Count(9, 10),
        Count(9, 10),
    ]
