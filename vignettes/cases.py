"""The cases of an instrument as respondents read them: those written by hand, and those that its design makes. Pure.

A template has placeholders: {age} stands for the text of the level of the dimension `age`, {age.pronoun} for its form
`pronoun`. {Age} and {Age.pronoun} begin with a capital letter, for the beginning of a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vignettes.instrument import FOR_ALL, DesignedCase, DesignSpec, DimensionSpec, Instrument, parse

PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_]{0,39})(?:\.([a-z][a-z0-9_]{0,39}))?\}")
AGAIN = "_again"


@dataclass(frozen=True, slots=True)
class Case:
    """One case; its `levels` by dimension if a design made it, and the case that it `repeats` if it is shown again."""

    code: str
    title: str
    text: str
    levels: tuple[tuple[str, str], ...] = ()
    deck: int = FOR_ALL
    repeats: str = ""


def cases_of(instrument: Instrument) -> tuple[Case, ...]:
    """Those for everybody first, then those of the design, then the one that is shown twice."""
    written = tuple(Case(row.code, row.title, row.text) for row in instrument.vignettes)
    design = instrument.design
    if design is None:
        return written
    found = written + tuple(_made(design, one, instrument.dimensions) for one in design.cases)
    return found + tuple(_again(one) for one in found if one.code == design.repeat)


def cases_in(content: Mapping[str, Any]) -> tuple[Case, ...]:
    """Those of a draft, which may be unfinished: a drawn case that does not fit its dimensions is left out."""
    dimensions, design = content.get("dimensions", []), content.get("design")
    named = {one["code"] for one in dimensions}
    whole: dict[str, Any] = dict.fromkeys(("code", "title", "introduction"), "") | {"background": [], "battery": []}
    whole |= {"vignettes": content["vignettes"], "dimensions": dimensions}
    if design:
        whole["design"] = design | {"cases": [one for one in design["cases"] if set(one["levels"]) == named]}
    return cases_of(parse(whole))


def placeholders(text: str) -> list[tuple[str, str]]:
    """(dimension, form or "") of each placeholder, the dimension as it is called, in the order of the text."""
    return [(_lower(name), form or "") for name, form in PLACEHOLDER.findall(text)]


def filled(text: str, levels: Mapping[str, str], dimensions: Sequence[DimensionSpec]) -> str:
    """The `text` with each placeholder replaced; `levels` has the code of the level by dimension."""
    chosen = {
        (one.code, form): words
        for one in dimensions
        for level in one.levels
        if level.code == levels.get(one.code)
        for form, words in (("", level.text), *level.forms)
    }

    def word(found: re.Match[str]) -> str:
        name, form = found.groups()
        words = chosen.get((_lower(name), form or ""), found[0])
        return words[:1].upper() + words[1:] if name[0].isupper() else words

    return PLACEHOLDER.sub(word, text)


def _made(design: DesignSpec, case: DesignedCase, dimensions: Sequence[DimensionSpec]) -> Case:
    levels = dict(case.levels)
    title, text = (filled(one, levels, dimensions) for one in (design.title, design.text))
    return Case(case.code, title, text, case.levels, case.deck)


def _again(case: Case) -> Case:
    return Case(f"{case.code}{AGAIN}", case.title, case.text, case.levels, case.deck, repeats=case.code)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
