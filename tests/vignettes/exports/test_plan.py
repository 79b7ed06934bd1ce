"""Versions become one design: each thing once, in the newest order, with numbers that no later version changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vignettes.exports import survey
from vignettes.exports.plan import Option, Question, Version, in_design_order, merged

CODES = st.lists(st.sampled_from("abcdefg"), unique=True, min_size=1)


def options_of(plan, code):
    return {
        option.code: (option.number, option.versions)
        for question in plan.questions
        for option in question.options
        if question.code == code
    }


def test_questions_stand_in_the_order_of_the_newest_version_and_old_ones_behind_what_they_followed():
    plan = survey.plan()
    assert [question.code for question in plan.questions] == ["work", "percent", "risk", "who", "why"]
    assert [question.versions for question in plan.questions] == [(1, 2), (2,), (1, 2), (1, 2), (1,)]
    assert [vignette.code for vignette in plan.vignettes] == ["V1", "V2"]


def test_numbers_follow_the_first_publication_and_missing_ones_are_negative():
    assert options_of(survey.plan(), "work") == {"east": (3, (2,)), "north": (1, (1, 2)), "south": (2, (1, 2))}
    assert options_of(survey.plan(), "risk") == {
        "low": (1, (1, 2)),
        "high": (2, (1, 2)),
        "dont_know": (-1, (2,)),
    }


def test_a_later_version_leaves_the_numbers_of_an_earlier_export():
    before, after = survey.plan(survey.FIRST), survey.plan()
    for code in ("work", "risk", "who"):
        numbers = {one: number for one, (number, _versions) in options_of(after, code).items()}
        assert {one: number for one, (number, _versions) in options_of(before, code).items()}.items() <= numbers.items()
    numbers = {question.code: question.number for question in after.questions}
    assert {question.code: question.number for question in before.questions}.items() <= numbers.items()


def test_other_wordings_are_kept_beside_the_newest():
    work = survey.plan().questions[0]
    assert (work.text, work.wordings) == ("Hvor arbejder du nu?", ((1, "Hvor arbejder du?"),))


def test_a_code_that_changes_its_kind_is_another_question():
    later = Version(2, (survey.V1,), (Question("risk", "Risiko?", "percent", minimum=0, maximum=100),))
    plan = merged([Version(1, (survey.V1,), (survey.RISK,)), later])
    assert [(one.code, one.kind, one.versions) for one in plan.questions] == [
        ("risk", "ordinal", (1,)),
        ("risk", "percent", (2,)),
    ]


def test_an_option_that_comes_and_goes_keeps_its_number():
    def version(number, *codes):
        options = tuple(Option(code, code) for code in codes)
        return Version(number, (), (Question("q", "Q", "single", options=options),))

    plan = merged([version(1, "a", "b"), version(2, "c", "a"), version(3, "b", "a", "c")])
    assert options_of(plan, "q") == {"b": (2, (1, 3)), "a": (1, (1, 2, 3)), "c": (3, (2, 3))}


def test_a_survey_without_published_version_is_refused():
    with pytest.raises(ValueError, match="without published version"):
        merged([])


@settings(max_examples=30)
@given(st.lists(CODES, min_size=1, max_size=4))
def test_every_code_stands_once_and_the_newest_order_holds(lists):
    order = in_design_order(lists)
    assert sorted(order) == sorted({code for one in lists for code in one})
    assert [code for code in order if code in lists[-1]] == lists[-1]
