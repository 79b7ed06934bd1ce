"""Numbers as Danish readers write them."""

from collections.abc import Iterable
from math import floor

from django.utils import formats
from django.utils.text import get_text_list
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


def cut(value: float | None, places: int = 2) -> str:
    """As `decimal`, but cut instead of rounded: a figure below a limit never reads as if it had reached it."""
    return decimal(value if value is None else floor(value * 10**places) / 10**places, places)


def kroner(value: float) -> str:
    """Whole kroner: 1234567 → "1.234.567 kr."."""
    return f"{decimal(value, 0)} kr."


def thousands(value: float | None) -> str:
    """Kroner of an estimate, to the nearest thousand: 106363.6 → "106.000"; a dash where there are none."""
    return decimal(value if value is None else round(value, -3), 0)


def listed(items: Iterable[object]) -> str:
    """What stands one after the other in a sentence: (1, 2, 3) → "1, 2 og 3"."""
    return get_text_list([str(item) for item in items], _("and"))


def interval(low: float | None, high: float | None, places: int = 2) -> str:
    """The ends of an interval: "0,12 til 0,50", or a dash."""
    if low is None or high is None:
        return NO_FIGURE
    return _("%(low)s to %(high)s") % {"low": decimal(low, places), "high": decimal(high, places)}
