"""What a new version of an instrument changes, and what that does to answers that are given already. Pure.

A change is *harmless* (other words, another order), *additive* (something new to answer) or *critical*: it alters what
a stored answer means, or takes away what somebody has answered. A critical change is refused while such answers exist.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vignettes.cases import cases_of
from vignettes.instrument import Instrument, OptionSpec, QuestionSpec


class Severity(StrEnum):
    HARMLESS = "harmless"
    ADDITIVE = "additive"
    CRITICAL = "critical"


class What(StrEnum):
    """Everything that two versions can differ in."""

    TITLE = "title"
    INTRODUCTION = "introduction"
    VIGNETTE_NEW = "vignette_new"
    VIGNETTE_GONE = "vignette_gone"
    VIGNETTE_WORDING = "vignette_wording"
    VIGNETTE_ORDER = "vignette_order"
    QUESTION_NEW = "question_new"
    QUESTION_GONE = "question_gone"
    QUESTION_WORDING = "question_wording"
    QUESTION_ORDER = "question_order"
    REQUIRED = "required"
    KIND = "kind"
    SCOPE = "scope"
    BOUNDS = "bounds"
    OPTION_NEW = "option_new"
    OPTION_GONE = "option_gone"
    OPTION_WORDING = "option_wording"
    OPTION_ORDER = "option_order"
    ROW_NEW = "row_new"
    ROW_GONE = "row_gone"
    ROW_WORDING = "row_wording"
    ROW_ORDER = "row_order"
    PLACES = "places"
    SHUFFLED = "shuffled"
    CONDITION = "condition"
    LEVELS = "levels"
    DESIGN = "design"
    SCALE = "scale"
    MEANING = "meaning"
    CODE_REUSED = "code_reused"


HARMLESS, ADDITIVE, CRITICAL = Severity


@dataclass(frozen=True)
class Change:
    """One difference: `code` of the question or vignette, `option` where it is about one, and `answers` it touches."""

    severity: Severity
    what: What
    code: str = ""
    option: str = ""
    before: str = ""
    after: str = ""
    answers: int = 0

    @property
    def is_refused(self) -> bool:
        return self.severity == CRITICAL and self.answers > 0


@dataclass(frozen=True)
class Answered:
    """How many answers there are, over all published versions: to each question and vignette, and, by question and
    code, with each option and in each row of a matrix."""

    questions: Mapping[str, int] = field(default_factory=Counter)
    options: Mapping[tuple[str, str], int] = field(default_factory=Counter)
    vignettes: Mapping[str, int] = field(default_factory=Counter)
    rows: Mapping[tuple[str, str], int] = field(default_factory=Counter)


def compare(published: Sequence[Instrument], draft: Instrument, answered: Answered) -> list[Change]:
    """The differences of the `draft` to the last of the `published` versions, in the order of the instrument.

    A code that only an older version had, and that comes back as something else, is critical too: codes are never used
    again. A first version changes nothing.
    """
    if not published:
        return []
    before = published[-1]
    return [
        *_words(Change(HARMLESS, What.TITLE), before.title, draft.title),
        *_words(Change(HARMLESS, What.INTRODUCTION), before.introduction, draft.introduction),
        *_vignettes(before, draft, answered),
        *_design(before, draft),
        *_questions(before, draft, answered),
        *_reused(published[:-1], before, draft, answered),
    ]


def _words(change: Change, before: str, after: str, answers: int = 0) -> Iterator[Change]:
    if before != after:
        yield Change(change.severity, change.what, change.code, change.option, before, after, answers)


def _vignettes(before: Instrument, draft: Instrument, answered: Answered) -> Iterator[Change]:
    old, new = ({row.code: row for row in cases_of(one)} for one in (before, draft))
    for code, row in new.items():
        count = answered.vignettes.get(code, 0)
        if code not in old:
            yield Change(ADDITIVE, What.VIGNETTE_NEW, code, after=row.title)
            continue
        wording = Change(HARMLESS, What.VIGNETTE_WORDING, code)
        yield from _words(wording, old[code].title, row.title, count)
        yield from _words(wording, old[code].text, row.text, count)
        if (old[code].levels, old[code].repeats) != (row.levels, row.repeats):
            yield Change(CRITICAL, What.LEVELS, code, answers=count)
    for code in [code for code in old if code not in new]:
        yield Change(
            CRITICAL, What.VIGNETTE_GONE, code, before=old[code].title, answers=answered.vignettes.get(code, 0)
        )
    if _moved(list(old), list(new)):
        yield Change(HARMLESS, What.VIGNETTE_ORDER)


def _design(before: Instrument, draft: Instrument) -> Iterator[Change]:
    """Decks, exclusions, names of levels: what the cases themselves do not show."""
    if (before.dimensions, before.design) != (draft.dimensions, draft.design):
        yield Change(HARMLESS, What.DESIGN)


def _questions(before: Instrument, draft: Instrument, answered: Answered) -> Iterator[Change]:
    old, new = _by_code(before), _by_code(draft)
    for code, (row, scope) in new.items():
        if code not in old:
            yield Change(ADDITIVE, What.QUESTION_NEW, code, after=row.text)
        else:
            yield from _question(*old[code], row, scope, answered)
    for code in [code for code in old if code not in new]:
        row, _scope = old[code]
        yield Change(CRITICAL, What.QUESTION_GONE, code, before=row.text, answers=answered.questions.get(code, 0))
    if _moved(list(old), list(new)):
        yield Change(HARMLESS, What.QUESTION_ORDER)


def _by_code(instrument: Instrument) -> dict[str, tuple[QuestionSpec, str]]:
    """Questions in order, each with whether it is asked once or for every vignette."""
    once = {row.code: (row, "once") for row in instrument.background}
    return once | {row.code: (row, "vignette") for row in instrument.battery}


# What a question is, beside its words and options: a change of it changes what every stored answer means.
_NATURE: tuple[tuple[What, Callable[[QuestionSpec, str], Any]], ...] = (
    (What.KIND, lambda row, _scope: row.kind),
    (What.SCOPE, lambda _row, scope: scope),
    (What.BOUNDS, lambda row, _scope: f"{row.minimum}–{row.maximum}"),
    (What.MEANING, lambda row, _scope: row.unit),
    (What.PLACES, lambda row, _scope: str(row.places or "")),
)


def _question(
    old: QuestionSpec, old_scope: str, new: QuestionSpec, new_scope: str, answered: Answered
) -> Iterator[Change]:
    count = answered.questions.get(new.code, 0)
    for what, read in _NATURE:
        yield from _words(Change(CRITICAL, what, new.code), read(old, old_scope), read(new, new_scope), count)
    wording = Change(HARMLESS, What.QUESTION_WORDING, new.code)
    yield from _words(wording, old.text, new.text, count)
    yield from _words(wording, old.help_text, new.help_text, count)
    yield from _words(wording, old.body, new.body, count)
    yield from _posed(old, new, count)
    if old.kind == new.kind:
        yield from _options(old, new, answered)
        yield from _rows(old, new, answered)


def _posed(old: QuestionSpec, new: QuestionSpec, count: int) -> Iterator[Change]:
    """How and to whom it is put; what an answer means stays the same."""
    if old.required != new.required:
        yield Change(HARMLESS, What.REQUIRED, new.code, answers=count)
    pins = [{one.code for one in row.options if one.pinned} for row in (old, new)]
    if old.random_order != new.random_order or (new.random_order and pins[0] != pins[1]):
        yield Change(HARMLESS, What.SHUFFLED, new.code, answers=count)
    if old.condition != new.condition:
        yield Change(ADDITIVE, What.CONDITION, new.code, answers=count)


def _options(old: QuestionSpec, new: QuestionSpec, answered: Answered) -> Iterator[Change]:
    known = {row.code: row for row in old.options}
    for row in new.options:
        if row.code in known:
            count = answered.options.get((new.code, row.code), 0)
            yield from _option(new.code, known[row.code], row, count)
        else:
            yield Change(ADDITIVE, What.OPTION_NEW, new.code, row.code, after=row.label)
    for row in old.options:
        if row.code not in {one.code for one in new.options}:
            count = answered.options.get((new.code, row.code), 0)
            yield Change(CRITICAL, What.OPTION_GONE, new.code, row.code, before=row.label, answers=count)
    yield from _scale(old, new, answered)


def _rows(old: QuestionSpec, new: QuestionSpec, answered: Answered) -> Iterator[Change]:
    before, after = ({row.code: row.label for row in one.rows} for one in (old, new))
    for code in [code for code in after if code not in before]:
        yield Change(ADDITIVE, What.ROW_NEW, new.code, code, after=after[code])
    for code in [code for code in before if code not in after]:
        count = answered.rows.get((new.code, code), 0)
        yield Change(CRITICAL, What.ROW_GONE, new.code, code, before=before[code], answers=count)
    for code in [code for code in after if code in before]:
        wording = Change(HARMLESS, What.ROW_WORDING, new.code, code)
        yield from _words(wording, before[code], after[code], answered.rows.get((new.code, code), 0))
    if _moved(list(before), list(after)):
        yield Change(HARMLESS, What.ROW_ORDER, new.code)


def _option(question: str, old: OptionSpec, new: OptionSpec, count: int) -> Iterator[Change]:
    yield from _words(Change(HARMLESS, What.OPTION_WORDING, question, new.code), old.label, new.label, count)
    if (old.step, old.missing) != (new.step, new.missing):
        yield Change(CRITICAL, What.MEANING, question, new.code, answers=count)


def _scale(old: QuestionSpec, new: QuestionSpec, answered: Answered) -> Iterator[Change]:
    """A scale is its points in order: with a point more or less, or turned round, it is another scale."""
    before, after = ([row.code for row in one.options if not row.missing] for one in (old, new))
    if new.kind == "ordinal":
        if after != before:
            yield Change(CRITICAL, What.SCALE, new.code, answers=answered.questions.get(new.code, 0))
    elif _moved(before, after):
        yield Change(HARMLESS, What.OPTION_ORDER, new.code)


def _reused(older: Sequence[Instrument], before: Instrument, draft: Instrument, answered: Answered) -> Iterator[Change]:
    """Questions, options and vignettes that come back under a code that has stood for something else."""
    now, last = _by_code(draft), _by_code(before)
    for code, (row, _scope) in now.items():
        was = [found[code][0] for found in map(_by_code, older) if code in found]
        if code not in last and any(one.kind != row.kind or one.text != row.text for one in was):
            yield Change(CRITICAL, What.CODE_REUSED, code, after=row.text, answers=answered.questions.get(code, 0))
        stood = {option.code for option in last[code][0].options} if code in last else set()
        for option in row.options:
            labels = {one.label for question in was for one in question.options if one.code == option.code}
            if option.code not in stood and labels - {option.label}:
                count = answered.options.get((code, option.code), 0)
                yield Change(CRITICAL, What.CODE_REUSED, code, option.code, after=option.label, answers=count)
    gone = {row.code: row.title for one in older for row in cases_of(one)}
    standing = {row.code for row in cases_of(before)}
    for vignette in cases_of(draft):
        is_back = vignette.code in gone and vignette.code not in standing
        if is_back and gone[vignette.code] != vignette.title:
            count = answered.vignettes.get(vignette.code, 0)
            yield Change(CRITICAL, What.CODE_REUSED, vignette.code, after=vignette.title, answers=count)


def _moved(before: Sequence[str], after: Sequence[str]) -> bool:
    """Do those that stand in both stand in another order?"""
    return [code for code in before if code in after] != [code for code in after if code in before]
