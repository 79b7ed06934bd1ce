"""What can be wrong with dimensions, template, exclusions and drawn cases: each is told, with its place."""

import pytest

from tests.vignettes.designs import DIMENSIONS, designed
from vignettes.faults import faults

SOUND = designed()
GIRL, BOY = DIMENSIONS[0]["levels"]
CASES = SOUND["design"]["cases"]


def design(**changed):
    return SOUND | {"design": SOUND["design"] | changed}


def first_dimension(**changed):
    return SOUND | {"dimensions": [DIMENSIONS[0] | changed, *DIMENSIONS[1:]]}


def first_case(**changed):
    return design(cases=[CASES[0] | changed, *CASES[1:]])


WRONG = {
    "dimensions are no list": (SOUND | {"dimensions": "x"}, [("empty_list", "dimensions", None, None, "")]),
    "dimension is a text": (SOUND | {"dimensions": ["x"]}, [("not_a_mapping", "dimensions", 0, None, "")]),
    "code begins with a capital": (first_dimension(code="Child"), [("dimension_code", "dimensions", 0, None, "Child")]),
    "same dimension twice": (
        SOUND | {"dimensions": [*DIMENSIONS, DIMENSIONS[0]]},
        [("code_twice", "dimensions", 3, None, "child")],
    ),
    "one level": (first_dimension(levels=[GIRL]), [("levels_few", "dimensions", 0, None, "")]),
    "level without text": (
        first_dimension(levels=[GIRL | {"text": " "}, BOY]),
        [("text_missing", "dimensions", 0, 0, "text")],
    ),
    "level twice": (first_dimension(levels=[GIRL, BOY, GIRL]), [("code_twice", "dimensions", 0, 2, "girl")]),
    "uneven forms": (
        first_dimension(levels=[GIRL, BOY | {"forms": {"pronoun": "han"}}]),
        [("forms_uneven", "dimensions", 0, None, "")],
    ),
    "form without words": (
        first_dimension(levels=[GIRL, BOY | {"forms": {"pronoun": " ", "possessive": "hans"}}]),
        [("forms_bad", "dimensions", 0, 1, "")],
    ),
    "form with a capital": (
        first_dimension(levels=[one | {"forms": {"Pronoun": "x"}} for one in (GIRL, BOY)]),
        [("forms_bad", "dimensions", 0, 0, ""), ("forms_bad", "dimensions", 0, 1, "")],
    ),
    "dimensions without a design": (
        {key: value for key, value in SOUND.items() if key != "design"},
        [("not_drawn", "design", None, None, "")],
    ),
    "design without dimensions": (SOUND | {"dimensions": []}, [("empty_list", "dimensions", None, None, "")]),
    "design is a list": (SOUND | {"design": [1]}, [("not_a_mapping", "design", None, None, "")]),
    "no title": (design(title="", text="{child} {age} {worry}"), [("text_missing", "design", None, None, "title")]),
    "unknown placeholder": (
        design(title="{school}"),
        [("placeholder_unknown", "design", None, None, "school")],
    ),
    "unknown form": (design(title="{age.plural}"), [("placeholder_form", "design", None, None, "age.plural")]),
    "unused dimension": (
        design(title="Et barn", text="{Child} er {age}."),
        [("dimension_unused", "design", None, None, "worry")],
    ),
    "no size": (design(size=None), [("design_field", "design", None, None, "size")]),
    "seed below nought": (design(seed=-1), [("design_field", "design", None, None, "seed")]),
    "other effects": (design(effects="all"), [("design_field", "design", None, None, "effects")]),
    "repeat is a number": (design(repeat=1), [("design_field", "design", None, None, "repeat")]),
    "exclusion of nothing": (design(exclusions=[{}]), [("exclusion_bad", "design", None, None, "1")]),
    "exclusion of an unknown level": (
        design(exclusions=[{"age": ["infant"]}, {"age": ["old"]}]),
        [("exclusion_bad", "design", None, None, "2")],
    ),
    "contradictory exclusions": (
        design(exclusions=[{"child": ["girl"]}, {"child": ["boy"]}]),
        [("universe_empty", "design", None, None, "")],
    ),
    "not drawn": (design(cases=[]), [("not_drawn", "design", None, None, "")]),
    "drawn for another size": (design(size=13), [("not_drawn", "design", None, None, "")]),
    "too many decks": (design(deck_count=5), [("deck_empty", "design", None, None, "5")]),
    "no such deck": (first_case(deck=5), [("design_field", "design", 0, None, "deck")]),
    "two cases alike": (first_case(levels=CASES[1]["levels"]), [("case_twice", "design", None, None, "")]),
    "case without a level": (first_case(levels={"child": "girl"}), [("case_impossible", "design", 0, None, "")]),
    "code of an anchor": (first_case(code="V1"), [("code_twice", "design", 0, None, "V1")]),
    "repeat unknown": (design(repeat="V9"), [("repeat_unknown", "design", None, None, "V9")]),
}


@pytest.mark.parametrize(("content", "expected"), WRONG.values(), ids=WRONG)
def test_each_fault_is_told(content, expected):
    found = [(fault.kind, fault.section, fault.index, fault.option, fault.field) for fault in faults(content)]
    assert found == expected


def test_a_sound_design_has_no_fault():
    assert faults(SOUND) == []


def test_a_level_that_the_exclusions_leave_no_place_is_told_with_the_cases_that_have_it():
    content = design(exclusions=[{"age": ["teen"]}])
    with_teens = [index for index, case in enumerate(CASES) if case["levels"]["age"] == "teen"]
    found = [(fault.kind, fault.field, fault.index) for fault in faults(content)]
    assert found == [
        ("level_impossible", "age: teen", None),
        *(("case_impossible", "", index) for index in with_teens),
    ]


def test_a_case_that_is_excluded_after_the_draw_is_told():
    levels = {name: [level] for name, level in CASES[3]["levels"].items()}
    content = design(exclusions=[*SOUND["design"]["exclusions"], levels])
    assert [(fault.kind, fault.index) for fault in faults(content)] == [("case_impossible", 3)]


def test_too_many_combinations_are_told_with_the_limit():
    many = [
        {"code": f"d{one}", "label": "x", "levels": [{"code": f"l{n}", "label": "x", "text": "x"} for n in range(10)]}
        for one in range(6)
    ]
    text = " ".join(f"{{d{one}}}" for one in range(6))
    content = design(title="x", text=text, exclusions=[]) | {"dimensions": many}
    assert [(fault.kind, fault.limit) for fault in faults(content)] == [("universe_large", 100_000)]
