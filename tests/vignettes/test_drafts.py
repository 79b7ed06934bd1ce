"""The document of a draft: what any sequence of edits keeps true, and the way to a file and back."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vignettes.conftest import instrument
from vignettes import drafts
from vignettes.drafts import BACKGROUND, BATTERY, SECTIONS, VIGNETTES
from vignettes.instrument import ANSWERED_KINDS, BOUNDED_KINDS, CODE, OPTION_KINDS, SILENT_KINDS, parse

WORDS = st.text("abcæøå XYZ🙂עברית<b>&\"'", min_size=1, max_size=30)
TEXT = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)


@st.composite
def options(draw):
    """Two to six options and perhaps one "don't know"; where there are six, perhaps the staircase."""
    labels = draw(st.lists(TEXT, min_size=2, max_size=6))
    rows = [{"code": f"o{number}", "label": label} for number, label in enumerate(labels)]
    if len(rows) == 6 and draw(st.booleans()):
        rows = [row | {"step": step} for step, row in enumerate(rows, start=1)]
    return rows + draw(st.sampled_from([[], [{"code": "unknown", "label": "Ved ikke", "missing": True}]]))


@st.composite
def questions(draw, code):
    kind = draw(st.sampled_from(sorted(ANSWERED_KINDS)))
    row = {"code": code, "text": draw(TEXT), "kind": kind, "required": draw(st.booleans())}
    row |= {name: text for name in ("help_text", "unit") if (text := draw(st.one_of(st.just(""), TEXT))[:20].strip())}
    if kind in BOUNDED_KINDS:
        row |= {"minimum": draw(st.integers(-99, 0)), "maximum": draw(st.integers(1, 99))}
    if kind in OPTION_KINDS:
        row["options"] = draw(options())
    if kind == "ranking" and draw(st.booleans()):
        row["places"] = 2
    if kind == "matrix":
        row["rows"] = [{"code": f"r{number}", "label": draw(TEXT)} for number in range(1, 3)]
    return row | draw(st.sampled_from([{}, {"show_if": {"any": [{"invited_as": ["leader", "other"]}]}}]))


def silent(code):
    return st.builds(
        lambda kind, text, body: {"code": code, "text": text, "kind": kind, "body": body},
        st.sampled_from(sorted(SILENT_KINDS)),
        TEXT,
        TEXT,
    )


@st.composite
def documents(draw):
    codes = draw(st.lists(CODES, min_size=2, max_size=5, unique=True))
    cut = draw(st.integers(1, len(codes) - 1))
    rows = [draw(questions(code)) for code in codes]
    cases = [{"code": f"V{n}", "title": draw(TEXT), "text": f"{draw(TEXT)}\n\n{draw(TEXT)}"} for n in range(1, 4)]
    named = drafts.empty("survey_1", draw(TEXT), draw(TEXT))
    said = [draw(silent("said_before"))] if draw(st.booleans()) else []
    return named | {BACKGROUND: said + rows[:cut], BATTERY: rows[cut:], VIGNETTES: cases}


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "recode", "duplicate", "move", "remove"]),
        st.sampled_from(SECTIONS),
        st.integers(0, 9),
        CODES,
    ),
    max_size=12,
)


def edited(content, verb, section, number, code):
    """The document after one edit as a page would ask for it; a refusal leaves it as it was."""
    rows = content[section]
    if verb == "add" or not rows:
        return drafts.add(content, section, {"code": code, "text": "Ny"})
    at = rows[number % len(rows)]["code"]
    if verb in ("change", "recode"):
        row = drafts.find(content, section, at) | {"text": "Rettet"} | ({"code": code} if verb == "recode" else {})
        return drafts.change(content, section, at, row)
    if verb == "move":
        return drafts.move(content, section, at, number - 5)
    return getattr(drafts, verb)(content, section, at)


@settings(max_examples=30)
@given(documents(), EDITS)
def test_no_sequence_of_edits_makes_a_code_twice_or_loses_a_row(content, edits):
    for verb, section, number, code in edits:
        before, count = deepcopy(content), sum(len(content[name]) for name in SECTIONS)
        had_rows = bool(content[section])
        try:
            after = edited(content, verb, section, number, code)
        except ValueError:
            assert verb in ("add", "recode") or not had_rows
            continue
        assert content == before
        grown = 1 if verb in ("add", "duplicate") or not had_rows else -1 if verb == "remove" else 0
        assert sum(len(after[name]) for name in SECTIONS) == count + grown
        content = after
    for section in (BACKGROUND, VIGNETTES):
        codes = drafts.codes(content, section)
        assert len(codes) == len(set(codes))
        assert all(CODE.fullmatch(code) for code in codes)


@settings(max_examples=30)
@given(documents())
def test_document_and_instrument_are_one_another(content):
    assert drafts.as_document(parse(content)) == content


def test_rows_keep_everything_but_the_survey_knows_its_own_title():
    content = drafts.as_document(instrument())
    assert [row["code"] for row in content[BATTERY]] == ["risk", "percent", "effect", "involved", "weight"]
    assert content[BATTERY][1] == {
        "code": "percent",
        "text": "Spørgsmålet percent?",
        "kind": "percent",
        "required": True,
        "help_text": "Skriv et helt tal fra 0 til 100.",
    }


@pytest.mark.parametrize(
    ("text", "used", "code"),
    [
        ("Hvad er din rolle?", (), "hvad_er_din_rolle"),
        ("Ærø, Åse & Øst", (), "aeroe_aase_oest"),
        ("Ja", ("ja",), "ja_2"),
        ("Ja", ("ja", "ja_2"), "ja_3"),
        ("2–4 år", (), "code_2_4_aar"),
        ("🙂 עברית", (), "code"),
        ("", ("code",), "code_2"),
        ("Hvor mange år har du arbejdet med udsatte børn og unge?", (), "hvor_mange_aar_har_du_arbejdet_med"),
        ("x" * 60, ("x" * 40,), "x" * 38 + "_2"),
    ],
)
def test_code_is_proposed_from_the_text(text, used, code):
    assert drafts.propose_code(text, used) == code


@given(st.text(max_size=80), st.sets(CODES, max_size=5))
@settings(max_examples=30)
def test_proposed_code_is_always_a_free_code(text, used):
    code = drafts.propose_code(text, used)
    assert CODE.fullmatch(code)
    assert code not in used


def test_cases_are_numbered_on():
    assert drafts.next_case_code(()) == "V1"
    assert drafts.next_case_code({"V2", "V10", "anchor"}) == "V11"


def test_a_copy_takes_no_code_that_was_ever_published():
    content = drafts.as_document(instrument())
    copied = drafts.duplicate(content, BATTERY, "risk", used={"risk", "risk_2"})
    assert [row["code"] for row in copied[BATTERY]][:3] == ["risk", "risk_3", "percent"]
    assert copied[BATTERY][1] == copied[BATTERY][0] | {"code": "risk_3"}


def test_moving_holds_at_the_ends():
    content = drafts.as_document(instrument(3))
    order = [[row["code"] for row in drafts.move(content, VIGNETTES, "V2", by)[VIGNETTES]] for by in (-9, -1, 1, 9)]
    assert order == [["V2", "V1", "V3"], ["V2", "V1", "V3"], ["V1", "V3", "V2"], ["V1", "V3", "V2"]]


def test_published_codes_are_told_by_their_place():
    codes = drafts.published_codes([instrument(1), instrument(2)])
    assert codes.of(VIGNETTES) == {"V1", "V2"}
    assert codes.of(BACKGROUND) == codes.of(BATTERY) == {"role", "risk", "percent", "effect", "involved", "weight"}
    assert codes.options_of("risk") == {"low", "medium", "high"}
