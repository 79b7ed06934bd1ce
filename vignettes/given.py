"""What has been answered: when an answer is whole. Pure.

A matrix is whole when each of its rows has an option, a ranking when all of its places are taken. An answer that says
"don't know" is one.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from vignettes.instrument import MISSING, SILENT_KINDS

EMPTY = (None, "", [], {})


class Asked(Protocol):
    """A question with its options, as a row of the database."""

    kind: str
    rows: list[Mapping[str, Any]]
    places: int | None
    options: Any


def is_whole(question: Asked, value: object) -> bool:
    """Whether `value`, as it is stored, answers all that the question asks; what asks nothing always is answered."""
    if question.kind in SILENT_KINDS or declined(value):
        return True
    if value in EMPTY:
        return False
    if question.kind == "matrix":
        return isinstance(value, Mapping) and all(row["code"] in value for row in question.rows)
    if question.kind == "ranking":
        return isinstance(value, list) and len(value) >= places(question)
    return True


def places(question: Asked) -> int:
    """How many options a ranking puts in order."""
    return question.places or sum(not option.is_missing for option in question.options.all())


def declined(value: object) -> str:
    """The code of the option that says why there is no answer; "" where there is one, or nothing at all."""
    return str(value[MISSING]) if isinstance(value, Mapping) and MISSING in value else ""
