"""The guide says what each step has and lacks, from what stands in the case."""

import pytest

from businesscases.guide import guide
from businesscases.models import Kind, Step

pytestmark = pytest.mark.django_db


def of(case, step):
    return next(state for state in guide(case).steps if state.step == step)


def lacks(case, step):
    return [str(words) for words in of(case, step).missing]


def test_an_empty_case_has_eleven_open_steps_and_begins_with_the_problem(make_case):
    found = guide(make_case())
    assert ([state.number for state in found.steps], found.filled) == (list(range(1, 12)), 0)
    assert (found.open.step, found.here, found.next, found.previous) == (Step.PROBLEM, None, None, None)
    assert {state.is_begun for state in found.steps} == {False}


def test_the_page_of_a_step_knows_its_neighbours(make_case):
    found = guide(make_case(), Step.INTERVENTION)
    assert (found.here.number, found.previous.step, found.next.step) == (2, Step.PROBLEM, Step.THEORY)
    assert guide(make_case(), Step.PROBLEM).previous is None
    assert guide(make_case(), Step.PROPOSAL).next is None


def test_a_step_of_words_names_what_is_not_written(make_case):
    case = make_case(problem="Fravær", target_group="Børn", target_group_size="40")
    assert lacks(case, Step.PROBLEM) == ["hvordan I finder dem"]
    assert of(case, Step.PROBLEM).is_begun
    case = make_case(basis_alternative="Som i dag")
    assert of(case, Step.BASIS).is_filled


def test_lines_fill_their_steps_and_say_what_they_lack(calculated_case):
    case = calculated_case(
        cost={"source": "Egen løn", "administration": ""},
        gain={"kind": Kind.GAIN, "unit_price_high": 2000},
    )
    assert lacks(case, Step.COSTS) == []
    assert lacks(case, Step.CONSEQUENCES) == ["kilde til ét tal"]
    assert lacks(case, Step.PURSES) == ["forvaltningen på én linje"]
    assert (lacks(case, Step.UNCERTAINTY), lacks(case, Step.RESULT)) == ([], [])


def test_a_line_per_participant_needs_participants(calculated_case):
    case = calculated_case(cost={"per": "participant", "is_assumption": True})
    case.calculation.participants = 0
    case.calculation.save()
    assert lacks(case, Step.COSTS) == ["hvor mange der deltager"]


def test_without_lines_the_steps_of_figures_are_not_begun(make_case):
    case = make_case()
    assert lacks(case, Step.COSTS) == ["hvad indsatsen koster"]
    assert lacks(case, Step.EFFECTS) == ["hvad indsatsen fører til, og hvor tit"]
    assert lacks(case, Step.CONSEQUENCES) == ["hvad effekten sparer eller giver"]
    assert lacks(case, Step.PURSES) == ["linjer med omkostninger og gevinster"]
    assert lacks(case, Step.UNCERTAINTY) == ["en laveste og en højeste værdi for det, I er mest usikre på"]
    assert lacks(case, Step.RESULT) == ["både omkostninger og gevinster"]


def test_an_effect_without_source_is_an_assumption_or_lacks_one(make_case):
    case = make_case()
    case.effects.create(name="Skolegang", rate="0.2", grade="assumption")
    assert lacks(case, Step.EFFECTS) == []
    case.effects.create(name="Trivsel", rate="0.2", grade="review")
    assert lacks(case, Step.EFFECTS) == ["kilde til ét tal"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_guide_takes_as_many_queries_for_three_lines_as_for_one(rows, calculated_case, django_assert_num_queries):
    case = calculated_case(**{f"line{number}": {} for number in range(rows)})
    with django_assert_num_queries(3):  # the calculation is read already
        guide(case)
