"""How a municipality's own scenarios come and go."""

from django.db import transaction
from django.utils.translation import gettext as _

from businesscases.actions.cases import touch
from businesscases.models import Case, Scenario, ScenarioValue
from businesscases.scenarios import digest, values_of
from jobs.errors import Refused

MOST_SCENARIOS = 12


class NameTaken(Refused):
    """Another scenario of the case has the name."""


@transaction.atomic
def save_scenario(*, scenario, over, values, by) -> Scenario:
    """Store a scenario, new or changed, with exactly these values. `over` is the digest of the one it was read as.

    The second click of two stores nothing.
    """
    case = Case.objects.select_for_update().get(pk=scenario.case_id)
    namesake = case.scenarios.filter(name=scenario.name).prefetch_related("values").first()
    if namesake and scenario.pk in (None, namesake.pk) and _says(namesake, scenario.note, values):
        return namesake
    if namesake and scenario.pk != namesake.pk:
        raise NameTaken(_("There is already a scenario of that name. Choose another one."))
    _permitted(case, scenario, over)
    scenario.save()
    scenario.values.all().delete()
    ScenarioValue.objects.bulk_create(
        ScenarioValue(scenario=scenario, key=key, value=value) for key, value in values.items()
    )
    touch(case=case, by=by)
    return scenario


@transaction.atomic
def delete_scenario(*, scenario, by) -> None:
    case = Case.objects.select_for_update().get(pk=scenario.case_id)
    scenario.delete()
    touch(case=case, by=by)


def _permitted(case, scenario, over):
    if scenario.pk is None and case.scenarios.count() >= MOST_SCENARIOS:
        raise Refused(_("A case has at most %(most)s scenarios. Delete one first.") % {"most": MOST_SCENARIOS})
    if scenario.pk is not None and over != _standing(scenario):
        raise Refused(_("A colleague has changed the scenario meanwhile. Open it again to see what stands there now."))


def _says(scenario, note, values) -> bool:
    return (scenario.note, values_of(scenario)) == (note, values)


def _standing(scenario) -> str | None:
    """None for one that a colleague has deleted."""
    current = Scenario.objects.prefetch_related("values").filter(pk=scenario.pk).first()
    return digest(current, values_of(current)) if current else None
