"""Questions for the leaders: open, about what was found, each with the figure behind it."""

from types import SimpleNamespace

import pytest

from reports import build, packages, presentation, questions
from reports.models import Report
from reports.questions import MOST

pytestmark = pytest.mark.django_db
OPEN = "Hvad i sagerne ligner mest jeres egen praksis, og hvad overrasker jer?"


@pytest.fixture
def opened(answered):
    def open_for(code):
        report = Report(survey=answered.survey, participation=getattr(answered, f"m{code}"), number=1)
        return packages.opened(build.package(report))

    return open_for


def significant(package, delta):
    """The package with a difference of `delta` over all cases that a rule finds."""
    staircase = package.analysis.staircase
    staircase.profile.reliability, staircase.difference.q = 0.9, 0.001
    staircase.difference.delta, staircase.difference.magnitude = delta, "medium"
    return package


@pytest.mark.parametrize(
    ("delta", "start"),
    [
        (0.4, "I vælger mere indgribende indsatser end de andre. Hvad fører jer derhen,"),
        (-0.4, "I vælger mindre indgribende indsatser end de andre. Hvad gør det muligt hos jer,"),
    ],
)
def test_a_difference_is_asked_about_and_leads_to_its_figure(opened, delta, start):
    first = questions.questions(significant(opened("0657"), delta))[0]
    assert first.text.startswith(start)
    assert (first.anchor, first.found.value, first.found.q) == ("staircase", delta, 0.001)


def test_below_lambda_one_half_no_question_says_higher_or_lower(opened):
    package = significant(opened("0657"), 0.4)
    results = [row for case in package.analysis.vignettes for row in case.questions if row.profile]
    for row in (package.analysis.staircase, *package.analysis.staircase.by_vignette, *results):
        row.profile.reliability = 0.49
    assert not [row.text for row in questions.questions(package) if "end de andre" in row.text]


def test_where_nothing_stands_out_one_question_can_always_be_asked(opened):
    assert [row.text for row in questions.questions(opened("0183"))] == [OPEN]


def test_there_are_at_most_six_and_all_are_questions_with_a_figure(opened):
    package = significant(opened("0657"), 0.4)
    package.analysis.calibration = (
        SimpleNamespace(code="high", label="Høj", hidden=False, n=9, median=70, lower_quartile=60, upper_quartile=80),
    )
    found = questions.questions(package)
    assert len(found) <= MOST
    assert {row.text[-1] for row in found} == {"?"}
    assert all(row.figure and row.anchor for row in found)
    assert (
        "Når I kalder en risiko ”høj”, mener halvdelen 60 til 80 procent og resten mere eller mindre. Hvordan sikrer "
        "I, at den, der læser ordet, forstår det samme som den, der skrev det?"
    ) in [row.text for row in found]


def test_own_words_take_the_place_of_the_questions(opened):
    package = opened("0657")
    package.texts = [SimpleNamespace(section="discussion", text="Hvad nu?")]
    page = presentation.present(package)
    assert (page.discussion, page.questions) == (("Hvad nu?",), ())
