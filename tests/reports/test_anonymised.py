"""A report says the same once its survey's answers are anonymous, and so does what is kept behind it."""

import pytest

from reports import build, datasets, ground
from reports.models import Basis, Report
from vignettes.actions.anonymising import cut_loose
from vignettes.models import Respondent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    ground.forget()
    yield
    ground.forget()


def said(answered):
    package = build.package(Report(survey=answered.survey, participation=answered.m0657, number=1))
    return package, datasets.state(answered.survey), list(Basis.objects.values())


def test_figures_before_and_after(answered):
    for respondent in Respondent.objects.all():
        Respondent.objects.filter(pk=respondent.pk).update(email=f"egon{respondent.pk}@test.example")
    before = said(answered)
    assert (cut_loose(Respondent.objects.all()), Respondent.objects.linked().count()) == (28, 0)
    ground.forget()
    assert said(answered) == before
