"""Whoever answers a survey sees and changes the own answers alone, and a link that is used or dead tells nothing."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.access.addresses import Visitor, words
from tests.access.conftest import WORDS
from tests.access.table import TABLE
from vignettes import links
from vignettes.models import Answer, AnswerEvent, Respondent
from vignettes.views.respondent import key_of

COLLEAGUE = f"{WORDS['herning']}-0"  # the token of a colleague in the same municipality, who has sent the answers
OWN = WORDS["herning"]
PAGES = (
    *("/besvar/om-dig/", "/besvar/sag/1/", "/besvar/sag/2/", "/besvar/gennemse/", "/besvar/send/"),
    *("/besvar/kvittering/", "/besvar/laes/", "/besvar/status/"),
)
WRITTEN = "fritekst"


@pytest.fixture
def visitor(world):
    """Somebody of Herning who answers through the personal link, without an account."""
    visitor = Visitor()
    visitor.client.post(_link(OWN))
    return visitor


def _link(token):
    return reverse("vignettes:answer_welcome", args=[token])


def _save(visitor, respondent, *, of=None, **change):
    """Save the answer "high" to the question of risk, as the script of the page does."""
    version = (of or respondent).version
    given = {
        "respondent": key_of(respondent),
        "question": version.questions.get(code="risk").pk,
        "vignette": version.vignettes.first().pk,
        "value": "high",
        "key": str(uuid.uuid4()),
        "version": 0,
    }
    body = json.dumps(given | change)
    return visitor.client.post("/besvar/gem/", body, content_type="application/json").status_code


def _stored():
    return list(Answer.objects.order_by("pk").values()), AnswerEvent.objects.count()


def test_no_answer_of_others_on_any_page(visitor, world):
    assert Answer.objects.filter(value=f"{OWN}-{WRITTEN}").exists()
    for url in PAGES:
        assert WRITTEN not in words(visitor.client.get(url, follow=True)), url


def test_no_answer_is_saved_for_others(visitor, world):
    before = _stored()
    for token in (COLLEAGUE, WORDS["vejle"], WORDS["odense"]):
        other = Respondent.objects.get(token_hash=links.hash_token(token))
        assert _save(visitor, other) == 401
        page = visitor.client.post("/besvar/sag/1/", {"respondent": key_of(other), "risk": "high"})
        assert page.status_code == 401
    assert _stored() == before


def test_own_answer_is_saved(visitor, world):
    assert _save(visitor, world.herning.respondent) == 200
    assert Answer.objects.get(respondent=world.herning.respondent).value == "high"


@pytest.mark.parametrize("field", ["question", "vignette"])
def test_foreign_question_and_vignette_are_not_asked(field, visitor, world):
    before = _stored()
    foreign = world.odense.survey.versions.get()
    rows = {"question": foreign.questions.get(code="risk"), "vignette": foreign.vignettes.first()}
    assert _save(visitor, world.herning.respondent, **{field: rows[field].pk}) == 404
    assert _save(visitor, world.herning.respondent, of=world.odense.respondent) == 404
    assert _stored() == before


@pytest.mark.parametrize("value", ["extreme", ["low"], {"low": 1}, 1])
def test_forged_option_is_refused(value, visitor, world):
    before = _stored()
    assert _save(visitor, world.herning.respondent, value=value) == 400
    assert _stored() == before


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_dead_link_opens_nothing(field, world):
    Respondent.objects.update(**{field: timezone.now() - timedelta(seconds=1)})
    for token in (OWN, COLLEAGUE):
        stranger = Visitor().client
        said = [stranger.get(_link(token)), stranger.post(_link(token))]
        assert [each.status_code for each in said] == [410, 410]
        assert not any(WRITTEN in words(each) for each in said)
        assert stranger.get("/besvar/sag/1/").status_code == 401


def test_link_that_dies_ends_the_session(visitor, world):
    Respondent.objects.update(revoked_at=timezone.now())
    assert _save(visitor, world.herning.respondent) == 410
    assert {visitor.client.get(url).status_code for url in PAGES[:-1]} == {410}


def test_link_of_sent_answers_shows_the_receipt_and_a_press_the_answers_to_read(world):
    holder = Visitor()
    receipt = holder.client.get(_link(COLLEAGUE))
    assert (receipt.status_code, WRITTEN in words(receipt)) == (200, False)
    assert holder.client.get("/besvar/laes/").status_code == 401
    assert f"{OWN}-{WRITTEN}" in words(holder.client.post(_link(COLLEAGUE), follow=True))
    before = _stored()
    respondent = Respondent.objects.get(token_hash=links.hash_token(COLLEAGUE))
    assert _save(holder, respondent) == 423
    assert holder.client.post("/besvar/sag/1/", {"respondent": key_of(respondent), "risk": "high"}).status_code == 302
    assert _stored() == before


def test_guessed_link_is_unknown(world):
    respondent = world.herning.respondent
    for guess in ("x", str(respondent.pk), respondent.token_hash, key_of(respondent), f"{OWN}%00"):
        assert Visitor().status("GET", _link(guess)) == 404


def test_link_signs_nobody_in(visitor, world):
    for page in TABLE:
        if not page.rows:
            assert visitor.client.get(reverse(page.name)).status_code == 302, page.name


def test_session_of_a_respondent_gives_a_person_no_further_right(visitor, cast, world, sign_in):
    visitor = Visitor(cast.nobody)
    visitor.client.post(_link(WORDS["odense"]))
    assert visitor.client.get("/besvar/sag/1/").status_code == 200
    for page in TABLE:
        if not page.rows and "nobody" not in page.roles and "GET" in page.methods:
            assert visitor.client.get(reverse(page.name)).status_code == 403, page.name
