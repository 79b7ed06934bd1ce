"""Forgetting one respondent: before the answers are sent they go as well, afterwards they stay and are nobody's."""

from auditlog.models import LogEntry
from django.db import transaction

from vignettes import free_text
from vignettes.actions import exporting
from vignettes.actions.anonymising import cut_loose
from vignettes.models import Answer, AnswerEvent, Assignment, PageView, Respondent, Survey


@transaction.atomic
def erase(*, respondent, by=None) -> None:
    """Delete who the respondent is, and what only that person said in own words.

    Answers that are sent count in reports that are out, so they stay without a person; others are deleted, and the
    invitation stays as one that nobody answered. `by` is given when somebody else asked for it to be done: whoever
    does it for themselves is not named in the trail.
    """
    Survey.objects.select_for_update().get(pk=respondent.survey_id)  # first, as whoever locks both does
    Respondent.objects.select_for_update(of=("self",)).get(pk=respondent.pk)
    respondent.refresh_from_db()
    if respondent.submitted_at:
        _delete_texts(respondent)
    else:
        _delete_answers(respondent)
    cut_loose(Respondent.objects.filter(pk=respondent.pk))
    _note(respondent.survey, by)
    if respondent.started_at:
        exporting.take_back(respondent=respondent)


def _delete_texts(respondent):
    """The acknowledgement of a save stays, so that days and breaks in the field work are counted as before."""
    in_words = {"respondent": respondent, "question__kind__in": free_text.KINDS}
    Answer.objects.filter(**in_words).delete()
    AnswerEvent.objects.filter(**in_words).update(value=None)


def _delete_answers(respondent):
    for model in (Answer, AnswerEvent, Assignment, PageView):
        model.objects.filter(respondent=respondent).delete()
    Respondent.objects.filter(pk=respondent.pk).update(started_at=None)


def _note(survey, by):
    """That it happened, in which survey. Neither the row nor the person: that would be the link that was cut."""
    entry = LogEntry.objects.log_create(survey, force_log=True, action=LogEntry.Action.UPDATE, changes={})
    told = {"additional_data": {"erased": "respondent"}, "actor": by, "actor_email": by and by.email}
    LogEntry.objects.filter(pk=entry.pk).update(**told, remote_addr=None, remote_port=None, cid=None)
