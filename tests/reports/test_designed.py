"""A report of a survey whose cases a design made: each case counts those who got it, and a repeat counts nobody."""

import random
from datetime import date

import pytest
from django.utils import timezone

from municipalities.models import Municipality, Participation
from reports import build, datasets, packages, presentation
from reports.models import Report
from tests.vignettes.starts import asked, open_survey
from vignettes.actions import answering
from vignettes.models import Answer, Respondent

pytestmark = pytest.mark.django_db
VALUES = {"risk": ("low", "medium", "high"), "percent": (10, 40, 80), "involved": (["child"], ["school"], ["network"])}


@pytest.fixture
def survey(partnership):
    survey, draw = open_survey(partnership), random.Random(3)
    for code in ("0657", "0630", "0615", "0265"):
        municipality = Municipality.objects.get(code=code)
        day = {"partnership": partnership, "municipality": municipality, "enrolled_on": date(2026, 1, 1)}
        for person in asked(survey, Participation.objects.create(**day), "caseworker", 24):
            _answer(answering.start(respondent=person), draw)
    Respondent.objects.update(submitted_at=timezone.now())
    return survey


def _answer(respondent, draw):
    version = respondent.version
    given = version.vignettes.filter(code__in=respondent.assignment.vignette_order)
    questions = {row.code: row for row in version.questions.filter(code__in=VALUES)}
    Answer.objects.bulk_create(
        Answer(respondent=respondent, vignette=vignette, question=question, value=draw.choice(VALUES[code]))
        for vignette in given
        for code, question in questions.items()
    )


def test_rows_are_what_each_was_given_and_a_repeat_is_none(survey):
    frame = datasets.answers(survey, survey.versions.get())
    of_cases = frame[frame["vignette"] != ""]
    assert len(of_cases) == 96 * 4 * 5  # the anchor and three of the deck, five questions each
    assert set(of_cases["vignette"]) == {"V1", *(f"D{number:02}" for number in range(1, 13))}
    assert of_cases[of_cases["question"] == "risk"]["value"].notna().all()


def test_each_case_counts_the_sixth_of_the_people_who_got_it(survey):
    report = Report(survey=survey, participation=survey.partnership.participations.get(municipality="0657"), number=1)
    package = build.package(report)
    counted = {
        case["code"]: {q["question"]: q["own"]["n"] for q in case["questions"]}
        for case in package["analysis"]["vignettes"]
    }
    assert counted["V1"]["risk"] == 24
    assert {code: found["risk"] for code, found in counted.items() if code != "V1"} == {
        f"D{n:02}": 6 for n in range(1, 13)
    }
    assert [case["code"] for case in package["vignettes"]] == ["V1", *(f"D{n:02}" for n in range(1, 13))]
    assert len(presentation.present(packages.opened(package)).sections) == 13
