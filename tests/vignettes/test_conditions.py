"""What is asked of whom: clauses, all or any of them, sections, and answers that stopped counting."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vignettes.conditions import ALL, ANY, Clause, Condition, as_row, read, shown


def asked(code, *clauses, needs=ALL, begins_section=False):
    condition = Condition(clauses, needs) if clauses else None
    return SimpleNamespace(code=code, condition=condition, begins_section=begins_section)


def section(code, *clauses, **more):
    return asked(code, *clauses, begins_section=True, **more)


YES = Clause("a", ("yes",))
LEADER = Clause(values=("leader",))


@pytest.mark.parametrize(
    ("clause", "answer", "holds"),
    [
        (Clause("a", ("x", "y")), "y", True),
        (Clause("a", ("x", "y")), "z", False),
        (Clause("a", ("x", "y")), ["z", "y"], True),
        (Clause("a", ("x",)), ["z"], False),
        (Clause("a", ("x",), is_not=True), "z", True),
        (Clause("a", ("x",), is_not=True), "x", False),
        (Clause("a", ("x",), is_not=True), ["z", "x"], False),
        (Clause("a", at_least=3), 3, True),
        (Clause("a", at_least=3), 2, False),
        (Clause("a", at_most=3), 3, True),
        (Clause("a", at_most=3), 4, False),
        (Clause("a", at_least=0, at_most=0), 0, True),
        (Clause("a", at_least=-3, at_most=3), -4, False),
        (Clause("a", at_least=1), True, False),
        (Clause("a", at_least=1), "3", False),
        (Clause("a", ("3",)), 3, False),
    ],
)
def test_a_clause_tests_one_answer(clause, answer, holds):
    assert clause.holds(answer) is holds


@pytest.mark.parametrize("nothing", [None, "", [], {"missing": "unknown"}, {}])
@pytest.mark.parametrize("clause", [YES, Clause("a", ("yes",), is_not=True), Clause("a", at_most=5)])
def test_no_clause_holds_of_what_was_not_answered(clause, nothing):
    assert not clause.holds(nothing)


@pytest.mark.parametrize(
    ("needs", "answers", "role", "holds"),
    [
        (ALL, {"a": "yes"}, "leader", True),
        (ALL, {"a": "yes"}, "caseworker", False),
        (ALL, {}, "leader", False),
        (ANY, {"a": "yes"}, "caseworker", True),
        (ANY, {}, "leader", True),
        (ANY, {"a": "no"}, "other", False),
    ],
)
def test_all_clauses_or_any(needs, answers, role, holds):
    assert Condition((YES, LEADER), needs).holds(answers, role) is holds


def test_a_hidden_question_counts_as_unanswered_all_the_way_down():
    chain = [asked("a"), asked("b", YES), asked("c", Clause("b", ("yes",))), asked("d", Clause("c", at_least=1))]
    answers = {"a": "yes", "b": "yes", "c": 5, "d": "told"}
    assert shown(chain, answers, "other") == {"a", "b", "c", "d"}
    assert shown(chain, answers | {"a": "no"}, "other") == {"a"}
    assert answers == {"a": "yes", "b": "yes", "c": 5, "d": "told"}


def test_a_section_hides_its_questions_until_the_next():
    rows = [asked("a"), section("s", YES), asked("b"), asked("c", LEADER), section("t"), asked("d")]
    assert shown(rows, {"a": "yes"}, "leader") == {"a", "s", "b", "c", "t", "d"}
    assert shown(rows, {"a": "yes"}, "other") == {"a", "s", "b", "t", "d"}
    assert shown(rows, {"a": "no"}, "leader") == {"a", "t", "d"}


def test_a_section_with_nothing_to_show_is_not_shown():
    rows = [asked("a"), section("s"), asked("b", YES), asked("c", LEADER), section("t"), section("u"), asked("d")]
    assert shown(rows, {"a": "yes"}, "other") == {"a", "s", "b", "u", "d"}
    assert shown(rows, {"a": "no"}, "leader") == {"a", "s", "c", "u", "d"}
    assert shown(rows, {"a": "no"}, "other") == {"a", "u", "d"}


def test_an_answer_in_a_hidden_section_does_not_count():
    rows = [asked("a"), section("s", YES), asked("b"), section("t"), asked("c", Clause("b", ("x",)))]
    assert shown(rows, {"a": "no", "b": "x"}, "other") == {"a"}


def test_answers_to_what_was_asked_elsewhere_count():
    assert shown([asked("b", YES)], {"a": "yes"}, "other") == {"b"}
    assert shown([asked("b", YES)], {}, "other") == set()


@pytest.mark.parametrize(
    "row",
    [
        None,
        {"all": [{"question": "a", "is": ["yes", "no"]}]},
        {"any": [{"question": "a", "is_not": ["yes"]}, {"invited_as": ["leader"]}]},
        {"all": [{"question": "a", "at_least": 0}, {"question": "b", "at_least": -3, "at_most": 0}]},
    ],
)
def test_a_condition_is_written_as_it_was_read(row):
    assert as_row(read(row)) == row


def slowly_shown(rows, answers, role):
    """The definition, asked anew for each question: where it stands, whether what it looks at is itself shown."""

    def is_shown(place):
        own = holds(rows[place])
        before = [row for row in rows[: place + 1] if row.begins_section]
        return own and (not before or holds(before[-1]))

    def holds(row):
        if row.condition is None:
            return True
        return (all if row.condition.needs == ALL else any)([told(clause) for clause in row.condition.clauses])

    def told(clause):
        if not clause.question:
            return role in clause.values
        places = [place for place, row in enumerate(rows) if row.code == clause.question and is_shown(place)]
        answer = answers.get(clause.question) if places else None
        if answer is None:
            return False
        if clause.values:
            chosen = answer if isinstance(answer, list) else [answer]
            return any(code in clause.values for code in chosen) != clause.is_not
        return answer in range(-99 if clause.at_least is None else clause.at_least, (clause.at_most or 99) + 1)

    asked_places = [place for place, row in enumerate(rows) if not row.begins_section and is_shown(place)]
    headings = [[row for row in rows[:place] if row.begins_section][-1:] for place in asked_places]
    return {row.code for found in headings for row in found} | {rows[place].code for place in asked_places}


@st.composite
def surveys(draw):
    """Eight rows that look back at choices (even places) and numbers (odd places), and answers to some of them."""
    rows, answers = [], {}
    for place in range(8):
        looked_at = draw(st.lists(st.integers(-1, place - 1), max_size=2))
        clauses = [draw(clauses_about(one)) for one in looked_at]
        needs, is_section = draw(st.sampled_from([ALL, ANY])), draw(st.integers(0, 3)) == 0
        rows.append(asked(f"q{place}", *clauses, needs=needs, begins_section=is_section))
        some = st.lists(st.sampled_from("xyz"), min_size=1, unique=True)
        value = st.one_of(st.none(), st.sampled_from("xyz"), some) if place % 2 == 0 else st.integers(0, 4)
        answers[f"q{place}"] = None if is_section else draw(value)
    return rows, answers


def clauses_about(place):
    if place < 0:
        return st.just(LEADER)
    if place % 2:
        return st.builds(Clause, st.just(f"q{place}"), at_least=st.integers(0, 4), at_most=st.integers(1, 4))
    values = st.lists(st.sampled_from("xyz"), min_size=1, max_size=2).map(tuple)
    return st.builds(Clause, st.just(f"q{place}"), values, st.booleans())


@settings(max_examples=30)
@given(surveys(), st.sampled_from(["leader", "other"]))
def test_one_pass_finds_what_the_definition_finds(survey, role):
    rows, answers = survey
    assert shown(rows, answers, role) == slowly_shown(rows, answers, role)
