"""When a question is asked: "show if". Pure.

A condition looks at what the same person has answered before: questions about the respondent, and, for a question about
a case, those before it about the same case. So nothing can go round in circles, and one pass in the order of the
instrument tells what is shown. A question that is not shown counts as unanswered, also where an answer was given before
it disappeared; a clause about an unanswered question does not hold, whatever it asks.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

ALL, ANY = "all", "any"
QUESTION, INVITED_AS = "question", "invited_as"
IS, IS_NOT, AT_LEAST, AT_MOST = "is", "is_not", "at_least", "at_most"
TESTS = (IS, IS_NOT, AT_LEAST, AT_MOST)


@dataclass(frozen=True, slots=True)
class Clause:
    """One test of one earlier answer; without `question`, of the role that the person was invited in.

    `values` are codes of options (or of roles), of which the answer must have one; with `is_not` none. Bounds are
    inclusive and for numbers.
    """

    question: str = ""
    values: tuple[str, ...] = ()
    is_not: bool = False
    at_least: int | None = None
    at_most: int | None = None

    def holds(self, answer: object) -> bool:
        """`answer` as it is stored: a code, a list of codes or a number; what is no answer never holds."""
        if isinstance(answer, int) and not isinstance(answer, bool):
            low = self.at_least is None or answer >= self.at_least
            return not self.values and low and (self.at_most is None or answer <= self.at_most)
        chosen = {answer} - {""} if isinstance(answer, str) else set(answer) if isinstance(answer, list) else set()
        return bool(chosen) and bool(self.values) and chosen.isdisjoint(self.values) == self.is_not


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds if all of its clauses do, or if any of them does."""

    clauses: tuple[Clause, ...]
    needs: str = ALL

    def holds(self, answers: Mapping[str, object], role: str) -> bool:
        """`answers` by code of the question, without those that are not shown."""
        told = (one.holds(answers.get(one.question) if one.question else role) for one in self.clauses)
        return all(told) if self.needs == ALL else any(told)

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(clause.question for clause in self.clauses if clause.question)


class Asked(Protocol):
    """A question, as a row of the database or of a document."""

    @property
    def code(self) -> str: ...
    @property
    def condition(self) -> Condition | None: ...
    @property
    def begins_section(self) -> bool: ...


def read(row: Mapping[str, Any] | None) -> Condition | None:
    """The condition that a document has under `show_if`, which must be without faults."""
    if not row:
        return None
    ((needs, clauses),) = row.items()
    return Condition(tuple(_clause(clause) for clause in clauses), needs)


def as_row(condition: Condition | None) -> dict[str, Any] | None:
    """What `read` reads as `condition` again."""
    if condition is None:
        return None
    return {condition.needs: [_as_row(clause) for clause in condition.clauses]}


def shown(questions: Iterable[Asked], answers: Mapping[str, object], role: str) -> set[str]:
    """Codes of the `questions` that are asked, given in the order of the instrument.

    `answers` by code; those to questions that are not among `questions` count as shown. A section that is not shown
    hides all its questions, and one with nothing to show is not shown itself.
    """
    told = dict(answers)
    return _found(questions, lambda condition: condition.holds(told, role), lambda code: told.pop(code, None))


def possible(questions: Iterable[Asked], role: str, elsewhere: Collection[str] = ()) -> set[str]:
    """Codes of the `questions` that may come to be asked of somebody in `role`, whatever is answered.

    `elsewhere` are codes of those that may be asked on other pages.
    """
    rows = list(questions)
    asked = {*elsewhere, *(row.code for row in rows)}

    def may_hold(condition: Condition) -> bool:
        told = [one.question in asked if one.question else one.holds(role) for one in condition.clauses]
        return all(told) if condition.needs == ALL else any(told)

    return _found(rows, may_hold, asked.discard)


def _found(
    questions: Iterable[Asked], is_met: Callable[[Condition], bool], forget: Callable[[str], object]
) -> set[str]:
    found: set[str] = set()
    section, is_section_shown = "", True
    for question in questions:
        holds = question.condition is None or is_met(question.condition)
        if question.begins_section:
            section, is_section_shown = question.code, holds
        elif holds and is_section_shown:
            found |= {section, question.code}
        else:
            forget(question.code)
    return found - {""}


def _clause(row: Mapping[str, Any]) -> Clause:
    if INVITED_AS in row:
        return Clause(values=tuple(row[INVITED_AS]))
    return Clause(
        question=row[QUESTION],
        values=tuple(row.get(IS) or row.get(IS_NOT) or ()),
        is_not=IS_NOT in row,
        at_least=row.get(AT_LEAST),
        at_most=row.get(AT_MOST),
    )


def _as_row(clause: Clause) -> dict[str, Any]:
    if not clause.question:
        return {INVITED_AS: list(clause.values)}
    row: dict[str, Any] = {QUESTION: clause.question}
    if clause.values:
        row[IS_NOT if clause.is_not else IS] = list(clause.values)
    return row | {
        name: bound for name, bound in ((AT_LEAST, clause.at_least), (AT_MOST, clause.at_most)) if bound is not None
    }
