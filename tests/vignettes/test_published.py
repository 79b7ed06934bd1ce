"""What is remembered of a published version: its questions and vignettes, read once in each process."""

import pytest
from django.utils import timezone

from vignettes.models import Question, SurveyVersion
from vignettes.published import content_of

pytestmark = pytest.mark.django_db


def test_published_version_is_read_once(survey, django_assert_num_queries):
    version = survey.versions.get()
    with django_assert_num_queries(3):
        first = content_of(version)
    with django_assert_num_queries(0):
        again = content_of(SurveyVersion(pk=version.pk, published_at=version.published_at))
        [labels] = {
            tuple(row.label for row in question.options.all()) for question in [first.questions[min(first.questions)]]
        }
    assert again is first
    assert list(first.vignettes.values()) == list(version.vignettes.all())
    assert labels == tuple(version.questions.first().options.values_list("label", flat=True))


def test_other_version_with_the_same_id_is_read_anew(survey):
    version = survey.versions.get()
    first = content_of(version)
    version.published_at = timezone.now()
    assert content_of(version) is not first


def test_draft_is_read_each_time(survey):
    draft = SurveyVersion.objects.create(survey=survey, number=2)
    assert content_of(draft).questions == {}
    question = Question.objects.create(version=draft, code="why", text="Hvorfor?", kind="text", order=1)
    assert content_of(draft).questions == {question.pk: question}
