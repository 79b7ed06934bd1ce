"""The library: questions come as copies under codes that are free, with conditions that hold, once per click."""

import pytest
from django.urls import reverse

from tests.vignettes.conftest import instrument, options, question
from tests.vignettes.test_draft_pages import content, url, words
from vignettes import library
from vignettes.actions import drafting
from vignettes.drafts import QUESTIONS, as_document, empty
from vignettes.faults import faults
from vignettes.models import Draft, LibraryQuestion, Survey, SurveyState

SOUND = as_document(instrument())
YES_NO = options(yes="Ja", no="Nej")
FIRST = question("known", "single", options=YES_NO)
NEXT = question("since", "line", show_if={"all": [{"question": "known", "is": ["yes"]}]})


def items(*rows, source="other", beside=()):
    return library.shelf_of(source, "Anden", rows, beside).items


def published(*rows):
    return [row for section in QUESTIONS for row in SOUND[section]] + list(rows)


def test_every_shipped_question_can_be_published_and_each_section_has_some():
    made = empty("all", "Alle", "Velkommen") | {"vignettes": SOUND["vignettes"]}
    for section in QUESTIONS:
        shelves = library.shipped(section)
        made[section] = [item.row for shelf in shelves for item in shelf.items]
    assert faults(made) == []
    assert [shelf.title for shelf in library.shipped("background")] == ["Om besvareren", "Økonomi", "Samarbejde"]
    titles = ["Vurdering", "Indsatstrappen", "Økonomi", "Samarbejde"]
    assert [shelf.title for shelf in library.shipped("battery")] == titles


def test_free_codes_are_kept_and_conditions_follow_the_codes():
    kept = library.insert(SOUND, "background", items(FIRST, NEXT), [])
    assert (kept.codes, kept.without_condition) == (("known", "since"), ())
    assert kept.content["background"][-2:] == [FIRST, NEXT]
    again = library.insert(kept.content, "background", items(FIRST, NEXT), [])
    assert again.codes == ("known_2", "since_2")
    assert again.content["background"][-1]["show_if"] == {"all": [{"question": "known_2", "is": ["yes"]}]}
    assert faults(again.content) == []


def test_published_code_is_given_only_to_the_question_that_had_it():
    gone = SOUND | {"battery": SOUND["battery"][1:]}
    risk = SOUND["battery"][0]
    assert library.insert(gone, "battery", items(risk), published()).codes == ("risk",)
    other = risk | {"text": "Noget andet?"}
    assert library.insert(gone, "battery", items(other), published()).codes == ("risk_2",)
    assert library.insert(gone, "battery", items(risk), published(other)).codes == ("risk_2",)


def test_condition_stays_only_where_the_draft_asks_the_same():
    role = SOUND["background"][0]
    asked = question(
        "why", "text", show_if={"any": [{"question": "role", "is": ["leader"]}, {"invited_as": ["other"]}]}
    )
    same = library.insert(SOUND, "battery", items(asked, beside=[role]), [])
    assert (same.content["battery"][-1], same.without_condition) == (asked, ())
    other = library.insert(SOUND, "battery", items(asked, beside=[role | {"text": "Din rolle?"}]), [])
    assert ("show_if" in other.content["battery"][-1], other.without_condition) == (False, ("why",))


def test_search_takes_all_words_and_keeps_what_is_ticked():
    shelf = library.shelf_of(
        "s", "Økonomi", [FIRST, question("price", "line"), question("age", "line", text="NEJ tak?")]
    )
    assert [item.row["code"] for item in library.matching(shelf, "nej").items] == ["known", "age"]
    assert [item.row["code"] for item in library.matching(shelf, "nej known økonomi").items] == ["known"]
    assert [item.row["code"] for item in library.matching(shelf, "nej", {"s-price"}).items] == ["known", "price", "age"]


@pytest.fixture
def survey(make_survey):
    return make_survey(introduction="Velkommen")


@pytest.fixture
def pick(survey, cast, sign_in):
    """pick(press, ticks) → the page of the library after a button, for questions about the respondent."""
    drafting.start_draft(survey=survey, by=cast.consultant)
    client = sign_in(cast.consultant)

    def send(press, revision=1, words="", **ticks):
        given = {"press": press, "revision": revision, "words": words}
        return client.post(url("library_pick", survey, "om-besvareren"), given | ticks, follow=True)

    return send


def test_ticked_questions_are_inserted_once(pick):
    ticks = {"shipped-respondent": ["shipped-respondent-role", "shipped-respondent-education"]}
    page = pick("insert", **ticks)
    assert "2 spørgsmål er indsat." in words(page)
    assert [row["code"] for row in content()["background"]] == ["role", "role_2", "education"]
    pick("insert", **ticks)
    assert (len(content()["background"]), Draft.objects.get().revision) == (3, 2)
    pick("insert", revision=2, **ticks)
    assert [row["code"] for row in content()["background"]][3:] == ["role_3", "education_2"]


def test_search_stores_nothing_and_keeps_the_ticks(pick):
    page = pick("search", words="hvor mange år", **{"shipped-respondent": ["shipped-respondent-role"]})
    form = page.context["form"]
    assert [shelf.key for shelf in form.shelves] == ["shipped-respondent"]
    assert [item.row["code"] for item in form.shelves[0].items] == ["role", "experience_years", "experience_here"]
    assert (form["shipped-respondent"].value(), form["words"].value()) == (["shipped-respondent-role"], "hvor mange år")
    assert Draft.objects.get().revision == 1
    assert "Ingen spørgsmål har de ord." in words(pick("search", words="zebra"))


@pytest.mark.parametrize("ticks", [{}, {"shipped-respondent": ["shipped-staircase-effect"]}, {"saved": ["saved-1-x"]}])
def test_nothing_or_something_forged_is_refused(pick, ticks):
    page = pick("insert", **ticks)
    assert (page.status_code, Draft.objects.get().revision) == (422, 1)


def test_questions_of_other_surveys_come_only_from_within_reach(
    pick, make_survey, other_partnership, survey, cast, client
):
    near, far = make_survey(), make_survey()
    Survey.objects.filter(pk=far.pk).update(partnership=other_partnership)
    found = {field.name for field in client.get(url("library_pick", survey, "om-sagerne")).context["form"].lists}
    own = next(iter({f"survey-{survey.pk}", f"survey-{near.pk}"} & found))
    assert f"survey-{far.pk}" not in found
    sent = {"press": "insert", "revision": 1, "words": "", own: [f"{own}-risk"]}
    client.post(url("library_pick", survey, "om-sagerne"), sent)
    assert content()["battery"][-1]["code"] == "risk_2"


def test_question_is_saved_once_without_its_condition_and_found_again(pick, survey, client, cast):
    drafting.add_row(survey=survey, section="background", row=FIRST, revision=1, by=cast.consultant)
    drafting.add_row(survey=survey, section="background", row=NEXT, revision=2, by=cast.consultant)
    for _click in range(2):
        client.post(url("library_save", survey, "since"))
    saved = LibraryQuestion.objects.get()
    assert saved.row == {name: value for name, value in NEXT.items() if name != "show_if"}
    page = pick("insert", revision=3, saved=[f"saved-{saved.pk}-since"])
    assert content()["background"][-1]["code"] == "since_2"
    assert "1 spørgsmål er indsat." in words(page)
    assert NEXT["text"] in words(client.get(reverse("vignettes:library_list")))
    client.post(reverse("vignettes:library_delete", args=[saved.pk]))
    assert (LibraryQuestion.objects.count(), len(content()["background"])) == (0, 4)


def test_unfinished_question_is_not_saved(pick, survey, client, cast):
    half = question("half", "single", options=[])
    drafting.add_row(survey=survey, section="background", row=half, revision=1, by=cast.consultant)
    page = client.post(url("library_save", survey, "half"), follow=True)
    assert "Gør spørgsmålet færdigt, før du gemmer det i biblioteket." in words(page)
    assert LibraryQuestion.objects.count() == 0


def test_survey_is_copied_as_a_draft_within_reach(survey, cast, sign_in, other_partnership):
    client = sign_in(cast.consultant)
    form = {"partnership": other_partnership.pk, "title": "Kopi", "year": 2027, "closes_on": "", "n_min": 5}
    assert client.post(url("survey_copy", survey), form).status_code == 422
    page = client.post(url("survey_copy", survey), form | {"partnership": survey.partnership_id}, follow=True)
    copy = Survey.objects.get(title="Kopi")
    assert page.redirect_chain == [(url("draft_show", copy), 302)]
    assert (copy.state, copy.introduction, copy.versions.count()) == (SurveyState.DRAFT, "Velkommen", 0)
    same = SOUND | {"code": "kopi_2027", "title": "Kopi", "introduction": "Velkommen"}
    assert (copy.draft.content, hasattr(Survey.objects.get(pk=survey.pk), "draft")) == (same, False)


def test_what_is_not_published_is_copied_from_its_draft(survey, cast, sign_in):
    client = sign_in(cast.consultant)
    form = {"partnership": survey.partnership_id, "title": "Ny", "year": 2027, "n_min": 5}
    client.post(reverse("vignettes:survey_create"), form)
    new = Survey.objects.get(title="Ny")
    Draft.objects.filter(survey=new).update(content=new.draft.content | {"background": [FIRST]})
    client.post(url("survey_copy", new), form | {"title": "Nyere"})
    assert Survey.objects.get(title="Nyere").draft.content["background"] == [FIRST]
