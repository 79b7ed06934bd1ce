"""The order in which a respondent meets the options of a question, or the rows of a matrix. Pure.

Nothing is drawn and nothing need be stored: each code gets the SHA-256 of the respondent's seed, the case, the question
and itself, and the lowest comes first. So the order is the same on every visit, and any program can find it again
(docs/exports.md).
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from vignettes.instrument import OPTION_KINDS


class Shuffled(Protocol):
    code: str
    kind: str
    random_order: bool


def is_shuffled(question: Shuffled) -> bool:
    """An ordinal scale keeps its order, whatever it says."""
    return question.random_order and question.kind in OPTION_KINDS - {"ordinal"}


def options_in_order(question: Shuffled, options: Iterable[Any], seed: int, case: str) -> list[str]:
    """Codes of `options`. Those pinned and those that count as no answer keep their places.

    The options of a matrix are the scale of all its rows and stay as they are; its rows are shuffled.
    """
    listed = list(options)
    if not is_shuffled(question) or question.kind == "matrix":
        return [option.code for option in listed]
    free = [option.code for option in listed if not (option.is_pinned or option.is_missing)]
    drawn = iter(_drawn(free, question.code, seed, case))
    return [option.code if option.is_pinned or option.is_missing else next(drawn) for option in listed]


def rows_in_order(question: Shuffled, codes: Sequence[str], seed: int, case: str) -> list[str]:
    """Codes of the rows of a matrix."""
    return _drawn(codes, question.code, seed, case) if is_shuffled(question) else list(codes)


def _drawn(codes: Iterable[str], question: str, seed: int, case: str) -> list[str]:
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}/{case}/{question}/{code}".encode()).digest())
