"""Money, shares and years as Danish readers write them. Rounded here, and nowhere before."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

MINUS = "−"
NO_FIGURE = "–"
_MILLION, _BILLION = 1_000_000, 1_000_000_000
Number = float | Decimal


def number(value: Number, places: int = 0) -> str:
    """1234567.8 → "1.234.568"; a real minus, and none before a zero."""
    rounded = round(value, places) or 0
    return formats.number_format(rounded, places, force_grouping=True).replace("-", MINUS)


def plain(value: Number, places: int = 2) -> str:
    """As `number`, without decimals that say nothing: 25 → "25", 12.5 → "12,5"."""
    return number(value, next(n for n in range(places + 1) if n == places or round(value, n) == round(value, places)))


def money(kr: Number) -> str:
    """An amount to be read in a sentence: "18,5 mio. kr.", "950.000 kr.", "4.200 kr."."""
    size = abs(round(kr, -3))
    if size >= _BILLION:
        return _("%(number)s bn. kr.") % {"number": number(_part(kr, _BILLION), 2)}
    if size >= _MILLION:
        return _("%(number)s m. kr.") % {"number": number(_part(kr, _MILLION), 1)}
    return whole(round(kr, -3) if size >= 10_000 else kr)


def whole(kr: Number) -> str:
    """Whole kroner: 1234567 → "1.234.567 kr."."""
    return f"{number(kr)} kr."


def thousands(kr: Number) -> str:
    """An amount in a table of 1,000 kr.: 1234567 → "1.235"."""
    return number(_part(kr, 1000))


def percent(share: Number, places: int = 0) -> str:
    """A share, 0–1, in per cent: 0.254 → "25 %"."""
    return f"{plain(share * 100, places)} %"


def chance(probability: float) -> str:
    """A probability from draws. Draws that all say the same make it nearly certain, not certain."""
    if probability >= 0.995:
        return _("over 99 %% chance") % () if probability < 1 else _("as good as certain")
    if probability < 0.005:
        return _("under 1 %% chance") % () if probability > 0 else _("as good as ruled out")
    return _("%(percent)s chance") % {"percent": percent(probability)}


def listed(items: Iterable[object]) -> str:
    """What stands one after the other in a sentence: (1, 2, 3) → "1, 2 og 3"."""
    return get_text_list([str(item) for item in items], _("and"))


def _part(kr: Number, unit: int) -> Number:
    return kr / unit
