"""Reports of one state of the answers share their ground, and no report ever stands on the ground of another state."""

from unittest.mock import patch

import pytest

from reports import build, datasets, ground
from reports.models import Report
from vignettes.models import Answer, Respondent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    ground.forget()
    yield
    ground.forget()


def package(answered, code="0657"):
    return build.package(Report(survey=answered.survey, participation=getattr(answered, f"m{code}"), number=1))


def alone(answered, code="0657"):
    ground.forget()
    return package(answered, code)


def test_shared_and_alone_give_the_same_packages(answered):
    separately = [alone(answered, code) for code in ("0657", "0630", "0183")]
    ground.forget()
    with patch.object(datasets, "answers", wraps=datasets.answers) as read:
        assert [package(answered, code) for code in ("0657", "0630", "0183")] == separately
    assert read.call_count == 1


def another_answer(answered):
    row = Answer.objects.filter(respondent__participation=answered.m0630, question__code="first_step").first()
    Answer.objects.filter(pk=row.pk).update(value="step_6" if row.value != "step_6" else "step_1")


def two_answers_in_each_others_place(answered):
    first, *_others, last = Answer.objects.filter(
        respondent__participation=answered.m0657, question__code="first_step", vignette__code="V1"
    ).order_by("value")
    Answer.objects.filter(pk=first.pk).update(value=last.value)
    Answer.objects.filter(pk=last.pk).update(value=first.value)


def an_answer_less(answered):
    Answer.objects.filter(respondent__participation=answered.m0630).first().delete()


def a_person_less(answered):
    Respondent.objects.filter(participation=answered.m0630).first().delete()


def a_person_who_withdraws(answered):
    person = Respondent.objects.filter(participation=answered.m0630).first()
    Respondent.objects.filter(pk=person.pk).update(submitted_at=None)


def another_role(answered):
    Respondent.objects.filter(participation=answered.m0657).update(role="leader")


CHANGES = (another_answer, an_answer_less, a_person_less, a_person_who_withdraws, another_role)


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_between_two_reports_is_in_the_second(answered, change):
    before = package(answered)
    change(answered)
    after = package(answered)
    assert after != before
    assert after == alone(answered)


def test_the_fingerprint_knows_who_answered_what(answered):
    before = datasets.state(answered.survey)
    assert before == datasets.state(answered.survey)
    two_answers_in_each_others_place(answered)
    assert before != datasets.state(answered.survey)


def test_the_fingerprint_does_not_know_in_which_order_answers_lie(answered):
    before = datasets.state(answered.survey)
    row = Answer.objects.filter(respondent__participation=answered.m0657, vignette__code="V1").first()
    row.delete()
    assert before != datasets.state(answered.survey)
    Answer.objects.create(**{name: getattr(row, name) for name in ("respondent", "vignette", "question", "value")})
    assert before == datasets.state(answered.survey)


def test_an_answer_that_comes_in_while_others_are_read_is_not_lost(answered):
    read, came = datasets.answers, []

    def and_meanwhile(survey, version):
        rows = read(survey, version)
        if not came:
            came.append(another_answer(answered))
        return rows

    with patch.object(datasets, "answers", and_meanwhile):
        first = package(answered)
    assert first == alone(answered)
    assert package(answered) == first
