"""From the rows of a case to the document of all that is written in it (dossier/document.py)."""

from businesscases.assembling import inputs_of
from businesscases.dossier.document import Dossier, Known, ScenarioValues

TEXTS = (
    "title",
    "problem",
    "target_group",
    "target_group_size",
    "target_group_found",
    "intervention",
    "legal_basis",
    "starts_on",
    "duration_months",
    "staffing",
    "basis_alternative",
    "proposal",
)


def dossier_of(case) -> Dossier:
    """The whole case as it stands. At most 11 queries, whatever the number of rows."""
    return Dossier(
        texts={name: _text(getattr(case, name)) for name in TEXTS},
        calculation=inputs_of(case),
        known={str(row.key): Known(row.grade, row.source) for row in case.effects.all()},
        scenarios=tuple(_scenario(row) for row in case.scenarios.prefetch_related("values")),
    )


def _scenario(row) -> ScenarioValues:
    return ScenarioValues(row.name, row.note, {value.key: value.value for value in row.values.all()})


def _text(value) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
