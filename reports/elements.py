"""What a page of the report is made of."""

from dataclasses import dataclass
from typing import Any

from reports.analysis.suggestions import Suggestion
from reports.pictures import Picture
from reports.tables import Table


@dataclass(frozen=True)
class Finding:
    """One question: what it asks, what the answers say, the picture if its answers have an order, and the numbers.

    `found` is what each sentence rests on, in their order, None where a sentence says that there is nothing to say;
    `figures` are the rows of the package that all of it is made from.
    """

    anchor: str
    heading: str
    sentences: tuple[str, ...]
    picture: Picture | None = None
    table: Table | None = None
    found: tuple[Suggestion | None, ...] = ()
    figures: Any = None
