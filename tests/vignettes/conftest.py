"""A survey with every kind of question and two vignettes, and somebody invited to answer it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.vignettes.every_kind import every_kind, options, question
from vignettes import links
from vignettes.actions import answering
from vignettes.actions.publishing import publish_instrument
from vignettes.instrument import parse
from vignettes.models import Respondent, RespondentRole, Survey, SurveyState

TOKEN = "a-personal-link-of-the-tests"


def instrument(vignette_count=2):
    return parse(
        {
            "code": "small",
            "title": "Børnesager",
            "introduction": "Svar, som du ville vurdere sagen i dag.",
            "background": [question("role", "single", options=options(caseworker="Rådgiver", leader="Leder"))],
            "battery": [
                question("risk", "ordinal", options=options(low="Lav", medium="Middel", high="Høj")),
                question("percent", "percent", help_text="Skriv et helt tal fra 0 til 100."),
                question("effect", "number", required=False, minimum=0, maximum=10),
                question("involved", "multiple", options=options(child="Barnet", network="Netværket", school="Skolen")),
                question("weight", "text", required=False),
            ],
            "vignettes": [
                {"code": f"V{number}", "title": f"Sag {number}", "text": "Et barn på otte år.\n\nSkolen underretter."}
                for number in range(1, vignette_count + 1)
            ],
        }
    )


@pytest.fixture
def clock(monkeypatch):
    """clock(moment) → from now on it is that moment, for everybody."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def make_survey(partnership):
    """make_survey(vignette_count=3) → an open survey with a published version."""

    def make(vignette_count=2, **fields):
        survey = Survey.objects.create(
            partnership=partnership, title="Børnesager", year=2026, **{"state": SurveyState.OPEN} | fields
        )
        publish_instrument(survey=survey, instrument=instrument(vignette_count))
        return survey

    return make


@pytest.fixture
def survey(make_survey):
    return make_survey()


@pytest.fixture
def make_respondent(herning):
    """make_respondent(survey, token="…") → somebody in Herning who has been invited and has not started."""

    def make(survey, token=TOKEN, **fields):
        return Respondent.objects.create(
            survey=survey,
            version=survey.versions.last(),
            token_hash=links.hash_token(token),
            **{
                "role": RespondentRole.CASEWORKER,
                "participation": herning,
                "expires_at": timezone.now() + timedelta(days=30),
            }
            | fields,
        )

    return make


@pytest.fixture
def invited(survey, make_respondent):
    return make_respondent(survey)


@pytest.fixture
def respondent(invited):
    """Somebody who has started."""
    return answering.start(respondent=invited)


@pytest.fixture
def answering_client(client, invited):
    """A client whose session answers as `invited`, started through the personal link."""
    client.post(f"/b/{TOKEN}/")
    invited.refresh_from_db()
    return client


@pytest.fixture
def kinds(partnership):
    """An open survey with every kind of question."""
    survey = Survey.objects.create(partnership=partnership, title="Alle slags", year=2026, state=SurveyState.OPEN)
    publish_instrument(survey=survey, instrument=parse(every_kind()))
    return survey
