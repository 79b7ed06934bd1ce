"""The workspace of a draft: each section with its figures, its text, and what has been said about it."""

from dataclasses import dataclass, field

from django.urls import reverse

from reports import packages, presentation, texts
from reports.models import Comment, ReportKind, SectionText
from reports.presentation import Finding, Page
from reports.tables import Table
from reports.texts import Generated


@dataclass(frozen=True)
class Part:
    """One section: `own` is what a consultant wrote, if anything."""

    generated: Generated
    own: SectionText | None
    comments: list[Comment]
    paragraphs: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = field(default=())

    @property
    def key(self) -> str:
        return self.generated.section

    @property
    def title(self) -> str:
        return self.generated.title

    @property
    def is_edited(self) -> bool:
        return self.own is not None and bool(self.own.text)

    @property
    def is_outdated(self) -> bool:
        return self.own is not None and self.own.is_outdated(self.generated.basis_sha256)

    @property
    def needs_a_person(self) -> bool:
        return self.is_outdated or bool(self.open_comments)

    @property
    def version(self) -> int:
        return self.own.version if self.own else 0

    @property
    def open_comments(self) -> list[Comment]:
        return [comment for comment in self.comments if comment.resolved_at is None]


def address(report, section: str) -> str:
    """The workspace, open at a section."""
    return f"{reverse('reports:workspace_show', args=[report.pk])}#{section}"


def sections_of(report) -> dict[str, Generated]:
    """The sections of a report's package by name; only a municipality's own report has some to write."""
    if report.kind != ReportKind.ANALYSIS:
        return {}
    return {row.section: row for row in texts.generated(packages.opened(report.data))}


def parts(report) -> tuple[Part, ...]:
    """Every section in the order of the report, in two queries whatever their number."""
    if report.kind != ReportKind.ANALYSIS:
        return ()
    package = packages.opened(report.data)
    page = presentation.present(package)
    own = {row.section: row for row in SectionText.objects.beside(report).select_related("written_by")}
    comments: dict[str, list[Comment]] = {}
    for comment in Comment.objects.beside(report).select_related("written_by", "resolved_by"):
        comments.setdefault(comment.section, []).append(comment)
    return tuple(
        Part(row, own.get(row.section), comments.get(row.section, []), **_figures(page, row.section))
        for row in texts.generated(package)
    )


def _figures(page: Page, section: str) -> dict:
    """What stands to the left: the tables and pictures that the section's text is about."""
    if section == "who" and not page.is_hidden:
        return {"tables": (page.roles,)}
    if section == "staircase" and page.staircase:
        return {"findings": (page.staircase,)}
    for finding in (*page.standings, *page.levels):
        if finding.anchor == section:
            return {"findings": (finding,), "tables": (finding.table,) if finding.table else ()}
    for case in page.sections:
        if case.anchor == section:
            tables = (case.differences,) if case.differences.rows else ()
            return {"paragraphs": case.paragraphs, "findings": (*case.pictured, *case.unpictured), "tables": tables}
    return {}
