"""A code that is changed in a draft: whatever refers to it follows, in the same save."""

from copy import deepcopy

import pytest
from django.urls import reverse

from tests.vignettes.conftest import instrument, options, question
from tests.vignettes.designs import designed
from tests.vignettes.test_design_pages import dimension
from tests.vignettes.test_question_editor import posted
from vignettes import drafts
from vignettes.actions import drafting
from vignettes.drafts import BACKGROUND, DIMENSIONS, VIGNETTES
from vignettes.faults import faults
from vignettes.models import Draft, Survey
from vignettes.renaming import followed

FOLLOWER = {"all": [{"question": "place", "is": ["south"]}, {"invited_as": ["leader"]}]}


@pytest.fixture
def draft(partnership, cast):
    """Never published, with everything that refers to codes."""
    survey = drafting.create_survey(
        survey=Survey(partnership=partnership, title="Ældre", year=2027), by=cast.consultant
    )
    found = designed()
    found["background"] += [
        question("place", "single", options=options(north="Nord", south="Syd", west="Vest")),
        question("why", "text", show_if=FOLLOWER),
    ]
    found["battery"][-1]["show_if"] = {"any": [{"question": "place", "is_not": ["north", "south"]}]}
    assert faults(found) == []
    Draft.objects.filter(survey=survey).update(content=found)
    return Draft.objects.get(survey=survey)


@pytest.fixture
def consultant(cast, sign_in):
    return sign_in(cast.consultant)


def url(name, draft, *parts):
    return reverse(f"vignettes:{name}", args=[draft.survey_id, *parts])


def content():
    return Draft.objects.get().content


def test_conditions_follow_a_question_and_its_options(draft, consultant):
    row = drafts.find(draft.content, BACKGROUND, "place")
    codes = {f"options-{place}-was": one["code"] for place, one in enumerate(row["options"])}
    swapped = {"options-0-code": "south", "options-1-code": "north", "options-2-code": ""}
    sent = (
        posted(row, base=drafts.fingerprint(row), **codes) | swapped | {"code": "office", "options-2-label": "Vestpå"}
    )
    response = consultant.post(url("question_edit", draft, "place"), sent)
    assert response.url.endswith("#background-office")
    found = content()
    assert drafts.find(found, BACKGROUND, "office")["options"] == options(south="Nord", north="Syd", vestpaa="Vestpå")
    assert drafts.find(found, BACKGROUND, "why")["show_if"] == {
        "all": [{"question": "office", "is": ["north"]}, {"invited_as": ["leader"]}]
    }
    assert found["battery"][-1]["show_if"] == {"any": [{"question": "office", "is_not": ["south", "north"]}]}
    assert faults(found) == []


def test_the_second_click_on_save_is_no_conflict(draft, consultant):
    row = drafts.find(draft.content, BACKGROUND, "place")
    sent = posted(row, base=drafts.fingerprint(row), code="office", section=BACKGROUND)
    both = [consultant.post(url("question_edit", draft, "place"), sent) for _click in range(2)]
    assert [(one.status_code, one.url.partition("#")[2]) for one in both] == [(302, "background-office")] * 2
    assert Draft.objects.get().revision == draft.revision + 1


def test_design_follows_a_dimension_and_its_levels(draft, consultant):
    row = drafts.find(draft.content, DIMENSIONS, "worry")
    was = {f"levels-{place}-was": level["code"] for place, level in enumerate(row["levels"])}
    sent = dimension(row, drafts.fingerprint(row), **was) | {"code": "concern", "levels-0-code": "nothing"}
    consultant.post(url("dimension_edit", draft, "worry"), sent)
    design = content()["design"]
    assert design["text"] == "{Child} er {age}. Om {child.possessive} familie ved vi, at {concern}."
    assert design["exclusions"] == [{"age": ["infant"], "concern": ["nothing"]}]
    before = [one["levels"] for one in draft.content["design"]["cases"]]
    levels = {"none": "nothing", "unease": "unease", "violence": "violence"}
    assert [one["levels"] for one in design["cases"]] == [
        {"child": one["child"], "age": one["age"], "concern": levels[one["worry"]]} for one in before
    ]
    assert faults(content()) == []


def test_the_case_that_is_shown_twice_follows(draft, consultant):
    row = drafts.find(draft.content, VIGNETTES, "V1")
    sent = {"title": row["title"], "text": row["text"], "code": "anker", "base": drafts.fingerprint(row)}
    consultant.post(url("vignette_edit", draft, "V1"), sent)
    assert content()["design"]["repeat"] == "anker"
    assert faults(content()) == []


def test_placeholders_keep_their_capital_letters_and_forms():
    before = designed()
    before["design"]["text"] = "{Child}, {child} og {child.pronoun}; {children} {Child.pronoun} {age}"
    kept = deepcopy(before)
    after = followed(before, DIMENSIONS, "child", "pupil", {})
    assert after["design"]["text"] == "{Pupil}, {pupil} og {pupil.pronoun}; {children} {Pupil.pronoun} {age}"
    assert before == kept


@pytest.mark.parametrize("section", [BACKGROUND, VIGNETTES, DIMENSIONS])
def test_a_code_that_nothing_names_changes_nothing_else(section):
    plain = drafts.as_document(instrument())
    assert followed(plain, section, "other", "another", {"a": "b"}) == plain
    assert followed(designed(), section, "other", "another", {"a": "b"}) == designed()


def test_a_design_may_lack_what_is_empty():
    short = drafts.as_document(instrument()) | {"design": {"title": "{age}", "text": "{Age}"}}
    assert followed(short, DIMENSIONS, "age", "years", {})["design"] == {"title": "{years}", "text": "{Years}"}
