"""How the effects of a case change."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import ngettext

from businesscases.actions.cases import Stale, touch
from businesscases.models import Case, Effect
from jobs.errors import Refused


@transaction.atomic
def create_effect(*, case, by, **values) -> Effect:
    """A new effect, the last of the case. The second click of two creates nothing."""
    Case.objects.select_for_update().get(pk=case.pk)
    if same := case.effects.filter(version=1, **values).first():
        return same
    last = case.effects.aggregate(last=Max("position"))["last"] or 0
    effect = Effect.objects.create(case=case, position=last + 1, **values)
    touch(case=case, by=by)
    return effect


@transaction.atomic
def save_effect(*, effect, version, by, **values) -> Effect:
    """Change an effect, written over `version` of it. The second click of two stores nothing.

    Raises DoesNotExist where a colleague has deleted it meanwhile.
    """
    Case.objects.select_for_update().get(pk=effect.case_id)
    effect = Effect.objects.select_related("case").get(pk=effect.pk)
    if all(getattr(effect, name) == value for name, value in values.items()):
        return effect
    if effect.version != version:
        raise Stale(effect)
    for name, value in values.items():
        setattr(effect, name, value)
    effect.version = version + 1
    effect.save()
    touch(case=effect.case, by=by)
    return effect


@transaction.atomic
def delete_effect(*, effect, by) -> None:
    """Refused as long as a line is counted by it: the line would not know how often it happens."""
    case = Case.objects.select_for_update().get(pk=effect.case_id)
    if number := effect.lines.count():
        words = ngettext(
            "One line is counted by this effect. Count it by another effect, or delete it, before you delete this.",
            "%(number)s lines are counted by this effect. Count them by another effect, or delete them, before you"
            " delete this.",
            number,
        )
        raise Refused(words % {"number": number})
    effect.delete()
    touch(case=case, by=by)
