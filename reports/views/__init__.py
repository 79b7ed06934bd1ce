from reports.views.making import report_make, report_overview, report_progress, report_publish, report_retry
from reports.views.reading import report_download, report_list, report_show
from reports.views.recommendations import recommendation_create, recommendation_delete, recommendation_edit

__all__ = [
    "recommendation_create",
    "recommendation_delete",
    "recommendation_edit",
    "report_download",
    "report_list",
    "report_make",
    "report_overview",
    "report_progress",
    "report_publish",
    "report_retry",
    "report_show",
]
