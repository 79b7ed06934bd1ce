"""How a case remembers what it was."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from businesscases.dossier.document import to_json
from businesscases.gathering import dossier_of
from businesscases.models import Case, Version

# A table that saves by itself would otherwise make a version of every cell.
PAUSE = timedelta(minutes=10)
LONGEST = timedelta(hours=1)


@transaction.atomic
def remember(*, case, by) -> Version:
    """Keep the whole case as it stands now. Every action that changes anything of a case calls it last.

    Changes of the same person fill one version, as long as no more than `PAUSE` lies between them and `LONGEST` in all.
    Where nothing has changed the last version is it.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    document, now = to_json(dossier_of(case)), timezone.now()
    last = case.versions.first()
    if last and last.document == document:
        return last
    if last and last.by_id == by.pk and now - last.changed_at < PAUSE and now - last.began_at < LONGEST:
        last.document, last.changed_at = document, now
        last.save(update_fields=["document", "changed_at"])
        return last
    number = last.number + 1 if last else 1
    return Version.objects.create(case=case, number=number, document=document, by=by, began_at=now, changed_at=now)
