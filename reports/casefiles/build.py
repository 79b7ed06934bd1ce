"""From the frozen package of a case to its file, stored. Only a worker imports this."""

from reports import build, casebook, files
from reports.casefiles.opened import CaseFacts
from reports.models import CaseFileKind


def make(row, show_progress) -> dict:
    """The file of `row`, under a name of its own. Runs outside any transaction, and may run twice."""
    show_progress(10)
    if row.kind == CaseFileKind.WORKBOOK:
        return files.store(casebook.workbook(CaseFacts(row.data)), "xlsx") | {"page_count": None}
    file = build.printed(row.data, f"case-{row.kind}")
    show_progress(90)
    return files.store(file.content, "pdf") | {"page_count": file.page_count}
