"""The municipality's own scenarios: which inputs they may fix, and at which values."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from businesscases.calculation.inputs import Estimate, Inputs
from businesscases.calculation.worked import PARTICIPANTS


@dataclass(frozen=True)
class Input:
    """One value that the result hangs on. `key` as in `calculation.inputs.with_values`; `source` may be empty."""

    key: str
    name: str
    estimate: Estimate
    unit: str = ""
    source: str = ""

    @property
    def is_share(self) -> bool:
        return self.key.startswith("effect:")

    @property
    def is_people(self) -> bool:
        return self.key == PARTICIPANTS


def inputs_with_values(inputs: Inputs) -> Iterator[Input]:
    """Participants, effects and the unit price of every line, in the order of the case."""
    yield Input(PARTICIPANTS, _("Participants"), inputs.participants)
    for effect in inputs.effects:
        yield Input(f"effect:{effect.key}", effect.name, effect.rate)
    for line in inputs.lines:
        yield Input(f"line:{line.key}", line.name, line.price, line.unit, line.source)


@dataclass(frozen=True)
class Own:
    """A stored scenario with its values by the key of their input."""

    pk: int
    name: str
    note: str
    values: dict[str, Decimal]


def scenarios_of(case) -> tuple[Own, ...]:
    """The scenarios of a case, in one query."""
    found: dict[int, Own] = {}
    for pk, name, note, key, value in case.scenarios.values_list("pk", "name", "note", "values__key", "values__value"):
        own = found.setdefault(pk, Own(pk, name, note, {}))
        if key is not None:
            own.values[key] = value
    return tuple(found.values())


def values_of(scenario) -> dict[str, Decimal]:
    """The values of a stored scenario by the key of their input."""
    return {value.key: value.value for value in scenario.values.all()}


def digest(scenario, values) -> str:
    """The same for the same scenario as it stands; "" for one that is not stored."""
    if scenario.pk is None:
        return ""
    told = [scenario.name, scenario.note, *(f"{key}={value.normalize()}" for key, value in sorted(values.items()))]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()
