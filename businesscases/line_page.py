"""What the page of one kind of lines shows: a table to read, and all the script needs to make it a spreadsheet."""

from dataclasses import asdict

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from businesscases.forms.line_fields import number_text, years_text
from businesscases.line_table import Told, columns, filled, heads, row_of
from businesscases.line_templates import templates_of
from businesscases.models import Kind
from businesscases.models.lines import MOST_LINES
from businesscases.panel import panel_of

WORDS = {
    "saved": _("Saved"),
    "saving": _("Saving …"),
    "changed": _("Not saved yet"),
    "priceless": _("The price is missing: not counted and not saved"),
    "invalid": _("Not saved: mend %(cells)s"),
    "stale": _("Not saved: choose what shall stand"),
    "gone": _("Not saved: choose what shall stand"),
    "full": _("Not saved: the case has %(most)s lines already. Delete one, or gather several in one"),
    "offline": _("No connection: kept on this device, and saved when the connection is back"),
    "refused": _("Not saved. Reload the page and try again; what you have written is kept on this device"),
    "signedOut": _(
        "You are not signed in any more. Sign in in another tab and reload this page: what you have written is kept"
    ),
    "problem": _("Saved, but not counted"),
    "tooMany": _(
        "You are pasting %(count)s rows, and a case holds %(most)s lines. Nothing is pasted, and nothing is lost: "
        "gather the rows in fewer lines and paste again"
    ),
    "tooWide": _(
        "You are pasting more columns than there are from this cell on: %(count)s do not fit. Nothing is pasted. "
        "Choose a cell further to the left and paste again"
    ),
    "unknownColumns": _(
        "The table has no column called “%(names)s”. Nothing is pasted. Change the heading, or delete the column, and "
        "paste again"
    ),
    "pasted": _("%(count)s rows pasted"),
    "elsewhere": _(
        "%(count)s of the rows you pasted are not here: they have cells that this table has no column for. Costs, "
        "consequences and transfers each have a table of their own, so paste the same rows there too"
    ),
    "undone": _("Undone"),
    "redone": _("Done again"),
    "deleted": _("Line deleted. Undo with Ctrl+Z"),
    "moved": _("Moved to place %(place)s"),
    "nothing": _("There is nothing to undo"),
    "newLine": _("New line"),
    "state": _("State"),
    "delete": _("Delete"),
    "up": _("Move up"),
    "down": _("Move down"),
    "line": _("Line %(number)s"),
    "empty": _("empty"),
    "deletedThere": _("The line has been deleted"),
}


def page_of(case, kind, offer) -> dict:
    """The context of a page of lines. All lines of the case are read once, since the panel counts all of them."""
    templates = templates_of(kind, offer)
    lines = list(case.lines.select_related("effect", "price"))
    told = Told.of(case, offer, lines)
    shown = [line for line in lines if line.kind == kind]
    return {
        "case": case,
        "kind": kind,
        "rows": [_shown(line, told, case.calculation.decision_year) for line in shown],
        "panel": panel_of(told.inputs),
        "templates": templates,
        "table": {
            "kind": kind,
            "columns": [asdict(column) for column in columns(kind, offer)],
            "rows": [row_of(line, told) for line in shown],
            "heads": heads(),
            "own": str(Kind(kind).label),
            "others": len(lines) - len(shown),
            "prices": {str(price.pk): filled(price) for price in offer.prices.rows},
            "templates": [asdict(template) for template in templates],
            "fresh": fresh(kind, offer),
            "most": MOST_LINES,
            "words": {name: str(word).replace("%(most)s", str(MOST_LINES)) for name, word in WORDS.items()},
            "urls": {name: reverse(f"businesscases:line_{name}", args=[case.pk]) for name in ("save", "panel")},
        },
    }


def _shown(line, told, decision_year):
    ends = (line.unit_price_low, line.unit_price_high)
    return {
        "line": line,
        "years": years_text(decision_year + line.first_year, decision_year + line.last_year),
        "quantity": number_text(line.quantity),
        "unit_price": number_text(line.unit_price),
        "range": "–".join(number_text(end) or "…" for end in ends) if any(end is not None for end in ends) else "",
        "problems": told.problems(line).values(),
        "warnings": told.warnings(line).values(),
    }


def fresh(kind, offer):
    """What a new row begins with."""
    first = {"actor": "municipality", "area": "service_frame", "per": "case", "quantity": "1"}
    horizon = offer.calculation.horizon_years
    years = "0" if kind == Kind.COST else f"1–{horizon}" if horizon > 1 else "1"
    return first | {"years": years, "price_year": str(offer.calculation.price_year)}
