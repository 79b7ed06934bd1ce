"""Order and attention in words, with what they mean for the figures."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reports import attention, datasets
from reports.analysis.attention import Attention, Sitting
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
