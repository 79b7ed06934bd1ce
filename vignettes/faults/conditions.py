"""Faults of "show if": it may look only at what was asked before, and only for what could be answered there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vignettes.conditions import ALL, ANY, AT_LEAST, AT_MOST, INVITED_AS, IS, IS_NOT, QUESTION, TESTS
from vignettes.faults.places import At, Fault, FaultKind
from vignettes.faults.texts import is_whole
from vignettes.instrument import CHOICE_KINDS, NUMBER_KINDS

ROLES = ("caseworker", "leader", "other")


@dataclass
class Before:
    """How far the document has been read: codes that are taken, and the questions that a condition may look at.

    `everywhere` are the codes of all its questions: they tell what is asked too late from what is not asked at all.
    """

    everywhere: set[str]
    codes: set[str] = field(default_factory=set)
    asked: dict[str, Mapping[Any, Any]] = field(default_factory=dict)

    def pass_by(self, row: Mapping[Any, Any]) -> None:
        if isinstance(row.get("code"), str):
            self.asked[row["code"]] = row


def faults(found: object, before: Before, here: At) -> Iterator[Fault]:
    """`found` is what stands under `show_if`; nothing is no fault."""
    if found is None:
        return
    clauses = next(iter(found.values())) if isinstance(found, Mapping) and len(found) == 1 else None
    if not isinstance(clauses, list) or not clauses or next(iter(found)) not in (ALL, ANY):  # type: ignore[call-overload]
        yield here.fault(FaultKind.CONDITION_BAD)
        return
    for clause in clauses:
        yield from _clause(clause, before, here)


def _clause(clause: object, before: Before, here: At) -> Iterator[Fault]:
    if not isinstance(clause, Mapping) or (INVITED_AS in clause) == (QUESTION in clause):
        yield here.fault(FaultKind.CONDITION_BAD)
    elif INVITED_AS in clause:
        roles = clause[INVITED_AS]
        if len(clause) > 1 or not _is_list(roles) or not set(roles) <= set(ROLES):
            yield here.fault(FaultKind.CONDITION_ROLE)
    else:
        yield from _test(clause, before, here)


def _test(clause: Mapping[Any, Any], before: Before, here: At) -> Iterator[Fault]:
    name, tests = clause[QUESTION], set(clause) - {QUESTION}
    if not isinstance(name, str):
        yield here.fault(FaultKind.CONDITION_BAD)
    elif name not in before.asked:
        yield here.fault(FaultKind.CONDITION_LATER if name in before.everywhere else FaultKind.CONDITION_DANGLING, name)
    elif not tests or not tests <= set(TESTS):
        yield here.fault(FaultKind.CONDITION_BAD, name)
    else:
        yield from _against(clause, before.asked[name], tests, here.fault)


def _against(clause: Mapping[Any, Any], question: Mapping[Any, Any], tests: set[Any], fault: Any) -> Iterator[Fault]:
    """Does the test suit the question it is about?"""
    name, kind = clause[QUESTION], question.get("kind")
    if kind in CHOICE_KINDS:
        listed = clause.get(IS, clause.get(IS_NOT))
        options = question.get("options")
        codes = {one.get("code") for one in options if isinstance(one, Mapping)} if isinstance(options, list) else set()
        if len(tests) != 1 or not tests <= {IS, IS_NOT} or not _is_list(listed):
            yield fault(FaultKind.CONDITION_BAD, name)
        elif not set(listed) <= codes:
            yield fault(FaultKind.CONDITION_OPTION, name)
    elif kind not in NUMBER_KINDS:
        yield fault(FaultKind.CONDITION_KIND, name)
    elif not tests <= {AT_LEAST, AT_MOST} or not all(is_whole(clause[test]) for test in tests):
        yield fault(FaultKind.CONDITION_BAD, name)
    elif _is_empty(clause, question):
        yield fault(FaultKind.CONDITION_BOUNDS, name)


def _is_empty(clause: Mapping[Any, Any], question: Mapping[Any, Any]) -> bool:
    """No number that can be answered lies between the bounds."""
    is_percent = question.get("kind") == "percent"
    lowest, highest = (0, 100) if is_percent else (question.get("minimum"), question.get("maximum"))
    if not (is_whole(lowest) and is_whole(highest)):
        return False
    low, high = max(clause.get(AT_LEAST, lowest), lowest), min(clause.get(AT_MOST, highest), highest)
    return bool(low > high)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
