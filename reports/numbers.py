"""Numbers as Danish readers write them."""

from django.utils import formats

NO_FIGURE = "–"


def percent(share: float) -> str:
    """A share (0–1) in whole per cent: 0.254 → "25 %"."""
    return f"{round(100 * share)} %"


def decimal(value: float | None, places: int = 2) -> str:
    """A figure with its decimals in the reader's language, or a dash where there is none to show."""
    return NO_FIGURE if value is None else formats.number_format(round(value, places), places)


def interval(low: float | None, high: float | None, places: int = 2) -> str:
    """The ends of an interval: "0,12 til 0,50", or a dash."""
    if low is None or high is None:
        return NO_FIGURE
    return f"{decimal(low, places)} til {decimal(high, places)}"
