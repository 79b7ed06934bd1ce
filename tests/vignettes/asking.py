"""A survey in which what is asked depends on what was answered before, and on who was invited."""

from tests.vignettes.conftest import options, question
from vignettes.actions.publishing import publish_instrument
from vignettes.instrument import parse
from vignettes.models import Survey, SurveyState


def on(code, *values):
    """A condition: the question `code` has one of `values` as its answer."""
    return {"all": [{"question": code, "is": list(values)}]}


def document():
    """Leaders are asked for their years; a case with high risk for its steps; other roles for nothing of the case."""
    return {
        "code": "asking",
        "title": "Børnesager",
        "introduction": "Svar, som du ville vurdere sagen i dag.",
        "background": [
            question("role", "single", options=options(caseworker="Rådgiver", leader="Leder")),
            question("years", "number", minimum=0, maximum=60, show_if=on("role", "leader")),
        ],
        "battery": [
            {
                "code": "cases",
                "text": "Om sagen",
                "kind": "section",
                "show_if": {"any": [{"invited_as": ["caseworker", "leader"]}]},
            },
            question("risk", "single", options=options(low="Lav", high="Høj")),
            question("percent", "percent", show_if=on("risk", "high")),
            {"code": "reasons", "text": "Begrundelse", "kind": "section"},
            question(
                "why",
                "text",
                required=False,
                show_if={"all": [{"question": "percent", "at_least": 50}, {"question": "role", "is": ["leader"]}]},
            ),
        ],
        "vignettes": [
            {"code": f"V{number}", "title": f"Sag {number}", "text": "Et barn på otte år."} for number in (1, 2)
        ],
    }


def instrument(**changed):
    return parse(document() | changed)


def published(partnership):
    survey = Survey.objects.create(partnership=partnership, title="Børnesager", year=2026, state=SurveyState.OPEN)
    publish_instrument(survey=survey, instrument=instrument())
    return survey
