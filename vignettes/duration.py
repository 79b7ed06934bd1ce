"""How long it takes to answer an instrument, estimated from its words and questions. Pure.

The basis is a rule of thumb, shown beside the figure: everything is read once, at the pace of somebody who reads a case
with care, and each question then takes its seconds, for every case again. Adults read easy prose silently at about 240
words a minute (Brysbaert 2019, Journal of Memory and Language 109); a case to be judged is read more slowly.
"""

import math
from dataclasses import dataclass
from typing import Any

from vignettes.assigning import share_of
from vignettes.cases import Case, cases_in
from vignettes.drafts import BACKGROUND, BATTERY, Content, Row
from vignettes.instrument import FOR_ALL, SILENT_KINDS

WORDS_PER_MINUTE = 180
SECONDS = {
    "single": 8, "ordinal": 8, "multiple": 15, "ranking": 25, "percent": 10, "number": 10, "money": 10, "date": 10,
    "line": 15, "text": 40, "matrix": 0, "section": 0, "information": 0,
}  # fmt: skip
SECONDS_PER_ROW = 6  # of a matrix


@dataclass(frozen=True, slots=True)
class Duration:
    """`words` are read, `questions` are answered (a question of the battery once for each case)."""

    words: int
    questions: int
    seconds: int

    @property
    def minutes(self) -> int:
        return math.ceil(self.seconds / 60)


def shares(content: Content) -> dict[int, list[Case]]:
    """The cases that one person gets, by deck: those for everybody and those of the deck."""
    cases = cases_in(content)
    decks = {case.deck for case in cases} - {FOR_ALL}
    return {deck: share_of(cases, deck) for deck in sorted(decks or {FOR_ALL})}


def longest_deck(content: Content) -> int:
    """The deck with most to read."""
    found = shares(content)
    return max(found, key=lambda deck: (len(found[deck]), _words([case.text for case in found[deck]])))


def longest_share(content: Content) -> list[Case]:
    return shares(content)[longest_deck(content)]


def estimate(content: Content) -> Duration:
    """For one person, who answers the longest share of the cases."""
    share = longest_share(content)
    asked = [*content[BACKGROUND], *content[BATTERY] * len(share)]
    texts = [content["title"], content["introduction"]]
    for row in content[BACKGROUND] + content[BATTERY]:
        texts += [row["text"], row.get("help_text", ""), row.get("body", "")]
        texts += [one["label"] for name in ("options", "rows") for one in row.get(name, [])]
    for case in share:
        texts += [case.title, case.text]
    words = _words(texts)
    seconds = words * 60 / WORDS_PER_MINUTE + sum(map(_seconds, asked))
    return Duration(words, sum(row["kind"] not in SILENT_KINDS for row in asked), round(seconds))


def _seconds(row: Row) -> int:
    return SECONDS[row["kind"]] + SECONDS_PER_ROW * len(row.get("rows", []))


def _words(texts: list[Any]) -> int:
    return sum(len(str(text).split()) for text in texts)
