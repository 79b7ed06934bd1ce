"""What an export writes is read as the answers it was made of; what nobody understands is told with its line."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spreadsheets.sheet import Sheet
from tests.vignettes.exports.survey import V1, WORDS, batch_of, frame, plan
from vignettes.exports import formats
from vignettes.exports.columns import Person
from vignettes.exports.plan import CHOSEN, MULTIPLE, PERCENT, Option, Question, Version
from vignettes.exports.wide import Wide
from vignettes.imports import files
from vignettes.imports.facts import Choices, Known
from vignettes.imports.gathering import gather, unread
from vignettes.imports.targets import LEAVE_OUT, targets_of

PLAN, FRAME = plan(), frame(has_texts=True)
WIDE = Wide(PLAN, FRAME)
TARGETS = targets_of(WIDE.columns)
ASKED = {
    version.number: [
        (vignette, question)
        for question in version.questions
        for vignette in ([one.code for one in version.vignettes] if question.is_per_vignette else [""])
    ]
    for version in PLAN.versions
}
KNOWN = Known(
    municipalities={"657": "0657", "0657": "0657", "herning": "0657", "630": "0630", "vejle": "0630"},
    roles={"1": "caseworker", "rådgiver": "caseworker", "2": "leader", "leder": "leader"},
    decks={version.number: {0: tuple(one.code for one in version.vignettes)} for version in PLAN.versions},
    asked={number: frozenset((place, one.code) for place, one in asked) for number, asked in ASKED.items()},
    latest=datetime.fromisoformat("2026-11-29T12:00"),
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


def values(question):
    codes = [option.code for option in question.options]
    if question.kind in CHOSEN:
        return st.sampled_from(codes)
    if question.kind == MULTIPLE:
        said = [option.code for option in question.options if not option.is_missing]
        chosen = st.lists(st.sampled_from(said), min_size=1, unique=True)
        missing = [[option.code] for option in question.options if option.is_missing]
        return st.one_of(chosen, *map(st.just, missing))
    return st.integers(0, 100) if question.kind == PERCENT else TEXTS.filter(lambda text: not text.startswith("'"))


@st.composite
def people(draw):
    """(person, answers by place) of one who answers a part of what one version asks."""
    version = draw(st.sampled_from([1, 2]))
    order = draw(st.permutations(KNOWN.decks[version][0]))
    answers = {
        (vignette, question.code): draw(values(question))
        for vignette, question in ASKED[version]
        if draw(st.booleans())
    }
    moment = datetime.fromisoformat(f"2026-11-{draw(st.integers(10, 28))}T10:30")
    role, place = draw(st.sampled_from([1, 2])), draw(st.sampled_from([657, 630]))
    person = Person(
        draw(st.uuids()).hex, place, role, version, draw(st.sampled_from([1, 2])), moment, None, "123", tuple(order)
    )
    return person, answers


def written(folder, told, form):
    persons = [person for person, _answers in told]
    rows = [
        (index, (person.version, *place), json.dumps(value))
        for index, (person, answers) in enumerate(told)
        for place, value in answers.items()
    ]
    file = folder / f"data.{form}"
    formats.write(file, formats.Format(form), WIDE.columns, [batch_of(WIDE, persons, rows)])
    return file.read_bytes()


def choices(sheet, targets=TARGETS, **changes):
    mapping = {name: targets.suggested(name) for name in sheet.names}
    return Choices(**{"mapping": mapping, "blank": frozenset(), "municipality": "", "role": "caseworker"} | changes)


@pytest.mark.parametrize("form", ["csv", "xlsx", "sav"])
@given(told=st.lists(people(), min_size=1, max_size=4))
@settings(max_examples=12)
def test_written_and_read_is_the_same(tmp_path_factory, form, told):
    sheet = files.read(written(tmp_path_factory.mktemp("there"), told, form))
    gathered = gather(sheet, TARGETS, choices(sheet), KNOWN)
    assert gathered.doubts == {}
    assert [one.answers for one in gathered.people] == [
        {place: in_order(place, value) for place, value in answers.items()} for _person, answers in told
    ]
    assert [(one.version, one.order, one.seed, one.started_at) for one in gathered.people] == [
        (person.version, person.order, 123, person.started_at) for person, _answers in told
    ]
    facts = [(int(one.municipality), one.role == "leader", one.is_submitted) for one in gathered.people]
    assert facts == [(person.municipality, person.role == 2, person.status == 1) for person, _answers in told]


def in_order(place, value):
    """Several options stand in the order of the columns, whatever order they were ticked in."""
    if not isinstance(value, list):
        return value
    merged = next(question for question in PLAN.questions if question.code == place[1])
    return [option.code for option in merged.options if option.code in value]


def sheet_of(text):
    return files.read(text.encode())


def told(gathered):
    return [(one.column, one.text, one.count, one.lines) for one in gathered.doubts.values()]


def test_codes_and_labels_are_read_as_well_as_numbers():
    sheet = sheet_of("municipality,respondent_role,V1 risk,work\n0657,Leder,Høj,south\n630,1,LOW,2\n")
    gathered = gather(sheet, TARGETS, choices(sheet), KNOWN)
    assert told(gathered) == []
    assert [(one.municipality, one.role, one.answers) for one in gathered.people] == [
        ("0657", "leader", {("V1", "risk"): "high", ("", "work"): "south"}),
        ("0630", "caseworker", {("V1", "risk"): "low", ("", "work"): "south"}),
    ]


def test_every_doubt_is_told_with_count_and_lines():
    sheet = sheet_of("municipality,v1_risk,v1_percent,v1_who_child\n657,9,101,1\n999,9,12.5,maybe\n657,1,7,0\n")
    gathered = gather(sheet, TARGETS, choices(sheet), KNOWN)
    assert sorted(told(gathered)) == [
        ("municipality", "", 1, [3]),
        ("municipality", "999", 1, [3]),
        ("v1_percent", "101", 1, [2]),
        ("v1_percent", "12.5", 1, [3]),
        ("v1_risk", "9", 2, [2, 3]),
        ("v1_who_child", "maybe", 1, [3]),
    ]


def test_what_is_to_be_left_blank_is_no_doubt():
    sheet = sheet_of("v1_risk\n9\n1\n")
    decided = choices(sheet, blank=frozenset({("v1_risk", "9")}), municipality="0657")
    gathered = gather(sheet, TARGETS, decided, KNOWN)
    assert (told(gathered), [one.answers for one in gathered.people]) == ([], [{}, {("V1", "risk"): "low"}])


def test_only_what_is_not_understood_is_left_blank():
    """“Don't know” came with version 2: what is left blank in version 1 stays where it is known."""
    sheet = sheet_of("instrument_version,v1_risk\n1,-1\n2,-1\n")
    decided = choices(sheet, blank=frozenset({("v1_risk", "-1")}), municipality="0657")
    gathered = gather(sheet, TARGETS, decided, KNOWN)
    assert (told(gathered), [one.answers for one in gathered.people]) == ([], [{}, {("V1", "risk"): "dont_know"}])


def test_danish_headings_and_labels_of_columns_are_understood():
    labels = {column.label: column.name for column in WIDE.columns}
    sheet = sheet_of("V1:  hvor stor er RISIKOEN?;V1: Risiko i procent (procent)\nHøj;40 %\n")
    assert labels["V1: Hvor stor er risikoen?"] == "v1_risk"
    gathered = gather(sheet, TARGETS, choices(sheet, municipality="0657"), KNOWN)
    assert (told(gathered), gathered.people[0].answers) == ([], {("V1", "risk"): "high", ("V1", "percent"): 40})


def test_somebody_who_stands_there_twice_is_a_doubt_and_equal_lines_are_told():
    sheet = sheet_of("respondent,v1_risk\nRA,1\nRB,2\nRA,2\n,1\n,1\n")
    gathered = gather(sheet, TARGETS, choices(sheet, municipality="0657"), KNOWN)
    assert (told(gathered), gathered.repeated) == ([("respondent", "RA", 1, [4])], [6])


@pytest.mark.parametrize(
    ("cells", "doubts"),
    [
        ("1,1,1,1", [("v1_position", "1"), ("v2_position", "1")]),
        ("1,,1,1", [("v2_risk", "1")]),
        ("1,x,1,", [("v2_position", "x")]),
    ],
)
def test_places_that_contradict_each_other_or_the_answers_are_doubts(cells, doubts):
    sheet = sheet_of(f"v1_position,v2_position,v1_risk,v2_risk\n{cells}\n")
    gathered = gather(sheet, TARGETS, choices(sheet, municipality="0657"), KNOWN)
    assert list(gathered.doubts) == doubts


def test_answers_to_cases_of_another_deck_are_doubts_and_a_deck_without_places_has_its_order():
    known = replace(KNOWN, decks={2: {0: ("V1", "V2"), 1: ("V1",), 2: ("V2",)}})
    shown = targets_of(Wide(PLAN, frame(has_decks=True, words=WORDS | {"deck": "deck"})).columns)
    sheet = sheet_of("deck,v1_risk,v2_risk\n1,1,\n2,1,2\n3,,\n0,1,2\n")
    gathered = gather(sheet, shown, choices(sheet, shown, municipality="0657"), known)
    assert told(gathered) == [("v1_risk", "1", 1, [3]), ("deck", "3", 1, [4])]
    assert [(one.deck, one.order) for one in gathered.people] == [(1, ("V1",)), (2, ("V2",)), (None, ()), (0, ())]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22 10:30:15", "2026-11-22T10:30:15"),
        ("22-11-2026 10.30", "2026-11-22T10:30"),
        ("22.11.2026", "2026-11-22"),
        ("2026-11-29 12:01", None),
        ("1899-12-31 00:00:00", None),
    ],
)
def test_moments_as_danes_write_them_and_none_that_cannot_have_been(text, moment):
    sheet = sheet_of(f"submitted_at\n{text}\n")
    gathered = gather(sheet, TARGETS, choices(sheet, municipality="0657"), KNOWN)
    assert gathered.people[0].submitted_at == (moment and datetime.fromisoformat(moment))
    assert list(gathered.doubts) == ([] if moment else [("submitted_at", text)])


SCALE = Question(
    "scale",
    "Fra 0 til 2?",
    "ordinal",
    options=(Option("a", "0 – slet ikke"), Option("b", "1"), Option("c", "2 – helt")),
)


@pytest.mark.parametrize(("heading", "codes"), [("status", ["b", "c", None]), ("instrument_version", ["a", "b", "c"])])
def test_numbers_on_a_scale_count_but_in_files_of_ours(heading, codes):
    """What is 1 on a scale from 0 has number 2 in our codebook."""
    merged = plan(Version(1, (V1,), (SCALE,)))
    shown = targets_of(Wide(merged, frame()).columns)
    known = replace(KNOWN, decks={1: {0: ("V1",)}}, asked={1: frozenset({("V1", "scale")})})
    sheet = sheet_of(f"{heading},v1_scale\n1,1\n1,2\n1,3\n")
    gathered = gather(sheet, shown, choices(sheet, shown, municipality="0657"), known)
    assert [one.answers.get(("V1", "scale")) for one in gathered.people] == codes


def test_what_a_file_says_of_its_own_codes_goes_before_ours():
    labels = {
        "municipality": {"1": "Vejle"},
        "v1_risk": {"1": "Høj", "2": "Lav", "3": "Ukendt"},
        "v1_who_child": {"2": "Ja"},
    }
    rows = (("1", "1", "2"), ("1", "2", "1"), ("1", "3", ""))
    sheet = Sheet(("municipality", "v1_risk", "v1_who_child"), rows, (2, 3, 4), labels)
    gathered = gather(sheet, TARGETS, choices(sheet), KNOWN)
    assert told(gathered) == [("v1_risk", "3", 1, [4])]
    assert [(one.municipality, one.answers) for one in gathered.people] == [
        ("0630", {("V1", "risk"): "high", ("V1", "who"): ["child"]}),
        ("0630", {("V1", "risk"): "low", ("V1", "who"): ["child"]}),
        ("0630", {}),
    ]


def test_an_option_or_a_question_that_the_version_does_not_have_is_a_doubt():
    sheet = sheet_of("instrument_version,v1_who_dog,v1_risk,v2_percent\n1,1,-1,5\n2,1,-1,5\n")
    gathered = gather(sheet, TARGETS, choices(sheet, municipality="0657"), KNOWN)
    assert sorted(told(gathered)) == [
        ("v1_risk", "-1", 1, [2]),
        ("v1_who_dog", "1", 1, [2]),
        ("v2_percent", "5", 1, [2]),
    ]
    assert gathered.people[1].answers == {("V1", "who"): ["dog"], ("V1", "risk"): "dont_know", ("V2", "percent"): 5}


def test_columns_without_meaning_are_counted_and_times_of_pages_need_none():
    sheet = sheet_of("v1_seconds,name,v1_risk\n20,Egon,1\n30,,2\n")
    decided = choices(sheet)
    assert (TARGETS.suggested("v1_seconds"), TARGETS.suggested("name")) == (LEAVE_OUT, "")
    assert list(unread(sheet, decided, LEAVE_OUT)) == [("v1_seconds", 2, [2, 3])]
    assert list(unread(sheet, decided, "")) == [("name", 1, [2])]
