"""Who sits where in a partnership, as rows for a page: a row for each municipality, a cell for each group."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipalities.models import Group, Participation, Seat


@dataclass(frozen=True)
class Cell:
    group: Group
    seats: list[Seat]

    @property
    def lacks(self):
        """What the municipality still owes the group, as short phrases; empty when all is in order."""
        too_few = self.group.seats_min - len(self.seats)
        phrases = [ngettext("lacks %(count)s person", "lacks %(count)s people", too_few) % {"count": too_few}]
        lacking = phrases if too_few > 0 else []
        has_contact = any(seat.is_contact for seat in self.seats)
        return lacking if has_contact or not self.group.has_contact else [*lacking, _("lacks a contact person")]


@dataclass(frozen=True)
class Row:
    participation: Participation
    cells: list[Cell]


def rows(*, groups, participations, seats):
    """Every municipality with the given seats in each group; who has withdrawn owes nothing and is left out."""
    held = {}
    for seat in seats:
        held.setdefault((seat.participation_id, seat.group_id), []).append(seat)
    return [
        Row(each, [Cell(group, held.get((each.pk, group.pk), [])) for group in groups])
        for each in participations
        if each.withdrawn_on is None or any((each.pk, group.pk) in held for group in groups)
    ]
