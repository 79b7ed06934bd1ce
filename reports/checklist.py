"""What must be in order before a report is published: each line is computed, and says what to do where it is not."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import files, packages, texts
from reports.models import ATTACHED, Basis, Comment, ReportKind, SectionText, Step

LANGUAGE = "da"

# Name and fingerprint of each.
WholeFiles = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One condition; `todo` is empty where it is met. `key` names the place on the page that leads to it."""

    key: str
    label: str
    todo: str = ""

    @property
    def is_done(self) -> bool:
        return not self.todo


def content_lines(report, whole: WholeFiles | None = None) -> tuple[Line, ...]:
    """What the author sees to: figures, texts, comments and the file.

    Who has locked rows has asked `whole_files` before, since the files may lie far away.
    """
    holders = _holders(report)
    file = _file(report, holders, _whole(holders) if whole is None else whole)
    return (_disclosure(report), _texts(report), _comments(report), _taken_in(report), file, _language(report))


def lines(report, whole: WholeFiles | None = None) -> tuple[Line, ...]:
    """Everything that publication rests on, the two people's work last."""
    return (*content_lines(report, whole), _approval(report))


def whole_files(report) -> WholeFiles:
    """Those of the report's files that are as they were stored. They stay so: a name is written to once (files.py)."""
    return _whole(_holders(report))


def outdated_sections(report) -> list[str]:
    """Sections whose own words were confirmed over other figures than the package holds."""
    if report.kind != ReportKind.ANALYSIS:
        return []
    basis = {row.section: row.basis_sha256 for row in texts.generated(packages.opened(report.data))}
    written = SectionText.objects.beside(report)
    return [row.section for row in written if row.section in basis and row.is_outdated(basis[row.section])]


def small_cells(figures, n_min: int) -> int:
    """How many shown figures rest on fewer than `n_min` answers or people. 0 tells on nobody and is not counted."""
    return sum(0 < count < n_min for count in _shown(figures))


def _shown(figures) -> Iterator[int]:
    if isinstance(figures, list):
        for figure in figures:
            yield from _shown(figure)
    elif isinstance(figures, dict) and not figures.get("hidden"):
        yield from (figures[name] for name in ("n", "respondents") if isinstance(figures.get(name), int))
        for figure in figures.values():
            yield from _shown(figure)


def _disclosure(report):
    label = _("No figure rests on too few answers")
    analysis = report.data["analysis"]
    small = small_cells(analysis, analysis["n_min"])
    if analysis["n_min"] != report.survey.n_min or small:
        return Line("figures", label, _("Make a new version of the report. Tell operations if it does not help."))
    if report.basis and Basis.objects.released(report.survey).against(report.basis).exists():
        todo = _(
            "A report over other answers has been published since. Make a new version, so that the two fit together."
        )
        return Line("figures", label, todo)
    return Line("figures", label)


def _texts(report):
    label, count = _("All texts are confirmed after the figures last changed"), len(outdated_sections(report))
    todo = ngettext(
        "The figures behind %(n)s text have changed. Read it, and confirm or change it.",
        "The figures behind %(n)s texts have changed. Read them, and confirm or change them.",
        count,
    )
    return Line("texts", label, todo % {"n": count} if count else "")


def _comments(report):
    label, count = _("All comments are resolved"), Comment.objects.beside(report).filter(resolved_at=None).count()
    todo = ngettext("%(n)s comment awaits an answer.", "%(n)s comments await an answer.", count) % {"n": count}
    return Line("comments", label, todo if count else "")


def _taken_in(report):
    label = _("Texts, recommendations and answers to suggestions stand in the draft")
    if packages.is_current(report):
        return Line("take_in", label)
    return Line("take_in", label, _("Something has been written since. Choose “Take in the newest texts”."))


def _file(report, holders, whole):
    label = _("The files are whole and accessible")
    if report.file_facts.get("is_validated") and _is_whole(report, holders, whole):
        return Line("file", label)
    return Line("file", label, _("Make a new version of the report. Tell operations if it does not help."))


def _is_whole(report, holders, whole):
    if report.data_sha256 != packages.sha256(report.data):
        return False
    if {row.kind for row in holders[1:]} != set(ATTACHED[report.kind]):
        return False
    return whole.issuperset(map(_name_of, holders))


def _holders(report):
    return (report, *report.attachments.all())


def _whole(holders):
    return frozenset(named for named in map(_name_of, holders) if named[0] and files.is_whole(*named))


def _name_of(holder):
    return holder.file.name, holder.file_sha256


def _language(report):
    label = _("The file says that it is written in Danish")
    if report.file_facts.get("language") == LANGUAGE:
        return Line("language", label)
    return Line("language", label, _("Make a new version of the report, so that screen readers read it as Danish."))


def _approval(report):
    label, step = _("Author and reviewer agree that it can be published"), report.standing_step
    if not hasattr(report, "review"):
        return Line("review", label, _("Choose an author and a reviewer."))
    if step and step.step == Step.APPROVED:
        return Line("review", label)
    names = {"author": report.review.author.name, "reviewer": report.review.reviewer.name}
    if step and step.step == Step.HANDED_OVER:
        return Line("review", label, _("%(reviewer)s reads the report, and approves or returns it.") % names)
    return Line("review", label, _("%(author)s hands the report over to %(reviewer)s.") % names)
