"""Into which groups the people behind a cell are divided by role, so that no small role follows from the others."""

from collections.abc import Mapping

from reports.analysis.cells import ROLES, Cell, Cells
from reports.analysis.disclosure import protect

RoleGroup = tuple[str, ...]


def role_groups(cells: Cells, municipality: str, cell: Cell) -> tuple[RoleGroup, ...]:
    """The role groups whose answers in `cell` may be shown apart: roles, and at the end the rest of them as one.

    Together they are everybody behind the cell, and each group has `n_min` answers: nothing is left to subtract. A role
    that is hidden among those who answered is not shown alone here either. Empty where only the whole may be shown.
    """
    everybody = cells.respondents[municipality]
    counts = counted(cells, cell)
    known = _shown({role: everybody[role] for role in ROLES}, cells.n_min)
    shown = [role for role in ROLES if counts[role] and role in known and role in _shown(counts, cells.n_min)]
    rest = tuple(role for role in ROLES if role not in shown and everybody[role])
    left = sum(counts[role] for role in rest)
    if not shown or 0 < left < cells.n_min:
        return ()
    alone: tuple[RoleGroup, ...] = tuple((role,) for role in shown)
    return (*alone, rest) if left else alone


def counted(cells: Cells, cell: Cell) -> dict[str, int]:
    """How many people of each role stand behind the cell."""
    roles = [cells.role_of[person] for person in cell.respondents]
    return {role: roles.count(role) for role in ROLES}


def _shown(counts: Mapping[str, int], n_min: int) -> set[str]:
    numbers = protect([counts[role] for role in ROLES], n_min, zero_shown=True)
    return {role for role, n in zip(ROLES, numbers, strict=True) if n is not None}
