"""What every picture of shares checks before it draws."""

from collections.abc import Callable, Iterable
from math import fsum, isfinite

from charts.text import clean

NumberText = Callable[[float], str]
TOLERANCE = 1e-6


def checked(shares: tuple[float, ...], options: int) -> tuple[float, ...]:
    """The shares unchanged; ValueError unless there is one per option and they are parts of one whole."""
    if len(shares) != options:
        raise ValueError(f"{len(shares)} shares for {options} options")
    if not all(isfinite(share) and share >= 0 for share in shares) or abs(fsum(shares) - 1) > TOLERANCE:
        raise ValueError("shares must be finite, not negative, and sum to 1")
    return shares


def explained(hidden: str) -> str:
    """The text that stands for hidden figures; ValueError if it is missing: nothing is hidden without a word."""
    if not clean(hidden):
        raise ValueError("hidden figures need a text that says so")
    return hidden


def all_explained(sides: Iterable[tuple[object | None, str]]) -> None:
    """Each (figure, text): a figure that is None must have a text that says why."""
    for figure, hidden in sides:
        if figure is None:
            explained(hidden)
