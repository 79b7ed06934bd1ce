"""The tables against a second way of making them: cell by cell, slowly, and obviously right."""

from datetime import datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vignettes.exports import survey
from tests.vignettes.exports.survey import batch_of, person
from tests.vignettes.exports.test_kinds import ASKED
from vignettes.exports.decoding import Answered, Decoder
from vignettes.exports.long import Long
from vignettes.exports.plan import MATRIX, Version, merged
from vignettes.exports.shown import Views
from vignettes.exports.wide import Wide

VERSIONS = (survey.FIRST, Version(2, survey.SECOND.vignettes, (*survey.SECOND.questions, *ASKED), (survey.AGE,)))
PLAN, FRAME = merged(VERSIONS), survey.frame(has_texts=True)
SEEN_AT = datetime.fromisoformat("2026-11-22T09:00")
# What somebody may have answered to whatever is asked; most of it is forged for most questions.
STORED = [
    *(
        '"low"',
        '"high"',
        '"dont_know"',
        '"north"',
        '["child"]',
        '["aunt", "child"]',
        '["dont_know"]',
        "[]",
        "null",
        "7",
    ),
    *('"2027-01-14"', '"Tekst, \\"citat\\""', '["home", "talk"]', '{"health": "high"}', '{"missing": "dont_know"}'),
    *('{"school": "dont_know", "health": "low"}', "7.5", "damaged", "-3"),
]


def asked(version):
    """(vignette, question) of everything that a version asks; None for the vignette of what is asked once."""
    questions = [one for one in PLAN.questions if version in one.versions]
    vignettes = [one for one in PLAN.vignettes if version in one.versions]
    once = [(None, one) for one in questions if not one.is_per_vignette]
    return once + [(case, one) for case in vignettes for one in questions if one.is_per_vignette]


@st.composite
def people(draw):
    """(person, {(vignette, question): stored}, {page: seconds}) of one who answers a part of a version."""
    version = draw(st.sampled_from([1, 2]))
    codes = [one.code for one in VERSIONS[version - 1].vignettes]
    order = tuple(draw(st.lists(st.sampled_from(codes), unique=True)))
    places = [(case.code if case else "", one.code) for case, one in asked(version)]
    answers = draw(st.dictionaries(st.sampled_from(places), st.sampled_from(STORED)))
    pages = draw(st.dictionaries(st.integers(0, 3), st.integers(0, 900)))
    return person(version=version, order=order), answers, pages


def read(question, version, stored):
    return Decoder(question, version).read(stored) if stored is not None else Answered((None,) * 9)


def slow_wide(one, answers, pages):
    """{(code of the vignette, what): value} of one row."""
    row = {}
    for case in PLAN.vignettes:
        position = one.order.index(case.code) + 1 if case.code in one.order else None
        row[case.code, "position"], row[case.code, "seconds"] = position, pages.get(position)
        row[case.code, "shown_at"] = SEEN_AT if position in pages else None
        row[case.code, "dim_age"] = {"young": 1, "old": 2}[case.levels["age"]] if position else None
    for case, question in asked(one.version):
        code = case.code if case else ""
        values = read(question, one.version, answers.get((code, question.code))).values
        row |= {(code, question.code, place): value for place, value in enumerate(values)}
    return {where: value for where, value in row.items() if value is not None}


def slow_long(one, answers, pages):
    """[values behind those of the person] of one person's rows."""
    for case, question in asked(one.version):
        if case and one.order and case.code not in one.order:
            continue
        position = one.order.index(case.code) + 1 if case and one.order else None
        page = position if case else 0
        seen = (position, SEEN_AT if page in pages else None, pages.get(page))
        level = {"young": 1, "old": 2}[case.levels["age"]] if case else None
        head = (
            case.number if case else None,
            case.code if case else None,
            *seen,
            level,
            question.number,
            question.code,
        )
        told = read(question, one.version, answers.get((case.code if case else "", question.code)))
        for item, row in enumerate(question.rows) if question.kind == MATRIX else [(0, None)]:
            if row is None or one.version in row.versions:
                yield (*head, row and row.code, row and row.label, *cells(told.item(item)))


def cells(answered):
    if (answered.code, answered.number, answered.text) == (None, None, None):
        return (None,) * 5
    return answered.code, answered.number, answered.label, int(answered.is_missing), answered.text


def filled(table, drawn):
    """[row] of the table, and what it says of answers that are not known."""
    persons = [one for one, _answers, _pages in drawn]
    given_answers = [
        (index, (one.version, *place), stored)
        for index, (one, answers, _pages) in enumerate(drawn)
        for place, stored in answers.items()
    ]
    seen = [(index, *view) for index, (_one, _answers, pages) in enumerate(drawn) for view in pages.items()]
    whose, pages, seconds = (list(part) for part in zip(*seen, strict=True)) if seen else ([], [], [])
    views = Views(np.array(whose, dtype=int), np.array(pages, dtype=int), [SEEN_AT] * len(pages), seconds)
    batch = batch_of(table, persons, given_answers, views)
    return [*zip(*(column.told() for column in batch), strict=True)]


def unknown(drawn, is_asked=lambda one, code: True):
    counts = {}
    for one, answers, _pages in drawn:
        for case, question in asked(one.version):
            code = case.code if case else ""
            known = read(question, one.version, answers.get((code, question.code))).is_known
            if not known and is_asked(one, code):
                counts[question.code] = counts.get(question.code, 0) + 1
    return counts


@settings(max_examples=30)
@given(st.lists(people(), max_size=5))
def test_wide_is_what_it_is_cell_by_cell(drawn):
    table = Wide(PLAN, FRAME)
    rows = filled(table, drawn)
    width = len(rows[0]) if rows else 0
    assert [row[: len(one.fixed(FRAME))] for row, (one, *_rest) in zip(rows, drawn, strict=True)] == [
        one.fixed(FRAME) for one, *_rest in drawn
    ]
    for row, (one, *rest) in zip(rows, drawn, strict=True):
        told = {where_of(table.columns, place): row[place] for place in range(8, width) if row[place] is not None}
        assert told == slow_wide(one, *rest)
    assert table.unknown == unknown(drawn)


def where_of(columns, place):
    """Where `slow_wide` has the value of a column."""
    column = columns[place]
    code = column.vignette.code if column.vignette else ""
    if column.question is None:
        return code, column.name.removeprefix(f"{code.lower()}_")
    same = [one for one in columns if (one.vignette, one.question) == (column.vignette, column.question)]
    return code, column.question.code, same.index(column)


@settings(max_examples=30)
@given(st.lists(people(), max_size=5))
def test_long_is_what_it_is_row_by_row(drawn):
    table = Long(PLAN, FRAME)
    expected = [(*one.fixed(FRAME), *row) for one, *rest in drawn for row in slow_long(one, *rest)]
    assert filled(table, drawn) == expected
    assert table.unknown == unknown(drawn, lambda one, code: not code or not one.order or code in one.order)
