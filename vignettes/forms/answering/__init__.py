"""Answers as forms: one field per question, built from its kind; one form per page, one per autosave."""

from vignettes.forms.answering.kinds import answer_field
from vignettes.forms.answering.pages import AnswerPageForm, SaveForm, ValueForm
from vignettes.forms.answering.words import answer_text, field_anchor

__all__ = ["AnswerPageForm", "SaveForm", "ValueForm", "answer_field", "answer_text", "field_anchor"]
