"""People of a file as rows. They come in blocks, so that nobody waits long for the database, and unseen: whoever is
withdrawn counts nowhere, and they are until everybody is there (vignettes/actions/importing.py).
"""

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from vignettes import links
from vignettes.exports import reading
from vignettes.imports.facts import Imported
from vignettes.models import Answer, AnswerImport, Assignment, ImportedRespondent, Respondent

AT_ONCE = 200
# Django takes longer to compose this for a thousand answers than the database to store them.
_ADD = """
    INSERT INTO vignettes_answer (respondent_id, vignette_id, question_id, value, version, updated_at)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


def store(row: AnswerImport, people: Sequence[Imported], tell: Callable[[float], bool]) -> None:
    """Block after block, each in a transaction that shows first that the job still is ours.

    What an earlier attempt has left behind goes first.
    """
    clear(row, tell)
    storing = _Storing(row)
    for start in range(0, len(people), AT_ONCE):
        with transaction.atomic():
            if not tell(start / len(people)):
                return
            storing.add(people[start : start + AT_ONCE])


def clear(row: AnswerImport, tell: Callable[[float], bool]) -> None:
    """Delete everybody whom the file has brought, in the same way."""
    people = Respondent.objects.filter(imported__source=row).order_by("pk").values_list("pk", flat=True)
    while found := list(people[:AT_ONCE]):
        with transaction.atomic():
            if not tell(0):
                return
            Respondent.objects.filter(pk__in=found).delete()


class _Storing:
    def __init__(self, row: AnswerImport) -> None:
        survey = row.survey
        self._row, self._now = row, timezone.now()
        self._versions = {one.number: one for one in survey.versions.filter(published_at__isnull=False)}
        self._participations = {one.municipality_id: one for one in survey.partnership.participations.current()}
        self._ids = {place: pks for pks, place in reading.places_of(survey, has_texts=True).items()}

    def add(self, people: Sequence[Imported]) -> None:
        respondents = Respondent.objects.bulk_create(map(self._respondent, people))
        ImportedRespondent.objects.bulk_create(
            ImportedRespondent(respondent=one, source=self._row) for one in respondents
        )
        pairs = list(zip(respondents, people, strict=True))
        Assignment.objects.bulk_create(
            Assignment(respondent=one, seed=told.seed or 0, deck=told.deck or 0, vignette_order=list(told.order))
            for one, told in pairs
            if told.order
        )
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, list(self._answers(pairs)))

    def _respondent(self, told: Imported) -> Respondent:
        """Nobody's: no address, and a hash that no link has (vignettes/actions/anonymising.py).

        Whoever has not sent the answers has begun, and stays with the version that they belong to.
        """
        started, submitted = _aware(told.started_at), _aware(told.submitted_at)
        return Respondent(
            survey=self._row.survey,
            version=self._versions[told.version],
            participation=self._participations[told.municipality],
            role=told.role,
            token_hash=f"{links.NO_LINK}{uuid.uuid4().hex}",
            invited_at=started or submitted or self._now,
            expires_at=self._now,
            revoked_at=self._now,
            started_at=started if told.is_submitted else started or self._now,
            submitted_at=(submitted or self._now) if told.is_submitted else None,
        )

    def _answers(self, pairs: Sequence[tuple[Respondent, Imported]]) -> Iterator[tuple[object, ...]]:
        now = Answer._meta.get_field("updated_at").get_db_prep_save(self._now, connection)
        for respondent, told in pairs:
            for place, value in told.answers.items():
                yield respondent.pk, *self._ids[told.version, *place], json.dumps(value), 1, now


def _aware(moment: datetime | None) -> datetime | None:
    return moment and timezone.make_aware(moment)
