"""Vignette surveys: the instrument, the respondents and their answers."""

from vignettes.models.answers import Answer, AnswerEvent, Assignment, Respondent, RespondentRole, Submission
from vignettes.models.drafts import Draft
from vignettes.models.instrument import Option, Question, QuestionKind, Survey, SurveyState, SurveyVersion, Vignette
from vignettes.models.reminders import Reminder, ReminderMail

__all__ = [
    "Answer",
    "AnswerEvent",
    "Assignment",
    "Draft",
    "Option",
    "Question",
    "QuestionKind",
    "Reminder",
    "ReminderMail",
    "Respondent",
    "RespondentRole",
    "Submission",
    "Survey",
    "SurveyState",
    "SurveyVersion",
    "Vignette",
]
