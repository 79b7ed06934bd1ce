"""From answers to a frozen data package, and from the package, which alone decides what is said, to a file.

Only a worker imports this: pandas and SciPy take seconds, which no web process should spend at its start. The file is
set by the press, a process of its own.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from municipalities.models import Participation
from reports import datasets, files, ground, inspection, press, reuse, sheets
from reports.analysis import scales
from reports.analysis.breakdown import break_down
from reports.analysis.partnership import analyse_partnership
from reports.analysis.study import analyse_cells
from reports.models import Basis, FileKind, Report, ReportKind, ReportState
from reports.packages import FORMAT, plain, sha256, written
from vignettes.hiding import in_all
from vignettes.status import in_words, responses


def render(report, show_progress) -> dict:
    """The files of `report`, stored under names of their own. Runs outside any transaction, and may run twice."""
    if report.data is None:
        data = reuse.as_first_said(report, package(report))
        basis = Basis.objects.get(survey=report.survey, sha256=data["basis"])
        made = {"data": data, "data_sha256": sha256(data), "basis": basis}
        Report.objects.filter(pk=report.pk, data__isnull=True).update(**made)
        report.refresh_from_db()
    Report.objects.filter(pk=report.pk, state=ReportState.QUEUED).update(state=ReportState.RENDERING)
    show_progress(30)
    return reuse.stored(report, setting := reuse.setting()) or _made(report, setting, show_progress)


def _made(report, setting: str, show_progress) -> dict:
    file = printed(report.data, report.kind)
    show_progress(80)
    made = _stored(file) | {"attachments": _attachments(report)}
    facts = {"is_validated": True, "language": inspection.language(file.content)}
    if setting == reuse.setting():  # a template that changed meanwhile is in some of the pages
        facts["setting"] = setting
    return made | {"facts": facts}


def _attachments(report) -> list[dict]:
    """What goes with a municipality's own report, made of the same package."""
    if report.kind != ReportKind.ANALYSIS:
        return []
    short = printed(report.data, "short")
    return [
        {"kind": FileKind.SHORT} | _stored(short),
        {"kind": FileKind.TABLES} | files.store(sheets.tables(report.data), "xlsx") | {"page_count": None},
    ]


def _stored(file: press.Printed) -> dict:
    return files.store(file.content, "pdf") | {"page_count": file.page_count}


def printed(data: dict, kind: str = "analysis") -> press.Printed:
    """The file, if it is one that may be stored. Raises Refused: a second attempt would end in the same way."""
    try:
        return press.printed(data, kind)
    except press.NotSettable as failure:
        raise Refused(_reason(failure)) from failure


def _reason(failure: press.NotSettable) -> str:
    match failure.kind:
        case "MissingCharacters":
            text = _(
                "The report has characters that its font lacks: %(reason)s. Remove them, and make the report again."
            )
        case "DoesNotFit":
            text = _("The short version does not fit its pages: %(reason)s. Shorten the recommendations.")
        case "InvalidFile":
            text = _("The file breaks rules for accessible and lasting files, so it was not stored: %(reason)s.")
        case _other:
            text = _("The report cannot be set as it is. Trying again does not help.")
    return text % {"reason": failure.reason}


def package(report) -> dict:
    """Everything the report says, as plain values that can be stored and hashed."""
    survey = report.survey
    version = survey.versions.filter(published_at__isnull=False).last()
    shared = ground.of(survey, version)
    said = _partnership(report, shared) if report.kind == ReportKind.OVERVIEW else _municipality(report, shared)
    return {
        "format": FORMAT,
        "kind": report.kind,
        "made_on": timezone.localdate().isoformat(),
        "number": report.number,
        "partnership": survey.partnership.name,
        "survey": {"title": survey.title, "year": survey.year, "version": version.number},
        "vignettes": list(version.vignettes.filter(repeats=None).values("code", "title", "text")),
        "basis": shared.basis,
    } | said


def _municipality(report, shared) -> dict:
    """One municipality among the others. An interim report has no words of people's own, and how many have answered."""
    municipality, survey = report.participation.municipality, report.survey
    analysis = analyse_cells(
        shared.cells, shared.instrument, municipality.code, shared.placements, shared.words.get(municipality.code)
    )
    is_interim, found = report.kind == ReportKind.INTERIM, plain(analysis)
    own_words = {"recommendations": [], "texts": []} | _response(survey, report) if is_interim else written(report)
    return {
        "municipality": {"code": municipality.code, "name": municipality.name},
        "values": scales.values(shared.instrument.per_vignette),
        "is_waiting": municipality.code in shared.waiting,
        "attention": plain(shared.attention) if shared.attention else None,
        "tables": _tables(shared.cells, shared.instrument, report),
        **_designed(shared, found.pop("weights")),
        "analysis": found,
        **own_words,
    }


def _designed(shared, weights) -> dict:
    """What only a survey has whose cases a design made; the package of another stays as it was."""
    found = {"decks": shared.instrument.decks, "repeats": plain(shared.repeats), "weights": weights}
    return {name: value for name, value in found.items() if value}


def _response(survey, report) -> dict:
    """How far the answers have come; in the words of the pages; fewer than the threshold are told as that."""
    partners = Participation.objects.filter(partnership=survey.partnership_id).current()
    rows = responses([survey], partners.select_related("municipality"))
    own = in_all(row.total for row in rows if row.participation == report.participation)
    submitted = in_words(own.submitted) if own.submitted.least >= survey.n_min else None
    done = sum(row.submission is not None for row in rows)
    return {
        "response": {
            "invited": in_words(own.invited),
            "submitted": submitted,
            "municipalities": len(rows),
            "done": done,
        },
    }


def _partnership(report, shared) -> dict:
    """All municipalities together, named only where the partnership and the municipality agreed to it."""
    partnership = report.survey.partnership
    agreed = _agreed(partnership)
    found = analyse_partnership(shared.cells, shared.instrument, agreed)
    shown = {place.code for place in (found.overall.places if found.overall else ()) if place.code}
    return {"analysis": plain(found), "names": {code: name for code, name in agreed.items() if code in shown}}


def _agreed(partnership) -> dict[str, str]:
    """The municipalities that may be named, by code, where the partnership names any."""
    if not partnership.is_named_comparison:
        return {}
    partners = partnership.participations.filter(naming_agreed_on__isnull=False)
    return dict(partners.values_list("municipality", "municipality__name"))


def _tables(cells, instrument, report) -> dict:
    """What a reader may choose among. The municipalities of a group have names where all of them have agreed to it."""
    survey, agreed = report.survey, _agreed(report.survey.partnership)
    found = break_down(cells, instrument, report.participation.municipality_id, datasets.facts(survey))
    members = [[agreed[code] for code in codes] if agreed.keys() >= set(codes) else [] for codes in found.members]
    return plain(found) | {"members": members}
