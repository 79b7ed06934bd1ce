"""An instrument becomes rows once; the database refuses to change what is published."""

import pytest
from django.db import IntegrityError, transaction

from tests.vignettes.conftest import instrument
from vignettes.actions.publishing import publish_instrument
from vignettes.models import Option, Question, SurveyVersion, Vignette


def test_instrument_becomes_rows_in_its_order(survey):
    version = survey.versions.get()
    assert version.published_at is not None
    assert list(version.vignettes.values_list("order", "code", "title")) == [(1, "V1", "Sag 1"), (2, "V2", "Sag 2")]
    assert list(version.questions.values_list("order", "code", "is_per_vignette", "is_required")) == [
        (1, "role", False, True),
        (2, "risk", True, True),
        (3, "percent", True, True),
        (4, "effect", True, False),
        (5, "involved", True, True),
        (6, "weight", True, False),
    ]
    assert list(version.questions.values_list("minimum", "maximum").filter(code__in=["percent", "effect"])) == [
        (0, 100),
        (0, 10),
    ]


def test_only_ordinal_options_have_ranks(survey):
    options = Option.objects.filter(question__version__survey=survey)
    assert list(options.filter(question__code="risk").values_list("code", "rank")) == [
        ("low", 1),
        ("medium", 2),
        ("high", 3),
    ]
    assert set(options.exclude(question__code="risk").values_list("rank", flat=True)) == {None}


def test_second_publication_is_a_new_version(survey):
    again = publish_instrument(survey=survey, instrument=instrument(3))
    assert [version.number for version in survey.versions.all()] == [1, 2]
    assert again.vignettes.count() == 3


@pytest.mark.parametrize("model", [SurveyVersion, Vignette, Question, Option])
def test_published_rows_never_change(survey, model):
    change = {"number": 9} if model is SurveyVersion else {"code": "other"}
    with pytest.raises(IntegrityError, match="a published survey version never changes"), transaction.atomic():
        model.objects.filter(pk=model.objects.first().pk).update(**change)


def test_published_version_gets_and_loses_no_rows(survey):
    """Bulk operations and signals of Django's own do not help: the database refuses."""
    version = survey.versions.get()
    question = version.questions.first()
    for add in (
        lambda: Vignette.objects.create(version=version, code="V9", title="Sag", text="Tekst", order=9),
        lambda: Question.objects.create(version=version, code="more", text="Mere?", kind="text", order=99),
        lambda: Option.objects.create(question=question, code="more", label="Mere", order=99),
        lambda: Option.objects.filter(question=question).delete(),
        lambda: version.vignettes.all().delete(),
        lambda: Question.objects.filter(version=version, kind="percent").delete(),
    ):
        with pytest.raises(IntegrityError, match="a published survey version never changes"), transaction.atomic():
            add()


def test_draft_may_change(survey):
    draft = SurveyVersion.objects.create(survey=survey, number=2)
    Vignette.objects.create(version=draft, code="V1", title="Sag", text="Tekst", order=1)
    assert Vignette.objects.filter(version=draft).update(title="Bedre sag") == 1
