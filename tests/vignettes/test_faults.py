"""All faults of a document at once, each with its place; without any, the instrument can be published and stored."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vignettes.conftest import instrument, question
from tests.vignettes.test_drafts import documents
from vignettes.drafts import as_document, change, find
from vignettes.faults import MOST_SHOWN, Fault, FaultKind, faults
from vignettes.instrument import parse

SOUND = as_document(instrument())


def with_question(code, /, **changed):
    section = "background" if code == "role" else "battery"
    return change(SOUND, section, code, find(SOUND, section, code) | changed)


def with_options(*options):
    return with_question("role", options=list(options))


def shown_if(condition, code="percent"):
    return with_question(code, show_if=condition)


def looking(**clause):
    return shown_if({"all": [clause]})


YES, NO = {"code": "yes", "label": "Ja"}, {"code": "no", "label": "Nej"}
CASES = {
    "not a mapping": ([1], [("not_a_mapping", "", None, None, "")]),
    "no title": (SOUND | {"title": " "}, [("text_missing", "", None, None, "title")]),
    "title too long": (SOUND | {"title": "x" * 161}, [("text_too_long", "", None, None, "title")]),
    "no cases": (SOUND | {"vignettes": []}, [("empty_list", "vignettes", None, None, "")]),
    "no list": (SOUND | {"battery": "x"}, [("empty_list", "battery", None, None, "")]),
    "unknown field": (SOUND | {"colour": "red"}, [("unknown_field", "", None, None, "colour")]),
    "row of text": (SOUND | {"vignettes": ["V1"]}, [("not_a_mapping", "vignettes", 0, None, "")]),
    "code of digits": (with_question("risk", code="1"), [("code_bad", "battery", 0, None, "code")]),
    "code twice": (
        SOUND | {"battery": [SOUND["background"][0]]},
        [("code_twice", "battery", 0, None, "role")],
    ),
    "yes without quotation marks": (
        with_question("percent", text=True),
        [("text_not_text", "battery", 1, None, "text")],
    ),
    "half a character": (with_question("percent", text="\ud83d"), [("text_unstorable", "battery", 1, None, "text")]),
    "zero byte": (with_question("weight", unit="\0"), [("text_unstorable", "battery", 4, None, "unit")]),
    "unknown kind": (with_question("weight", kind="essay"), [("kind_unknown", "battery", 4, None, "kind")]),
    "kind is a list": (with_question("weight", kind=["text"]), [("kind_unknown", "battery", 4, None, "kind")]),
    "required unstated": (with_question("weight", required=None), [("flag_bad", "battery", 4, None, "required")]),
    "bounds of a text": (with_question("weight", minimum=1), [("bounds_unwanted", "battery", 4, None, "")]),
    "bounds turned": (with_question("effect", minimum=11), [("bounds_bad", "battery", 2, None, "")]),
    "bounds beyond the database": (with_question("effect", maximum=2**31), [("bounds_bad", "battery", 2, None, "")]),
    "options of a text": (with_question("weight", options=[YES, NO]), [("options_unwanted", "battery", 4, None, "")]),
    "one option": (with_options(YES), [("options_few", "background", 0, None, "")]),
    "one besides don't know": (
        with_options(YES, NO | {"missing": True}),
        [("options_few", "background", 0, None, "")],
    ),
    "option without label": (
        with_options(YES, NO, {"code": "maybe"}),
        [("text_missing", "background", 0, 2, "label")],
    ),
    "option twice": (with_options(YES, NO, YES), [("code_twice", "background", 0, 2, "yes")]),
    "a step too few": (
        with_options(YES | {"step": 1}, NO | {"step": 2}),
        [("steps_incomplete", "background", 0, None, "")],
    ),
    "a step beyond the staircase": (
        with_options(YES | {"step": 7}, NO),
        [("step_bad", "background", 0, 0, ""), ("steps_incomplete", "background", 0, None, "")],
    ),
    "a scale of twelve points": (
        with_question("risk", options=[{"code": f"p{point}", "label": str(point)} for point in range(12)]),
        [("options_many", "battery", 0, None, "")],
    ),
    "don't know beside a text": (
        with_question("weight", options=[{"code": "dont_know", "label": "Ved ikke", "missing": True}]),
        [],
    ),
    "matrix without rows": (with_question("risk", kind="matrix"), [("rows_few", "battery", 0, None, "")]),
    "row called missing": (
        with_question("risk", kind="matrix", rows=[{"code": "missing", "label": "Mangler"}]),
        [("code_bad", "battery", 0, None, "code")],
    ),
    "rows of a scale": (
        with_question("risk", rows=[{"code": "school", "label": "Skolen"}]),
        [("field_unwanted", "battery", 0, None, "rows")],
    ),
    "more places than options": (
        with_question("risk", kind="ranking", places=4),
        [("places_bad", "battery", 0, None, "places")],
    ),
    "a scale in random order": (
        with_question("risk", random_order=True),
        [("field_unwanted", "battery", 0, None, "random_order")],
    ),
    "a section that must be answered": (
        with_question("weight", kind="section", required=True),
        [("field_unwanted", "battery", 4, None, "required")],
    ),
    "nothing but a section": (
        SOUND | {"background": [{"code": "start", "text": "Om dig", "kind": "section"}]},
        [("empty_list", "background", None, None, "")],
    ),
    "everything at once": (
        SOUND | {"title": 5, "background": [], "vignettes": [{"code": "V1", "title": "Alma", "text": ""}]},
        [
            ("text_not_text", "", None, None, "title"),
            ("empty_list", "background", None, None, ""),
            ("text_missing", "vignettes", 0, None, "text"),
        ],
    ),
}


def on_percent(kind, field=""):
    return [(kind, "battery", 1, None, field)]


LAST = question("last", "percent", show_if={"all": [{"question": "weight", "is": ["x"]}]})
AFTER_TEXT = SOUND | {"battery": [*SOUND["battery"], LAST]}
CONDITIONS = {
    "no mapping": (shown_if("risk"), on_percent("condition_bad")),
    "all and any": (shown_if({"all": [{"invited_as": ["leader"]}], "any": []}), on_percent("condition_bad")),
    "no clauses": (shown_if({"any": []}), on_percent("condition_bad")),
    "neither question nor role": (looking(**{"is": ["low"]}), on_percent("condition_bad")),
    "both": (looking(question="risk", invited_as=["leader"]), on_percent("condition_bad")),
    "a question that is no code": (looking(question=["risk"], at_least=1), on_percent("condition_bad")),
    "no such question": (looking(question="gone", **{"is": ["low"]}), on_percent("condition_dangling", "gone")),
    "asked later": (looking(question="effect", at_least=1), on_percent("condition_later", "effect")),
    "itself": (looking(question="percent", at_least=1), on_percent("condition_later", "percent")),
    "no test": (looking(question="risk"), on_percent("condition_bad", "risk")),
    "a number's test of a choice": (looking(question="risk", at_least=1), on_percent("condition_bad", "risk")),
    "two tests of a choice": (
        looking(question="risk", **{"is": ["low"], "is_not": ["high"]}),
        on_percent("condition_bad", "risk"),
    ),
    "no options": (looking(question="risk", **{"is": []}), on_percent("condition_bad", "risk")),
    "unknown option": (
        looking(question="risk", is_not=["low", "huge"]),
        on_percent("condition_option", "risk"),
    ),
    "a text": (AFTER_TEXT, [("condition_kind", "battery", 5, None, "weight")]),
    "limits that leave nothing": (
        shown_if({"all": [{"question": "percent", "at_least": 60, "at_most": 40}]}, "effect"),
        [("condition_bounds", "battery", 2, None, "percent")],
    ),
    "limits beyond what can be answered": (
        shown_if({"all": [{"question": "percent", "at_least": 101}]}, "effect"),
        [("condition_bounds", "battery", 2, None, "percent")],
    ),
    "a limit that is no number": (
        shown_if({"all": [{"question": "percent", "at_least": "50"}]}, "effect"),
        [("condition_bad", "battery", 2, None, "percent")],
    ),
    "unknown role": (looking(invited_as=["leader", "mayor"]), on_percent("condition_role")),
    "no role": (looking(invited_as=[]), on_percent("condition_role")),
}


@pytest.mark.parametrize("case", CONDITIONS)
def test_a_condition_looks_only_at_what_was_asked_and_could_be_answered(case):
    content, expected = CONDITIONS[case]
    found = faults(content)
    assert [(fault.kind, fault.section, fault.index, fault.option, fault.field) for fault in found] == expected


def test_conditions_in_a_circle_are_one_that_looks_forward():
    """Looking only back, no two can look at each other."""
    content = looking(question="effect", at_least=1)
    looks_back = find(content, "battery", "effect") | {"show_if": {"all": [{"question": "percent", "at_least": 1}]}}
    found = faults(change(content, "battery", "effect", looks_back))
    assert [(fault.kind, fault.index, fault.field) for fault in found] == [("condition_later", 1, "effect")]


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [{"question": "role", "is": ["leader"]}, {"question": "risk", "is_not": ["low"]}]},
        {"any": [{"invited_as": ["leader", "other"]}]},
    ],
)
def test_sound_conditions_have_none(condition):
    assert faults(shown_if(condition)) == []


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_found_at_its_place(case):
    content, expected = CASES[case]
    found = faults(content)
    assert [(fault.kind, fault.section, fault.index, fault.option, fault.field) for fault in found] == expected


@settings(max_examples=30)
@given(documents())
def test_sound_documents_have_none(content):
    assert faults(content) == []


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just("V1")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["code", "title", "text", "kind", "options", "step", "minimum", "background", "x"]), inner
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=30)
@given(documents(), st.sampled_from(["code", "title", "background", "battery", "vignettes"]), ANYTHING)
def test_whatever_has_no_fault_can_be_read(content, field, value):
    """The two checkers never disagree to the harm of somebody: no fault here means no refusal there."""
    content[field] = value
    if not faults(content):
        parse(content)


@settings(max_examples=30)
@given(documents(), st.sampled_from(["kind", "required", "options", "minimum", "unit"]), ANYTHING)
def test_whatever_question_has_no_fault_can_be_read(content, field, value):
    content["battery"][0][field] = value
    if not faults(content):
        parse(content)


def test_a_hopeless_file_gives_a_list_that_ends():
    assert faults(SOUND | {"battery": [{}] * 5000}) == faults(SOUND | {"battery": [{}] * 100})
    assert len(faults(SOUND | {"battery": [{}] * 5000})) == MOST_SHOWN
    assert faults(SOUND | {"battery": [{}]})[0] == Fault(FaultKind.CODE_BAD, "battery", 0, field="code")
