"""Closing day and threshold, the two settings of a survey that are not in its draft."""

from datetime import date

import pytest
from django.urls import reverse

from jobs.errors import Refused
from vignettes.actions.drafting import change_settings
from vignettes.models import Answer, Survey


@pytest.fixture
def page(survey, cast, sign_in):
    """page(data) → the response to the form."""
    client = sign_in(cast.consultant)
    return lambda data: client.post(reverse("vignettes:survey_edit", args=[survey.pk]), data)


@pytest.fixture
def answer(respondent):
    question = respondent.version.questions.get(code="role")
    return Answer.objects.create(respondent=respondent, question=question, value="leader")


def stored():
    survey = Survey.objects.get()
    return survey.closes_on, survey.n_min, survey.title


def test_both_change_before_the_first_answer(page):
    assert page({"closes_on": "14.1.2027", "n_min": "7"}).status_code == 302
    assert stored() == (date(2027, 1, 14), 7, "Børnesager")
    assert page({"closes_on": "", "n_min": "5"}).status_code == 302
    assert stored() == (None, 5, "Børnesager")


@pytest.mark.parametrize("data", [{"closes_on": "i morgen", "n_min": "5"}, {"n_min": "2"}, {"n_min": ""}])
def test_nonsense_changes_nothing(page, data):
    assert page(data).status_code == 422
    assert stored() == (None, 5, "Børnesager")


def test_threshold_is_locked_at_the_first_answer(page, answer):
    page({"closes_on": "14.1.2027", "n_min": "3"})
    assert stored() == (date(2027, 1, 14), 5, "Børnesager")


def test_answer_that_comes_first_is_told_in_words(survey, answer, cast):
    with pytest.raises(Refused, match="Nogen har svaret i mellemtiden"):
        change_settings(survey=survey, closes_on=None, n_min=3, by=cast.consultant)
    assert stored() == (None, 5, "Børnesager")
