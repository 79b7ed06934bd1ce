"""What the audit trail would not see by itself: rows that are written many at a time."""

from auditlog.models import LogEntry


def note(row, *, by, **facts) -> None:
    """An entry of `row`, with plain values that say what became of the rows below it."""
    LogEntry.objects.log_create(
        row, force_log=True, action=LogEntry.Action.UPDATE, changes={}, actor=by, additional_data=facts
    )
