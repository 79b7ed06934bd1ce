"""Kinds of questions that the analysis does not know are left out of it, and "don't know" is no answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports import datasets
from tests.vignettes.every_kind import every_kind
from vignettes.actions.publishing import publish_instrument
from vignettes.instrument import parse
from vignettes.models import Answer, Respondent, RespondentRole, Survey, SurveyState

VALUES = {
    "since": "2020-01-14", "cases": {"missing": "declined"}, "title": "Leder", "involved": ["child"], "price": 65_000,
    "first": ["home", "talk"], "worries": {"health": "low", "school": "high"}, "percent": 35, "why": "Uro",
}  # fmt: skip


@pytest.fixture
def version(partnership, herning):
    """Answered by two: one gives every answer but one, the other says "don't know" of the percentage."""
    survey = Survey.objects.create(partnership=partnership, title="Alle slags", year=2026, state=SurveyState.OPEN)
    version = publish_instrument(survey=survey, instrument=parse(every_kind()))
    for number, values in enumerate((VALUES, VALUES | {"percent": {"missing": "dont_know"}})):
        person = Respondent.objects.create(
            survey=survey,
            version=version,
            participation=herning,
            role=RespondentRole.CASEWORKER,
            token_hash=str(number),
            expires_at=timezone.now() + timedelta(days=1),
            submitted_at=timezone.now(),
        )
        for question in version.questions.filter(code__in=values):
            vignette = version.vignettes.get() if question.is_per_vignette else None
            Answer.objects.create(respondent=person, question=question, vignette=vignette, value=values[question.code])
    return version


def test_the_instrument_of_the_analysis_has_what_it_can_analyse(version):
    instrument = datasets.instrument(version)
    assert [question.code for question in instrument.questions] == ["cases", "involved", "percent", "why"]
    assert instrument.questions[0].options == ()
    assert datasets.places(version) == [("", "cases"), ("V1", "involved"), ("V1", "percent"), ("V1", "why")]


def test_do_not_know_is_no_answer(version):
    rows = datasets.answers(version.survey, version)
    told = {code: list(rows[rows["question"] == code]["value"]) for code in ("cases", "involved", "percent")}
    assert told == {"cases": [None, None], "involved": [("child",), ("child",)], "percent": [35, None]}
