"""Keys in place of people and municipalities: the same within an export, unrelated to those of any other."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # base 32 as RFC 4648 has it
_PAIRS = [one + other for one in _LETTERS for other in _LETTERS]
_PAIR_BITS, _PAIR_COUNT = 10, 6


@dataclass(frozen=True)
class Pseudonyms:
    """Whoever does not have `salt` can neither go from a key to a number of the database nor the other way."""

    salt: str

    def respondent(self, number: int) -> str:
        """A letter and twelve letters or digits, so that no spreadsheet takes it for a number."""
        cut = int.from_bytes(self._digest(f"respondent:{number}")[:8]) >> (64 - _PAIR_BITS * _PAIR_COUNT)
        shifts = range(_PAIR_BITS * (_PAIR_COUNT - 1), -1, -_PAIR_BITS)
        return "R" + "".join([_PAIRS[cut >> shift & 1023] for shift in shifts])

    def municipalities(self, codes: Iterable[str]) -> dict[str, int]:
        """1, 2, … in an order that says nothing."""
        order = sorted(codes, key=lambda code: self._digest(f"municipality:{code}"))
        return {code: number for number, code in enumerate(order, start=1)}

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self.salt.encode(), text.encode(), "sha256")
