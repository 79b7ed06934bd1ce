"""Conditions as they are read in the column `relevant`, in the manner of XLSForm, there and back.

    ${role} = 'leader'                        ${role} in ('caseworker', 'leader')
    ${role} != 'leader'                       ${role} not in ('caseworker', 'leader')
    ${risk} >= 40        ${risk} <= 60        40 <= ${risk} <= 60
    invited_as in ('caseworker', 'other')

joined with `and` or with `or`, never both. `any(…)` around a single clause keeps an "any" that has only one.
"""

import re
from collections.abc import Mapping
from typing import Any

from vignettes.conditions import ALL, ANY, AT_LEAST, AT_MOST, INVITED_AS, IS, IS_NOT, QUESTION

Row = dict[str, Any]

_JOINED = {ALL: " and ", ANY: " or "}
_NEEDS = {"and": ALL, "or": ANY}
_QUOTES = str.maketrans(dict.fromkeys('"’‘‚“”„´`', "'"))
_CODE = r"[A-Za-z][A-Za-z0-9_]{0,39}"
_QUESTION = rf"\$\{{\s*(?P<question>{_CODE})\s*\}}"
_WHO = rf"(?:{_QUESTION}|(?P<invited>invited_as))"
_VALUE = rf"'{_CODE}'"
_WHOLE = r"-?[0-9]{1,12}"
_CLAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WHO}\s*(?P<sign>=|!=|<>)\s*(?P<values>{_VALUE})",
        rf"{_WHO}\s+(?P<sign>in|not\s+in)\s*\(\s*(?P<values>{_VALUE}(?:\s*,\s*{_VALUE})*)\s*\)",
        rf"selected\(\s*{_QUESTION}\s*,\s*(?P<values>{_VALUE})\s*\)",
        rf"{_QUESTION}\s*>=\s*(?P<low>{_WHOLE})",
        rf"{_QUESTION}\s*<=\s*(?P<high>{_WHOLE})",
        rf"(?P<low>{_WHOLE})\s*<=\s*{_QUESTION}\s*<=\s*(?P<high>{_WHOLE})",
    )
)
_JOINT = re.compile(r"\s+(and|or)\s+")
_WRAPPED = re.compile(r"(all|any)\((.*)\)", re.DOTALL)


class BadExpression(ValueError):
    """What cannot be read as a condition; `str()` is the part that is not understood."""


def written(condition: Mapping[str, Any]) -> str:
    """What stands under `show_if`, as an expression that `read` reads as the same again."""
    ((needs, clauses),) = condition.items()
    told = _JOINED[needs].join(map(_told, clauses))
    return f"{needs}({told})" if needs == ANY and len(clauses) == 1 else told


def read(expression: str) -> Row:
    """What stands under `show_if`. Raises BadExpression."""
    plain = expression.translate(_QUOTES).strip()
    wrapped = _WRAPPED.fullmatch(plain)
    parts = _JOINT.split(wrapped[2] if wrapped else plain)
    clauses, joints = parts[::2], {_NEEDS[joint] for joint in parts[1::2]}
    joints |= {wrapped[1]} if wrapped else set()
    if len(joints) > 1:
        raise BadExpression(expression)
    return {(joints or {ALL}).pop(): [_clause(clause.strip()) for clause in clauses]}


def _told(clause: Mapping[str, Any]) -> str:
    who = "invited_as" if INVITED_AS in clause else f"${{{clause[QUESTION]}}}"
    values = clause.get(INVITED_AS) or clause.get(IS) or clause.get(IS_NOT)
    if values:
        return f"{who} {_compared(values, is_not=IS_NOT in clause)}"
    low, high = clause.get(AT_LEAST), clause.get(AT_MOST)
    if low is not None and high is not None:
        return f"{low} <= {who} <= {high}"
    return f"{who} >= {low}" if high is None else f"{who} <= {high}"


def _compared(values: list[str], *, is_not: bool) -> str:
    quoted = [f"'{value}'" for value in values]
    if len(quoted) == 1:
        return f"{'!=' if is_not else '='} {quoted[0]}"
    return f"{'not in' if is_not else 'in'} ({', '.join(quoted)})"


def _clause(clause: str) -> Row:
    found = next((match for pattern in _CLAUSES if (match := pattern.fullmatch(clause))), None)
    if found is None:
        raise BadExpression(clause)
    parts = found.groupdict()
    if parts.get("values") is None:
        bounds = {AT_LEAST: parts.get("low"), AT_MOST: parts.get("high")}
        return {QUESTION: parts["question"]} | {name: int(value) for name, value in bounds.items() if value}
    values = re.findall(_CODE, parts["values"])
    is_not = (parts.get("sign") or "=") not in ("=", "in")
    if not parts.get("invited"):
        return {QUESTION: parts["question"], IS_NOT if is_not else IS: values}
    if is_not:
        raise BadExpression(clause)
    return {INVITED_AS: values}
