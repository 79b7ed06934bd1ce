"""Cases from a template in the browser: dimensions, placeholders, exclusions, the draw, and what a new draw keeps."""

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.urls import reverse

from tests.vignettes.designs import DIMENSIONS, TEXT, TITLE, designed
from vignettes import drafts
from vignettes.actions import answering, drafting
from vignettes.actions.publishing import publish_draft
from vignettes.cases import cases_in
from vignettes.faults import faults
from vignettes.models import Answer, Draft


@pytest.fixture
def survey(make_survey):
    return make_survey(introduction="Velkommen")


@pytest.fixture
def draft(survey, cast):
    return drafting.start_draft(survey=survey, by=cast.consultant)


@pytest.fixture
def whole(draft):
    """The draft with a design that is drawn."""
    content = draft.content | {name: part for name, part in designed().items() if name in ("dimensions", "design")}
    Draft.objects.update(content=content)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def consultant(cast, sign_in):
    return sign_in(cast.consultant)


def url(name, survey, *parts):
    return reverse(f"vignettes:{name}", args=[survey.pk, *parts])


def words(response):
    body = response.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def content():
    return Draft.objects.get().content


def revision():
    return Draft.objects.get().revision


def dimension(row, base, **more):
    """What the form of a dimension sends."""
    levels = {"levels-TOTAL_FORMS": len(row["levels"]), "levels-INITIAL_FORMS": len(row["levels"])}
    for place, level in enumerate(row["levels"]):
        named = {f"form_{name}": form for name, form in level.get("forms", {}).items()}
        told = {"label": level["label"], "text": level["text"], "code": level["code"]} | named
        levels |= {f"levels-{place}-{name}": value for name, value in told.items()}
    names = ", ".join(row["levels"][0].get("forms", {}))
    return levels | {"label": row["label"], "code": row["code"], "named": names, "base": base} | more


def drawn(**more):
    return {"size": 12, "deck_count": 4, "effects": "main", "seed": 7, "revision": revision()} | more


def test_a_design_is_built_and_drawn(consultant, survey, draft):
    for row in DIMENSIONS:
        consultant.post(url("dimension_create", survey), dimension(row, str(revision())))
    assert content()["dimensions"] == DIMENSIONS
    texts = {"title": TITLE, "text": TEXT, "base": drafts.fingerprint(("", ""))}
    page = consultant.post(url("design_edit", survey), texts, follow=True)
    assert "Pigen er fem uger gammel. Om hendes familie ved vi, at ingen har været bekymret." in words(page)
    assert "Niveauerne kan kombineres på 18 måder." in words(page)
    rule = {"levels_age": ["infant"], "levels_worry": ["none"], "revision": revision()}
    page = consultant.post(url("exclusion_create", survey), rule, follow=True)
    assert "Alder: Spæd sammen med Bekymring: Ingen" in words(page)
    page = consultant.post(url("design_draw", survey), drawn(), follow=True)
    for part in ("12 af 16 mulige", "Drengen på ni år", "Hver dimensions virkning kan skelnes fra de andres."):
        assert part in words(page)
    first = content()["design"]
    assert [case["code"] for case in first["cases"]] == [f"D{number:02}" for number in range(1, 13)]
    assert faults(content()) == []
    consultant.post(url("design_draw", survey), drawn())
    assert content()["design"] == first
    consultant.post(url("design_draw", survey), drawn(seed=""))
    assert content()["design"]["seed"] != 7


def test_forms_get_their_fields_by_button_and_none_may_be_empty(consultant, survey, draft):
    row = DIMENSIONS[0] | {"levels": [level | {"forms": {}} for level in DIMENSIONS[0]["levels"]]}
    typed = dimension(row, "1", named="Pronomen, ejefald")
    page = consultant.post(url("dimension_create", survey), typed | {"press": "forms"}).content.decode()
    assert 'name="levels-0-form_pronomen"' in page
    assert 'name="levels-1-form_ejefald"' in page
    refused = consultant.post(url("dimension_create", survey), typed)
    assert (refused.status_code, "dimensions" in content()) == (422, False)
    assert "Skriv også denne form: Alle niveauer har de samme" in words(refused)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"size": 17}, "Der er kun 16 mulige kombinationer. Vælg højst så mange sager."),
        ({"size": 3}, "Vælg højst 3 sæt, så der er en sag i hvert."),
    ],
)
def test_what_cannot_be_drawn_is_told(consultant, survey, whole, changed, sentence):
    refused = consultant.post(url("design_draw", survey), drawn(**changed))
    assert (refused.status_code, content()) == (422, whole.content)
    assert sentence in words(refused)


def test_aliased_effects_are_told_in_words(consultant, survey, whole):
    page = consultant.post(url("design_draw", survey), drawn(size=10, effects="two_way"), follow=True)
    assert "Der er 14 tal at måle. Træk mindst lige så mange sager, eller mål mindre." in words(page)
    assert "”Alder” sammen med ”Bekymring” kan ikke skelnes fra" in words(page)


def test_exclusions_that_leave_nothing_are_refused(consultant, survey, whole):
    rule = {"levels_age": ["school", "teen"], "levels_worry": ["none"], "revision": revision()}
    refused = consultant.post(url("exclusion_create", survey), rule)
    assert "Så er der ingen kombination tilbage med ”Bekymring: Ingen”. Slet i stedet niveauet." in words(refused)
    alone = consultant.post(url("exclusion_create", survey), {"levels_age": ["teen"], "revision": revision()})
    assert "Vælg niveauer fra mindst to dimensioner." in words(alone)
    consultant.post(url("exclusion_delete", survey, 1), {"revision": revision()})
    assert content()["design"]["exclusions"] == []


def test_two_tabs_write_one_dimension(consultant, survey, whole):
    typed = dimension(DIMENSIONS[1], drafts.fingerprint(DIMENSIONS[1]))
    edit = url("dimension_edit", survey, "age")
    consultant.post(edit, typed | {"label": "Barnets alder"})
    second = consultant.post(edit, typed | {"label": "Alder i år"})
    assert (second.status_code, content()["dimensions"][1]["label"]) == (409, "Barnets alder")
    assert "Barnets alder" in words(second)


def test_a_deleted_dimension_takes_the_draw_with_it(consultant, survey, whole):
    consultant.post(url("dimension_delete", survey, "worry"), {"revision": revision()})
    assert ([row["code"] for row in content()["dimensions"]], content()["design"]["cases"]) == (["child", "age"], [])
    consultant.post(url("design_delete", survey), {"revision": revision()})
    assert not {"dimensions", "design"} & content().keys()


def test_the_case_that_is_shown_twice(consultant, survey, whole):
    for code, expected in (("D03", "D03"), ("D99", "D03"), ("", "")):
        consultant.post(url("design_repeat", survey), {"repeat": code, "revision": revision()})
        assert content()["design"]["repeat"] == expected


def test_dimensions_are_moved_and_nothing_else_is(consultant, survey, whole):
    consultant.post(url("dimension_arrange", survey), {"press": "up dimensions age", "revision": revision()})
    assert [row["code"] for row in content()["dimensions"]] == ["age", "child", "worry"]
    consultant.post(url("dimension_arrange", survey), {"press": "up battery percent", "revision": revision()})
    consultant.post(url("draft_arrange", survey), {"press": "up dimensions worry", "revision": revision()})
    assert [row["code"] for row in content()["dimensions"]] == ["age", "child", "worry"]
    assert len(content()["design"]["cases"]) == 12


def test_a_file_may_leave_out_what_is_empty(consultant, survey, whole):
    short = {name: part for name, part in whole.content["design"].items() if name not in ("exclusions", "repeat")}
    Draft.objects.update(content=whole.content | {"design": short})
    assert faults(content()) == []
    for name in ("design_show", "design_draw", "design_edit", "exclusion_create", "draft_show", "preview_show"):
        assert consultant.get(url(name, survey)).status_code == 200
    consultant.post(url("dimension_delete", survey, "worry"), {"revision": revision()})
    assert content()["design"]["cases"] == []


def test_the_design_as_csv(consultant, survey, whole):
    Draft.objects.update(
        content=whole.content | {"design": whole.content["design"] | {"title": "={child}{age}{worry}"}}
    )
    file = consultant.get(url("design_export", survey)).content
    assert file.startswith(b"\xef\xbb\xbf")
    rows = {row["code"]: row for row in csv.DictReader(StringIO(file.decode("utf-8-sig")))}
    for case in cases_in(content()):
        row, levels = rows[case.code], dict(case.levels)
        assert [row["deck"], row["child"], row["text"]] == [str(case.deck or ""), levels.get("child", ""), case.text]
    assert rows["D01"]["title"].startswith("'=")
    assert rows["D01"]["child_label"] in ("Pige", "Dreng")


def test_answered_cases_stay_and_new_ones_get_new_codes(consultant, survey, whole, make_respondent, cast):
    publish_draft(survey=survey, revision=revision(), by=cast.consultant)
    respondent = answering.start(respondent=make_respondent(survey))
    case = respondent.version.vignettes.get(code=next(c for c in respondent.assignment.vignette_order if c[0] == "D"))
    question = respondent.version.questions.get(code="percent")
    Answer.objects.create(respondent=respondent, vignette=case, question=question, value=5)
    before = drafting.start_draft(survey=survey, by=cast.consultant).content["design"]["cases"]
    assert "Der er nogen, der har besvaret dem, så de bliver." in words(consultant.get(url("design_draw", survey)))
    consultant.post(url("design_draw", survey), drawn(size=14, deck_count=2, seed=1))
    after = content()["design"]["cases"]
    assert [(one["code"], one["levels"]) for one in after[:12]] == [(one["code"], one["levels"]) for one in before]
    assert [one["code"] for one in after[12:]] == ["D13", "D14"]
    assert publish_draft(survey=survey, revision=revision(), by=cast.consultant).number == 3


def test_unanswered_cases_may_be_drawn_anew_but_never_under_a_published_code(consultant, survey, whole, cast):
    publish_draft(survey=survey, revision=revision(), by=cast.consultant)
    drafting.start_draft(survey=survey, by=cast.consultant)
    consultant.post(url("design_draw", survey), drawn(size=6, deck_count=2))
    assert [one["code"] for one in content()["design"]["cases"]] == [f"D{number}" for number in range(13, 19)]
