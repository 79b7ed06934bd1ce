"""Whom a municipality is compared with (METHODS A12)."""

from collections.abc import Mapping

from reports.analysis.disclosure import OTHERS_BEHIND_A_COMPARISON
from reports.analysis.samples import InvalidInput


def nearest(
    municipality: str, populations: Mapping[str, int], count: int, kinds: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Codes of the `count` municipalities nearest in population, the nearest first; equally near ones in order of code.

    `populations` are inhabitants by code, the own one among them. With `kinds` (type of municipality by code) only
    those of the own type are candidates. Fewer are returned where there are fewer. InvalidInput for an unknown code or
    fewer than three peers, behind which no comparison is shown.
    """
    if count < OTHERS_BEHIND_A_COMPARISON:
        raise InvalidInput(f"a comparison needs at least {OTHERS_BEHIND_A_COMPARISON} peers")
    if municipality not in populations or (kinds is not None and municipality not in kinds):
        raise InvalidInput(f"not a municipality of the table: {municipality}")
    if any(people <= 0 for people in populations.values()):
        raise InvalidInput("a municipality has inhabitants")
    others = [
        code
        for code in populations
        if code != municipality and (kinds is None or kinds.get(code) == kinds[municipality])
    ]
    return tuple(sorted(others, key=lambda code: (abs(populations[code] - populations[municipality]), code))[:count])
