"""Conditions of a draft in words, and what a condition may look at."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from vignettes import drafts
from vignettes.conditions import ANY, AT_LEAST, AT_MOST, INVITED_AS, IS, IS_NOT, QUESTION
from vignettes.drafts import BACKGROUND, BATTERY, Content, Row
from vignettes.instrument import CHOICE_KINDS, NUMBER_KINDS
from vignettes.models import RespondentRole

LENGTH = 60  # of a question's text in a sentence


def earlier(content: Content, section: str, code: str) -> dict[str, Row]:
    """By code, the choices and numbers that are asked before the question, for the same respondent and case."""
    rows = [*content[BACKGROUND], *(content[BATTERY] if section == BATTERY else [])]
    place = [row["code"] for row in rows].index(code)
    return {row["code"]: row for row in rows[:place] if row["kind"] in CHOICE_KINDS | NUMBER_KINDS}


def condition_sentence(show_if: Row | None, content: Content) -> str:
    """ "Shown only if …"; nothing for what is always shown."""
    if not show_if:
        return ""
    ((needs, clauses),) = show_if.items()
    rows = {row["code"]: row for section in drafts.QUESTIONS for row in content[section]}
    told = [_clause(clause, rows.get(clause.get(QUESTION), {})) for clause in clauses]
    joined = (_(", or %s") if needs == ANY else _(", and %s")) % ""
    return _("Shown only if %(clauses)s") % {"clauses": joined.join(told)}


def _clause(clause: Row, question: Row) -> str:
    if INVITED_AS in clause:
        return _("the person is invited as %(roles)s") % {
            "roles": _either(clause[INVITED_AS], dict(RespondentRole.choices))
        }
    labels = {option["code"]: option["label"] for option in question.get("options", [])}
    said = {
        "question": Truncator(question.get("text") or clause[QUESTION]).chars(LENGTH),
        "options": _either(clause.get(IS) or clause.get(IS_NOT) or (), labels),
        "low": clause.get(AT_LEAST),
        "high": clause.get(AT_MOST),
    }
    return _pattern(clause) % said


def _pattern(clause: Row) -> str:
    if IS in clause:
        return _("the answer to “%(question)s” is %(options)s")
    if IS_NOT in clause:
        return _("the answer to “%(question)s” is not %(options)s")
    if AT_MOST not in clause:
        return _("the answer to “%(question)s” is at least %(low)s")
    if AT_LEAST not in clause:
        return _("the answer to “%(question)s” is at most %(high)s")
    return _("the answer to “%(question)s” is from %(low)s to %(high)s")


def _either(codes, labels) -> str:
    return _(" or ").join(f"“{labels.get(code, code)}”" for code in codes)
