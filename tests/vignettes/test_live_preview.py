"""The preview beside the editor: every kind with its real fields, from whatever has been typed, and nothing stored."""

import pytest

from tests.vignettes.test_draft_pages import NASTY, typed, url, with_options, words
from vignettes.actions import drafting
from vignettes.models import Draft, QuestionKind


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
