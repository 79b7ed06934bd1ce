"""What refers to a code follows when the code is changed in a draft. Pure.

Conditions name questions and their options; exclusions, drawn cases and placeholders name dimensions and their levels;
a design names the case that is shown twice. A published code is never changed (docs/instrument.md).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vignettes.cases import PLACEHOLDER
from vignettes.conditions import IS, IS_NOT, QUESTION
from vignettes.drafts import DIMENSIONS, QUESTIONS, VIGNETTES, Content, Row

Parts = Mapping[str, str]


def followed(content: Content, section: str, code: str, new: str, parts: Parts) -> Content:
    """`content` with everything that named the row `code` of `section` naming it `new`.

    `parts` are the new codes of its options, or of a dimension's levels, by the old ones; the others stay.
    """
    if section in QUESTIONS:
        return content | {name: [_asked(row, code, new, parts) for row in content[name]] for name in QUESTIONS}
    design = content.get("design")
    if not design:
        return content
    if section == VIGNETTES:
        return content | {"design": design | ({"repeat": new} if design.get("repeat") == code else {})}
    return content | {"design": _designed(design, code, new, parts)} if section == DIMENSIONS else content


def _asked(row: Row, code: str, new: str, parts: Parts) -> Row:
    if not row.get("show_if"):
        return row
    ((needs, clauses),) = row["show_if"].items()
    return row | {
        "show_if": {needs: [_clause(one, new, parts) if one.get(QUESTION) == code else one for one in clauses]}
    }


def _clause(clause: Row, new: str, parts: Parts) -> Row:
    return clause | {QUESTION: new} | {test: _renamed(clause[test], parts) for test in (IS, IS_NOT) if test in clause}


def _designed(design: Row, code: str, new: str, parts: Parts) -> Row:
    """A file may leave out the parts that are empty."""
    placed = _in_placeholders(code, new)
    changes: dict[str, Callable[[Any], Any]] = {
        "title": lambda text: PLACEHOLDER.sub(placed, text),
        "text": lambda text: PLACEHOLDER.sub(placed, text),
        "exclusions": lambda rules: [_keyed(rule, code, new, lambda levels: _renamed(levels, parts)) for rule in rules],
        "cases": lambda cases: [one | {"levels": _keyed(one["levels"], code, new, level)} for one in cases],
    }

    def level(found: str) -> str:
        return parts.get(found, found)

    return design | {name: change(design[name]) for name, change in changes.items() if name in design}


def _keyed(rule: Row, code: str, new: str, change: Callable[[Any], Any]) -> Row:
    return {new if name == code else name: change(found) if name == code else found for name, found in rule.items()}


def _in_placeholders(code: str, new: str) -> Callable[[re.Match[str]], str]:
    """{Child.pronoun} becomes {Pupil.pronoun}: the capital letter, which begins a sentence, stays."""
    spelled = {code: new, code[:1].upper() + code[1:]: new[:1].upper() + new[1:]}

    def placed(found: re.Match[str]) -> str:
        name, form = found.groups()
        return f"{{{spelled.get(name, name)}{'.' + form if form else ''}}}"

    return placed


def _renamed(codes: Sequence[str], parts: Parts) -> list[str]:
    return list(dict.fromkeys(parts.get(code, code) for code in codes))
