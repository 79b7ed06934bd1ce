"""Two versions of a report side by side: what each says, word by word, and the key figures of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from reports import findings, texts
from reports.numbers import NO_FIGURE, decimal
from reports.packages import opened

KEPT, REMOVED, ADDED = "kept", "removed", "added"


@dataclass(frozen=True)
class Piece:
    """Some words that both versions have, or only the older or the newer one."""

    kind: str
    text: str


@dataclass(frozen=True)
class TextPair:
    title: str
    pieces: tuple[Piece, ...]

    @property
    def has_changed(self) -> bool:
        return any(piece.kind != KEPT for piece in self.pieces)


@dataclass(frozen=True)
class FigurePair:
    label: str
    before: str
    after: str

    @property
    def has_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Comparison:
    texts: tuple[TextPair, ...]
    figures: tuple[FigurePair, ...]

    @property
    def changed_texts(self) -> tuple[TextPair, ...]:
        return tuple(pair for pair in self.texts if pair.has_changed)


def compare(before: dict, after: dict) -> Comparison:
    """Two data packages, the older first."""
    said = [_said(opened(data)) for data in (before, after)]
    figures = [_figures(opened(data).analysis) for data in (before, after)]
    return Comparison(
        tuple(TextPair(title, words(said[0].get(title, ""), said[1].get(title, ""))) for title in _both(*said)),
        tuple(
            FigurePair(label, figures[0].get(label, NO_FIGURE), figures[1].get(label, NO_FIGURE))
            for label in _both(*figures)
        ),
    )


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one row of pieces, compared word by word."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(KEPT, "".join(new[c:d]))
            continue
        if b > a:
            yield Piece(REMOVED, "".join(old[a:b]))
        if d > c:
            yield Piece(ADDED, "".join(new[c:d]))


def _both(older: dict[str, str], newer: dict[str, str]) -> list[str]:
    return [*newer, *(name for name in older if name not in newer)]


def _said(package) -> dict[str, str]:
    """What the report says in each section, and its recommendations."""
    own = {row.section: row.text for row in getattr(package, "texts", ())}
    said = {row.title: own.get(row.section, row.text) for row in texts.generated(package)}
    advice = "\n\n".join(f"{row.title}\n{row.text}" for row in package.recommendations)
    label = _("Recommendations")
    return said | {label: "\n\n".join(filter(None, [said.get(label, ""), advice]))}


def _figures(analysis) -> dict[str, str]:
    rows = {_("Respondents"): _("hidden") if analysis.who.hidden else str(analysis.who.n)}
    if analysis.staircase:
        rows[_("The staircase of measures")] = _difference(analysis.staircase.difference)
    for case in analysis.vignettes:
        for question in case.questions:
            if question.difference:
                rows[f"{case.title}: {question.text}"] = _difference(question.difference)
    return rows


def _difference(row) -> str:
    if row.hidden:
        return _("hidden")
    if row.delta is None or row.q is None:
        return NO_FIGURE
    return f"δ = {decimal(row.delta)}, {findings.q_value(row.q)}"
