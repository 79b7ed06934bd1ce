"""Ten thousand respondents who begin: how fast each gets deck and order, and how evenly the decks are given."""

import time
from datetime import date

from municipalities.models import Municipality, Participation, Partnership
from tests.vignettes.starts import asked, decks, open_survey
from vignettes.actions import answering
from vignettes.models import Respondent, RespondentRole

PEOPLE = 10_000
MUNICIPALITIES = 20


def plant(people: int = PEOPLE) -> None:
    """A survey with four decks; a third of each municipality's people in each role."""
    partnership = Partnership.objects.create(kind="research", name="Partnerskab", starts_on=date(2026, 1, 1))
    survey = open_survey(partnership)
    for row in Municipality.objects.all()[:MUNICIPALITIES]:
        place = Participation.objects.create(partnership=partnership, municipality=row, enrolled_on=date(2026, 1, 1))
        for role in RespondentRole.values:
            asked(survey, place, role, -(-people // (MUNICIPALITIES * len(RespondentRole))))


def measure() -> dict[str, float]:
    """Seconds for all to begin one after the other, beside as many bare reads; the largest difference of two decks."""
    people = list(Respondent.objects.select_related("survey")[:PEOPLE])
    started = time.perf_counter()
    for person in people:
        answering.start(respondent=person)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    for person in people:
        Respondent.objects.get(pk=person.pk)
    bare = time.perf_counter() - started
    counted = decks(people[0].survey)
    return {
        "people": len(people),
        "seconds": seconds,
        "rate": len(people) / seconds,
        "ratio": seconds / bare,
        "groups": len(counted),
        "difference": max(max(found.values()) - min(found.values()) for found in counted.values()),
    }
