"""What to write in each cell of a line: below the field of its form, and above the table while one is in the cell."""

from django.utils.translation import gettext_lazy as _

HINTS = {
    "name": _("One thing at a time, for example: pay for two family therapists."),
    "actor": _("Whose money it is. Does the state pay a part, that part is a line of its own."),
    "administration": _("Whose budget in the municipality, for example: Children and Young People."),
    "account": _("The function in the chart of accounts, for example: 5.28.21."),
    "area": _("Saved transfers make no room in the service frame, so tell the two apart."),
    "per": _("By participant or by success, the platform multiplies for you."),
    "effect": _("Only for lines that are counted by success."),
    "quantity": _("How many units in a year, for example: 0.5 work-years."),
    "unit": _("What the price is for, for example: work-year, course or week."),
    "price": _("A price from a catalogue fills in unit, price, year and source."),
    "unit_price": _("The most likely price of one unit. It may stay empty beside a price from a catalogue."),
    "unit_price_low": _("So low that it will hardly be lower. Empty: the price is taken as certain."),
    "unit_price_high": _("So high that it will hardly be higher. Empty: the price is taken as certain."),
    "price_year": _("The year in whose prices the amount is. Empty: the price level of the case."),
    "index": _("Empty: the price index of the case."),
    "source": _("Who says so, where and when, so that a colleague can find the figure."),
    "note": _("For your colleagues alone: it is never shared."),
}
