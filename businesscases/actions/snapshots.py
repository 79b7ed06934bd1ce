"""How a case is frozen, so that what was decided on can be seen for ever."""

from django.db import transaction
from django.utils.translation import gettext as _

from businesscases.dossier import document, frozen
from businesscases.gathering import dossier_of
from businesscases.models import Case, Snapshot
from jobs.errors import Refused


@transaction.atomic
def take_snapshot(*, case, occasion, by) -> Snapshot:
    """Freeze the whole case as it stands, with its figures. The second click of two freezes nothing.

    Refused without a line, since there is nothing to compute.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    dossier = dossier_of(case)
    if not dossier.calculation.lines:
        raise Refused(_("There is nothing to freeze yet. Write what the intervention costs, and what it saves."))
    text, outcome = document.to_json(dossier), frozen.to_json(frozen.outcome_of(dossier.calculation))
    sha256 = frozen.fingerprint(text, outcome)
    last = case.snapshots.first()
    if last and (last.sha256, last.occasion, last.by_id) == (sha256, occasion, by.pk):
        return last
    number = last.number + 1 if last else 1
    return Snapshot.objects.create(
        case=case, number=number, occasion=occasion, document=text, outcome=outcome, sha256=sha256, by=by
    )


def fresh_snapshot(case, dossier) -> Snapshot | None:
    """The newest snapshot if it shows the case as it stands."""
    last = case.snapshots.first()
    return last if last and last.document == document.to_json(dossier) else None
