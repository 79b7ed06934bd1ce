"""A report says the same once its survey's answers are anonymous, and so does what is kept behind it."""

from importlib import import_module

import pytest

from reports import build, datasets, ground
from reports.models import Basis, Report
from vignettes import free_text
from vignettes.actions.anonymising import cut_loose
from vignettes.models import Respondent

without_words = import_module("reports.migrations.0009_basis_without_words")
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


def test_what_is_written_in_own_words_is_not_kept_behind_reports(answered, monkeypatch):
    monkeypatch.setattr(free_text, "KINDS", frozenset({"single"}))
    said(answered)
    assert {question for _vignette, question in Basis.objects.get().content["places"]} == {"first_step"}


def test_words_go_from_what_was_kept_before():
    person = without_words._person(
        [7, "leader", ["step_1", "Egon", None]], [["V1", "a"], ["V1", "why"], ["", "b"]], {"why"}
    )
    assert person == [7, "leader", ["step_1", None, None]]
