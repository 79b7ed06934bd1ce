"""Reports, what is written for them, and their way to publication."""

from reports.models.bases import Basis
from reports.models.case_files import MADE_BY_WORKER, CaseDownload, CaseFile, CaseFileKind, CaseFileState
from reports.models.reports import (
    ATTACHED,
    SEEN_BY_MUNICIPALITY,
    UNFINISHED,
    Attachment,
    Download,
    FileKind,
    Report,
    ReportKind,
    ReportState,
)
from reports.models.review import Review, ReviewStep, Step
from reports.models.texts import Comment, Outcome, Recommendation, SectionText, SuggestionDecision

__all__ = [
    "ATTACHED",
    "MADE_BY_WORKER",
    "SEEN_BY_MUNICIPALITY",
    "UNFINISHED",
    "Attachment",
    "Basis",
    "CaseDownload",
    "CaseFile",
    "CaseFileKind",
    "CaseFileState",
    "Comment",
    "Download",
    "FileKind",
    "Outcome",
    "Recommendation",
    "Report",
    "ReportKind",
    "ReportState",
    "Review",
    "ReviewStep",
    "SectionText",
    "Step",
    "SuggestionDecision",
]
