"""How a case is shown to a partnership, and how that ends."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from businesscases.models import Case, Share
from businesscases.shared import document_of
from jobs.errors import Refused


@transaction.atomic
def share_case(*, case, participation, parts, by, **facts) -> Share:
    """Show the chosen parts as they stand now. What the partnership already sees of the case is replaced."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if participation.municipality_id != case.municipality_id or participation.withdrawn_on:
        raise Refused(_("Share with a partnership that your municipality takes part in."))
    content = {"parts": parts, "document": document_of(case, parts), "title": case.title}
    shown = {**facts, **content, "shared_by": by, "shared_at": timezone.now()}
    share, _new = Share.objects.update_or_create(case=case, participation=participation, ended_at=None, defaults=shown)
    return share


@transaction.atomic
def end_share(*, share, by) -> None:
    """Nobody sees it from now on. The second click of two changes nothing."""
    share = Share.objects.select_for_update().get(pk=share.pk)
    if share.ended_at is None:
        share.ended_at, share.ended_by, share.document = timezone.now(), by, {}
        share.save()
