"""What a page of the report is made of."""

from dataclasses import dataclass

from reports.pictures import Picture
from reports.tables import Table


@dataclass(frozen=True)
class Finding:
    """One question: what it asks, what the answers say, the picture if its answers have an order, and the numbers."""

    anchor: str
    heading: str
    sentences: tuple[str, ...]
    picture: Picture | None = None
    table: Table | None = None
