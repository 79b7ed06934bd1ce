import pytest

from reports.analysis.instrument import Instrument, Option, Question
from reports.analysis.scales import PERCENT_CLASSES, Reading, scale_of
from tests.analysis.survey import STEPS


def question(kind, options=(), **bounds):
    return Question("q", "?", kind, options=tuple(options), **bounds)


def test_an_ordinal_scale_is_read_by_rank_and_leaves_out_do_not_know():
    scale = scale_of(question("ordinal", [Option("b", "B", rank=2), Option("x", "?"), Option("a", "A", rank=1)]))
    assert [option.code for option in scale.choices] == ["a", "b"]
    assert (scale.is_ordered, scale.points) == (True, 2)
    assert scale.read("b") == Reading(("b",), 2.0)
    assert scale.read("x") is None


def test_an_ordinal_scale_without_ranks_follows_the_order_of_its_options():
    scale = scale_of(question("ordinal", [Option("low", "L"), Option("high", "H"), Option("?", "?", missing=True)]))
    assert [scale.read(code) for code in ("low", "high", "?")] == [
        Reading(("low",), 1.0),
        Reading(("high",), 2.0),
        None,
    ]


def test_a_single_choice_is_ordered_only_by_steps():
    assert scale_of(question("single", STEPS)).read("step_6") == Reading(("step_6",), 6.0)
    nominal = scale_of(question("single", [Option("a", "A", rank=1), Option("b", "B", rank=2)]))
    assert (nominal.is_ordered, nominal.read("b")) == (False, Reading(("b",), None))


def test_a_multiple_choice_counts_every_option_once():
    scale = scale_of(question("multiple", [Option("a", "A"), Option("b", "B"), Option("x", "?", missing=True)]))
    assert scale.read(("a", "b")) == Reading(("a", "b"), None)
    assert scale.read(["b"]) == Reading(("b",), None)
    assert [scale.read(value) for value in ((), ("x",), None)] == [None, None, None]


@pytest.mark.parametrize(
    ("percent", "share"), [(0, "0-9"), (9.5, "0-9"), (10, "10-19"), (99, "90-100"), (100, "90-100")]
)
def test_percentages_fall_in_ten_classes(percent, share):
    assert scale_of(question("percent")).read(percent) == Reading((share,), float(percent))
    assert [option.label for option in PERCENT_CLASSES][:2] == ["0–9 %", "10–19 %"]


def test_small_numbers_have_a_class_each_and_large_ones_none():
    small = scale_of(question("number", minimum=0, maximum=10))
    assert (len(small.choices), small.points, small.read(10)) == (11, 11, Reading(("10",), 10.0))
    large = scale_of(question("number", minimum=0, maximum=500))
    assert (large.choices, large.points, large.read(77.0)) == ((), 501, Reading((), 77.0))
    assert scale_of(question("number")).points is None


@pytest.mark.parametrize(
    ("asked", "value", "reason"),
    [
        (question("ordinal", STEPS), "step_7", "not an option of the instrument: step_7"),
        (question("ordinal", STEPS), ("step_1", "step_2"), "one answer expected"),
        (question("multiple", STEPS), ("step_1", "step_1"), "one answer expected"),
        (question("percent"), 101, "outside the bounds"),
        (question("percent"), "40", "a number expected"),
        (question("percent"), True, "a number expected"),
        (question("number", minimum=0, maximum=10), -1, "outside the bounds"),
        (question("number", minimum=0, maximum=10), 2.5, "a whole number expected"),
    ],
)
def test_an_answer_the_instrument_does_not_offer_is_refused(asked, value, reason):
    with pytest.raises(ValueError, match=reason):
        scale_of(asked).read(value)


def test_faulty_instruments_are_refused():
    with pytest.raises(ValueError, match="same rank"):
        scale_of(question("ordinal", [Option("a", "A", rank=1), Option("b", "B", rank=1)]))
    with pytest.raises(ValueError, match="free text"):
        scale_of(question("text"))
    for kind, scope in (("multiple", "vignette"), ("ordinal", "respondent")):
        with pytest.raises(ValueError, match="not one choice per vignette: q"):
            Instrument((), (Question("q", "?", kind, scope, STEPS),), staircase="q")
