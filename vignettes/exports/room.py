"""How big a table becomes, before anybody makes it: an Excel file is written cell by cell, and slowly."""

from collections import defaultdict

from django.db.models import Count

from vignettes.exports import reading
from vignettes.exports.long import Long
from vignettes.exports.wide import Wide
from vignettes.instrument import FOR_ALL
from vignettes.models import Shape, Vignette

MOST_CELLS_IN_EXCEL = 5_000_000  # a quarter of what took a worker 196 CPU seconds; it has 240 (docs/exports.md)


def size_of(export) -> tuple[int, int]:
    """(rows, columns) of the table, in a fixed number of queries; no answer is read."""
    is_long = export.shape == Shape.LONG
    table = (Long if is_long else Wide)(reading.plan_of(export.survey), reading.frame_of(export, {}))
    groups = reading.respondents_of(export).values_list("version", "version__number", "assignment__deck")
    counted = groups.annotate(Count("pk"))
    if not is_long:
        return sum(count for *_group, count in counted), len(table.columns)
    cases = _cases(export.survey)
    rows = sum(count * table.row_count(number, cases[pk, deck]) for pk, number, deck, count in counted)
    return rows, len(table.columns)


def _cases(survey) -> dict[tuple[int, int | None], set[str]]:
    """The codes of the vignettes that a deck of a version has, with those for everybody; none where all are given."""
    by_deck = defaultdict(set)
    found = Vignette.objects.filter(version__survey=survey).order_by().values_list("version", "deck", "code")
    for version, deck, code in found:
        by_deck[version, deck].add(code)
    dealt = [(version, deck) for version, deck in by_deck if deck != FOR_ALL]
    return defaultdict(set, {place: by_deck[place] | by_deck[place[0], FOR_ALL] for place in dealt})
