"""The journey without JavaScript: every page saves, keeps what was typed, and leads on."""

import re

import pytest
from django.utils import timezone

from tests.vignettes.conftest import TOKEN
from tests.vignettes.test_answering_actions import answer_everything, save, stored
from vignettes.actions import answering
from vignettes.models import AnswerEvent, Respondent, SurveyState


def page_form(client, address, **answers):
    """The data of the page's form with `answers` by question code, as a browser would send them."""
    form = client.get(address).context["form"]
    by_code = {question.code: f"q{question.pk}" for question in form.page.questions}
    data = {name: value for name, value in form.initial.items() if value not in (None, [])}
    return data | {by_code[code]: value for code, value in answers.items()}


def send(client, address, button="next", **answers):
    return client.post(address, page_form(client, address, **answers) | {button: "x"})


def errors(response):
    form = response.context["form"]
    codes = {f"q{question.pk}": question.code for question in form.page.questions}
    return {codes[name]: list(messages) for name, messages in form.errors.items()}


def first_vignette(respondent):
    return respondent.assignment.vignette_order[0]


def test_journey_from_background_to_receipt(answering_client, invited):
    client, answers = answering_client, {"risk": "low", "percent": "40 %", "involved": ["child"]}
    assert send(client, "/besvar/om-dig/", role="leader")["Location"] == "/besvar/sag/1/"
    assert send(client, "/besvar/sag/1/", **answers)["Location"] == "/besvar/sag/2/"
    assert client.get("/besvar/")["Location"] == "/besvar/sag/2/"
    assert send(client, "/besvar/sag/2/", **answers)["Location"] == "/besvar/gennemse/"
    assert client.get("/besvar/")["Location"] == "/besvar/gennemse/"
    assert "Når du har sendt dine svar" in client.get("/besvar/send/").content.decode()
    assert client.post("/besvar/send/")["Location"] == "/besvar/kvittering/"
    assert f"2026-{invited.pk:06}" in client.get("/besvar/kvittering/").content.decode()
    assert AnswerEvent.objects.count() == 7


def test_previous_saves_too(answering_client, invited):
    response = send(answering_client, "/besvar/sag/2/", "previous", risk="high")
    assert response["Location"] == "/besvar/sag/1/"
    assert stored(invited) == [(invited.assignment.vignette_order[1], "risk", "high", 1)]


def test_missing_answers_wait_for_the_review(answering_client):
    assert send(answering_client, "/besvar/om-dig/")["Location"] == "/besvar/sag/1/"
    send(answering_client, "/besvar/sag/1/", risk="low", percent="0")
    overview = answering_client.get("/besvar/gennemse/").context["overview"]
    assert [(item["is_untouched"], [text for text, _url in item["missing"]]) for item in overview] == [
        (True, ["Spørgsmålet role?"]),
        (False, ["Spørgsmålet involved?"]),
        (True, ["Spørgsmålet risk?", "Spørgsmålet percent?", "Spørgsmålet involved?"]),
    ]
    assert answering_client.get("/besvar/send/")["Location"] == "/besvar/gennemse/"
    assert answering_client.post("/besvar/send/")["Location"] == "/besvar/gennemse/"


def test_links_of_the_review_lead_to_elements_that_exist(answering_client):
    overview = answering_client.get("/besvar/gennemse/").context["overview"]
    for _text, url in (missing for item in overview for missing in item["missing"]):
        address, anchor = url.split("#")
        assert f'id="{anchor}"' in answering_client.get(address).content.decode()


def test_unusable_answer_is_kept_beside_its_instruction_and_the_rest_is_saved(answering_client, invited):
    response = send(answering_client, "/besvar/sag/1/", risk="low", percent="150")
    assert response.status_code == 422
    assert errors(response) == {"percent": ["Skriv et helt tal fra 0 til 100"]}
    assert 'value="150"' in response.content.decode()
    assert stored(invited) == [(first_vignette(invited), "risk", "low", 1)]


def test_corrected_page_saves_on_top_of_what_it_saved_before(answering_client, invited):
    first = send(answering_client, "/besvar/sag/1/", risk="low", percent="150")
    fields = {f"q{question.pk}": question.code for question in first.context["form"].page.questions}
    data = first.context["form"].data.dict() | {
        name: {"risk": "high", "percent": "15"}[code] for name, code in fields.items() if code in ("risk", "percent")
    }
    assert answering_client.post("/besvar/sag/1/", data | {"next": "x"}).status_code == 302
    assert sorted(value for *_place, value, _version in stored(invited) if isinstance(value, str)) == ["high"]


def test_same_page_sent_twice_saves_once(answering_client):
    data = page_form(answering_client, "/besvar/om-dig/", role="leader")
    for _twice in range(2):
        assert answering_client.post("/besvar/om-dig/", data).status_code == 302
    assert AnswerEvent.objects.count() == 1


def test_answer_changed_in_another_tab_is_shown_and_the_next_press_decides(answering_client, invited):
    data = page_form(answering_client, "/besvar/sag/1/", risk="low")
    save(invited, "high", vignette=first_vignette(invited))
    response = answering_client.post("/besvar/sag/1/", data)
    assert response.status_code == 422
    assert errors(response) == {"risk": ["Svaret er ændret et andet sted. Gemt er: Høj. Vælg dit svar, og gem igen."]}
    assert answering_client.post("/besvar/sag/1/", response.context["form"].data.dict()).status_code == 302
    assert stored(invited) == [(first_vignette(invited), "risk", "low", 2)]


def test_session_gone_while_typing_keeps_what_was_typed(answering_client, client, invited):
    data = page_form(answering_client, "/besvar/sag/1/", percent="70")
    client.cookies.clear()
    lost = client.post("/besvar/sag/1/", data)
    assert lost.status_code == 401
    carried = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', lost.content.decode())
    client.post(f"/b/{TOKEN}/")
    assert client.post("/besvar/sag/1/", dict(carried)).status_code == 302
    assert [value for *_place, value, _version in stored(invited)] == [70]


def test_page_of_another_respondent_is_not_saved_here(answering_client, survey, make_respondent):
    data = page_form(answering_client, "/besvar/om-dig/", role="leader")
    make_respondent(survey, token="a-colleague")
    answering_client.post("/b/a-colleague/")
    assert answering_client.post("/besvar/om-dig/", data).status_code == 401
    assert AnswerEvent.objects.count() == 0


def test_survey_closed_while_typing(answering_client, survey):
    data = page_form(answering_client, "/besvar/om-dig/", role="leader")
    type(survey).objects.update(state=SurveyState.CLOSED)
    response = answering_client.post("/besvar/om-dig/", data)
    assert response.status_code == 403
    assert "Undersøgelsen er lukket." in response.content.decode()


def test_sending_twice_gives_one_receipt(answering_client, invited):
    answer_everything(invited)
    assert answering_client.post("/besvar/send/")["Location"] == "/besvar/kvittering/"
    sent_at = Respondent.objects.get().submitted_at
    assert answering_client.post("/besvar/send/")["Location"] == "/besvar/kvittering/"
    assert Respondent.objects.get().submitted_at == sent_at <= timezone.now()


def test_no_receipt_and_nothing_to_read_before_sending(answering_client):
    assert answering_client.get("/besvar/kvittering/")["Location"] == "/besvar/"
    assert answering_client.get("/besvar/laes/")["Location"] == "/besvar/"


def test_sent_answers_are_read_through_the_link_and_forgotten_again(answering_client, invited, client):
    answer_everything(invited)
    answering_client.post("/besvar/send/")
    assert client.post(f"/b/{TOKEN}/")["Location"] == "/besvar/laes/"
    page = client.get("/besvar/laes/")
    assert [title for title, _answers in page.context["sections"]][0] == "Om dig"
    answers = {answer for _title, answers in page.context["sections"] for _question, answer in answers}
    assert answers == {"Rådgiver", "0 %", "Barnet", "Lav", "intet svar"}
    assert "Dine svar er sendt" in client.post("/besvar/pause/").content.decode()
    assert client.get("/besvar/laes/").status_code == 401


def test_page_beyond_the_last_does_not_exist(answering_client):
    assert answering_client.get("/besvar/sag/3/").status_code == 404


def test_pages_are_never_stored_by_the_browser(answering_client):
    assert answering_client.get("/besvar/sag/1/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("vignette_count", [1, 3])
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_page_costs_the_same_few_queries(
    client, cast, make_survey, make_respondent, django_assert_num_queries, settings, vignette_count, is_signed_in
):
    settings.MFA_COMPULSORY = False
    answering.start(respondent=make_respondent(make_survey(vignette_count), token="counted"))
    if is_signed_in:
        client.force_login(cast.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/b/counted/")
    client.get("/besvar/sag/1/")
    with django_assert_num_queries(6 if is_signed_in else 5):  # two for noting when it was shown
        client.get("/besvar/sag/1/")
