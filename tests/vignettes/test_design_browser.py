"""A consultant makes cases of a template by keyboard, with and without JavaScript, at both widths."""

import pytest
from django.urls import reverse

from tests.vignettes.designs import DIMENSIONS, TEXT, TITLE
from tests.vignettes.test_draft_browser import assert_sound, press
from vignettes.actions import drafting
from vignettes.models import Draft

pytestmark = pytest.mark.browser


def type_into(page, place, text):
    page.locator(place).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def add_dimension(page, row):
    press(page.get_by_role("link", name="Tilføj en dimension"))
    type_into(page, "#id_label", row["label"])
    type_into(page, "#id_code", row["code"])
    if names := list(row["levels"][0].get("forms", {})):
        type_into(page, "#id_named", ", ".join(names))
        press(page.get_by_role("button", name="Vis felter til bøjningerne"))
    for _more in row["levels"][2:]:
        press(page.get_by_role("button", name="Tilføj et niveau"))
    for place, level in enumerate(row["levels"]):
        words = {f"form_{name}": form for name, form in level.get("forms", {}).items()}
        for name, text in ({"label": level["label"], "text": level["text"], "code": level["code"]} | words).items():
            type_into(page, f"#id_levels-{place}-{name}", text)
    press(page.get_by_role("button", name="Gem").last)


@pytest.mark.parametrize(("width", "java_script_enabled"), [(1280, False), (390, True)])
def test_cases_are_made_by_keyboard(open_page, make_survey, cast, width, java_script_enabled):
    survey = make_survey(introduction="Velkommen")
    drafting.start_draft(survey=survey, by=cast.consultant)
    page = open_page(person=cast.consultant, width=width, java_script_enabled=java_script_enabled)
    page.goto(reverse("vignettes:draft_show", args=[survey.pk]))
    press(page.get_by_role("link", name="Lav sager ud fra en skabelon"))
    for row in DIMENSIONS:
        add_dimension(page, row)
    press(page.get_by_role("link", name="Skriv skabelonen"))
    type_into(page, "#id_title", TITLE)
    type_into(page, "#id_text", TEXT)
    press(page.get_by_role("button", name="Gem"))
    press(page.get_by_role("link", name="Udeluk en kombination"))
    for level in ("Spæd", "Ingen"):
        page.get_by_label(level, exact=True).focus()
        page.keyboard.press("Space")
    press(page.get_by_role("button", name="Gem"))
    press(page.get_by_role("link", name="Gå videre til at trække sager"))
    press(page.get_by_role("button", name="Træk sager"))
    page.get_by_text("12 af 16 mulige").wait_for()
    if java_script_enabled:
        assert_sound(page, "drawn")
        for name, parts in {
            "design_show": [],
            "design_edit": [],
            "exclusion_create": [],
            "dimension_edit": ["age"],
        }.items():
            page.goto(reverse(f"vignettes:{name}", args=[survey.pk, *parts]))
            assert_sound(page, name)
    content = Draft.objects.get().content
    assert content["dimensions"] == DIMENSIONS
    assert content["design"]["exclusions"] == [{"age": ["infant"], "worry": ["none"]}]
