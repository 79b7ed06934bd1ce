"""What there is of each kind of file of a case, and whether it says what the case says now."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.casefiles import package
from reports.models import MADE_BY_WORKER, CaseFile, CaseFileKind, CaseFileState

ABOUT = {
    CaseFileKind.FULL: _(
        "Everything in the order of a SØM report, with lines, sources and method at the end. For the archive, and for "
        "those who want to check the figures."
    ),
    CaseFileKind.PROPOSAL: _(
        "Two or three pages for the budget negotiations: the proposal, amounts in 1,000 kr. for four years, the "
        "people, and how certain it is."
    ),
    CaseFileKind.WORKBOOK: _(
        "Every figure as a formula. Change a coloured cell in Excel or LibreOffice, and everything follows."
    ),
}


@dataclass(frozen=True)
class Shelf:
    """One kind: its newest file that is ready, and what is made or has failed since."""

    kind: CaseFileKind
    about: str
    ready: CaseFile | None
    newest: CaseFile | None
    is_current: bool

    @property
    def is_under_way(self) -> bool:
        return self.newest is not None and self.newest.state == CaseFileState.QUEUED

    @property
    def has_failed(self) -> bool:
        return self.newest is not None and self.newest.state == CaseFileState.FAILED


def shelves(case, snapshot=None) -> list[Shelf]:
    """Of the case as it stands, or of a snapshot. InvalidInput where the snapshot cannot be read."""
    said = package.package_of_snapshot(snapshot) if snapshot else package.package_of(case)
    rows = list(CaseFile.objects.filter(case=case, snapshot=snapshot).select_related("job").defer("data"))
    return [_shelf(kind, [row for row in rows if row.kind == kind], said) for kind in MADE_BY_WORKER]


def _shelf(kind, rows, said):
    ready = next((row for row in rows if row.state == CaseFileState.READY), None)
    newest = max(rows, key=lambda row: row.job_id or 0, default=None)
    is_current = ready is not None and ready.content_sha256 == package.fingerprint(said, kind)
    return Shelf(kind, ABOUT[kind], ready, newest, is_current)
