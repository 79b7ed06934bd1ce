"""How the lines of a case change: row by row, nothing stored twice, and nothing written over a colleague's words."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from businesscases.actions.cases import touch
from businesscases.actions.prices import hold_prices
from businesscases.models import Case, Line
from businesscases.models.lines import MOST_LINES


class Outcome(StrEnum):
    SAVED = "saved"
    DELETED = "deleted"
    STALE = "stale"  # somebody has changed the line since `version`
    GONE = "gone"  # somebody has deleted the line since `version`
    FULL = "full"  # the case has MOST_LINES already
    UNCOUNTED = "uncounted"  # somebody has deleted the effect that the line is counted by


@dataclass(frozen=True)
class Row:
    """What shall become of the line `key`, written over `version` of it; 0 is a new one.

    Without `values` it is deleted. `is_again` brings back a line that has been deleted.
    """

    key: UUID
    version: int
    values: dict | None
    is_again: bool = False


@dataclass(frozen=True)
class Saved:
    """`line` is what stands now, None where nothing does."""

    row: Row
    outcome: Outcome
    line: Line | None = None


@transaction.atomic
def save_lines(*, case, rows, by) -> list[Saved]:
    """Each row on its own: one that comes too late keeps no other back. Sent twice, it is stored once."""
    Case.objects.select_for_update().get(pk=case.pk)
    found = case.lines.filter(key__in=[row.key for row in rows]).select_related("effect", "price", "changed_by")
    standing, room = {line.key: line for line in found}, _Room(case)
    effects = set(case.effects.values_list("pk", flat=True)) if _chosen(rows, "effect") else set()
    rows = _with_prices_that_stand(rows)
    saved = [_save(row, standing, room, by, effects) for row in rows]
    if room.is_touched:
        touch(case=case, by=by)
    return saved


@transaction.atomic
def order_lines(*, case, kind, keys, by) -> None:
    """Put the lines of one kind in this order, within the places that the kind has now; others stay behind them."""
    Case.objects.select_for_update().get(pk=case.pk)
    wanted = {key: place for place, key in enumerate(keys)}
    lines = list(case.lines.all())
    of_kind = [line for line in lines if line.kind == kind]
    ordered = iter(sorted(of_kind, key=lambda line: wanted.get(line.key, len(wanted))))
    moved = [next(ordered) if line.kind == kind else line for line in lines]
    changed = [(place, line) for place, line in enumerate(moved) if line.position != place]
    for place, line in changed:
        line.position = place
    Line.objects.bulk_update([line for _place, line in changed], ["position"])
    if moved != lines:
        touch(case=case, by=by)


class _Room:
    """Where the next new line goes, and whether there is room for it."""

    def __init__(self, case):
        self.case, self.is_touched = case, False
        self.count = case.lines.count()
        self.position = 1 + (case.lines.aggregate(last=Max("position"))["last"] or 0)

    @property
    def is_full(self):
        return self.count >= MOST_LINES

    def new_line(self, key, version):
        self.count, self.position = self.count + 1, self.position + 1
        return Line(case=self.case, key=key, version=version, position=self.position - 1)


def _chosen(rows, name):
    """The keys of what the rows point to with this field."""
    chosen = [row.values.get(name) for row in rows if row.values]
    return {one.pk for one in chosen if one}


def _with_prices_that_stand(rows):
    """A price that was deleted since the row was read leaves amount and source behind, as it does in stored lines."""
    chosen = _chosen(rows, "price")
    gone = chosen - hold_prices(chosen) if chosen else set()
    return [_without(row, gone) for row in rows]


def _without(row, gone):
    price = row.values and row.values.get("price")
    return replace(row, values=row.values | {"price": None}) if price and price.pk in gone else row


def _save(row, standing, room, by, effects):
    line = standing.get(row.key)
    if row.values is None:
        return _delete(row, line, standing, room)
    if row.values.get("effect") and row.values["effect"].pk not in effects:
        return Saved(row, Outcome.UNCOUNTED, line)
    if line is None:
        return _create(row, standing, room, by)
    values = row.values | {"price_name": _price_name(line, row.values)}
    if all(getattr(line, name) == value for name, value in values.items()):
        return Saved(row, Outcome.SAVED, line)
    if line.version != row.version:
        return Saved(row, Outcome.STALE, line)
    return Saved(row, Outcome.SAVED, _write(line, values, room, by, version=line.version + 1))


def _create(row, standing, room, by):
    """A line that comes back has a higher version than it ever had: who still has the old one open is told."""
    if row.version and not row.is_again:
        return Saved(row, Outcome.GONE)
    if room.is_full:
        return Saved(row, Outcome.FULL)
    line = standing[row.key] = room.new_line(row.key, row.version)
    return Saved(row, Outcome.SAVED, _write(line, row.values, room, by, version=row.version + 1))


def _delete(row, line, standing, room):
    if line is None:
        return Saved(row, Outcome.DELETED)
    if line.version != row.version:
        return Saved(row, Outcome.STALE, line)
    line.delete()
    del standing[row.key]
    room.count, room.is_touched = room.count - 1, True
    return Saved(row, Outcome.DELETED)


def _write(line, values, room, by, version):
    for name, value in values.items():
        setattr(line, name, value)
    line.version, line.changed_by, line.changed_at = version, by, timezone.now()
    line.save()
    room.is_touched = True
    return line


def _price_name(line, values):
    """A line whose price was deleted in the catalogue says so, as long as it keeps the amount from there."""
    is_kept = all(getattr(line, name) == values[name] for name in ("price", "unit_price", "price_year"))
    return line.price_name if is_kept and not values["price"] else values["price_name"]
