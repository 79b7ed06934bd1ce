"""The editor's pages: writing, two tabs, buttons in forms, preview, and what publishing shows before it does it."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.models import RoleKind
from vignettes import drafts
from vignettes.actions import drafting
from vignettes.actions.publishing import publish_draft
from vignettes.duration import estimate
from vignettes.models import Answer, Draft, Respondent, Survey, SurveyState

# Session, account, roles, survey with its draft, whether something is published; the list then costs nothing.
DRAFT_SHOW_QUERIES = 5
NASTY = '<b>Fed</b> & "citat" 🙂 עברית <script>alert(1)</script>'


@pytest.fixture
def survey(make_survey):
    return make_survey(introduction="Velkommen")


@pytest.fixture
def draft(survey, cast):
    return drafting.start_draft(survey=survey, by=cast.consultant)


@pytest.fixture
def consultant(cast, sign_in):
    return sign_in(cast.consultant)


def url(name, survey, *parts):
    return reverse(f"vignettes:{name}", args=[survey.pk, *parts])


def words(response):
    body = response.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def typed(text="Hvor sikker er du?", kind="text", base="1", **more):
    """What the form of a question sends."""
    management = {"options-TOTAL_FORMS": 0, "options-INITIAL_FORMS": 0}
    return management | {"text": text, "kind": kind, "base": base, "section": "battery"} | more


def with_options(*labels, **more):
    rows = {f"options-{place}-label": label for place, label in enumerate(labels)}
    return {"options-TOTAL_FORMS": len(labels), "options-INITIAL_FORMS": 0, "kind": "single"} | rows | more


def content():
    return Draft.objects.get().content


def test_new_survey_from_the_list(consultant, partnership, other_partnership):
    page = consultant.get(reverse("vignettes:survey_list"))
    assert reverse("vignettes:survey_create") in page.content.decode()
    form = {"partnership": partnership.pk, "title": NASTY, "year": 2027, "closes_on": "14.1.2027", "n_min": 5}
    foreign = consultant.post(reverse("vignettes:survey_create"), form | {"partnership": other_partnership.pk})
    assert (foreign.status_code, Survey.objects.count()) == (422, 0)
    made = consultant.post(reverse("vignettes:survey_create"), form, follow=True)
    survey = Survey.objects.get()
    assert made.redirect_chain == [(url("draft_show", survey), 302)]
    assert (survey.state, survey.title, survey.draft.content["code"][:3]) == (SurveyState.DRAFT, NASTY, "b_f")
    assert NASTY in words(made)
    assert "<script>alert" not in made.content.decode()
    assert "Der mangler 4 ting, før du kan udgive" in words(made)


def test_draft_begins_by_button_and_names_every_row(consultant, survey):
    assert "Der er ingen kladde." in words(consultant.get(url("draft_show", survey)))
    said = words(consultant.post(url("draft_start", survey), follow=True))
    for part in ("Spørgsmålet risk? Ordnet skala (3 svarmuligheder) · skal besvares", "Sag 2 kode V2"):
        assert part in said
    assert "før du kan udgive" not in said


def test_question_is_written_with_a_code_from_its_text(consultant, survey, draft):
    new = url("question_create", survey, "om-sagerne")
    sent = typed("Hvor sikker\r\ner du?", **with_options("Slet ikke", "", "Meget", kind="ordinal", required="on"))
    saved = consultant.post(new, sent)
    assert saved.url == f"{url('draft_show', survey)}#battery-hvor_sikker_er_du"
    assert content()["battery"][-1] == {
        "code": "hvor_sikker_er_du",
        "text": "Hvor sikker er du?",
        "kind": "ordinal",
        "required": True,
        "options": [{"code": "slet_ikke", "label": "Slet ikke"}, {"code": "meget", "label": "Meget"}],
    }


def test_number_needs_bounds_and_loses_what_it_does_not_have(consultant, survey, draft):
    new = url("question_create", survey, "om-besvareren")
    number = typed("Hvor mange år?", **with_options("Ja", kind="number"))
    assert "Indtast den mindste værdi" in words(consultant.post(new, number))
    turned = consultant.post(new, number | {"minimum": "60", "maximum": "0"})
    assert (turned.status_code, "Indtast en værdi, der er større" in words(turned)) == (422, True)
    consultant.post(new, number | {"minimum": "0", "maximum": "60", "unit": "år"})
    assert content()["background"][-1] == {
        "code": "hvor_mange_aar",
        "text": "Hvor mange år?",
        "kind": "number",
        "required": False,
        "unit": "år",
        "minimum": 0,
        "maximum": 60,
    }


@pytest.mark.parametrize(
    ("press", "labels"),
    [
        ("add", ["Ja", "Nej", "Måske", ""]),
        ("up 2", ["Ja", "Måske", "Nej"]),
        ("down 0", ["Nej", "Ja", "Måske"]),
        ("remove 1", ["Ja", "Måske"]),
        ("remove 99", ["Ja", "Nej", "Måske"]),
    ],
)
def test_buttons_rearrange_options_and_store_nothing(consultant, survey, draft, press, labels):
    sent = typed("", **with_options("Ja", "Nej", "Måske", help_text="Vælg ét")) | {"press": press}
    page = consultant.post(url("question_create", survey, "om-sagerne"), sent)
    editor = page.context["editor"]
    assert page.status_code == 200
    assert [form["label"].value() or "" for form in editor.options] == labels
    assert (editor.form["help_text"].value(), editor.form.errors) == ("Vælg ét", {})
    assert Draft.objects.get().revision == 1


def test_published_codes_stay_and_are_given_to_nothing_else(consultant, survey, draft):
    edit = url("question_edit", survey, "risk")
    form = consultant.get(edit).context["editor"]
    assert "code" not in form.form.fields
    assert [option.fixed_code for option in form.options] == ["low", "medium", "high"]
    new = url("question_create", survey, "om-sagerne")
    assert "Vælg en anden kode" in words(consultant.post(new, typed(code="risk")))
    assert "Vælg en anden kode" in words(consultant.post(new, typed(code="role")))
    consultant.post(url("question_delete", survey, "weight"), {"revision": 1})
    assert "Vælg en anden kode" in words(consultant.post(new, typed(code="weight")))
    consultant.post(new, typed("Weight", base="2"))
    assert content()["battery"][-1]["code"] == "weight_2"


def test_second_tab_keeps_what_was_typed_and_shows_what_stands(consultant, survey, draft):
    edit = url("question_edit", survey, "weight")
    base = consultant.get(edit).context["editor"].form["base"].value()
    consultant.post(edit, typed("Fra den ene fane?", base=base))
    stale = consultant.post(edit, typed("Fra den anden fane?", base=base))
    assert (stale.status_code, content()["battery"][-1]["text"]) == (409, "Fra den ene fane?")
    assert "Fra den ene fane?" in words(stale)
    assert "Fra den anden fane?" in words(stale)
    again = stale.context["editor"].form["base"].value()
    consultant.post(edit, typed("Fra den anden fane?", base=again))
    assert content()["battery"][-1]["text"] == "Fra den anden fane?"


def test_text_typed_into_what_is_deleted_is_not_lost(consultant, survey, draft):
    edit = url("vignette_edit", survey, "V2")
    form = {"title": "Alma", "text": "Alma er 3 år.", "base": consultant.get(edit).context["form"]["base"].value()}
    consultant.post(url("vignette_delete", survey, "V2"), {"revision": 1})
    assert consultant.get(edit).status_code == 404
    gone = consultant.post(edit, form)
    assert (gone.status_code, "Alma er 3 år." in words(gone)) == (409, True)
    consultant.post(edit, form | {"base": gone.context["form"]["base"].value()})
    assert content()["vignettes"][-1] == {"code": "V2", "title": "Alma", "text": "Alma er 3 år."}


def test_text_typed_while_somebody_publishes_begins_a_new_draft(consultant, survey, draft, cast):
    edit = url("question_edit", survey, "weight")
    base = consultant.get(edit).context["editor"].form["base"].value()
    drafting.arrange(survey=survey, section="vignettes", code="V2", verb="up", revision=1, by=cast.consultant)
    publish_draft(survey=survey, revision=2, by=cast.consultant)
    assert consultant.get(edit).status_code == 404
    said = words(consultant.post(edit, typed("Hvad vejer tungest?", base=base), follow=True))
    assert "Du skriver nu i en ny kladde." in said
    assert content()["battery"][-1]["text"] == "Hvad vejer tungest?"


def test_rows_move_by_button_and_a_stale_page_moves_none(consultant, survey, draft):
    press = {"press": "up battery percent", "revision": 1}
    moved = consultant.post(url("draft_arrange", survey), press)
    assert moved.url == f"{url('draft_show', survey)}#battery-percent"
    said = words(consultant.post(url("draft_arrange", survey), press, follow=True))
    assert "Der er ikke sket noget" in said
    assert [row["code"] for row in content()["battery"]][:3] == ["percent", "risk", "effect"]
    for press in ("explode battery risk", "up battery nothing", "up vignettes risk", "up code risk", ""):
        consultant.post(url("draft_arrange", survey), {"press": press, "revision": 2})
    assert Draft.objects.get().revision == 2


def test_preview_is_the_answering_page_and_stores_nothing(consultant, survey, draft):
    drafting.save_texts(
        survey=survey, title=NASTY, introduction=NASTY, base=drafts.fingerprint(("Børnesager", "Velkommen")), by=None
    )
    pages = [consultant.get(url("preview_page", survey, number)) for number in range(5)]
    assert [page.status_code for page in pages] == [200, 200, 200, 200, 404]
    said = [words(page) for page in pages]
    assert NASTY in said[0]
    assert "Spørgsmålet role? Rådgiver Leder" in said[1]
    assert "Sag 1 Sagen Et barn på otte år. Skolen underretter." in said[2]
    assert "Spørgsmålet risk? Lav Middel Høj" in said[2]
    assert "<form" not in pages[2].content.decode().partition("<main")[2]
    assert "frame-ancestors 'self'" in pages[2].headers["Content-Security-Policy"]
    assert "frame-src 'self'" in consultant.get(url("preview_show", survey)).headers["Content-Security-Policy"]
    assert (Respondent.objects.count(), Answer.objects.count()) == (0, 0)


def test_preview_bears_with_an_unfinished_draft(consultant, survey, draft):
    Draft.objects.update(
        content=content()
        | {
            "battery": [
                {"code": "scale", "text": "Skala?", "kind": "ordinal", "required": True},
                {"code": "years", "text": "År?", "kind": "number", "required": True},
            ],
            "background": [],
        }
    )
    assert "Skala? År?" in words(consultant.get(url("preview_page", survey, 1)))
    assert "Ikke færdig" in words(consultant.get(url("draft_show", survey)))


def test_publishing_tells_what_it_does_and_to_whom(consultant, survey, draft, make_respondent):
    make_respondent(survey)
    make_respondent(survey, token="b", started_at=timezone.now())
    risk = content()["battery"][0] | {"text": "Hvor stor er risikoen?"}
    options = [*risk["options"], {"code": "unknown", "label": "Ved ikke", "missing": True}]
    Draft.objects.update(content=drafts.change(content(), "battery", "risk", risk | {"options": options}), revision=7)
    said = words(consultant.get(url("draft_publish", survey)))
    for part in (
        "Tilføjelser Spørgsmålet “risk” har fået svarmuligheden “unknown”. Nu Ved ikke",
        "Spørgsmålet “risk” er formuleret anderledes. Før Spørgsmålet risk? Nu Hvor stor er risikoen?",
        "De, der er i gang, svarer færdigt på den version, de begyndte på: under 3.",
        "De, der er inviteret og ikke begyndt, får den nye version: under 3.",
    ):
        assert part in said
    stale = consultant.post(url("draft_publish", survey), {"revision": 6})
    assert ("Der er ikke sket noget" in words(stale), survey.versions.count()) == (True, 1)
    done = consultant.post(url("draft_publish", survey), {"revision": 7}, follow=True)
    assert "Undersøgelsen er udgivet." in words(done)
    assert survey.versions.count() == 2
    twice = consultant.post(url("draft_publish", survey), {"revision": 7}, follow=True)
    assert ("allerede udgivet" in words(twice), survey.versions.count()) == (True, 2)


def test_critical_change_with_answers_has_no_publish_button(consultant, survey, draft, respondent):
    question = survey.versions.get().questions.get(code="risk")
    vignette = survey.versions.get().vignettes.first()
    Answer.objects.create(respondent=respondent, question=question, vignette=vignette, value="low")
    consultant.post(url("question_delete", survey, "risk"), {"revision": 1})
    page = consultant.get(url("draft_publish", survey))
    assert "Spørgsmålet “risk” er slettet. 1 svar er berørt." in words(page)
    assert "<form" not in page.content.decode().partition("<main")[2]
    refused = consultant.post(url("draft_publish", survey), {"revision": 2})
    assert ("nogen allerede har svaret på" in words(refused), survey.versions.count()) == (True, 1)


def test_estimate_is_words_and_answers():
    question = {"code": "q", "text": "to ord", "kind": "text", "required": True}
    case = {"code": "V1", "title": "Alma", "text": "ord " * 176}
    made = drafts.empty("x", "Titel") | {"background": [question], "battery": [question], "vignettes": [case]}
    duration = estimate(made)
    assert (duration.words, duration.questions, duration.seconds, duration.minutes) == (182, 2, 141, 3)


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow_with_the_rows(consultant, survey, draft, count, django_assert_num_queries):
    case = content()["vignettes"][0]
    Draft.objects.update(content=content() | {"vignettes": [case | {"code": f"V{n}"} for n in range(count)]})
    consultant.get(url("draft_show", survey))
    with django_assert_num_queries(DRAFT_SHOW_QUERIES):
        consultant.get(url("draft_show", survey))


def test_consultant_of_another_partnership_finds_nothing(survey, draft, odense, make_person, sign_in):
    client = sign_in(make_person(RoleKind.CONSULTANT, partnership=odense.partnership))
    for name, parts in (("draft_show", []), ("question_edit", ["risk"]), ("preview_page", [0]), ("draft_publish", [])):
        assert client.get(url(name, survey, *parts)).status_code == 404
    assert client.post(url("draft_discard", survey), {"revision": 1}).status_code == 404
    assert Draft.objects.count() == 1
