"""What the table in the browser sends: rows whose cells are still to be checked by the form of a line."""

from typing import Annotated
from uuid import UUID

import msgspec

from businesscases.models import Kind
from businesscases.models.lines import MOST_LINES, MOST_VERSION


class SentRow(msgspec.Struct):
    """One row, written over `version`; without `values` it shall be deleted."""

    key: UUID
    version: Annotated[int, msgspec.Meta(ge=0, le=MOST_VERSION)]
    values: dict[str, str] | None = None
    is_again: bool = False


class Sent(msgspec.Struct):
    """Rows of one page, and the order of all its lines where somebody has moved them."""

    kind: Kind
    rows: Annotated[list[SentRow], msgspec.Meta(max_length=MOST_LINES)]
    order: Annotated[list[UUID], msgspec.Meta(max_length=MOST_LINES)] | None = None


def read(body: bytes) -> Sent | None:
    """None where it is nothing the table could have sent."""
    try:
        return msgspec.json.decode(body, type=Sent)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError):
        return None
