"""Lines made of a table that was pasted from SØM: checked by the form of a line, and shown before they are stored."""

from dataclasses import dataclass
from uuid import uuid5

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesscases.actions.lines import Outcome, Row, save_lines
from businesscases.forms.line_fields import number_text, years_text
from businesscases.forms.lines import LineForm, Offer
from businesscases.models import Actor, Kind
from businesscases.pasting import ReadLine, UnreadRow, Why, read_table

REASONS = {
    Why.NO_YEARS: gettext_lazy("no row above says which years the columns are. Copy the headings too"),
    Why.NO_ACTOR: gettext_lazy("neither the row nor a heading names municipality, region, state or citizens"),
    Why.NOT_A_NUMBER: gettext_lazy("“%(detail)s” is no amount"),
    Why.SUM: gettext_lazy("a sum of other rows: left out, so that nothing counts twice"),
    Why.ALIKE: gettext_lazy("sum of the rows above, not taken. Below you can take it all the same"),
    Why.EARLY: gettext_lazy("it has money before the decision year of the case"),
    Why.TOO_MANY: gettext_lazy("the table is too long: paste the rest for itself"),
}


@dataclass(frozen=True)
class Preview:
    """`forms` are the lines that can be stored; `unread` are (row, reason) in words.

    `alike` are the rows that look like sums, taken or not: (number, row).
    """

    forms: list[LineForm]
    unread: list[tuple[str, str]]
    alike: list[tuple[int, str]]


def preview(*, given: dict, offer: Offer) -> Preview:
    """What storing the pasted text would do. `given` is the cleaned data of a PasteForm."""
    year = offer.calculation.decision_year
    table = read_table(given["text"], decision_year=year, first_year=given["first_year"], taken=given["taken"])
    price_year = given["price_year"] or table.price_year or offer.calculation.price_year
    blank = {kind: LineForm(kind=kind.value, offer=offer) for kind in (Kind.COST, Kind.GAIN)}
    forms = [blank[line.kind].over(_cells(line, given, price_year)) for line in table.lines]
    wrong = [(form["name"].value(), " ".join(sum(form.errors.values(), []))) for form in forms if form.errors]
    return Preview(
        forms=[form for form in forms if not form.errors],
        unread=[*map(_told, table.unread), *wrong],
        alike=[(row.number, _place(row)) for row in table.alike],
    )


def store(*, found: Preview, batch, offer: Offer, by) -> int:
    """Store what the preview showed; how many lines there was no room for."""
    rows = [Row(uuid5(batch, str(number)), 0, form.values) for number, form in enumerate(found.forms)]
    saved = save_lines(case=offer.case, rows=rows, by=by)
    return sum(one.outcome == Outcome.FULL for one in saved)


def _cells(line: ReadLine, given, price_year) -> dict[str, str]:
    cells = {
        "name": line.name,
        "actor": line.actor.value,
        "years": years_text(line.first_year, line.last_year),
        "unit_price": number_text(line.amount_kr),
        "price_year": str(price_year),
        "source": _("SØM calculation, pasted %(day)s") % {"day": formats.date_format(timezone.localdate(), "j.n.Y")},
    }
    if line.actor == Actor.MUNICIPALITY:
        cells |= {"administration": given["administration"], "area": given["area"]}
    return cells


def _told(row: UnreadRow) -> tuple[str, str]:
    return _place(row), str(REASONS[row.why]) % {"detail": row.detail[:80]}


def _place(row: UnreadRow) -> str:
    return _("Row %(number)s: %(text)s") % {"number": row.number, "text": row.text[:160]}
