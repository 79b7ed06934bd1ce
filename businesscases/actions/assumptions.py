"""How the assumptions of a calculation change."""

from django.db import transaction

from businesscases.actions.cases import Stale, touch
from businesscases.models import Calculation, Case


@transaction.atomic
def save_assumptions(*, case, version, by, **values) -> Calculation:
    """Change what the case is calculated from, written over `version` of it. The second click stores nothing."""
    Case.objects.select_for_update().get(pk=case.pk)
    calculation = Calculation.objects.get(case=case)
    if all(getattr(calculation, name) == value for name, value in values.items()):
        return calculation
    if calculation.version != version:
        raise Stale(calculation)
    for name, value in values.items():
        setattr(calculation, name, value)
    calculation.version = version + 1
    calculation.save()
    touch(case=case, by=by)
    return calculation
