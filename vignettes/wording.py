"""Faults of a document, and what a new version changes, in the words of the pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vignettes.changes import Change, What
from vignettes.drafts import BACKGROUND, BATTERY, DIMENSIONS, VIGNETTES, Content
from vignettes.faults import Fault, FaultKind
from vignettes.models import QuestionKind

SECTION_TITLES = {
    BACKGROUND: gettext_lazy("Questions about the respondent"),
    BATTERY: gettext_lazy("Questions about each case"),
    VIGNETTES: gettext_lazy("Cases"),
    DIMENSIONS: gettext_lazy("Dimensions"),
    "design": gettext_lazy("Design"),
}
_FIELDS = {
    "title": gettext_lazy("the title"),
    "introduction": gettext_lazy("the introduction"),
    "text": gettext_lazy("the text"),
    "help_text": gettext_lazy("the help text"),
    "unit": gettext_lazy("the unit"),
    "label": gettext_lazy("the option"),
    "body": gettext_lazy("the longer text"),
    "rows": gettext_lazy("the rows"),
    "places": gettext_lazy("the number of places"),
    "random_order": gettext_lazy("the random order"),
    "required": gettext_lazy("that it must be answered"),
    "size": gettext_lazy("the number of cases"),
    "deck_count": gettext_lazy("the number of decks"),
    "seed": gettext_lazy("the seed"),
    "effects": gettext_lazy("the effects"),
    "exclusions": gettext_lazy("the exclusions"),
    "cases": gettext_lazy("the cases"),
    "deck": gettext_lazy("the deck"),
    "repeat": gettext_lazy("the case that is shown twice"),
}
_EMPTY = {
    BACKGROUND: gettext_lazy("Add at least one question about the respondent."),
    BATTERY: gettext_lazy("Add at least one question about the cases."),
    VIGNETTES: gettext_lazy("Add at least one case."),
    "dimensions": gettext_lazy("Add at least one dimension."),
}
_FAULTS = {
    FaultKind.NOT_A_MAPPING: gettext_lazy("Write this as fields with names, as the description of the file shows."),
    FaultKind.UNKNOWN_FIELD: gettext_lazy("Remove the field “%(name)s”, or correct its name."),
    FaultKind.CODE_BAD: gettext_lazy(
        "Write a code of the letters a–z, digits and underscores, beginning with a letter, at most 40 characters."
    ),
    FaultKind.CODE_TWICE: gettext_lazy("The code “%(name)s” is used twice. Choose another for one of the two."),
    FaultKind.TEXT_MISSING: gettext_lazy("Write %(field)s."),
    FaultKind.TEXT_NOT_TEXT: gettext_lazy("Put quotation marks around %(field)s, so that it is read as text."),
    FaultKind.TEXT_TOO_LONG: gettext_lazy("Shorten %(field)s to at most %(limit)s characters."),
    FaultKind.TEXT_UNSTORABLE: gettext_lazy("Remove the invalid characters from %(field)s."),
    FaultKind.KIND_UNKNOWN: gettext_lazy("Choose one of the kinds %(kinds)s."),
    FaultKind.FIELD_UNWANTED: gettext_lazy("Remove %(field)s. This kind of question does not have it."),
    FaultKind.FLAG_BAD: gettext_lazy("Write true or false for “%(name)s”."),
    FaultKind.BOUNDS_UNWANTED: gettext_lazy("Remove the smallest and the largest value. Only a whole number has them."),
    FaultKind.BOUNDS_BAD: gettext_lazy("Enter a smallest and a larger largest value, both of them whole numbers."),
    FaultKind.OPTIONS_UNWANTED: gettext_lazy("Remove the options, or choose a kind of question that has options."),
    FaultKind.OPTIONS_FEW: gettext_lazy("Add options: at least two besides those that count as no answer."),
    FaultKind.OPTIONS_MANY: gettext_lazy("Remove options: a scale has at most %(limit)s points."),
    FaultKind.STEP_BAD: gettext_lazy("Choose a step from 1 to 6. An option that counts as no answer has no step."),
    FaultKind.STEPS_INCOMPLETE: gettext_lazy(
        "Give six options the steps 1 to 6 in this order and once each, or take the steps away."
    ),
    FaultKind.ROWS_FEW: gettext_lazy("Add at least one row."),
    FaultKind.PLACES_BAD: gettext_lazy("Enter a number of places between 1 and the number of options."),
    FaultKind.CONDITION_BAD: gettext_lazy("Write the condition as the description of the file shows."),
    FaultKind.CONDITION_DANGLING: gettext_lazy(
        "The condition looks at the question “%(name)s”, which is not in the survey. Choose another, or take the"
        " condition away."
    ),
    FaultKind.CONDITION_LATER: gettext_lazy(
        "The condition looks at the question “%(name)s”, which is not asked before this one. Move one of the two, or"
        " choose an earlier question: otherwise the conditions go round in circles."
    ),
    FaultKind.CONDITION_OPTION: gettext_lazy(
        "The condition names an option that the question “%(name)s” does not have. Choose another."
    ),
    FaultKind.CONDITION_KIND: gettext_lazy(
        "A condition can only look at choices and numbers. Choose another question than “%(name)s”."
    ),
    FaultKind.CONDITION_BOUNDS: gettext_lazy(
        "No answer to the question “%(name)s” lies between the limits of the condition. Correct them."
    ),
    FaultKind.CONDITION_ROLE: gettext_lazy("Choose among the roles caseworker, leader and other in the condition."),
    FaultKind.DIMENSION_CODE: gettext_lazy(
        "Begin the code “%(name)s” with a small letter. In the case, a capital letter begins a sentence."
    ),
    FaultKind.LEVELS_FEW: gettext_lazy("Add levels: a dimension has at least two."),
    FaultKind.FORMS_BAD: gettext_lazy("Give each form a name of small letters, and a text of at most 100 characters."),
    FaultKind.FORMS_UNEVEN: gettext_lazy("Give all levels of the dimension the same forms."),
    FaultKind.PLACEHOLDER_UNKNOWN: gettext_lazy(
        "The case has {%(name)s}, but there is no such dimension. Correct the name, or add the dimension."
    ),
    FaultKind.PLACEHOLDER_FORM: gettext_lazy(
        "The case has {%(name)s}, but the levels have no such form. Correct the name, or add the form to every level."
    ),
    FaultKind.DIMENSION_UNUSED: gettext_lazy("Write {%(name)s} in the case, or delete the dimension."),
    FaultKind.EXCLUSION_BAD: gettext_lazy(
        "Exclusion number %(name)s names a dimension or a level that does not exist. Correct it."
    ),
    FaultKind.UNIVERSE_EMPTY: gettext_lazy(
        "The exclusions take every combination away. Remove one that contradicts the others."
    ),
    FaultKind.UNIVERSE_LARGE: gettext_lazy("There are more than %(limit)s combinations. Remove levels or dimensions."),
    FaultKind.LEVEL_IMPOSSIBLE: gettext_lazy(
        "The exclusions leave no combination with the level “%(name)s”. Remove an exclusion, or the level."
    ),
    FaultKind.DESIGN_FIELD: gettext_lazy("Correct %(field)s."),
    FaultKind.DECK_EMPTY: gettext_lazy("Deck %(name)s has no cases. Choose fewer decks, and draw the cases again."),
    FaultKind.NOT_DRAWN: gettext_lazy("Draw the cases of the design."),
    FaultKind.CASE_IMPOSSIBLE: gettext_lazy(
        "This combination of levels is excluded, or no longer exists. Draw the cases again."
    ),
    FaultKind.CASE_TWICE: gettext_lazy("Two cases have the same levels. Draw the cases again."),
    FaultKind.REPEAT_UNKNOWN: gettext_lazy(
        "The case “%(name)s” cannot be shown twice: it is not there, or its code is too long."
    ),
}
_CHANGES = {
    What.TITLE: gettext_lazy("The title is changed."),
    What.INTRODUCTION: gettext_lazy("The introduction is changed."),
    What.VIGNETTE_NEW: gettext_lazy("The case %(code)s is new."),
    What.VIGNETTE_GONE: gettext_lazy("The case %(code)s is deleted."),
    What.VIGNETTE_WORDING: gettext_lazy("The case %(code)s has other words."),
    What.VIGNETTE_ORDER: gettext_lazy("The cases stand in another order."),
    What.QUESTION_NEW: gettext_lazy("The question “%(code)s” is new."),
    What.QUESTION_GONE: gettext_lazy("The question “%(code)s” is deleted."),
    What.QUESTION_WORDING: gettext_lazy("The question “%(code)s” has other words."),
    What.QUESTION_ORDER: gettext_lazy("The questions stand in another order."),
    What.REQUIRED: gettext_lazy("It is changed whether the question “%(code)s” must be answered."),
    What.KIND: gettext_lazy("The question “%(code)s” is of another kind."),
    What.SCOPE: gettext_lazy("The question “%(code)s” is moved between the respondent and the cases."),
    What.BOUNDS: gettext_lazy("The question “%(code)s” has other bounds."),
    What.OPTION_NEW: gettext_lazy("The question “%(code)s” has the new option “%(option)s”."),
    What.OPTION_GONE: gettext_lazy("The question “%(code)s” has lost the option “%(option)s”."),
    What.OPTION_WORDING: gettext_lazy("The option “%(option)s” of the question “%(code)s” has other words."),
    What.OPTION_ORDER: gettext_lazy("The options of the question “%(code)s” stand in another order."),
    What.SCALE: gettext_lazy("The scale of the question “%(code)s” has other points, or another order."),
    What.ROW_NEW: gettext_lazy("The question “%(code)s” has the new row “%(option)s”."),
    What.ROW_GONE: gettext_lazy("The question “%(code)s” has lost the row “%(option)s”."),
    What.ROW_WORDING: gettext_lazy("The row “%(option)s” of the question “%(code)s” has other words."),
    What.ROW_ORDER: gettext_lazy("The rows of the question “%(code)s” stand in another order."),
    What.PLACES: gettext_lazy("The question “%(code)s” asks for another number of places."),
    What.SHUFFLED: gettext_lazy("It is changed how the options of the question “%(code)s” are shuffled."),
    What.CONDITION: gettext_lazy("It is changed who is asked the question “%(code)s”."),
    What.LEVELS: gettext_lazy("The case %(code)s has other levels."),
    What.DESIGN: gettext_lazy("The design is changed."),
    What.MEANING: gettext_lazy("What is counted in the question “%(code)s” is changed (unit, step or no answer)."),
    What.CODE_REUSED: gettext_lazy("The code “%(reused)s” has stood for something else in an earlier version."),
}
_TERMS = dict(QuestionKind.choices) | {
    "once": gettext_lazy("once per respondent"),
    "vignette": gettext_lazy("for each case"),
}


def fault_sentence(fault: Fault) -> str:
    """What to do about it, without the place."""
    if fault.kind == FaultKind.EMPTY_LIST:
        return str(_EMPTY[fault.section])
    shown = {"field": _FIELDS.get(fault.field, fault.field), "name": fault.field, "limit": fault.limit}
    shown["kinds"] = ", ".join(QuestionKind.values)
    return str(_FAULTS[fault.kind]) % shown


def fault_place(fault: Fault) -> str:
    """Where it is, as people count: "Cases, number 2"."""
    if not fault.section:
        return _("The survey itself")
    title = str(SECTION_TITLES[fault.section])
    if fault.index is None:
        return title
    place = _("%(section)s, number %(number)s") % {"section": title, "number": fault.index + 1}
    if fault.option is None:
        return place
    shown = {"place": place, "number": fault.option + 1}
    return (
        _("%(place)s, level %(number)s") if fault.section == DIMENSIONS else _("%(place)s, option %(number)s")
    ) % shown


def fault_code(fault: Fault, content: Content) -> str:
    """The code of the row with the fault in a draft, where every row has one; "" if it is about none."""
    if fault.index is None or fault.section == "design":
        return ""
    return str(content[fault.section][fault.index]["code"])


def change_sentence(change: Change) -> str:
    shown = {"code": change.code, "option": change.option, "reused": change.option or change.code}
    return str(_CHANGES[change.what]) % shown


def change_term(change: Change, text: str) -> str:
    """Before or after, as it is read: kinds by their name."""
    return str(_TERMS.get(text, text)) if change.what in (What.KIND, What.SCOPE) else text


def answers_sentence(change: Change) -> str:
    if not change.answers:
        return ""
    text = ngettext("%(count)s answer is touched.", "%(count)s answers are touched.", change.answers)
    return text % {"count": change.answers}
