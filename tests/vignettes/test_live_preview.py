"""The preview beside the editor: every kind with its real fields, from whatever has been typed, and nothing stored."""

import pytest

from tests.vignettes.designs import DIMENSIONS, designed
from tests.vignettes.test_draft_pages import NASTY, typed, url, with_options, words
from vignettes.actions import drafting
from vignettes.drawing import examples
from vignettes.models import Draft, QuestionKind

TEMPLATE = "design_preview"


@pytest.fixture
def survey(make_survey):
    return make_survey(introduction="Velkommen")


@pytest.fixture
def look(survey, cast, sign_in):
    """look(data) → the preview of a question with these fields."""
    drafting.start_draft(survey=survey, by=cast.consultant)
    client = sign_in(cast.consultant)
    return lambda data, name="question_preview": client.post(url(name, survey), data)


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_every_kind_is_shown_unfinished_and_finished(look, kind):
    assert look({"kind": kind}).status_code == 200
    rows = {"rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 0, "rows-0-label": "Barnet", "rows-1-label": "Skolen"}
    more = {"required": "on", "minimum": "0", "maximum": "9", "unit": "år", "body": "Længere tekst"}
    page = look(typed("Hvor enig er du?", **with_options("Enig", "Uenig", **rows, **more)) | {"kind": kind})
    assert page.status_code == 200
    assert "Hvor enig er du?" in page.content.decode()
    said = page.content.decode()
    assert ("Uenig" in said) == (kind in ("single", "multiple", "ordinal", "ranking", "matrix"))
    assert ("Skolen" in said, "Længere tekst" in said) == (kind == "matrix", kind in ("section", "information"))


@pytest.mark.parametrize(
    "data",
    [
        {},
        typed("", kind="essay"),
        typed("x" * 9000, kind="number", minimum="nul", maximum="9" * 50, code="to ord"),
        typed("Nej?", **with_options("", "x" * 9000, kind="ordinal")) | {"options-0-code": "1", "options-1-step": "9"},
        typed("Nej?", **with_options("Ja", "Nej")) | {"options-TOTAL_FORMS": "mange"},
        typed("Hvornår?", kind="ranking", places="99"),
    ],
)
def test_nothing_that_is_typed_is_refused(look, data):
    assert look(data).status_code == 200
    assert look(data, "vignette_preview").status_code == 200


def test_texts_are_shown_as_texts_and_nothing_is_stored(look):
    page = look(typed(NASTY, **with_options(NASTY, "Nej")))
    assert "<script>alert" not in page.content.decode()
    case = look({"title": "Alma, 3 år", "text": "Alma er træt.\n\nHun græder."}, "vignette_preview")
    assert words(case).endswith("Alma, 3 år Sagen Alma er træt. Hun græder.")
    assert Draft.objects.get().revision == 1


def test_the_template_is_read_with_one_combination_after_the_other(look):
    design = {name: part for name, part in designed().items() if name in ("dimensions", "design")}
    Draft.objects.update(content=Draft.objects.get().content | design)
    drawn = [one["levels"] for one in design["design"]["cases"]]
    labels = {level["code"]: level["label"] for row in DIMENSIONS for level in row["levels"]}
    for step, place in ((0, 0), (1, 1), (-1, 11), (12, 0)):
        levels = [labels[level] for level in drawn[place].values()]
        page = look({"title": "{Child}, {toy}", "text": "{Child.pronoun} <em>er</em> {age}.", "step": step}, TEMPLATE)
        text = {"girl": "Pigen", "boy": "Drengen"}[drawn[place]["child"]]
        told = f"Barnets køn: {levels[0]} · Alder: {levels[1]} · Bekymring: {levels[2]}"
        assert f"Kombination {place + 1} af 12 · {told} {text}, {{toy}} Sagen" in words(page)
        assert "<em>er</em>" in page.content.decode()
    assert Draft.objects.get().revision == 1


@pytest.mark.parametrize("data", [{}, {"step": "mange"}, {"step": "9" * 30, "text": "{", "title": "x" * 9000}])
def test_no_template_is_refused(look, data):
    assert look(data, TEMPLATE).status_code == 200
    Draft.objects.update(content=Draft.objects.get().content | {"dimensions": DIMENSIONS})
    assert look(data, TEMPLATE).status_code == 200
    assert "Kombination 1 af" in words(look(data, TEMPLATE))


def test_before_the_draw_a_few_combinations_have_every_level():
    content = designed()
    content["design"]["cases"] = []
    found = examples(content)
    pairs = {(row["code"], level["code"]) for row in DIMENSIONS for level in row["levels"]}
    assert {pair for one in found for pair in one.items()} == pairs
    assert 3 <= len(found) <= 5
    assert examples(content) == found
    old = designed()
    old["dimensions"][0]["levels"][0]["code"] = "pupil"
    assert {one["child"] for one in examples(old)} == {"pupil", "boy"}
