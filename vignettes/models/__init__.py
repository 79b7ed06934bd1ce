"""Vignette surveys: the instrument, the respondents and their answers."""

from vignettes.models.answers import Answer, AnswerEvent, Assignment, Respondent, RespondentRole, Submission
from vignettes.models.drafts import Draft
from vignettes.models.exports import (
    KEPT_DAYS,
    Export,
    ExportDownload,
    ExportState,
    FileFormat,
    MunicipalityKey,
    Shape,
)
from vignettes.models.instrument import Option, Question, QuestionKind, Survey, SurveyState, SurveyVersion, Vignette
from vignettes.models.reminders import Reminder, ReminderMail
from vignettes.models.targets import Target

__all__ = [
    "KEPT_DAYS",
    "Answer",
    "AnswerEvent",
    "Assignment",
    "Draft",
    "Export",
    "ExportDownload",
    "ExportState",
    "FileFormat",
    "MunicipalityKey",
    "Option",
    "Question",
    "QuestionKind",
    "Reminder",
    "ReminderMail",
    "Respondent",
    "RespondentRole",
    "Shape",
    "Submission",
    "Survey",
    "SurveyState",
    "SurveyVersion",
    "Target",
    "Vignette",
]
