"""Keys in place of people and municipalities: the same within an export, unrelated to those of any other."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

_BITS = 60


@dataclass(frozen=True)
class Pseudonyms:
    """Whoever does not have `salt` can neither go from a key to a number of the database nor the other way."""

    salt: str

    def respondent(self, number: int) -> str:
        """A letter and twelve letters or digits, so that no spreadsheet takes it for a number."""
        cut = self._digest(f"respondent:{number}")[: (_BITS + 7) // 8]
        return "R" + base64.b32encode(cut).decode()[: _BITS // 5]

    def municipalities(self, codes: Iterable[str]) -> dict[str, int]:
        """1, 2, … in an order that says nothing."""
        order = sorted(codes, key=lambda code: self._digest(f"municipality:{code}"))
        return {code: number for number, code in enumerate(order, start=1)}

    def _digest(self, text: str) -> bytes:
        return hmac.new(self.salt.encode(), text.encode(), hashlib.sha256).digest()
