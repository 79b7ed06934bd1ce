"""The disclosure threshold has a floor, and is locked by the first answer."""

import pytest
from django.db import IntegrityError, transaction

from vignettes.models import Answer, Survey


def change(survey, n_min):
    with transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(n_min=n_min)
    return Survey.objects.get(pk=survey.pk).n_min


@pytest.fixture
def answer(respondent):
    question = respondent.version.questions.get(code="role")
    return Answer.objects.create(respondent=respondent, vignette=None, question=question, value="leader", version=1)


def test_threshold_may_change_down_to_three_before_anybody_has_answered(survey, respondent):
    assert [change(survey, n_min) for n_min in (8, 3)] == [8, 3]


def test_threshold_is_never_below_three(survey):
    with pytest.raises(IntegrityError, match="survey_threshold_at_least_three"):
        change(survey, 2)


@pytest.mark.parametrize("n_min", [4, 6])
def test_first_answer_locks_the_threshold(survey, answer, n_min):
    with pytest.raises(IntegrityError, match="the disclosure threshold is locked at the first answer"):
        change(survey, n_min)
    assert Survey.objects.get(pk=survey.pk).n_min == 5


def test_answer_to_another_survey_locks_nothing(make_survey, answer):
    assert change(make_survey(), 4) == 4


def test_everything_else_about_an_answered_survey_may_change(survey, answer):
    survey.title = "Børnesager 2026"
    survey.save()
    assert Survey.objects.get().title == "Børnesager 2026"
