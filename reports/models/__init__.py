"""Reports, what is written for them, and their way to publication."""

from reports.models.reports import SEEN_BY_MUNICIPALITY, UNFINISHED, Download, Report, ReportState
from reports.models.review import Review, ReviewStep, Step
from reports.models.texts import Comment, Outcome, Recommendation, SectionText, SuggestionDecision

__all__ = [
    "SEEN_BY_MUNICIPALITY",
    "UNFINISHED",
    "Comment",
    "Download",
    "Outcome",
    "Recommendation",
    "Report",
    "ReportState",
    "Review",
    "ReviewStep",
    "SectionText",
    "Step",
    "SuggestionDecision",
]
