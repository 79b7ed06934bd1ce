"""Numbers as Danish readers write them."""

from django.utils import formats
from django.utils.translation import gettext as _

NO_FIGURE = "–"
MINUS = "−"


def percent(share: float) -> str:
    """A share (0–1) in whole per cent: 0.254 → "25 %"."""
    return f"{round(100 * share)} %"


def decimal(value: float | None, places: int = 2) -> str:
    """A figure with its decimals in the reader's language, or a dash where there is none to show."""
    if value is None:
        return NO_FIGURE
    rounded = round(value, places) or 0.0  # no minus zero
    return formats.number_format(rounded, places, force_grouping=True).replace("-", MINUS)


def kroner(value: float) -> str:
    """Whole kroner: 1234567 → "1.234.567 kr."."""
    return f"{decimal(value, 0)} kr."


def interval(low: float | None, high: float | None, places: int = 2) -> str:
    """The ends of an interval: "0,12 til 0,50", or a dash."""
    if low is None or high is None:
        return NO_FIGURE
    return _("%(low)s to %(high)s") % {"low": decimal(low, places), "high": decimal(high, places)}
