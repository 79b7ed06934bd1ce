"""How a municipality's own scenarios come and go."""

from django.db import transaction
from django.utils.translation import gettext as _

from businesscases.actions.versions import remember
from businesscases.models import Case, Scenario, ScenarioValue
from businesscases.scenarios import digest, values_of
from jobs.errors import Refused

MOST_SCENARIOS = 12


@transaction.atomic
def save_scenario(*, scenario, over, values, by) -> Scenario:
    """Store a scenario, new or changed, with exactly these values. `over` is the digest of the one it was read as."""
    case = Case.objects.select_for_update().get(pk=scenario.case_id)
    if scenario.pk is None and case.scenarios.count() >= MOST_SCENARIOS:
        raise Refused(_("A case has at most %(most)s scenarios. Delete one first.") % {"most": MOST_SCENARIOS})
    if scenario.pk is not None and over != _standing(scenario):
        raise Refused(_("A colleague has changed the scenario meanwhile. Open it again to see what stands there now."))
    scenario.save()
    scenario.values.all().delete()
    ScenarioValue.objects.bulk_create(
        ScenarioValue(scenario=scenario, key=key, value=value) for key, value in values.items()
    )
    remember(case=case, by=by)
    return scenario


@transaction.atomic
def delete_scenario(*, scenario, by) -> None:
    case = Case.objects.select_for_update().get(pk=scenario.case_id)
    scenario.delete()
    remember(case=case, by=by)


def _standing(scenario) -> str:
    current = Scenario.objects.prefetch_related("values").get(pk=scenario.pk)
    return digest(current, values_of(current))
