"""Many people begin in the same moment, each on a connection of its own, and how many of each group got which deck."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from tests.vignettes.designs import designed_instrument
from vignettes.actions import answering
from vignettes.actions.publishing import publish_instrument
from vignettes.models import Assignment, Respondent, Survey, SurveyState

AT_ONCE = 20


def open_survey(partnership, **how):
    survey = Survey.objects.create(partnership=partnership, title="Sæt", year=2026, state=SurveyState.OPEN)
    publish_instrument(survey=survey, instrument=designed_instrument(**how))
    return survey


def asked(survey, participation, role, count):
    version, expires = survey.versions.last(), timezone.now() + timedelta(days=30)
    start = Respondent.objects.filter(survey=survey).count()
    return Respondent.objects.bulk_create(
        Respondent(
            survey=survey,
            version=version,
            participation=participation,
            role=role,
            token_hash=f"{survey.pk}-{start + number}",
            expires_at=expires,
        )
        for number in range(count)
    )


def start_at_once(people):
    def begin(person):
        try:
            return answering.start(respondent=person).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(begin, people))


def decks(survey):
    """How many have each deck, by participation and role."""
    rows = Assignment.objects.filter(respondent__survey=survey).order_by()
    counted = {}
    for place, role, deck in rows.values_list("respondent__participation", "respondent__role", "deck"):
        counted.setdefault((place, role), Counter())[deck] += 1
    return counted
