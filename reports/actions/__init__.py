"""How reports and what is written for them change."""

from reports.actions.case_files import BUILD as BUILD_CASE_FILE
from reports.actions.case_files import (
    case_file_failed,
    case_file_made,
    make_case_file,
    record_case_download,
)
from reports.actions.cases import start_case
from reports.actions.making import (
    RENDER,
    cancel_all,
    is_interim,
    make,
    make_all,
    render_failed,
    rendered,
    retry,
    take_in,
)
from reports.actions.publishing import publish, record_download, withdraw
from reports.actions.reviewing import approve, assign, assign_all, hand_over, send_back
from reports.actions.writing import (
    Stale,
    confirm_text,
    delete_recommendation,
    reject_suggestion,
    resolve_comment,
    save_recommendation,
    save_text,
    write_comment,
)

__all__ = [
    "BUILD_CASE_FILE",
    "case_file_failed",
    "case_file_made",
    "make_case_file",
    "record_case_download",
    "RENDER",
    "Stale",
    "approve",
    "assign",
    "assign_all",
    "cancel_all",
    "confirm_text",
    "delete_recommendation",
    "hand_over",
    "is_interim",
    "make",
    "make_all",
    "publish",
    "record_download",
    "reject_suggestion",
    "render_failed",
    "rendered",
    "resolve_comment",
    "retry",
    "save_recommendation",
    "save_text",
    "send_back",
    "start_case",
    "take_in",
    "withdraw",
    "write_comment",
]
