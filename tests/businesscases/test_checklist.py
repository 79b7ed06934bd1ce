"""The checklist of quality: nothing is said of a case in order, and each lack is found where it is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from businesscases.dossier.checklist import Finding, Question, Verdict, checked
from businesscases.dossier.document import Known
from businesscases.economics.lines import Actor, ControlArea, Kind, Purse
from businesscases.panel import counted
from tests.businesscases.dossiers import dossier, with_lines
from tests.calculation.cases import FAMILIES, STATE, estimate, gain, line

NOWHERE = Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME)


def findings(case, newest_years=None):
    """What is remarked, by finding, with the names it is about."""
    checks = checked(case, counted(case.calculation).found, newest_years)
    return {remark.finding: remark.names for check in checks for remark in check.remarks}


def test_a_case_in_order_has_no_remark():
    assert findings(dossier()) == {}
    assert {check.verdict for check in checked(dossier(), None)} == {Verdict.OK}


def test_every_question_is_asked_once_in_its_order():
    assert [check.question for check in checked(dossier(), None)] == list(Question)


@pytest.mark.parametrize(
    ("texts", "finding"),
    [
        ({"target_group": ""}, Finding.NO_GROUP),
        ({"target_group_size": ""}, Finding.NO_SIZE),
        ({"target_group_size": "mange"}, Finding.SIZE_WITHOUT_NUMBER),
        ({"target_group_found": ""}, Finding.NOT_FOUND),
        ({"basis_alternative": ""}, Finding.NO_BASIS),
        ({"duration_months": "61"}, Finding.LONGER_THAN_HORIZON),
    ],
)
def test_texts(texts, finding):
    assert findings(dossier(texts)) == {finding: ()}


SOURCED = {"source": "Budget 2019"}
COST = line("cost", price=estimate(30_000, 25_000, 40_000), **SOURCED)
GAIN = gain(**SOURCED)


@pytest.mark.parametrize(
    ("lines", "finding", "names"),
    [
        ((COST, GAIN, gain("again", **SOURCED)), Finding.COUNTED_TWICE, ("Gain", "Again")),
        ((COST, GAIN, gain("again", name="Gain ", **SOURCED)), Finding.SAME_NAME, ("Gain",)),
        ((COST, gain(**SOURCED, last_year=7)), Finding.LINES_CUT, ("Gain",)),
        ((COST, gain(**SOURCED, last_year=4)), Finding.HORIZON_EMPTY, ()),
        ((COST, gain()), Finding.NO_SOURCE, ("Gain",)),
        ((COST, gain(**SOURCED, price_year=2020)), Finding.NO_INDEX, ("Gain",)),
        ((COST, gain(**SOURCED, purse=NOWHERE)), Finding.NO_ADMINISTRATION, ("Gain",)),
        (
            (COST, GAIN, line("moved", kind=Kind.TRANSFER, purse=STATE, to=NOWHERE, **SOURCED)),
            Finding.NO_RECEIVER,
            ("Moved",),
        ),
    ],
)
def test_lines(lines, finding, names):
    assert findings(with_lines(*lines)) == {finding: names}


def test_lines_of_other_years_or_another_purse_count_nothing_twice():
    later = gain("later", first_year=4, **SOURCED)
    assert findings(with_lines(COST, gain(**SOURCED, last_year=3), later)) == {}
    elsewhere = gain("state", purse=replace(FAMILIES, account="5.28.20"), **SOURCED)
    assert findings(with_lines(COST, GAIN, elsewhere)) == {}


def test_an_assumption_that_says_so_needs_no_source():
    assert findings(with_lines(COST, gain(is_assumption=True))) == {}


@pytest.mark.parametrize(
    ("known", "finding"),
    [(Known("review"), Finding.NO_EFFECT_SOURCE), (Known("assumption", "Et skøn"), Finding.ONLY_ASSUMED)],
)
def test_effects_are_graded_with_a_source(known, finding):
    assert findings(replace(dossier(), known={"home": known})) == {finding: ("Bliver hjemme",)}


def test_ranges_of_what_the_gains_hang_on():
    case = dossier()
    certain = tuple(replace(effect, rate=estimate("0.25")) for effect in case.calculation.effects)
    assert findings(dossier(effects=certain)) == {Finding.EFFECT_WITHOUT_RANGE: ("Bliver hjemme",)}
    assert findings(dossier(effects=certain, lines=(line("cost", **SOURCED), GAIN))) == {Finding.NO_RANGES: ()}


def test_theory_says_how_an_outcome_is_seen():
    case = dossier()
    bare = (replace(case.theory[0], signs=()),)
    assert findings(replace(case, theory=bare)) == {Finding.NO_INDICATOR: ("Børnene er i skole",)}
    assert findings(replace(case, theory=())) == {Finding.NO_OUTCOMES: ()}


def test_an_empty_case_lacks_everything():
    empty = replace(dossier(lines=(), effects=(), participants=estimate(0)), texts={}, known={}, theory=())
    assert {check.question for check in checked(empty, None) if check.verdict is Verdict.MISSING} == set(Question)


def test_prices_that_are_old_or_replaced():
    assert findings(dossier(), {"gain": 2021}) == {Finding.OLD_PRICE: ("Gain",)}
    found = findings(dossier(price_year=2025))
    assert found[Finding.OLD_PRICE] == ("Cost", "Gain")


def test_purses_that_do_not_add_up_are_seen():
    case = dossier()
    found = counted(case.calculation).found
    broken = replace(found, total=replace(found.total, flows=(Decimal(1), *found.total.flows[1:])))
    checks = {check.question: check for check in checked(case, broken)}
    assert [remark.finding for remark in checks[Question.PURSES].remarks] == [Finding.NOT_ADDING_UP]
