"""What a fault is, and where."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    NOT_A_MAPPING = "not_a_mapping"
    UNKNOWN_FIELD = "unknown_field"
    EMPTY_LIST = "empty_list"
    CODE_BAD = "code_bad"
    CODE_TWICE = "code_twice"
    TEXT_MISSING = "text_missing"
    TEXT_NOT_TEXT = "text_not_text"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNSTORABLE = "text_unstorable"
    KIND_UNKNOWN = "kind_unknown"
    FLAG_BAD = "flag_bad"
    FIELD_UNWANTED = "field_unwanted"
    BOUNDS_UNWANTED = "bounds_unwanted"
    BOUNDS_BAD = "bounds_bad"
    OPTIONS_UNWANTED = "options_unwanted"
    OPTIONS_FEW = "options_few"
    OPTIONS_MANY = "options_many"
    STEP_BAD = "step_bad"
    STEPS_INCOMPLETE = "steps_incomplete"
    ROWS_FEW = "rows_few"
    PLACES_BAD = "places_bad"
    CONDITION_BAD = "condition_bad"
    CONDITION_DANGLING = "condition_dangling"
    CONDITION_LATER = "condition_later"
    CONDITION_OPTION = "condition_option"
    CONDITION_KIND = "condition_kind"
    CONDITION_BOUNDS = "condition_bounds"
    CONDITION_ROLE = "condition_role"
    DIMENSION_CODE = "dimension_code"
    LEVELS_FEW = "levels_few"
    FORMS_BAD = "forms_bad"
    FORMS_UNEVEN = "forms_uneven"
    PLACEHOLDER_UNKNOWN = "placeholder_unknown"
    PLACEHOLDER_FORM = "placeholder_form"
    DIMENSION_UNUSED = "dimension_unused"
    EXCLUSION_BAD = "exclusion_bad"
    UNIVERSE_EMPTY = "universe_empty"
    UNIVERSE_LARGE = "universe_large"
    LEVEL_IMPOSSIBLE = "level_impossible"
    DESIGN_FIELD = "design_field"
    DECK_EMPTY = "deck_empty"
    NOT_DRAWN = "not_drawn"
    CASE_IMPOSSIBLE = "case_impossible"
    CASE_TWICE = "case_twice"
    REPEAT_UNKNOWN = "repeat_unknown"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where (section, place in it and place of the option, counted from 0) and what; `field` and `limit` if it has."""

    kind: FaultKind
    section: str = ""
    index: int | None = None
    option: int | None = None
    field: str = ""
    limit: int = 0

    def __str__(self) -> str:
        """For whoever writes files beside the code: "battery[3].options[1]: text_missing (label)"."""
        row = self.section + ("" if self.index is None else f"[{self.index}]")
        place = row + ("" if self.option is None else f".options[{self.option}]")
        return f"{place or 'the instrument'}: {self.kind}" + (f" ({self.field})" if self.field else "")


@dataclass(frozen=True, slots=True)
class At:
    """A place in the document, which makes the faults found there."""

    section: str = ""
    index: int | None = None
    option: int | None = None

    def fault(self, kind: FaultKind, field: str = "", limit: int = 0) -> Fault:
        return Fault(kind, self.section, self.index, self.option, field, limit)

    def of(self, option: int) -> "At":
        return At(self.section, self.index, option)
