"""The rows of one save, read and written by SQL that stands here.

When whole town halls answer at once, this is what the platform does most, and Django takes longer to compose each of
these statements than the database to answer it (docs/operations.md). What is read comes back as models, which fetch
what is left out as soon as somebody asks for it.
"""

import json
from datetime import UTC, datetime

from django.db import DEFAULT_DB_ALIAS, connection

from jobs.statements import Statement
from vignettes.models import Answer, AnswerEvent, Assignment, Respondent, Survey, SurveyVersion

_ANSWERING = Statement(
    "respondent_answering",
    """
    SELECT r.id, r.version_id, r.expires_at, r.revoked_at, v.published_at, o.id, o.deck
    FROM vignettes_respondent r JOIN vignettes_surveyversion v ON v.id = r.version_id
    LEFT JOIN vignettes_assignment o ON o.respondent_id = r.id
    WHERE r.id = %s
    """,
    "bigint",
)
# As Respondent.objects.with_state(); a key is never 0.
_HELD = Statement(
    "respondent_held",
    """
    SELECT r.id, r.survey_id, r.token_hash, r.expires_at, r.started_at, r.submitted_at, s.state, s.closes_on,
        EXISTS (
            SELECT 1 FROM vignettes_submission m
            WHERE m.survey_id = r.survey_id AND m.participation_id = r.participation_id AND m.reopened_at IS NULL
        ),
        a.id, a.value, a.version
    FROM vignettes_respondent r JOIN vignettes_survey s ON s.id = r.survey_id
    LEFT JOIN vignettes_answer a
        ON a.respondent_id = r.id AND a.question_id = %s AND COALESCE(a.vignette_id, 0) = COALESCE(%s, 0)
    WHERE r.id = %s
    """,
    "bigint, bigint, bigint",
    lock="FOR UPDATE OF r",
)
_ADD = Statement(
    "answer_add",
    """
    INSERT INTO vignettes_answer (respondent_id, vignette_id, question_id, value, version, updated_at)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
    """,
    "bigint, bigint, bigint, jsonb, integer, timestamptz",
)
_CHANGE = Statement(
    "answer_change",
    "UPDATE vignettes_answer SET value = %s, version = %s, updated_at = %s WHERE id = %s AND version = %s",
    "jsonb, integer, timestamptz, bigint, integer",
)
_NOTE = Statement(
    "answer_note",
    """
    INSERT INTO vignettes_answerevent
        (respondent_id, vignette_id, question_id, value, saved_at, idempotency_key, based_on_version)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    """,
    "bigint, bigint, bigint, jsonb, timestamptz, uuid, integer",
)


def answering(respondent_id: int | None) -> Respondent | None:
    """Who is answering, with version and deck; neither what only pages show nor the state, which `held` reads."""
    if (row := _row(_ANSWERING, [respondent_id])) is None:
        return None
    pk, version_id, expires_at, revoked_at, published_at, assignment_id, deck = row
    respondent = _model(Respondent, id=pk, version_id=version_id, expires_at=expires_at, revoked_at=revoked_at)
    respondent.version = _model(SurveyVersion, id=version_id, published_at=published_at)
    if assignment_id:
        respondent.assignment = _model(Assignment, id=assignment_id, respondent_id=pk, deck=deck)
    return respondent


def held(event: AnswerEvent) -> tuple[Respondent, Answer]:
    """The event's respondent, locked and with the state, and the answer it is about: version 0 while there is none.

    The answer is as it was before the lock was waited for, so that `write` may find another version.
    """
    where = [event.question_id, event.vignette_id, event.respondent_id]
    row = _row(_HELD, where)
    if row is None:
        raise Respondent.DoesNotExist
    names = ("id", "survey_id", "token_hash", "expires_at", "started_at", "submitted_at")
    state, closes_on, is_closed, answer_id, value, version = row[len(names) :]
    respondent = _model(Respondent, **dict(zip(names, row, strict=False)))
    respondent.survey = _model(Survey, id=respondent.survey_id, state=state, closes_on=closes_on)
    respondent.is_closed_by_municipality = bool(is_closed)
    return respondent, Answer(pk=answer_id, value=value and json.loads(value), version=version or 0)


def write(answer: Answer, event: AnswerEvent) -> bool:
    """The event, and what it makes of the answer; False and nothing if another save has changed the answer meanwhile.

    Raises IntegrityError if the event's key has been used.
    """
    value, saved_at = _stored(event, "value"), _stored(event, "saved_at")
    place = [event.respondent_id, event.vignette_id, event.question_id]
    with connection.cursor() as cursor:
        if answer.pk:
            _CHANGE.run(cursor, [value, answer.version + 1, saved_at, answer.pk, answer.version])
        else:
            _ADD.run(cursor, [*place, value, 1, saved_at])
        if cursor.rowcount != 1:
            return False
        _NOTE.run(cursor, [*place, value, saved_at, _stored(event, "idempotency_key"), event.based_on_version])
    return True


def _row(statement, given):
    with connection.cursor() as cursor:
        statement.run(cursor, given)
        return cursor.fetchone()


def _model(kind, **values):
    """An instance with these fields alone; SQLite tells times in UTC without saying so."""
    for name, value in values.items():
        if isinstance(value, datetime) and value.tzinfo is None:
            values[name] = value.replace(tzinfo=UTC)
    names = [field.attname for field in kind._meta.concrete_fields if field.attname in values]
    return kind.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def _stored(event, name):
    """A field's value as this kind of database takes it."""
    return event._meta.get_field(name).get_db_prep_save(getattr(event, name), connection)
