"""Order and attention in words, with what they mean for the figures."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reports import attention, datasets
from reports.analysis.attention import Attention, Sitting
from reports.analysis.repeats import Repeat
from vignettes.models import Assignment

FOUND = Attention(254, 1524, 0.021, -0.02, 0.06, 0, 254, 0, 254)


def test_nothing_is_found_and_it_is_said_what_that_means():
    assert attention.sentences(FOUND) == (
        (
            "For hver plads længere fremme i rækkefølgen vælger besvarerne i gennemsnit 0,02 trin højere "
            "(95 %-interval −0,02 til 0,06, n = 1.524 svar fra 254 personer i hele undersøgelsen). "
            "Det er ingen sikker virkning: Rækkefølgen forklarer ikke forskellene i rapporten."
        ),
        (
            "Ingen af de 254 personer har svaret ens i alle sager på alle spørgsmål med ordnede svar. Alle har altså "
            "skelnet mellem sagerne."
        ),
        "Ingen af de 254 personer brugte mindre end et minut pr. sag, fra de begyndte, til de sendte.",
    )


def test_a_certain_effect_and_flagged_people_are_said_with_their_consequence():
    order, alike, fast = attention.sentences(replace(FOUND, slope=-0.1, low=-0.15, high=-0.05, alike=1, fast=7))
    assert "0,10 trin lavere (95 %-interval −0,15 til −0,05" in order
    assert order.endswith("men rækkefølgen er tilfældig, så den rammer alle sager og kommuner lige meget.")
    assert alike.endswith("Svarene tæller med som andres: Det kan være det, personen mener.")
    assert fast.startswith("7 af 254 personer brugte mindre end et minut pr. sag fra start til afsendelse.")


@pytest.mark.parametrize(
    "found", [None, Attention(5, 5, None, None, None, 0, 0, 0, 0), Attention(1, 2, 0.5, None, None, 0, 0, 0, 0)]
)
def test_what_is_not_known_is_not_said(found):
    assert attention.sentences(found) == ()


REPEAT = Repeat("V1", "risk", "Hvor stor er risikoen?", 120, 6, 84, 0.7, 0.613, 0.775, 0.72)


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (0.84, "α = 0,84). Den enkeltes svar ligger fast, så forskelle mellem mennesker er mere end tilfældigheder."),
        (0.72, "hører øjeblikket til."),
        (0.4, "α = 0,40). Den enkelte svarer heller ikke altid det samme."),
        (None, "α = –)."),
    ],
)
def test_what_people_answer_the_second_time_is_said_of_the_question_asked_for(alpha, said):
    others = replace(REPEAT, question="percent", share=0.1)
    (found,) = attention.sentences(None, (others, replace(REPEAT, alpha=alpha)), "risk")
    assert found.startswith(
        "120 personer i hele undersøgelsen fik den samme sag to gange. På spørgsmålet »Hvor stor er risikoen?« svarede "
        "70 % af dem det samme begge gange (95 %-interval 61–78 %, α = "
    )
    assert said in found


def test_no_table_where_no_case_is_shown_twice():
    assert attention.repeats_table((), {}) is None
    assert attention.repeats_table((REPEAT,), {"V1": "Alma"}).rows == (
        ("Hvor stor er risikoen?", "70 %", "61–78 %", "0,72", "120"),
    )


@pytest.mark.django_db
def test_order_and_minutes_of_those_who_submitted(answered):
    first, second, *_rest = answered.survey.respondents.order_by("pk")
    Assignment.objects.create(respondent=first, seed=1, vignette_order=["V2", "V1"])
    first.started_at = first.submitted_at - timedelta(minutes=40)
    first.save()
    second.submitted_at = None
    second.save()
    found = datasets.sittings(answered.survey)
    assert found[first.pk] == Sitting(("V2", "V1"), 40.0)
    assert second.pk not in found
    assert {row.order for pk, row in found.items() if pk != first.pk} == {()}
