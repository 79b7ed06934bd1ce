"""Surveys at the edge: nobody, one person, no variation, one option, faulty rows."""

import json
from dataclasses import asdict

import pytest

from reports.analysis.instrument import Instrument, Option, Question, Vignette
from reports.analysis.study import analyse
from reports.analysis.suggestions import suggest
from tests.analysis.survey import INSTRUMENT, frame, survey

SIZES = {"0101": 8, "0147": 8, "0151": 8, "0153": 8}


def hidden_everywhere(analysis):
    parts = [part for case in analysis.vignettes for r in case.questions for part in (r.own, r.difference, r.agreement)]
    parts += [analysis.staircase.own, analysis.staircase.difference, *analysis.agreement_across, analysis.who]
    return all(part.hidden for part in parts if part is not None)


def figures(analysis):
    package = asdict(analysis)
    json.dumps(package, allow_nan=False)
    return package


def answers_of(values, instrument_question):
    """One vignette and one question; `values` {municipality: answers}."""
    pairs = [(municipality, value) for municipality, given in values.items() for value in given]
    rows = [(n, municipality, "caseworker", "V1", "q", value) for n, (municipality, value) in enumerate(pairs)]
    return frame(rows), Instrument((Vignette("V1", "Alma", 1),), (instrument_question,))


def test_a_survey_nobody_answered():
    analysis = analyse(frame([]), INSTRUMENT, "0101", 5)
    assert hidden_everywhere(analysis)
    assert analysis.who.others_hidden
    assert [role.n for role in analysis.who.roles] == [None, None, None]
    assert suggest(analysis) == ()
    figures(analysis)


def test_a_municipality_without_answers_sees_the_others_when_four_stand_behind_them():
    analysis = analyse(survey(SIZES), INSTRUMENT, "0999", 5)
    assert hidden_everywhere(analysis)
    assert analysis.staircase.others.municipalities == 4
    assert analysis.staircase.vignettes == ()
    three = dict.fromkeys(("0101", "0147", "0151"), 8)
    assert analyse(survey(three), INSTRUMENT, "0999", 5).staircase.others.hidden


def test_one_respondent_is_told_nothing_on():
    analysis = analyse(survey({**SIZES, "0155": 1}), INSTRUMENT, "0155", 5)
    assert hidden_everywhere(analysis)
    assert all(r.own.shares == () for case in analysis.vignettes for r in case.questions)
    figures(analysis)


def test_all_identical_answers_agree_fully_and_differ_in_nothing():
    same = {code: ["b"] * 8 for code in SIZES}
    options = tuple(Option(code, code, rank=n) for n, code in enumerate("abc", start=1))
    answers, instrument = answers_of(same, Question("q", "?", "ordinal", options=options))
    [found] = analyse(answers, instrument, "0101", 5).vignettes[0].questions
    assert (found.own.mean, found.own.mean_low, found.own.mean_high) == (2.0, 2.0, 2.0)
    assert (found.difference.delta, found.difference.magnitude, found.difference.q) == (0.0, "negligible", 1.0)
    assert (found.omnibus.hidden, found.omnibus.h, found.omnibus.q) == (False, None, None)
    assert (found.agreement.r_wg, found.agreement.van_der_eijk, found.agreement.polarisation) == (1.0, 1.0, 0.0)


def test_a_scale_of_one_option():
    answers, instrument = answers_of(
        {code: ["a"] * 8 for code in SIZES}, Question("q", "?", "ordinal", options=(Option("a", "A", rank=1),))
    )
    analysis = analyse(answers, Instrument(instrument.vignettes, instrument.questions, "q"), "0101", 5)
    [found] = analysis.vignettes[0].questions
    assert (found.own.shares[0].share, found.own.shares[0].high) == (1.0, 1.0)
    assert (found.agreement.r_wg, found.agreement.van_der_eijk) == (None, None)
    assert (analysis.agreement_across[0].hidden, analysis.agreement_across[0].alpha) == (False, None)


def test_a_question_nobody_answered_is_hidden_and_the_rest_stands():
    answers = survey(SIZES)
    answers.loc[answers.question == "effect", "value"] = None
    analysis = analyse(answers, INSTRUMENT, "0101", 5)
    by_question = {found.question: found for found in analysis.vignettes[0].questions}
    assert (by_question["effect"].own.hidden, by_question["effect"].others.hidden) == (True, True)
    assert (by_question["risk"].own.hidden, by_question["risk"].others.hidden) == (False, False)
    assert suggest(analysis) == suggest(analysis)
    figures(analysis)


def test_forty_options_are_all_shown():
    options = tuple(Option(f"o{n}", "x" * 300, rank=n) for n in range(40))
    answers, instrument = answers_of(
        {code: ["o1"] * 8 for code in SIZES}, Question("q", "?", "ordinal", options=options)
    )
    [found] = analyse(answers, instrument, "0101", 5).vignettes[0].questions
    assert [share.count for share in found.own.shares] == [0, 8, *[0] * 38]


def test_a_number_without_bounds_has_a_mean_and_no_distribution():
    answers, instrument = answers_of({code: [1, 2, 3, 4, 5, None] for code in SIZES}, Question("q", "?", "number"))
    [found] = analyse(answers, instrument, "0101", 5).vignettes[0].questions
    assert (found.own.mean, found.own.median, found.own.missing, found.own.shares) == (3.0, 3.0, 1, ())
    assert (found.others.mean, found.others.shares, found.agreement.r_wg) == (3.0, (), None)


ROW = (1, "0101", "caseworker", "V1", "risk", 40)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([ROW, ROW], "two answers from one respondent"),
        ([ROW, (1, "0147", "caseworker", "V2", "risk", 40)], "one municipality and one role"),
        ([ROW, (1, "0101", "leader", "V2", "risk", 40)], "one municipality and one role"),
        ([(1, "0101", "mayor", "V1", "risk", 40)], "not a role: mayor"),
        ([(1, "0101", "leader", "V9", "risk", 40)], "not a vignette of the instrument: V9"),
        ([(1, "0101", "leader", "V1", "colour", "red")], "not a question of the instrument: colour"),
        ([(1, "0101", "leader", "V1", "risk", 140)], "outside the bounds"),
    ],
)
def test_faulty_rows_are_refused_not_counted(rows, reason):
    with pytest.raises(ValueError, match=reason):
        analyse(frame(rows), INSTRUMENT, "0101", 5)


def test_a_missing_column_and_too_low_a_threshold_are_refused():
    with pytest.raises(ValueError, match="lack the column value"):
        analyse(frame([]).drop(columns="value"), INSTRUMENT, "0101", 5)
    with pytest.raises(ValueError, match="at least 3"):
        analyse(frame([]), INSTRUMENT, "0101", 2)
