"""What stands on the front page of a case."""

from businesscases.dossier.document import from_json
from businesscases.economics.flows import InvalidInput
from businesscases.panel import Panel, panel_of


def remembered_panel(case) -> Panel | None:
    """The result as the newest version has it, in one query; None before the first version."""
    last = case.versions.first()
    try:
        return panel_of(from_json(last.document).calculation) if last else None
    except InvalidInput:
        return None
