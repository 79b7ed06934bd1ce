"""What a respondent is asked follows from what the respondent has answered; what is not asked is missed nowhere."""

import json
import uuid

import pytest

from tests.vignettes.asking import published
from tests.vignettes.test_answer_pages import errors, send
from tests.vignettes.test_answering_actions import place, save, stored
from vignettes.actions import answering
from vignettes.journey import journey_of
from vignettes.views.respondent import key_of


@pytest.fixture
def survey(partnership):
    return published(partnership)


def asked(respondent):
    """Codes that are shown and codes that are missing, page by page."""
    return [
        (page.number, [row.code for row in page.shown], [row.code for row in page.missing])
        for page in journey_of(respondent).pages
    ]


def first(respondent):
    return respondent.assignment.vignette_order[0]


def shown_on(page):
    """Codes of the questions that the page shows, and that it holds hidden."""
    body, rows = page.content.decode(), page.context["form"].page.questions
    hidden = [row.code for row in rows if f'data-question="{row.pk}" hidden' in body]
    return [row.code for row in rows if f'data-question="{row.pk}"' in body and row.code not in hidden], hidden


def test_only_what_is_shown_can_be_missing(respondent):
    case = ["cases", "risk"]
    assert asked(respondent) == [(0, ["role"], ["role"]), (1, case, ["risk"]), (2, case, ["risk"])]
    save(respondent, "leader", code="role", vignette=None)
    save(respondent, "high", code="risk", vignette=first(respondent))
    save(respondent, 50, code="percent", vignette=first(respondent))
    assert asked(respondent) == [
        (0, ["role", "years"], ["years"]),
        (1, ["cases", "risk", "percent", "reasons", "why"], []),
        (2, case, ["risk"]),
    ]


def test_a_page_on_which_nothing_is_asked_is_left_out(survey, make_respondent):
    other = answering.start(respondent=make_respondent(survey, role="other"))
    assert asked(other) == [(0, ["role"], ["role"])]
    save(other, "caseworker", code="role", vignette=None)
    assert answering.submit(respondent=other).submitted_at


def test_pages_left_out_lead_to_what_is_asked(survey, make_respondent, client):
    make_respondent(survey, token="of-another", role="other")
    client.post("/b/of-another/")
    assert client.get("/besvar/sag/1/")["Location"] == "/besvar/"
    assert client.get("/besvar/sag/3/").status_code == 404
    assert send(client, "/besvar/om-dig/", role="caseworker")["Location"] == "/besvar/gennemse/"
    assert client.get("/besvar/gennemse/").context["is_complete"]


def test_the_page_holds_hidden_what_is_not_asked(answering_client):
    page = answering_client.get("/besvar/sag/1/")
    assert shown_on(page)[1] == ["percent", "reasons", "why"]


def test_a_new_question_is_shown_before_going_on_and_only_once(answering_client):
    again = send(answering_client, "/besvar/om-dig/", role="leader")
    page = answering_client.get(again["Location"])
    assert shown_on(page) == (["role", "years"], [])
    assert again["Location"] == f"/besvar/om-dig/#id_q{page.context['form'].page.questions[1].pk}"
    assert "Dine svar fører til et spørgsmål mere. Det står her." in page.content.decode()
    assert send(answering_client, "/besvar/om-dig/")["Location"] == "/besvar/sag/1/"


def test_two_new_questions_are_counted(answering_client):
    send(answering_client, "/besvar/om-dig/", role="leader", years="7")
    send(answering_client, "/besvar/sag/1/", percent="70")
    again = send(answering_client, "/besvar/sag/1/", risk="high")
    assert shown_on(answering_client.get(again["Location"])) == (["cases", "risk", "percent", "reasons", "why"], [])


def test_going_back_is_never_held_up(answering_client):
    assert send(answering_client, "/besvar/sag/1/", "previous", risk="high")["Location"] == "/besvar/om-dig/"


def test_what_is_hidden_is_not_checked(answering_client, invited):
    assert send(answering_client, "/besvar/om-dig/", role="caseworker", years="mange").status_code == 302
    assert stored(invited) == [(None, "role", "caseworker", 1)]
    response = send(answering_client, "/besvar/om-dig/", role="leader", years="mange")
    assert errors(response) == {"years": ["Skriv et helt tal fra 0 til 60"]}
    assert shown_on(response) == (["role", "years"], [])


def test_an_answer_that_is_hidden_stays_and_counts_nowhere(answering_client, invited):
    send(answering_client, "/besvar/om-dig/", role="leader", years="7")
    for number in (1, 2):
        send(answering_client, f"/besvar/sag/{number}/", risk="high", percent="70", why="Skolen")
    send(answering_client, "/besvar/om-dig/", role="caseworker")
    send(answering_client, "/besvar/sag/1/", risk="low")
    kept = [(code, value) for case, code, value, _version in stored(invited) if case in (None, first(invited))]
    assert kept == [
        ("role", "caseworker"), ("years", 7), ("risk", "low"), ("percent", 70), ("why", "Skolen"),
    ]  # fmt: skip
    answering_client.post("/besvar/send/")
    read = [answers for _title, answers in answering_client.get("/besvar/laes/").context["sections"]]
    texts = [[question.removeprefix("Spørgsmålet ").rstrip("?") for question, _answer in answers] for answers in read]
    assert texts == [["role"], ["risk"], ["risk", "percent"]]


def test_an_answer_comes_back_with_its_question(answering_client, invited):
    send(answering_client, "/besvar/om-dig/", role="leader", years="7")
    send(answering_client, "/besvar/om-dig/", role="caseworker")
    assert asked(invited)[0] == (0, ["role"], [])
    send(answering_client, "/besvar/om-dig/", role="leader")
    assert asked(invited)[0] == (0, ["role", "years"], [])


def test_a_save_of_what_is_not_asked_is_stored_and_counts_nowhere(answering_client, invited):
    """Refusing it could lose an answer that a queue sends before the one that brings its question up."""
    row = place(invited, "percent", first(invited))
    given = {"respondent": key_of(invited), "question": row["question"].pk, "vignette": row["vignette"].pk}
    given |= {"key": str(uuid.uuid4()), "version": 0, "value": 70}
    response = answering_client.post("/besvar/gem/", json.dumps(given), content_type="application/json")
    assert (response.status_code, stored(invited)) == (200, [(first(invited), "percent", 70, 1)])
    assert asked(invited)[1] == (1, ["cases", "risk"], ["risk"])
    assert answering_client.get("/besvar/gennemse/").context["overview"][1]["is_untouched"]


def test_a_stored_answer_that_is_hidden_makes_no_conflict(answering_client, invited):
    page = answering_client.get("/besvar/sag/1/")
    questions = {row.code: row.pk for row in page.context["form"].page.questions}
    save(invited, 70, code="percent", vignette=first(invited))
    data = page.context["form"].initial | {f"q{questions['percent']}": "40", f"q{questions['risk']}": "low"}
    sent = answering_client.post("/besvar/sag/1/", {k: v for k, v in data.items() if v is not None} | {"next": "x"})
    assert sent["Location"] == "/besvar/sag/2/"
    assert (first(invited), "percent", 70, 1) in stored(invited)


def test_conditions_cost_no_query(answering_client, django_assert_num_queries):
    answering_client.get("/besvar/sag/1/")
    with django_assert_num_queries(5):
        answering_client.get("/besvar/sag/1/")
