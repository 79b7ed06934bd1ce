"""What the audit trail keeps of inviting: how many, in which role, and by whom. Never an address, a name or a row."""

from auditlog.models import LogEntry


def note(*, survey, participation, role, by, **counts):
    """An entry of the municipality. Respondents are not in the trail, since it would tie accounts to answers."""
    LogEntry.objects.log_create(
        participation,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        changes={},
        actor=by,
        additional_data={"survey": survey.pk, "role": role} | counts,
    )
