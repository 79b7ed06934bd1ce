"""From the rows of a case to the document of all that is written in it (dossier/document.py)."""

from businesscases.assembling import inputs_of
from businesscases.dossier.document import Dossier, Element, Known, ScenarioValues, Sign

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
    """The whole case as it stands. At most 14 queries, whatever the number of rows."""
    return Dossier(
        texts={name: _text(getattr(case, name)) for name in TEXTS},
        calculation=inputs_of(case),
        known={str(row.key): Known(row.grade, row.source) for row in case.effects.all()},
        scenarios=tuple(_scenario(row) for row in case.scenarios.prefetch_related("values")),
        theory=tuple(element_of(row) for row in case.elements.prefetch_related("leads_to", "indicators")),
    )


def element_of(row) -> Element:
    """One box, with links in the order of the next column."""
    return Element(
        key=str(row.key),
        part=row.part,
        text=row.text,
        assumption=row.assumption,
        leads_to=tuple(str(after.key) for after in row.leads_to.all()),
        signs=tuple(_sign(sign) for sign in row.indicators.all()),
    )


def _sign(row) -> Sign:
    return Sign(row.name, row.data_source, row.measured, row.baseline, row.target)


def _scenario(row) -> ScenarioValues:
    return ScenarioValues(row.name, row.note, {value.key: value.value for value in row.values.all()})


def _text(value) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
