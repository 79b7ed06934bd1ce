"""The sheets, their columns, and how the kinds of questions are called in them."""

from dataclasses import dataclass

SURVEY, CHOICES, SETTINGS, CASES = "survey", "choices", "settings", "cases"
DIMENSIONS, LEVELS, DESIGN, EXCLUSIONS, DRAWN = "dimensions", "levels", "design", "exclusions", "drawn_cases"

# Headings, in the order they are written. Sheets of OPEN_ENDED have more, which begin with the prefix.
COLUMNS: dict[str, tuple[str, ...]] = {
    SURVEY: (
        *("type", "name", "label", "hint", "required", "relevant", "parameters", "appearance"),
        *("unit", "body"),
    ),
    CHOICES: ("list_name", "name", "label", "step", "missing", "pinned"),
    SETTINGS: ("form_title", "form_id", "introduction"),
    CASES: ("name", "title", "text"),
    DIMENSIONS: ("name", "label"),
    LEVELS: ("dimension", "name", "label", "text"),
    DESIGN: ("title", "text", "effects", "size", "deck_count", "seed", "repeat"),
    EXCLUSIONS: (),
    DRAWN: ("name", "deck"),
}
FORM, LEVEL = "form.", "level."
OPEN_ENDED = {LEVELS: FORM, EXCLUSIONS: LEVEL, DRAWN: LEVEL}
SHEETS = tuple(COLUMNS)

BEGIN_GROUP, END_GROUP = "begin_group", "end_group"
BEGIN_REPEAT, END_REPEAT = "begin_repeat", "end_repeat"
MARKS = (BEGIN_GROUP, END_GROUP, BEGIN_REPEAT, END_REPEAT)
YES, NO = "yes", "no"

# Keys of the column `parameters`
START, END, PLACES, RANDOMIZE, ROWS, MISSING = "start", "end", "places", "randomize", "rows", "missing"
PARAMETERS = (START, END, PLACES, RANDOMIZE, ROWS, MISSING)


@dataclass(frozen=True, slots=True)
class Called:
    """What a kind of question is called: XLSForm's type, and its appearance where two kinds share one type."""

    type: str
    appearance: str = ""
    has_list: bool = False


CALLED = {
    "single": Called("select_one", has_list=True),
    "ordinal": Called("select_one", "likert", has_list=True),
    "multiple": Called("select_multiple", has_list=True),
    "ranking": Called("rank", has_list=True),
    "matrix": Called("matrix", has_list=True),
    "percent": Called("percent"),
    "number": Called("integer"),
    "money": Called("money"),
    "date": Called("date"),
    "line": Called("text"),
    "text": Called("text", "multiline"),
    "section": Called(BEGIN_GROUP),
    "information": Called("note"),
}
KINDS = {(called.type, called.appearance): kind for kind, called in CALLED.items()} | {("range", ""): "number"}
TYPES = tuple(dict.fromkeys([called.type for called in CALLED.values()] + ["range", *MARKS]))
LISTED = frozenset(called.type for called in CALLED.values() if called.has_list)
