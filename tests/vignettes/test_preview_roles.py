"""The preview plays somebody in the chosen role with the chosen deck, and leaves out what is never asked of them."""

import pytest
from django.urls import reverse

from tests.vignettes.asking import document, on
from tests.vignettes.conftest import question
from tests.vignettes.designs import designed
from tests.vignettes.test_design_pages import words
from vignettes.actions import drafting
from vignettes.duration import longest_deck, shares
from vignettes.models import Draft
from vignettes.preview import pages_of


@pytest.fixture
def look(make_survey, cast, sign_in):
    """look(content, place, **asked) → the response; no place is the page around the frame."""
    survey, client = make_survey(introduction="Velkommen"), sign_in(cast.consultant)
    drafting.start_draft(survey=survey, by=cast.consultant)

    def get(content, place=None, **asked):
        Draft.objects.update(content=content)
        around = reverse("vignettes:preview_show", args=[survey.pk])
        return client.get(around if place is None else f"{around}{place}/", asked)

    return get


def asked_of(content, role):
    return [(page.number, [row.code for row in page.questions]) for page in pages_of(content, role)]


def test_what_is_never_asked_in_a_role_is_left_out():
    case = ["cases", "risk", "percent", "reasons", "why"]
    assert asked_of(document(), "leader") == [(0, ["role", "years"]), (1, case), (2, case)]
    assert asked_of(document(), "other") == [(0, ["role", "years"])]


def test_what_hangs_on_something_that_is_never_asked_is_never_asked():
    content = document()
    content["background"] = [
        question("team", "line", show_if={"all": [{"invited_as": ["leader"]}]}),
        question("size", "number", minimum=1, maximum=9, show_if=on("team", "x")),
    ]
    content["battery"] = [question("late", "line", show_if={"any": [{"question": "size", "at_least": 2}]})]
    assert asked_of(content, "caseworker") == []
    assert asked_of(content, "leader") == [(0, ["team", "size"]), (1, ["late"]), (2, ["late"])]


def test_cases_are_shown_while_there_are_no_questions_about_them():
    assert asked_of(document() | {"background": [], "battery": []}, "other") == [(1, []), (2, [])]


def test_role_and_deck_are_chosen_and_stay_from_page_to_page(look):
    content = designed()
    deck = next(one for one in shares(content) if one != longest_deck(content))
    cases = shares(content)[deck]
    page = look(content, len(cases) + 1, rolle="leader", saet=deck)
    assert (page.context["page"].vignette.title, page.context["page"].role) == (cases[-1].title, "leader")
    assert page.context["previous"].endswith(f"/{len(cases)}/?rolle=leader&saet={deck}&bredde=computer")
    assert look(content, len(cases) + 2, rolle="leader", saet=deck).status_code == 404


def test_the_choice_stands_in_the_address_and_in_the_frame(look):
    around = look(designed(), rolle="leader", saet=2, bredde="telefon").content.decode()
    assert 'src="/undersoegelser/1/kladde/se/0/?rolle=leader&amp;saet=2&amp;bredde=telefon"' in around
    assert 'href="?rolle=leader&amp;saet=2&amp;bredde=computer"' in around
    assert '<option value="leader" selected>' in around


def test_what_is_no_choice_is_the_usual(look):
    usual = f"?rolle=caseworker&amp;saet={longest_deck(designed())}&amp;bredde=computer"
    for asked in ({}, {"rolle": "mayor", "saet": "99", "bredde": "ur"}, {"saet": "\0"}):
        assert f"/0/{usual}" in look(designed(), **asked).content.decode()


def test_one_deck_is_no_choice(look):
    page = look(document())
    assert "Rolle" in words(page)
    assert "Sæt" not in words(page)
