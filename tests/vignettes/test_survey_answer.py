"""Signed-in people answer for their own municipality without a link."""

import pytest

from vignettes.models import Respondent, SurveyState


def answer(client, survey):
    return client.post(f"/undersoegelser/{survey.pk}/besvar/")


@pytest.mark.parametrize("role", ["member", "contact", "leader"])
def test_municipal_people_start(sign_in, cast, survey, herning, role):
    client = sign_in(getattr(cast, role))
    assert answer(client, survey)["Location"] == "/besvar/"
    assert client.get("/besvar/")["Location"] == "/besvar/om-dig/"
    assert Respondent.objects.get().participation == herning


@pytest.mark.parametrize("role", ["consultant", "researcher", "administrator", "nobody"])
def test_others_may_not(sign_in, cast, survey, role):
    assert answer(sign_in(getattr(cast, role)), survey).status_code == 403
    assert Respondent.objects.count() == 0


def test_anonymous_is_asked_to_sign_in(client, survey):
    assert answer(client, survey)["Location"].startswith("/konto/log-ind/")


def test_survey_of_a_foreign_partnership_does_not_exist(sign_in, cast, survey, other_partnership):
    type(survey).objects.update(partnership=other_partnership)
    assert answer(sign_in(cast.member), survey).status_code == 404


def test_closed_survey_says_why(sign_in, cast, survey):
    type(survey).objects.update(state=SurveyState.CLOSED)
    response = answer(sign_in(cast.member), survey)
    assert response.status_code == 403
    assert "Undersøgelsen er lukket." in response.content.decode()


def test_looking_is_not_starting(sign_in, cast, survey):
    assert sign_in(cast.member).get(f"/undersoegelser/{survey.pk}/besvar/").status_code == 405
