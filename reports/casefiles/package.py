"""Everything that decides what the files of a case say, as plain values that can be stored and hashed."""

from django.utils import timezone

from businesscases.dossier import document
from businesscases.gathering import dossier_of
from businesscases.models import Stage
from reports import reuse
from reports.packages import sha256

FORMAT = 1
_QUOTED = ("section", "heading", "sentence", "rule_name", "statistic", "interval", "q", "n", "survey", "report_number")


def package_of(case) -> dict:
    """The case as it stands, with the findings it rests on and the decisions about it."""
    return {
        "format": FORMAT,
        "title": case.title,
        "municipality": case.municipality.name,
        "partnership": case.participation.partnership.name if case.participation else "",
        "stage": case.stage,
        "dossier": document.to_json(dossier_of(case)),
        "evidence": [_quotation(row) for row in case.evidence.all()],
        "decisions": [_decision(row) for row in case.decisions.order_by("number")],
    }


def package_of_snapshot(snapshot) -> dict:
    """The case as it was frozen, with what it rested on then. InvalidInput where the snapshot cannot be read.

    Decisions are those noted before it, those made on it, and their corrections; the last one tells the stage.
    """
    case = snapshot.case
    decisions = _decisions_of(snapshot)
    evidence = case.evidence.filter(taken_at__lte=snapshot.at)
    return {
        "format": FORMAT,
        "title": document.from_json(snapshot.document).texts.get("title", ""),
        "municipality": case.municipality.name,
        "partnership": case.participation.partnership.name if case.participation else "",
        "stage": decisions[-1].to_stage if decisions else Stage.IDEA,
        "dossier": snapshot.document,
        "evidence": [_quotation(row) for row in evidence],
        "decisions": [_decision(row) for row in decisions],
        "snapshot": {
            "number": snapshot.number,
            "occasion": snapshot.occasion,
            "taken_on": timezone.localdate(snapshot.at).isoformat(),
            "outcome": snapshot.outcome,
        },
    }


def _decisions_of(snapshot) -> list:
    kept, numbers = [], set()
    for row in snapshot.case.decisions.order_by("number"):
        if row.at <= snapshot.at or row.snapshot_id == snapshot.pk or row.corrects_id in numbers:
            kept.append(row)
            numbers.add(row.pk)
    return kept


def fingerprint(package: dict, kind: str) -> str:
    """The same as long as the file would be the same: its content, its kind, and all that turns one into the other."""
    return sha256({"package": package, "kind": kind, "setting": reuse.setting()})


def dated(package: dict) -> dict:
    """The package with the day on which somebody first asked for its file, which the file tells."""
    return package | {"made_on": timezone.localdate().isoformat()}


def _quotation(row):
    days = {"published_on": row.published_on.isoformat()}
    return {name: getattr(row, name) for name in _QUOTED} | days | {"is_withdrawn": row.withdrawn_on is not None}


def _decision(row):
    """Which body decided what, and when; who noted it is of no concern to a reader of the file."""
    return {
        "number": row.number,
        "from_stage": row.from_stage,
        "to_stage": row.to_stage,
        "body": row.body,
        "decided_on": row.decided_on.isoformat(),
        "reason": row.reason,
    }
