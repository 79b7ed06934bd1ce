"""What a new version of an instrument does to answers that are there: each kind of change, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.changes import Answered, Change, Severity, What, compare
from vignettes.conditions import Clause, Condition
from vignettes.instrument import (
    DesignedCase,
    DesignSpec,
    DimensionSpec,
    Instrument,
    LevelSpec,
    OptionSpec,
    QuestionSpec,
    RowSpec,
    VignetteText,
)

YES, NO = OptionSpec("yes", "Ja"), OptionSpec("no", "Nej")
STEPS = tuple(OptionSpec(f"step_{step}", f"Trin {step}", step=step) for step in range(1, 7))
ROLE = QuestionSpec("role", "Din rolle?", "single", True, options=(YES, NO))
STEP = QuestionSpec("step", "Førstevalg?", "ordinal", True, options=STEPS)
EFFECT = QuestionSpec("effect", "Gavn?", "number", False, minimum=0, maximum=10)
ALMA, YUSUF = VignetteText("V1", "Alma", "Alma er 3 år."), VignetteText("V2", "Yusuf", "Yusuf er 9 år.")
FIRST = Instrument("children", "Børn", "Velkommen", (ROLE,), (STEP, EFFECT), (ALMA, YUSUF))
ANSWERED = Answered(
    {"role": 9, "step": 40, "effect": 30},
    {("role", "yes"): 9, ("step", "step_1"): 7},
    {"V1": 20, "D1": 8},
    {("role", "home"): 6, ("role", "school"): 5},
)


def with_step(**changed):
    return replace(FIRST, battery=(replace(STEP, **changed), EFFECT))


def with_role(*options):
    return replace(FIRST, background=(replace(ROLE, options=options),))


def with_role_as(before, after):
    return replace(FIRST, background=(before,)), replace(FIRST, background=(after,))


RANKED = replace(ROLE, kind="ranking")
HOME, SCHOOL = RowSpec("home", "Hjemme"), RowSpec("school", "I skolen")
MATRIX = replace(ROLE, kind="matrix", rows=(HOME, SCHOOL))
AGES = DimensionSpec(
    "age", "Alder", (LevelSpec("infant", "Spædbarn", "et spædbarn"), LevelSpec("teen", "Ung", "en ung"))
)
DRAWN_CASE = DesignedCase("D1", (("age", "infant"),), 1)
DESIGN = DesignSpec("Sagen om {age}", "{Age} trives ikke.", (), "main", 1, 1, 1, "", (DRAWN_CASE,))
DRAWN = replace(FIRST, dimensions=(AGES,), design=DESIGN)
CASES = {
    "nothing": (FIRST, []),
    "title": (replace(FIRST, title="Unge"), [("harmless", "title", "", 0)]),
    "introduction": (replace(FIRST, introduction="Hej"), [("harmless", "introduction", "", 0)]),
    "wording": (with_step(text="Hvad først?"), [("harmless", "question_wording", "step", 40)]),
    "help": (with_step(help_text="Vælg ét."), [("harmless", "question_wording", "step", 40)]),
    "required": (with_step(required=False), [("harmless", "required", "step", 40)]),
    "order": (replace(FIRST, battery=(EFFECT, STEP)), [("harmless", "question_order", "", 0)]),
    "new question": (
        replace(FIRST, battery=(STEP, EFFECT, replace(EFFECT, code="trust"))),
        [("additive", "question_new", "trust", 0)],
    ),
    "question gone": (replace(FIRST, battery=(STEP,)), [("critical", "question_gone", "effect", 30)]),
    "kind": (
        replace(FIRST, battery=(STEP, QuestionSpec("effect", "Gavn?", "percent", False, minimum=0, maximum=100))),
        [("critical", "kind", "effect", 30), ("critical", "bounds", "effect", 30)],
    ),
    "bounds": (
        replace(FIRST, battery=(STEP, replace(EFFECT, maximum=100))),
        [("critical", "bounds", "effect", 30)],
    ),
    "unit": (replace(FIRST, battery=(STEP, replace(EFFECT, unit="år"))), [("critical", "meaning", "effect", 30)]),
    "scope": (
        replace(FIRST, background=(ROLE, EFFECT), battery=(STEP,)),
        [("critical", "scope", "effect", 30), ("harmless", "question_order", "", 0)],
    ),
    "new option": (with_role(YES, NO, OptionSpec("maybe", "Måske")), [("additive", "option_new", "role", 0)]),
    "option gone": (with_role(NO), [("critical", "option_gone", "role", 9)]),
    "unused option gone": (with_role(YES), [("critical", "option_gone", "role", 0)]),
    "option wording": (with_role(replace(YES, label="Jo"), NO), [("harmless", "option_wording", "role", 9)]),
    "option order": (with_role(NO, YES), [("harmless", "option_order", "role", 0)]),
    "missing": (with_role(replace(YES, missing=True), NO), [("critical", "meaning", "role", 9)]),
    "scale turned": (with_step(options=STEPS[::-1]), [("critical", "scale", "step", 40)]),
    "scale longer": (
        with_step(options=(*STEPS, OptionSpec("step_7", "Trin 7"))),
        [("additive", "option_new", "step", 0), ("critical", "scale", "step", 40)],
    ),
    "scale shorter": (
        with_step(options=STEPS[:5]),
        [("critical", "option_gone", "step", 0), ("critical", "scale", "step", 40)],
    ),
    "don't know": (
        with_step(options=(*STEPS, OptionSpec("dont_know", "Ved ikke", missing=True))),
        [("additive", "option_new", "step", 0)],
    ),
    "step": (
        with_step(options=(replace(STEPS[0], step=2), *STEPS[1:])),
        [("critical", "meaning", "step", 7)],
    ),
    "case wording": (
        replace(FIRST, vignettes=(replace(ALMA, text="Alma er 4 år."), YUSUF)),
        [("harmless", "vignette_wording", "V1", 20)],
    ),
    "new case": (
        replace(FIRST, vignettes=(ALMA, YUSUF, VignetteText("V3", "Ida", "Ida er 1 år."))),
        [("additive", "vignette_new", "V3", 0)],
    ),
    "case gone": (replace(FIRST, vignettes=(YUSUF,)), [("critical", "vignette_gone", "V1", 20)]),
    "places": (with_role_as(RANKED, replace(RANKED, places=2)), [("critical", "places", "role", 9)]),
    "row gone and another new": (
        with_role_as(MATRIX, replace(MATRIX, rows=(HOME, RowSpec("club", "Klubben")))),
        [("additive", "row_new", "role", 0), ("critical", "row_gone", "role", 5)],
    ),
    "rows in other words and order": (
        with_role_as(MATRIX, replace(MATRIX, rows=(SCHOOL, replace(HOME, label="Hos familien")))),
        [("harmless", "row_wording", "role", 6), ("harmless", "row_order", "role", 0)],
    ),
    "shuffled": (with_role_as(ROLE, replace(ROLE, random_order=True)), [("harmless", "shuffled", "role", 9)]),
    "asked of others": (
        with_step(condition=Condition((Clause("role", ("yes",)),))),
        [("additive", "condition", "step", 40)],
    ),
    "drawn with other levels": (
        (DRAWN, replace(DRAWN, design=replace(DESIGN, cases=(replace(DRAWN_CASE, levels=(("age", "teen"),)),)))),
        [
            ("harmless", "vignette_wording", "D1", 8),
            ("harmless", "vignette_wording", "D1", 8),
            ("critical", "levels", "D1", 8),
            ("harmless", "design", "", 0),
        ],
    ),
    "dealt anew": (
        (DRAWN, replace(DRAWN, design=replace(DESIGN, seed=2))),
        [("harmless", "design", "", 0)],
    ),
    "shown twice": (
        (DRAWN, replace(DRAWN, design=replace(DESIGN, repeat="D1"))),
        [("additive", "vignette_new", "D1_again", 0), ("harmless", "design", "", 0)],
    ),
    "cases in another order": (replace(FIRST, vignettes=(YUSUF, ALMA)), [("harmless", "vignette_order", "", 0)]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_change_is_classed_and_counted(case):
    draft, expected = CASES[case]
    before, after = draft if isinstance(draft, tuple) else (FIRST, draft)
    found = compare([before], after, ANSWERED)
    assert [(str(one.severity), str(one.what), one.code, one.answers) for one in found] == expected


def test_only_a_critical_change_of_what_is_answered_is_refused():
    assert not Change(Severity.CRITICAL, What.KIND, answers=0).is_refused
    assert Change(Severity.CRITICAL, What.KIND, answers=1).is_refused
    assert not Change(Severity.HARMLESS, What.QUESTION_WORDING, answers=9).is_refused


def test_a_first_version_changes_nothing():
    assert compare([], FIRST, Answered()) == []


def test_a_code_is_never_used_again_for_something_else():
    without = replace(FIRST, background=(), battery=(STEP, EFFECT), vignettes=(YUSUF,))
    other = replace(ROLE, text="Din alder?")
    again = replace(without, background=(other,), vignettes=(YUSUF, VignetteText("V1", "Ida", "Ida er 1 år.")))
    found = [one for one in compare([FIRST, without], again, ANSWERED) if one.what == What.CODE_REUSED]
    assert [(one.code, one.answers, one.is_refused) for one in found] == [("role", 9, True), ("V1", 20, True)]
    assert not [one for one in compare([FIRST, without], FIRST, ANSWERED) if one.what == What.CODE_REUSED]
    no_option, back = with_role(NO), with_role(NO, OptionSpec("yes", "Måske"))
    assert [(one.what, one.option) for one in compare([FIRST, no_option], back, ANSWERED)] == [
        (What.OPTION_NEW, "yes"),
        (What.CODE_REUSED, "yes"),
    ]


@given(st.permutations(STEPS), st.integers(0, 6))
def test_a_scale_of_answered_questions_is_kept_as_it_is_or_refused(order, count):
    options = tuple(order[:count])
    found = compare([FIRST], with_step(options=options), ANSWERED)
    assert any(one.is_refused for one in found) == (options != STEPS)
