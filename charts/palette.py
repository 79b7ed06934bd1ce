"""Colours of the charts, measured under colour-blindness and in grey (tests/charts/test_palette.py)."""

from itertools import pairwise

OWN = "#b3005e"
OWN_HALF = "#eec3ce"
PEERS = "#6b7f91"
PEERS_HALF = "#93a5b5"
INK = "#1a1a1a"
BLACK = "#000000"
MUTED = "#5c5c5c"
RULE = "#dcdcdc"
PAPER = "#ffffff"
STEP = "#eaf0f5"
BAND = "#dce5ed"
NEUTRAL = "#d5d5d5"
SUBMITTED, STARTED, INVITED = "#0b4f86", "#6fa8cf", "#d5d5d5"
# What goes out and what comes in, below and above zero: dark against middle, so that they differ in grey too.
OUT, IN = "#c8752a", "#0b4f86"

NEGATIVE = {1: ("#9c4a00",), 2: ("#9c4a00", "#e8a15a")}
POSITIVE = {1: ("#0b4f86",), 2: ("#0b4f86", "#6fa8cf")}
NEGATIVE_ANCHORS = ("#7d3a00", "#d98f45", "#f8dcbc")
POSITIVE_ANCHORS = ("#083d66", "#5c9bc6", "#cfe4f2")
NOMINAL_ANCHORS = ("#082f54", "#26708a", "#79b394", "#f4e6ae")
MINIMUM_CONTRAST = 4.5


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0–255 each, of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0–1 (WCAG 2.2, "relative luminance")."""
    parts = (value / 255 for value in channels(colour))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1–21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """Text colour that reads on `fill` with contrast ≥ 4.5: on a middle tone only pure black does (≥ √21 there)."""
    best = max((INK, PAPER), key=lambda ink: contrast(ink, fill))
    return best if contrast(best, fill) >= MINIMUM_CONTRAST else BLACK


def blend(one: str, other: str, share: float) -> str:
    """The colour `share` (0–1) of the way from one to the other."""
    mixed = (round(a + (b - a) * share) for a, b in zip(channels(one), channels(other), strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def ramp(anchors: tuple[str, ...], size: int) -> tuple[str, ...]:
    """`size` ≥ 2 colours spread evenly along the line through the anchors, both ends included."""
    legs = list(pairwise(anchors))
    positions = (index * len(legs) / (size - 1) for index in range(size))
    return tuple(blend(*legs[min(int(p), len(legs) - 1)], p - min(int(p), len(legs) - 1)) for p in positions)


def side(known: dict[int, tuple[str, ...]], anchors: tuple[str, ...], size: int) -> tuple[str, ...]:
    return known[size] if size in known else ramp(anchors, size)


def diverging(negative: int, neutral: bool, positive: int) -> tuple[str, ...]:
    """Colours in the order of the options: darkest at both ends, the neutral class grey."""
    left = side(NEGATIVE, NEGATIVE_ANCHORS, negative) if negative else ()
    right = side(POSITIVE, POSITIVE_ANCHORS, positive) if positive else ()
    return (*left, *((NEUTRAL,) if neutral else ()), *reversed(right))


def nominal(size: int) -> tuple[str, ...]:
    """Colours of unordered options: lightness rises all the way, so they also differ in grey."""
    return ramp(NOMINAL_ANCHORS, max(size, 4))[:size] if size > 2 else (NOMINAL_ANCHORS[0], NOMINAL_ANCHORS[2])[:size]
