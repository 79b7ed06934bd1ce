"""Attacks by subtraction on everything that is published: all reports of a survey, under every choice of role and peer
group, its overview, and all that in two versions. Each test that finds nothing has one beside it that finds something
once a rule is taken away.
"""

import random
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.analysis import peers, releases, roles, study
from reports.analysis.cells import ROLES
from reports.analysis.peers import Facts, groupings, nearest, offered
from reports.analysis.releases import admitted, framed, read
from tests.analysis.survey import frame
from tests.reports.attacker import OPTIONS, PLACE, Attacker, facts_of, publish
from vignettes.files import load
from vignettes.practices import DEMO_MUNICIPALITIES
from vignettes.simulation import simulate

CHILDREN = Path(__file__).resolve().parents[2] / "vignettes" / "instruments" / "children_2026.yaml"
N_MIN = 5
CODES = [f"01{number:02}" for number in range(6)]
FACTS = facts_of(CODES)
SIZES = st.integers(0, 9)
MUNICIPALITY = st.tuples(SIZES, SIZES, SIZES)


def people(sizes, seed, first=0, silent=0.1):
    """Rows of municipalities with `sizes` people in each role, some of whom do not answer."""
    draw, person, rows = random.Random(seed), first, []
    for code, counts in zip(CODES, sizes, strict=True):
        for role, count in zip(ROLES, counts, strict=True):
            for _number in range(count):
                person += 1
                value = None if draw.random() < silent else draw.choice(OPTIONS)
                rows.append((person, code, role, *PLACE, value))
    return rows


def otherwise(rows, changed, seed):
    """The same people, `changed` of whom answer something else."""
    draw = random.Random(seed)
    at = set(draw.sample(range(len(rows)), min(changed, len(rows))))
    return [(*row[:-1], draw.choice(OPTIONS)) if place in at else row for place, row in enumerate(rows)]


def attack(*versions, codes=CODES, facts=FACTS):
    """An attacker with all reports over each of the `versions`, published one after the other."""
    out, read_so_far = [], []
    for rows in versions:
        answers = admitted(read(frame(rows)), read_so_far, N_MIN).answers
        read_so_far.append(answers)
        out.append((publish(framed(answers, [PLACE]), codes, facts, N_MIN), answers))
    return Attacker(out, codes, N_MIN)


def knows_the_truth(attacker):
    """The attacker's sums are right: what really happened solves them."""
    sums = [row @ attacker.truth for row in attacker.rows]
    return np.allclose(sums, attacker.values, atol=1e-9)


@settings(max_examples=6, deadline=None)
@given(st.lists(MUNICIPALITY, min_size=6, max_size=6), st.integers(0, 10**6))
def test_nothing_follows_about_a_small_group_from_all_reports_of_a_survey(sizes, seed):
    attacker = attack(people(sizes, seed))
    assert knows_the_truth(attacker)
    assert attacker.found() == []
    assert attacker.too_small() == []


@settings(max_examples=6, deadline=None)
@given(
    st.lists(MUNICIPALITY, min_size=6, max_size=6),
    st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=6, max_size=6),
    st.integers(0, 4),
    st.integers(0, 10**6),
)
@example(
    # The overview's number of leaders, less those that reports show, left too few for each of three municipalities.
    [(0, 0, 0), (0, 8, 9), (2, 0, 7), (5, 3, 0), (2, 3, 0), (3, 0, 0)],
    [(3, 2, 3), (4, 1, 2), (1, 1, 3), (0, 3, 2), (3, 2, 5), (3, 1, 1)],
    4,
    9216,
)
def test_nothing_follows_about_a_small_group_from_two_versions(sizes, more, changed, seed):
    before = people(sizes, seed)
    after = [*otherwise(before, changed, seed), *people(more, seed + 1, first=1000)]
    attacker = attack(before, after)
    assert knows_the_truth(attacker)
    assert attacker.found() == []
    assert attacker.too_small() == []


LARGE = (9, 8, 7)
ONE_SMALL_ROLE = [(20, 8, 3), *[LARGE] * 5]


def test_a_small_role_follows_once_the_rest_may_be_small(monkeypatch):
    assert attack(people(ONE_SMALL_ROLE, 1)).found() == []

    def primary_only(everybody, counts, n_min):
        return tuple((role,) for role in ROLES if counts.get(role, 0) >= n_min)

    def hide_small(counts, n_min, **_options):
        return tuple(count if count >= n_min else None for count in counts)

    for module in (roles, releases):
        monkeypatch.setattr(module, "divided", primary_only)
    monkeypatch.setattr(study, "protect", hide_small)
    attacker = attack(people(ONE_SMALL_ROLE, 1))
    assert knows_the_truth(attacker)
    assert attacker.found()
    assert ("0100", "other", 0, pytest.approx(3)) in [
        (c, r, at, round(high)) for c, r, at, high in attacker.too_small()
    ]


@pytest.mark.parametrize("how", ["new", "changed", "gone"])
def test_one_persons_answer_follows_once_a_version_takes_in_whatever_is_there(how, monkeypatch):
    before = people([LARGE] * 6, 2, silent=0)
    (person, *where, answer), *rest = before
    after = {
        "new": [*before, (999, *where, "step_1")],
        "changed": [(person, *where, next(option for option in OPTIONS if option != answer)), *rest],
        "gone": rest,
    }[how]
    assert attack(before, after).found() == []
    monkeypatch.setattr(releases, "is_safe", lambda *_anything: True)
    attacker = attack(before, after)
    assert knows_the_truth(attacker)
    assert attacker.found()


def test_a_small_municipality_follows_once_it_counts_among_the_others(monkeypatch):
    sizes = [(4, 0, 0), *[LARGE] * 5]
    assert attack(people(sizes, 3, silent=0)).found() == []
    monkeypatch.setattr("reports.analysis.disclosure.SMALLEST_THRESHOLD", 1)
    published = publish(frame(people(sizes, 3, silent=0)), CODES, FACTS, 1)
    attacker = Attacker([(published, read(frame(people(sizes, 3, silent=0))))], CODES, N_MIN)
    assert attacker.found()


def demonstration():
    """First choices of the demonstration's respondents in one case, two steps taken together."""
    instrument, rows = load(CHILDREN), []
    for place in DEMO_MUNICIPALITIES:
        people = simulate(instrument, place.code, place.respondent_count, 2026, place.practice)
        for one in (person for person in people if person.submitted):
            step = next(value for *where, value in one.answers if tuple(where) == PLACE)
            rows.append((len(rows), place.code, one.role, *PLACE, f"step_{(int(step[-1]) + 1) // 2}"))
    return rows


def test_nothing_follows_from_the_reports_of_the_demonstration():
    rows = demonstration()
    codes = sorted({row[1] for row in rows})
    attacker = attack(rows, codes=codes, facts=facts_of(codes))
    assert knows_the_truth(attacker)
    assert len(list(attacker.groups())) > 20
    assert attacker.found() == []
    assert attacker.too_small() == []


MANY = [f"m{number:02}" for number in range(14)]
FAR_AND_WIDE = st.lists(
    st.builds(Facts, st.integers(1, 10**5), st.sampled_from(["by", "land", "ø"]), st.sampled_from(["øst", "vest"])),
    min_size=5,
    max_size=14,
)


def known_to_two(sums_of, codes):
    """Municipalities of which a single figure follows for whoever holds the reports of two others.

    `sums_of` gives the sets of municipalities that a report has figures of; the own ones are figures too.
    """
    found = set()
    for pair in combinations(codes, 2):
        sums = [members for code in pair for members in (frozenset([code]), *sums_of(code))]
        table = np.array([[float(code in members) for code in codes] for members in sums])
        outside = np.eye(len(codes)) - np.linalg.pinv(table) @ table
        found |= {code for place, code in enumerate(codes) if np.abs(outside[place]).max() < 1e-9} - set(pair)
    return found


def chosen_from(facts):
    """What each report may be compared with, when everybody has answered."""
    present = frozenset(facts)
    groups = offered(groupings(facts), present)

    def sums_of(code):
        return [present - {code}, *(group.members - {code} for group in groups if code in group.members)]

    return sums_of


@settings(max_examples=30, deadline=None)
@given(FAR_AND_WIDE)
def test_no_single_municipality_follows_from_the_peer_groups_of_two_others(found):
    facts = dict(zip(MANY, found, strict=False))
    assert known_to_two(chosen_from(facts), list(facts)) == set()


def test_single_municipalities_follow_from_groups_that_overlap():
    populations = {code: 1000 + 100 * place**2 for place, code in enumerate(MANY)}
    everybody = frozenset(MANY)
    assert known_to_two(lambda code: [everybody - {code}, frozenset(nearest(code, populations, 5))], MANY)


def test_single_municipalities_follow_once_groups_of_every_kind_are_offered(monkeypatch):
    facts = {code: Facts(place, "by" if place in (0, 3, 4, 5) else "land", "vest") for place, code in enumerate(MANY)}
    assert known_to_two(chosen_from(facts), MANY) == set()
    monkeypatch.setattr(peers, "exposes", lambda *_sums: False)
    peers.offered.cache_clear()
    assert known_to_two(chosen_from(facts), MANY)
    peers.offered.cache_clear()
