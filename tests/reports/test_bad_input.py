"""Surveys at the edge, all the way to a file that may be stored: right or refused in words, never a wrong figure."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from pypdf import PdfReader

from municipalities.models import Municipality, Participation
from reports import build, packages, presentation, setting
from reports.models import Report
from vignettes.models import Answer, Option, Question, QuestionKind, Respondent, Survey, SurveyState, Vignette

pytestmark = pytest.mark.django_db
CODES = ("0657", "0630", "0615", "0265", "0183")
STEPS = tuple(f"Trin {step}" for step in range(1, 7))
LONG = "Støtte til barnet og familien i hverdagen, aftalt med skolen og sundhedsplejen, " * 4
ALIKE = "Svarene er så ens, at der ikke kan beregnes en forskel."


@pytest.fixture
def ask(partnership):
    """ask(question, …) → a survey of two cases with these questions: (code, kind, labels of options)."""

    def ask(*questions):
        survey = Survey.objects.create(partnership=partnership, title="Kanten", year=2026, state=SurveyState.OPEN)
        version = survey.versions.create(number=1)
        for order in (1, 2):
            Vignette.objects.create(version=version, code=f"V{order}", title=f"Sag {order}", text="Kort.", order=order)
        for order, (code, kind, labels) in enumerate(questions, start=1):
            _question(version, code, kind, order, labels)
        version.published_at = timezone.now()
        version.save()
        return survey

    return ask


def _question(version, code, kind, order, labels):
    question = Question.objects.create(
        version=version, code=code, text=f"Hvad med {code}?", kind=kind, order=order, is_required=False
    )
    for place, label in enumerate(labels, start=1):
        numbers = {"rank": place if kind == QuestionKind.ORDINAL else None, "step": place if labels is STEPS else None}
        Option.objects.create(question=question, code=f"o{place}", label=str(label), order=place, **numbers)


@pytest.fixture
def give(herning):
    """give(survey, sizes, values) → answers of so many people per municipality; values(code, person, vignette)."""

    def give(survey, sizes, values):
        version, now = survey.versions.get(), timezone.now()
        for code, size in zip(CODES, sizes, strict=False):
            row, _created = Participation.objects.get_or_create(
                partnership=survey.partnership,
                municipality=Municipality.objects.get(code=code),
                defaults={"enrolled_on": date(2026, 1, 1)},
            )
            for person in range(size):
                _answer(version, row, code, person, now, values)
        return survey

    return give


def _answer(version, participation, code, person, now, values):
    respondent = Respondent.objects.create(
        survey=version.survey, version=version, participation=participation, role="caseworker",
        token_hash=f"{participation.pk:032}{person:032}", expires_at=now + timedelta(days=1),
        started_at=now, submitted_at=now,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(respondent=respondent, vignette=vignette, question=question, value=value)
        for vignette in version.vignettes.all()
        for question in version.questions.all()
        if (value := values(code, person, vignette.code).get(question.code)) is not None
    )


def packaged(survey):
    participation = Participation.objects.get(partnership=survey.partnership, municipality__code="0657")
    return build.package(Report(survey=survey, participation=participation, number=1))


@pytest.fixture
def made(herning, tmp_path):
    """made(survey) → Herning's package, page and text of the checked file."""

    def make(survey):
        data = packaged(survey)
        (tmp_path / "report.pdf").write_bytes(setting.checked(data).content)
        text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages)
        plain = re.sub(r"\s+", " ", text)
        return SimpleNamespace(data=data, page=presentation.present(packages.opened(data)), text=plain)

    return make


def step(number):
    return {"first_step": f"o{number}"}


STAIRCASE = ("first_step", QuestionKind.ORDINAL, STEPS)


def test_a_municipality_without_answers(ask, give, made):
    report = made(give(ask(STAIRCASE), (0, 6, 6, 6, 6), lambda *_: step(2)))
    assert report.page.is_hidden
    assert "Færre end 5 personer i Herning har sendt deres svar." in report.text
    assert list(report.page.pictures) == []


def test_one_respondent_is_hidden_like_nobody(ask, give, made):
    def alone(code, person, _vignette):
        return step(2 if code == "0657" else 1 + person % 3)

    report = made(give(ask(STAIRCASE), (1, 6, 6, 6, 6), alone))
    assert report.page.is_hidden
    assert "Færre end 5 personer i Herning har sendt deres svar." in report.text
    others = report.page.elsewhere.table.rows
    assert [row[1:] for row in others] == [("Trin 1 (33 %)", "Trin 2 (33 %)")] * len(others)
    assert "100 %" not in report.text


def test_all_answers_alike_are_called_alike_and_nobody_is_higher(ask, give, made):
    report = made(give(ask(STAIRCASE), (6, 6, 6, 6), lambda *_: step(3)))
    [section, _other] = report.page.sections
    assert section.findings[0].sentences[0].startswith(ALIKE)
    assert report.data["analysis"]["staircase"]["difference"]["delta"] == 0
    assert "I vælger oftest: Trin 3 (100 %)." in report.text
    assert not re.search("I (svarer|vælger) (højere|lavere|mere|mindre)", report.text)


def test_two_camps_in_one_municipality_are_no_certain_difference(ask, give, made):
    def camps(code, person, _vignette):
        return step(1 if person % 2 else 6) if code == "0657" else step(3 + person % 2)

    report = made(give(ask(STAIRCASE), (6, 6, 6, 6), camps))
    assert not re.search("I (svarer|vælger) (højere|lavere|mere|mindre)", report.text)
    assert "I er meget uenige med hinanden" in report.text


def test_one_category_only(ask, give, made):
    questions = (STAIRCASE, ("only", QuestionKind.ORDINAL, ("Ja",)), ("sole", QuestionKind.SINGLE, ("Ja",)))
    report = made(
        give(ask(*questions), (6, 6, 6, 6), lambda _c, person, _v: step(1 + person % 3) | {"only": "o1", "sole": "o1"})
    )
    only = next(row for row in report.data["analysis"]["vignettes"][0]["questions"] if row["question"] == "only")
    assert [share["share"] for share in only["own"]["shares"]] == [1.0]
    assert (only["agreement"]["van_der_eijk"], only["agreement"]["r_wg"]) == (None, None)
    assert "Hvad med only?" in report.text


def test_a_question_nobody_answered_is_left_out(ask, give, made):
    questions = (STAIRCASE, ("silent", QuestionKind.ORDINAL, ("Nej", "Ja")), ("risk_percent", QuestionKind.PERCENT, ()))
    report = made(give(ask(*questions), (6, 6, 6, 6), lambda _c, person, _v: step(1 + person % 3)))
    silent = next(row for row in report.data["analysis"]["vignettes"][0]["questions"] if row["question"] == "silent")
    assert silent["own"]["hidden"] is True
    assert "Hvad med silent?" not in report.text
    assert "Hvad med risk_percent?" not in report.text


def test_forty_options_of_three_hundred_characters(ask, give, made):
    labels = tuple(f"{place}. {LONG}"[:300] for place in range(1, 41))
    questions = (STAIRCASE, ("many", QuestionKind.ORDINAL, labels), ("several", QuestionKind.MULTIPLE, range(1, 41)))
    report = made(
        give(
            ask(*questions),
            (6, 6, 6, 6),
            lambda _c, person, _v: (
                step(1 + person % 3) | {"many": f"o{1 + person * 7}", "several": [f"o{1 + person}", "o40"]}
            ),
        )
    )
    many, several = report.data["analysis"]["vignettes"][0]["questions"][1:]
    assert [len(row["own"]["shares"]) for row in (many, several)] == [40, 40]
    assert [share["count"] for share in several["own"]["shares"]] == [1] * 6 + [0] * 33 + [6]
    assert "40. Støtte til barnet" in report.text


def test_a_free_text_of_twenty_thousand_characters_is_in_no_report(ask, give, made):
    questions = (STAIRCASE, ("mattered", QuestionKind.TEXT, ()))
    secret = "Hemmeligt. " * 1819
    report = made(
        give(ask(*questions), (6, 6, 6, 6), lambda _c, person, _v: step(1 + person % 3) | {"mattered": secret})
    )
    assert "Hemmeligt" not in report.text
    assert "Hemmeligt" not in str(report.data)


def test_twenty_thousand_written_characters_are_all_in_the_file(ask, give, tmp_path):
    survey = give(ask(STAIRCASE), (6, 6, 6, 6), lambda _c, person, _v: step(1 + person % 3))
    data = packaged(survey)
    words = " ".join(f"ord{number}" for number in range(2500))
    data["recommendations"] = [{"title": LONG[:160], "text": words + "\n\n" + "A" * 3000}]
    (tmp_path / "long.pdf").write_bytes(setting.checked(data).content)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "long.pdf").pages)
    assert {f"ord{number}" for number in range(0, 2500, 100)} <= set(text.split())
    assert text.count("A") >= 3000


def test_percentages_numbers_and_finding_without_picture_have_their_place(ask, give, made):
    questions = (STAIRCASE, ("risk_percent", QuestionKind.PERCENT, ()), ("effect", QuestionKind.NUMBER, ()))

    def apart(code, person, _vignette):
        own = code == "0657"
        return step(1 + person % 3) | {"risk_percent": 90 + person if own else 5 * person, "effect": 9 if own else 1}

    report = made(give(ask(*questions), (6, 6, 6, 6), apart))
    assert "Hvad med risk_percent?" in report.text
    anchors = {point.anchor for point in report.page.highlights.points}
    assert {anchor for anchor in anchors if anchor.endswith(("risk_percent", "effect"))}
