"""Simulated respondents answer what their deck and order give them, and the levels move them by as much as is said."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest

from partnership.demo.survey import INSTRUMENT, designed
from vignettes import assigning
from vignettes.cases import cases_of
from vignettes.drafts import as_document
from vignettes.faults import faults
from vignettes.files import load
from vignettes.practices import Practice
from vignettes.simulated_levels import level_shifts
from vignettes.simulation import simulate

HERNING = "0657"


@pytest.fixture(scope="module")
def instrument():
    return designed(load(INSTRUMENT))


@pytest.fixture(scope="module")
def people(instrument):
    return simulate(instrument, HERNING, 400, 2026, Practice(), unstarted_share=0.1)


def given(people, question):
    for person in people:
        for case, code, value in person.answers:
            if code == question:
                yield case, value


def test_the_demonstration_has_twelve_cases_of_three_dimensions_in_four_decks(instrument):
    assert faults(as_document(instrument)) == []
    cases = [case for case in cases_of(instrument) if case.levels]
    assert Counter(case.deck for case in cases) == {1: 3, 2: 3, 3: 3, 4: 3}
    assert [len(dimension.levels) for dimension in instrument.dimensions] == [2, 3, 3]
    assert [case.text for case in cases_of(instrument) if "{" in case.text + case.title] == []


def test_everybody_answers_the_cases_of_one_deck_in_the_order_that_the_seed_gives(instrument, people):
    cases = cases_of(instrument)
    for person in people:
        if not person.started:
            assert (person.answers, person.vignette_order, person.deck, person.seed) == ([], (), 0, None)
            continue
        assert list(person.vignette_order) == assigning.order_of(cases, person.deck, person.seed)
        met = tuple(dict.fromkeys(case for case, _, _ in person.answers if case))
        assert met == person.vignette_order[: len(met)]
        assert {"V2", "V2_again"} < set(person.vignette_order)
        assert not person.submitted or len(met) == 5


def test_decks_are_dealt_evenly_within_each_role(people):
    counted = defaultdict(Counter)
    for person in people:
        if person.started:
            counted[person.role][person.deck] += 1
    assert {role: max(decks.values()) - min(decks.values()) <= 1 for role, decks in counted.items()} == dict.fromkeys(
        ("caseworker", "leader", "other"), True
    )


def test_the_levels_move_the_risk_by_their_weights(instrument, people):
    """On the logit scale the means of the levels differ by about what each adds; people round to 0 and 100 at times."""
    levels_of = {case.code: dict(case.levels) for case in cases_of(instrument) if case.levels}
    rows = [(case, np.log((percent + 2) / (102 - percent))) for case, percent in given(people, "risk_percent")]
    rows = [row for row in rows if row[0] in levels_of]
    for dimension, shifts in level_shifts(instrument).items():
        columns = [
            [
                1.0,
                *(
                    levels_of[case][d] == level
                    for d, found in level_shifts(instrument).items()
                    for level in [*found][1:]
                ),
            ]
            for case, _ in rows
        ]
        effects = np.linalg.lstsq(np.array(columns, dtype=float), np.array([value for _, value in rows]), rcond=None)[0]
        names = [(d, level) for d, found in level_shifts(instrument).items() for level in [*found][1:]]
        found = dict(zip(names, effects[1:], strict=True))
        first, *rest = shifts
        for level in rest:
            assert found[dimension, level] == pytest.approx(shifts[level] - shifts[first], abs=0.2)


def test_levels_stand_from_the_least_to_the_most_worrying(instrument):
    for shifts in level_shifts(instrument).values():
        assert sum(shifts.values()) == pytest.approx(0)
        assert all(low < high for low, high in pairwise(shifts.values()))


def test_emphasis_spreads_the_cases_of_the_design_and_leaves_the_anchor_alone(instrument):
    calm, keen = (simulate(instrument, HERNING, 100, 5, Practice(emphasis=factor)) for factor in (0.5, 2.0))
    anchors = [[row for row in given(people, "risk_percent") if row[0].startswith("V2")] for people in (calm, keen)]
    assert anchors[0] == anchors[1]
    spreads = [
        np.std([value for case, value in given(people, "risk_percent") if case[0] == "D"]) for people in (calm, keen)
    ]
    assert spreads[1] > 1.3 * spreads[0]


def test_the_same_person_answers_the_same_case_much_the_same_but_not_always(people):
    pairs = defaultdict(dict)
    for place, person in enumerate(people):
        for case, code, value in person.answers:
            if code == "risk_word" and case in ("V2", "V2_again"):
                pairs[place][case] = value
    same = [found["V2"] == found["V2_again"] for found in pairs.values() if len(found) == 2]
    assert 0.4 < np.mean(same) < 0.9
