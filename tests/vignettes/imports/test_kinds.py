"""Every kind of question comes back as it was stored, "don't know" beside any of them, and contradictions are told."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vignettes.exports.survey import V1, batch_of, frame, plan
from vignettes.exports import formats
from vignettes.exports.columns import Person
from vignettes.exports.plan import Option, Question, Version
from vignettes.exports.wide import Wide
from vignettes.imports import files
from vignettes.imports.facts import Choices, Known
from vignettes.imports.gathering import gather
from vignettes.imports.targets import targets_of
from vignettes.instrument import MISSING

DONT_KNOW = Option("dont_know", "Ved ikke", is_missing=True)
WAYS = (Option("home", "Hjemme"), Option("school", "I skolen"), Option("away", "Ude"), DONT_KNOW)
ROWS = (Option("child", "Barnet"), Option("mother", "Moren"))
ASKED = (
    Question("order", "Hvad først?", "ranking", options=WAYS),
    Question("each", "Hvor for hver?", "matrix", options=WAYS, rows=ROWS),
    Question("several", "Hvor?", "multiple", options=WAYS),
    Question("price", "Hvad koster det?", "money", options=(DONT_KNOW,), minimum=0, maximum=500_000),
    Question("change", "Hvor meget mere?", "number", options=(DONT_KNOW,), minimum=-10, maximum=10),
    Question("day", "Hvornår?", "date", options=(DONT_KNOW,)),
    Question("word", "Med et ord?", "line", options=(DONT_KNOW,)),
)
WIDE = Wide(plan(Version(1, (V1,), ASKED)), frame(has_texts=True))
TARGETS = targets_of(WIDE.columns)
PLACES = {1: frozenset(("V1", one.code) for one in ASKED)}
KNOWN = Known(
    {"657": "0657", "herning": "0657"},
    {"1": "leader", "rådgiver": "leader"},
    {1: {0: ("V1",)}},
    PLACES,
    datetime.fromisoformat("2050-01-01"),
)
CODES = ["home", "school", "away"]
GIVEN = {
    "order": st.permutations(CODES).flatmap(lambda order: st.integers(1, 3).map(lambda count: list(order[:count]))),
    "each": st.dictionaries(st.sampled_from(["child", "mother"]), st.sampled_from([*CODES, "dont_know"]), min_size=1),
    "several": st.sets(st.sampled_from(CODES), min_size=1).map(
        lambda chosen: [code for code in CODES if code in chosen]
    ),
    "price": st.integers(0, 500_000),
    "change": st.integers(-10, 10),
    "day": st.dates(date(1950, 1, 1), date(2050, 1, 1)).map(date.isoformat),
    "word": st.text(st.sampled_from("æøå-abc"), min_size=1, max_size=8),
}


def answers():
    declined = {code: st.just({MISSING: "dont_know"}) for code in GIVEN if code != "each"}
    values = {code: st.one_of(given, declined[code]) if code in declined else given for code, given in GIVEN.items()}
    return st.fixed_dictionaries({}, optional=values)


def sheet_of(folder, told, form):
    people = [Person(f"R{number}", 657, 1, 1, 1, None, None, None, ("V1",)) for number, _one in enumerate(told)]
    rows = [
        (index, (1, "V1", code), json.dumps(value)) for index, one in enumerate(told) for code, value in one.items()
    ]
    file = folder / f"data.{form}"
    formats.write(file, formats.Format(form), WIDE.columns, [batch_of(WIDE, people, rows)])
    return files.read(file.read_bytes())


def read(sheet):
    mapping = {name: TARGETS.suggested(name) for name in sheet.names}
    return gather(sheet, TARGETS, Choices(mapping, frozenset(), "0657", "leader"), KNOWN)


@pytest.mark.parametrize("form", ["csv", "xlsx", "sav"])
@given(told=st.lists(answers(), min_size=1, max_size=4))
@settings(max_examples=12)
def test_every_kind_comes_back(tmp_path_factory, form, told):
    gathered = read(sheet_of(tmp_path_factory.mktemp("there"), told, form))
    assert gathered.doubts == {}
    assert [{place[1]: value for place, value in one.answers.items()} for one in gathered.people] == told


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("v1_order_home,v1_order_away\n1,1\n", ("v1_order_home + v1_order_away", "1 + 1")),
        ("v1_order_home,v1_order_away\n1,3\n", ("v1_order_home + v1_order_away", "1 + 3")),
        ("v1_order_home\n9\n", ("v1_order_home", "9")),
        ("v1_several_home,v1_several_dont_know\n1,1\n", ("v1_several_home + v1_several_dont_know", "1 + 1")),
        ("v1_several_home,v1_several_dont_know\n1,-1\n", ("v1_several_home + v1_several_dont_know", "1 + -1")),
        ("v1_day,v1_day_why\n2026-11-22,-1\n", ("v1_day + v1_day_why", "2026-11-22 + -1")),
        ("v1_day\n2026-11-2299\n", ("v1_day", "2026-11-2299")),
        ("v1_day\n31.11.2026\n", ("v1_day", "31.11.2026")),
        ("v1_day\n1.2.26\n", ("v1_day", "1.2.26")),
        ("v1_day\n0001-01-01\n", ("v1_day", "0001-01-01")),
        ("v1_day_why\nderfor\n", ("v1_day_why", "derfor")),
        ("v1_price\n500001\n", ("v1_price", "500001")),
        ('v1_price\n"65,000"\n', ("v1_price", "65,000")),
        ("v1_price\n0.5\n", ("v1_price", "0.5")),
        ("v1_change\n-11\n", ("v1_change", "-11")),
        (f"v1_word\n{'a' * 301}\n", ("v1_word", "a" * 301)),
        ("v1_each_child\nnowhere\n", ("v1_each_child", "nowhere")),
    ],
)
def test_contradictions_and_what_is_out_of_bounds_are_doubts(text, doubt):
    gathered = read(files.read(text.encode()))
    assert (list(gathered.doubts), gathered.people[0].answers) == ([doubt], {})


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("v1_price\n65.000\n", {"price": 65_000}),
        ('v1_price\n"65.000,00 kr."\n', {"price": 65_000}),
        ("v1_price\n65.0\n", {"price": 65}),
        ('v1_price\n"65,00"\n', {"price": 65}),
        ("v1_change\n−7\n", {"change": -7}),
        ("v1_day\n1.2.2026\n", {"day": "2026-02-01"}),
        ("v1_day\n01-02-2026\n", {"day": "2026-02-01"}),
        ("v1_day\n1/2/2026\n", {"day": "2026-02-01"}),
        ("v1_day\n2026-02-01 00:00:00\n", {"day": "2026-02-01"}),
        ("v1_several_home,v1_several_away\nx,nej\n", {"several": ["home"]}),
        ("v1_order_home,v1_order_away\n2.0,1.0\n", {"order": ["away", "home"]}),
        ('v1_word\n"to\n ord"\n', {"word": "to ord"}),
    ],
)
def test_what_people_and_programs_write_is_read_as_it_is_meant(text, answers):
    gathered = read(files.read(text.encode()))
    assert gathered.doubts == {}
    assert {place[1]: value for place, value in gathered.people[0].answers.items()} == answers
