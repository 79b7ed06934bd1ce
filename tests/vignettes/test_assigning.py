"""Who gets which cases in which order: evenly within municipality and role, and reproducible from the seed."""

import random
from collections import Counter

import pytest
from django.utils import timezone

from tests.vignettes.conftest import TOKEN
from tests.vignettes.designs import designed, designed_instrument
from tests.vignettes.starts import asked, decks, open_survey, start_at_once
from tests.vignettes.test_answer_save import FOREIGN, envelope, post
from vignettes import assigning
from vignettes.actions import answering
from vignettes.actions.publishing import publish_instrument
from vignettes.cases import Case, cases_of
from vignettes.instrument import parse
from vignettes.models import Assignment, Respondent, RespondentRole
from vignettes.published import cases_in

CASEWORKER, LEADER = RespondentRole.CASEWORKER, RespondentRole.LEADER
CASES = cases_of(designed_instrument())


@pytest.fixture
def survey(partnership):
    return open_survey(partnership)


def start(people):
    return [answering.start(respondent=person).assignment for person in people]


def test_everybody_gets_the_anchors_and_one_deck():
    for deck in (1, 2, 3, 4):
        order = assigning.order_of(CASES, deck, seed=deck)
        assert sorted(order) == sorted(case.code for case in CASES if case.deck in (0, deck))
        assert len(order) == 5


@pytest.mark.parametrize("repeat", ["V1", "D05"])
def test_a_case_is_shown_again_later_and_never_at_once(repeat):
    cases = cases_of(designed_instrument(repeat=repeat))
    deck = max(case.deck for case in cases if case.code == repeat) or 1
    places = Counter()
    for seed in range(300):
        order = assigning.order_of(cases, deck, seed)
        assert order == assigning.order_of(cases, deck, seed)
        places[order.index(repeat), order.index(f"{repeat}_again")] += 1
    assert set(places) == {(0, 2), (0, 3), (0, 4), (1, 3), (1, 4), (2, 4)}
    assert min(places.values()) > 25  # 50 are expected of each


def test_nothing_is_shown_again_where_nothing_else_could_stand_between():
    alone = Case("V1", "Alma", "Alma er tre år.")
    again = Case("V1_again", "Alma", "Alma er tre år.", repeats="V1")
    assert assigning.order_of([alone, again], 0, seed=3) == ["V1"]


def test_without_decks_the_order_is_a_plain_shuffle():
    cases = [Case(f"V{number}", "x", "x") for number in range(1, 7)]
    assert assigning.deck_of(cases, {}, seed=5) == 0
    assert assigning.order_of(cases, 0, seed=5) == random.Random(5).sample([case.code for case in cases], 6)


def test_rows_deal_as_the_instrument_does(survey):
    assert cases_in(survey.versions.get()) == CASES


def test_deck_and_order_come_from_the_seed(survey, herning):
    for before, drawn in enumerate(start(asked(survey, herning, CASEWORKER, 4))):
        earlier = Assignment.objects.filter(pk__lt=drawn.pk).values_list("deck", flat=True)
        assert before == len(earlier)
        assert drawn.deck == assigning.deck_of(CASES, Counter(earlier), drawn.seed)
        assert drawn.vignette_order == assigning.order_of(CASES, drawn.deck, drawn.seed)


def test_a_withdrawn_invitation_makes_room_and_a_sent_answer_does_not(survey, herning):
    gone, done, *_rest = [row.respondent for row in start(asked(survey, herning, CASEWORKER, 4))]
    Respondent.objects.filter(pk=gone.pk).update(revoked_at=timezone.now())
    Respondent.objects.filter(pk=done.pk).update(submitted_at=timezone.now())
    assert start(asked(survey, herning, CASEWORKER, 1))[0].deck == gone.assignment.deck


def test_a_case_of_another_deck_takes_no_answer(survey, make_respondent, client):
    invited = make_respondent(survey)
    client.post(f"/b/{TOKEN}/")
    deck = Assignment.objects.get().deck
    cases = survey.versions.get().vignettes
    own, foreign = cases.filter(deck=deck).first().code, cases.exclude(deck__in=(0, deck)).first().code
    assert post(client, envelope(invited, vignette=own)) == (200, {"version": 1})
    assert post(client, envelope(invited, vignette=foreign)) == (404, {"reason": "invalid", "message": FOREIGN})


def test_the_welcome_page_counts_what_one_person_gets(survey, make_respondent, client):
    make_respondent(survey)
    assert "Du læser 5 korte sager" in client.get(f"/b/{TOKEN}/").content.decode()


def test_new_wording_counts_on_and_other_decks_begin_anew(survey, herning):
    first = [row.deck for row in start(asked(survey, herning, CASEWORKER, 3))]
    content = designed()
    content["design"]["title"] = "Sagen om {child} på {age}"
    publish_instrument(survey=survey, instrument=parse(content))
    fourth = start(asked(survey, herning, CASEWORKER, 1))[0].deck
    assert sorted([*first, fourth]) == [1, 2, 3, 4]
    publish_instrument(survey=survey, instrument=designed_instrument(deck_count=3))
    assert sorted(row.deck for row in start(asked(survey, herning, CASEWORKER, 3))) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_on_sqlite(partnership, herning, vejle):
    survey = open_survey(partnership)
    groups = [(herning, CASEWORKER, 90), (herning, LEADER, 30), (vejle, CASEWORKER, 80)]
    people = [person for place, role, count in groups for person in asked(survey, place, role, count)]
    random.Random(4).shuffle(people)
    assert sorted(start_at_once(people)) == sorted(person.pk for person in people)
    counted = decks(survey)
    for place, role, count in groups:
        found = counted[place.pk, role]
        assert (found.total(), len(found)) == (count, 4)
        assert max(found.values()) - min(found.values()) <= 1
