"""Vignette surveys: the instrument, the respondents and their answers."""

from vignettes.models.answers import Answer, AnswerEvent, Assignment, Respondent, RespondentRole, Submission
from vignettes.models.closings import Closing
from vignettes.models.drafts import Draft
from vignettes.models.enrolment import EnrolmentLink
from vignettes.models.exports import (
    KEPT_DAYS,
    Export,
    ExportDownload,
    ExportState,
    FileFormat,
    MunicipalityKey,
    Shape,
)
from vignettes.models.imports import AnswerImport, ImportedRespondent, ImportState
from vignettes.models.instrument import Option, Question, QuestionKind, Survey, SurveyState, SurveyVersion, Vignette
from vignettes.models.library import LibraryQuestion
from vignettes.models.page_views import PageView
from vignettes.models.reminders import Reminder, ReminderMail
from vignettes.models.retention import FEWEST_DAYS, MOST_DAYS, Retention
from vignettes.models.targets import Target

__all__ = [
    "FEWEST_DAYS",
    "KEPT_DAYS",
    "MOST_DAYS",
    "Answer",
    "AnswerEvent",
    "AnswerImport",
    "Assignment",
    "Closing",
    "Draft",
    "EnrolmentLink",
    "Export",
    "ExportDownload",
    "ExportState",
    "FileFormat",
    "ImportState",
    "ImportedRespondent",
    "LibraryQuestion",
    "MunicipalityKey",
    "Option",
    "PageView",
    "Question",
    "QuestionKind",
    "Reminder",
    "ReminderMail",
    "Respondent",
    "RespondentRole",
    "Retention",
    "Shape",
    "Submission",
    "Survey",
    "SurveyState",
    "SurveyVersion",
    "Target",
    "Vignette",
]
