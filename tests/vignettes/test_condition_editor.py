"""A condition is put together by buttons, said in words in the list, and never written over somebody else's unseen."""

import pytest
from django.urls import reverse

from tests.vignettes.asking import document, on, published
from tests.vignettes.test_draft_pages import content, words
from vignettes import drafts
from vignettes.actions import drafting
from vignettes.faults import faults
from vignettes.models import Draft


@pytest.fixture
def survey(partnership, cast):
    survey = published(partnership)
    drafting.start_draft(survey=survey, by=cast.consultant)
    Draft.objects.update(content=document())
    return survey


@pytest.fixture
def consultant(cast, sign_in):
    return sign_in(cast.consultant)


def url(survey, code):
    return reverse("vignettes:condition_edit", args=[survey.pk, code])


def filled(page):
    """What the page's forms would send, as a browser sends them."""
    editor = page.context["editor"]
    management = editor.clauses.management_form
    data = {management.add_prefix(name): management[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in (editor.form, *editor.clauses.forms):
        data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value is not None}


def press(client, survey, code, pressed, page=None, **typed):
    data = filled(page or client.get(url(survey, code))) | typed
    return client.post(url(survey, code), data | ({"press": pressed} if pressed else {}))


def shown_if(code):
    return drafts.find(content(), drafts.section_of(content(), code), code).get("show_if")


def test_it_offers_choices_and_numbers_that_are_asked_before(consultant, survey):
    offered = consultant.get(url(survey, "why")).context["editor"].form.fields["add"].choices
    assert [code for code, _text in offered] == ["@role", "role", "years", "risk", "percent"]
    offered = consultant.get(url(survey, "years")).context["editor"].form.fields["add"].choices
    assert [code for code, _text in offered] == ["@role", "role"]


def test_a_condition_is_written_from_nothing(consultant, survey):
    page = press(consultant, survey, "risk", "add", add="role")
    page = press(consultant, survey, "risk", "add", page, add="years", **{"clauses-0-values": ["leader"]})
    assert page.status_code == 200
    page = press(consultant, survey, "risk", "add", page, add="@role")
    typed = {"needs": "any", "clauses-1-at_least": "5", "clauses-2-values": ["caseworker", "other"]}
    saved = press(consultant, survey, "risk", "", page, **typed | {"clauses-0-test": "is_not"})
    assert saved["Location"].endswith("/kladde/#battery-risk")
    assert shown_if("risk") == {
        "any": [
            {"question": "role", "is_not": ["leader"]},
            {"question": "years", "at_least": 5},
            {"invited_as": ["caseworker", "other"]},
        ]
    }
    assert faults(content()) == []
    said = (
        "Vises kun, hvis svaret på “Spørgsmålet role?” ikke er “Leder”, eller svaret på “Spørgsmålet years?” er mindst"
        " 5, eller man er inviteret som “Sagsbehandler” eller “Anden rolle”"
    )
    assert said in words(consultant.get(saved["Location"]))


def test_a_condition_opens_as_it_was_saved(consultant, survey):
    for code in ("cases", "percent", "why"):
        before = shown_if(code)
        assert press(consultant, survey, code, "").status_code == 302
        assert shown_if(code) == before


def test_the_last_clause_removed_shows_the_question_always(consultant, survey):
    page = press(consultant, survey, "percent", "remove 0")
    assert "Det vises altid." in words(page)
    assert press(consultant, survey, "percent", "", page).status_code == 302
    assert "show_if" not in drafts.find(content(), "battery", "percent")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"clauses-0-at_least": "", "clauses-0-at_most": ""}, "Skriv mindst én af de to grænser"),
        ({"clauses-0-at_least": "60", "clauses-0-at_most": "50"}, "Skriv en grænse, der ikke er under den anden"),
        ({"clauses-1-values": []}, "Vælg mindst én, eller fjern betingelsen"),
        ({"clauses-1-values": ["mayor"]}, "mayor"),
    ],
)
def test_what_is_lacking_is_said_and_nothing_saved(consultant, survey, typed, said):
    before = content()
    page = press(consultant, survey, "why", "", **typed)
    assert (page.status_code, said in words(page), content()) == (422, True, before)


def test_moving_what_it_looks_at_below_it_is_a_fault_and_can_be_put_right(consultant, survey, cast):
    moved = {"survey": survey, "section": "battery", "code": "percent", "verb": "to", "place": 4, "revision": 1}
    drafting.arrange(**moved, by=cast.consultant)
    page = consultant.get(reverse("vignettes:draft_show", args=[survey.pk]))
    assert "Betingelsen ser på spørgsmålet “percent”, som ikke kommer før dette." in words(page)
    refused = press(consultant, survey, "why", "")
    assert refused.status_code == 422
    assert "Fjern betingelsen: Det, den ser på, bliver der ikke spurgt om før dette spørgsmål." in words(refused)
    page = press(consultant, survey, "why", "remove 0")
    press(consultant, survey, "why", "", page)
    assert faults(content()) == []


def test_somebody_elses_condition_is_seen_before_it_is_written_over(consultant, survey, cast):
    page = consultant.get(url(survey, "percent"))
    row = drafts.find(content(), "battery", "percent")
    place = {"survey": survey, "section": "battery", "code": "percent", "by": cast.consultant}
    drafting.change_row(row=row | {"show_if": on("risk", "low")}, base=drafts.fingerprint(row), **place)
    typed = {"clauses-0-values": ["low", "high"]}
    stale = press(consultant, survey, "percent", "", page, **typed)
    assert (stale.status_code, shown_if("percent")) == (409, on("risk", "low"))
    assert "Vises kun, hvis svaret på “Spørgsmålet risk?” er “Lav”" in words(stale)
    assert press(consultant, survey, "percent", "", stale).status_code == 302
    assert shown_if("percent") == on("risk", "low", "high")


def test_other_words_written_meanwhile_are_no_conflict_and_stay(consultant, survey, cast):
    page = consultant.get(url(survey, "percent"))
    row = drafts.find(content(), "battery", "percent")
    place = {"survey": survey, "section": "battery", "code": "percent", "by": cast.consultant}
    drafting.change_row(row=row | {"text": "Hvor sikkert?"}, base=drafts.fingerprint(row), **place)
    assert press(consultant, survey, "percent", "", page, **{"clauses-0-values": ["low"]}).status_code == 302
    assert drafts.find(content(), "battery", "percent") == row | {"text": "Hvor sikkert?", "show_if": on("risk", "low")}


def test_a_question_deleted_meanwhile_is_said(consultant, survey, cast):
    page = consultant.get(url(survey, "why"))
    drafting.delete_row(survey=survey, section="battery", code="why", revision=1, by=cast.consultant)
    gone = press(consultant, survey, "why", "", page)
    assert "Spørgsmålet er slettet imens" in words(consultant.get(gone["Location"]))
    assert consultant.get(url(survey, "why")).status_code == 404


def test_buttons_that_are_not_there_do_nothing(consultant, survey):
    for pressed, typed in (("remove 7", {}), ("add", {"add": "gone"})):
        page = press(consultant, survey, "percent", pressed, **typed)
        assert (page.status_code, len(page.context["editor"].clauses.forms)) == (200, 1)
