"""Two versions side by side, word by word and figure by figure."""

import copy
import re

import pytest
from django.urls import reverse

from reports import actions, comparison
from reports.comparison import Piece
from reports.workspace import sections_of
from vignettes.models import Respondent

pytestmark = pytest.mark.django_db


def test_words_are_compared_one_by_one():
    assert comparison.words("I vælger højere trin end de andre.", "I vælger lavere trin end de andre nu.") == (
        Piece("kept", "I vælger "),
        Piece("removed", "højere "),
        Piece("added", "lavere "),
        Piece("kept", "trin end de "),
        Piece("removed", "andre."),
        Piece("added", "andre nu."),
    )


def test_nothing_changed_is_nothing_shown(make_report):
    data = make_report().data
    result = comparison.compare(data, copy.deepcopy(data))
    assert result.changed_texts == ()
    assert [pair.label for pair in result.figures if pair.has_changed] == []


def test_texts_and_figures_of_two_versions(make_report, cast, sign_in):
    first = make_report()
    who = sections_of(first)["who"]
    actions.save_text(report=first, section=who, text="Kun fem har svaret.", version=0, by=cast.consultant)
    Respondent.objects.filter(participation=first.participation).first().delete()
    second = make_report()
    result = comparison.compare(first.data, second.data)
    assert next(pair for pair in result.figures if pair.has_changed) == comparison.FigurePair("Besvarelser", "6", "5")
    assert "Hvem har svaret" in [pair.title for pair in result.changed_texts]
    page = sign_in(cast.consultant).get(reverse("reports:report_compare", args=[second.pk])).content.decode()
    assert re.search(r"<ins>.{0,80}Kun fem", page)
    assert re.search(r"<del>.{0,80}6 personer", page)


def test_the_first_version_has_nothing_beside_it(make_report, cast, sign_in):
    page = sign_in(cast.consultant).get(reverse("reports:report_compare", args=[make_report().pk]))
    assert "Det er den første version" in page.content.decode()


def test_hidden_figures_are_compared_as_hidden(make_report):
    data = make_report("0183").data
    assert {pair.before for pair in comparison.compare(data, data).figures} == {"skjult"}
