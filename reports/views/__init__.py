from reports.views.batches import review_assign_all, review_batch, review_overview
from reports.views.case_files import case_file_download, case_file_list, case_file_make, case_line_export
from reports.views.cases import case_start
from reports.views.interim import interim_list, interim_make, overview_make
from reports.views.making import (
    report_make,
    report_overview,
    report_progress,
    report_publish,
    report_retry,
    report_stop,
)
from reports.views.reading import (
    answers_select,
    report_download,
    report_list,
    report_show,
    short_download,
    tables_download,
)
from reports.views.recommendations import (
    proposal_list,
    recommendation_create,
    recommendation_delete,
    recommendation_edit,
)
from reports.views.reviewing import (
    report_compare,
    report_withdraw,
    review_approve,
    review_assign,
    review_hand_over,
    review_return,
)
from reports.views.workspace import (
    comment_resolve,
    comment_write,
    draft_refresh,
    draft_state,
    text_confirm,
    text_edit,
    text_reset,
    workspace_show,
)

__all__ = [
    "answers_select",
    "case_file_download",
    "case_file_list",
    "case_file_make",
    "case_line_export",
    "case_start",
    "comment_resolve",
    "comment_write",
    "draft_refresh",
    "draft_state",
    "interim_list",
    "interim_make",
    "overview_make",
    "proposal_list",
    "recommendation_create",
    "recommendation_delete",
    "recommendation_edit",
    "report_compare",
    "report_download",
    "report_list",
    "report_make",
    "report_overview",
    "report_progress",
    "report_publish",
    "report_retry",
    "report_show",
    "report_stop",
    "report_withdraw",
    "review_approve",
    "review_assign",
    "review_assign_all",
    "review_batch",
    "review_hand_over",
    "review_overview",
    "review_return",
    "short_download",
    "tables_download",
    "text_confirm",
    "text_edit",
    "text_reset",
    "workspace_show",
]
