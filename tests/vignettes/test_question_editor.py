"""The editor of a question: what it writes for each kind, and what of a question it keeps. No database is touched."""

import pytest

from tests.vignettes.every_kind import DECLINED, DONT_KNOW, every_kind
from vignettes.faults import faults
from vignettes.forms.questions import QuestionEditor

MADE = {"base": "0", "used": frozenset(), "is_fixed": False, "fixed_options": frozenset()}
EVERY = every_kind()
ROWS = {row["code"]: row for row in EVERY["background"] + EVERY["battery"]}


def listed(prefix, rows):
    names = ("label", "code", "step", "missing", "pinned")
    given = {f"{prefix}-{place}-{name}": row[name] for place, row in enumerate(rows) for name in names if name in row}
    return {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)} | given


def posted(row, **more):
    """What a browser sends of the form that was opened with `row`."""
    own = [one for one in row.get("options", []) if one["code"] not in ("dont_know", "declined")]
    ticked = {one["code"]: "on" for one in row.get("options", []) if one not in own}
    plain = {name: value for name, value in row.items() if name not in ("options", "rows", "show_if")}
    flags = {name: "on" for name in ("required", "random_order") if row.get(name)}
    data = {name: value for name, value in plain.items() if not isinstance(value, bool)} | flags | ticked
    return data | {"base": "0"} | listed("options", own) | listed("rows", row.get("rows", [])) | more


def written(row, **more):
    editor = QuestionEditor(posted(row, **more), row=row, **MADE)
    assert editor.is_valid(), (editor.form.errors, [one.errors for one in editor.lists])
    return editor.row(row["code"])


def problems(row, **more):
    editor = QuestionEditor(posted(row, **more), row=row, **MADE)
    assert not editor.is_valid()
    return {name: list(told) for name, told in editor.form.errors.items()}


@pytest.mark.parametrize("code", ROWS)
def test_every_kind_is_written_as_it_was_read(code):
    assert written(ROWS[code]) == ROWS[code]


def test_what_the_editor_does_not_show_is_kept():
    row = ROWS["cases"] | {"show_if": {"all": [{"invited_as": ["leader"]}]}}
    own = row | {"options": [{"code": "refused", "label": "Afvist", "missing": True}, DONT_KNOW | {"label": "Nej"}]}
    assert written(own) == own


def test_what_another_kind_has_is_left_out():
    row = written(ROWS["first"], kind="information", body="Læs dette.", help_text="Hjælp", minimum="1")
    assert row == {"code": "first", "text": "Spørgsmålet first?", "kind": "information", "body": "Læs dette."}


def test_ticks_offer_the_two_standard_options():
    assert written({"code": "price", "text": "Pris?", "kind": "date"}, dont_know="on", declined="on") == {
        "code": "price", "text": "Pris?", "kind": "date", "required": False, "options": [DONT_KNOW, DECLINED]
    }  # fmt: skip


def test_bounds_are_written_as_people_write_amounts():
    row = written(ROWS["price"], minimum="1.000", maximum="2.500.000 kr.")
    assert (row["minimum"], row["maximum"]) == (1000, 2_500_000)
    assert problems(ROWS["price"], minimum="mange") == {"minimum": ["Skriv et helt tal, fx 65.000"]}


def test_a_ranking_cannot_put_more_in_order_than_it_has():
    assert problems(ROWS["first"], places="4") == {"places": ["Skriv højst 3, som er antallet af svarmuligheder"]}


def test_a_scale_is_written_at_once():
    given = {"kind": "ordinal", "scale-points": "3", "scale-low": "slet ikke", "scale-high": "i høj grad"}
    row = ROWS["first"]
    editor = QuestionEditor(posted(row, **given), row=row, **MADE)
    assert editor.press("scale")
    assert editor.options.initial == [
        {"code": "point_1", "label": "1 – slet ikke"},
        {"code": "point_2", "label": "2"},
        {"code": "point_3", "label": "3 – i høj grad"},
    ]


def test_rows_of_a_matrix_are_added_moved_and_removed():
    for pressed, labels in (
        ("rows up 1", ["Skolegang", "Helbred"]),
        ("rows remove 0", ["Skolegang"]),
        ("rows add", ["Helbred", "Skolegang", None]),
        ("rows remove 9", ["Helbred", "Skolegang"]),
    ):
        editor = QuestionEditor(posted(ROWS["worries"]), row=ROWS["worries"], **MADE)
        assert editor.press(pressed)
        assert [row.get("label") for row in editor.rows.initial] == labels
        assert len(editor.options.initial) == 2
    assert not editor.press("rows forged")


def test_new_rows_get_codes_and_none_that_means_no_answer():
    row = written(
        ROWS["worries"], **listed("rows", [{"label": "Missing", "code": ""}, {"label": "Søskende og hjem", "code": ""}])
    )
    assert [one["code"] for one in row["rows"]] == ["missing_2", "soeskende_og_hjem"]
    editor = QuestionEditor(posted(ROWS["worries"], **{"rows-0-code": "missing"}), row=ROWS["worries"], **MADE)
    assert not editor.is_valid()


def test_the_examples_have_no_fault():
    assert faults(EVERY) == []
