"""Into which groups the people behind a cell are divided by role, so that no small role follows from the others."""

from collections import Counter
from collections.abc import Mapping

from reports.analysis.cells import ROLES, Cell, Cells
from reports.analysis.disclosure import protect

RoleGroup = tuple[str, ...]


def role_groups(cells: Cells, municipality: str, cell: Cell) -> tuple[RoleGroup, ...]:
    """The role groups whose answers in `cell` may be shown apart; empty where only the whole may be."""
    counts = Counter(cells.role_of[person] for person in cell.respondents)
    return divided(cells.respondents[municipality], counts, cells.n_min)


def divided(everybody: Mapping[str, int], counts: Mapping[str, int], n_min: int) -> tuple[RoleGroup, ...]:
    """Roles that may be shown apart, and at the end the rest of them as one group.

    `everybody` are all people by role, `counts` those behind the cell. Together the groups are all behind the cell, and
    each has `n_min` answers: nothing is left to subtract. A role that is hidden among everybody is not shown alone here
    either.
    """
    known, seen = _shown(everybody, n_min), _shown(counts, n_min)
    shown = [role for role in ROLES if counts.get(role) and role in known and role in seen]
    rest = tuple(role for role in ROLES if role not in shown and everybody.get(role))
    left = sum(counts.get(role, 0) for role in rest)
    if not shown or 0 < left < n_min:
        return ()
    alone: tuple[RoleGroup, ...] = tuple((role,) for role in shown)
    return (*alone, rest) if left else alone


def _shown(counts: Mapping[str, int], n_min: int) -> set[str]:
    numbers = protect([counts.get(role, 0) for role in ROLES], n_min, zero_shown=True)
    return {role for role, n in zip(ROLES, numbers, strict=True) if n is not None}
