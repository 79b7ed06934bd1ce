"""Every kind of question on its page, without JavaScript: it saves, says what is wrong, and shows what is stored."""

import re
import uuid

import pytest

from tests.vignettes.conftest import TOKEN
from tests.vignettes.test_answer_save import FOREIGN, envelope, post
from tests.vignettes.test_answering_actions import stored

BACKGROUND = "/besvar/om-dig/"
CASE = "/besvar/sag/1/"
WHOLE = {
    "involved": "child", "price": "65.000 kr.", "first-place-home": "1", "first-place-talk": "2",
    "worries-row-health": "low", "worries-row-school": "dont_know", "percent-missing": "dont_know",
}  # fmt: skip


@pytest.fixture
def person(kinds, make_respondent, client):
    invited = make_respondent(kinds)
    client.post(f"/b/{TOKEN}/")
    invited.refresh_from_db()
    return invited


def send(client, person, address, **answers):
    """`answers` by the code of the question, perhaps with what its input is called behind it."""
    form = client.get(address).context["form"]
    ids = {question.code: question.pk for question in person.version.questions.all()}
    data = {name: value for name, value in form.initial.items() if not name.startswith("q") and value is not None}
    for name, value in answers.items():
        code, dash, rest = name.partition("-")
        data[f"q{ids[code]}{dash}{rest}"] = value
    return client.post(address, data | {"next": "x"})


def test_everything_is_saved_and_read_again(client, person):
    assert send(client, person, BACKGROUND, since="14.1.2020", **{"cases-missing": "declined"})["Location"] == CASE
    assert send(client, person, CASE, **WHOLE)["Location"] == "/besvar/gennemse/"
    assert client.get("/besvar/gennemse/").context["is_complete"]
    assert {(code, str(value)) for _vignette, code, value, _version in stored(person)} == {
        ("since", "2020-01-14"),
        ("cases", "{'missing': 'declined'}"),
        ("involved", "['child']"),
        ("price", "65000"),
        ("first", "['home', 'talk']"),
        ("worries", "{'health': 'low', 'school': 'dont_know'}"),
        ("percent", "{'missing': 'dont_know'}"),
    }
    shown = client.get(CASE).content.decode()
    assert 'value="65.000"' in shown
    assert len(re.findall(r" (?:checked|selected)>", shown)) == 6  # 3 lists of numbers, 2 rows, 1 box
    assert 'value="14.1.2020"' in client.get(BACKGROUND).content.decode()
    client.post("/besvar/send/")
    sections = client.get("/besvar/laes/").context["sections"]
    assert [answer for _title, rows in sections for _question, answer in rows] == [
        "14. januar 2020", "Ønsker ikke at svare", "intet svar", "Barnet", "65.000 kr.", "1. Hjemmet; 2. Samtale",
        "Helbred: Lidt; Skolegang: Ved ikke", "Ved ikke", "intet svar",
    ]  # fmt: skip


def test_a_typed_answer_and_a_tick_are_met_with_a_choice_and_both_are_kept(client, person):
    response = send(client, person, CASE, price="65.000", **{"price-missing": "declined"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Slet dit svar, eller fjern fluebenet ved “Ønsker ikke at svare”" in html
    assert 'value="65.000"' in html
    assert len(re.findall(r'value="declined" checked', html)) == 1
    assert stored(person) == []


def test_half_a_matrix_and_half_a_ranking_are_kept_and_still_missing(client, person):
    given = {"worries-row-health": "low", "first-place-home": "1"}
    assert send(client, person, CASE, **given)["Location"] == "/besvar/gennemse/"
    missing = client.get("/besvar/gennemse/").context["overview"][1]["missing"]
    texts = [text for text, _url in missing]
    assert texts == [f"Spørgsmålet {code}?" for code in ("involved", "price", "first", "worries", "percent")]
    html = client.get(CASE).content.decode()
    for _text, url in missing:
        assert f'id="{url.partition("#")[2]}"' in html


def test_sections_and_information_stand_on_the_page_and_take_no_answer(client, person):
    background, case = (client.get(address).content.decode() for address in (BACKGROUND, CASE))
    assert '<p dir="auto">Tænk på <em>det sidste år</em>.</p>' in background
    assert "<ul><li>Hjælp</li></ul>" in case
    assert post(client, envelope(person, code="about", value="x")) == (404, {"reason": "invalid", "message": FOREIGN})


def test_a_stale_answer_is_told_in_words_and_shown_as_it_is_written(client, person):
    post(client, envelope(person, code="price", value="65.000"))
    status, told = post(client, envelope(person, code="price", value={"missing": "declined"}, key=str(uuid.uuid4())))
    assert (status, told["stored"], told["yours"]) == (409, "65.000 kr.", "Ønsker ikke at svare")
    assert told["value"] == "65.000"


def test_markup_in_a_case_is_shown_and_everything_else_is_text(client, person):
    html = client.get(CASE).content.decode()
    assert '<p dir="auto">Et barn på <strong>otte</strong> år.</p>' in html
    assert '<p dir="auto">Uro &lt; 5 km væk.</p>' in html
