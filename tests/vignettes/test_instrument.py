"""A document becomes an instrument, a file with faults is refused with all of them, and the first survey is whole."""

from pathlib import Path

import pytest

from vignettes.files import load
from vignettes.instrument import STEPS, parse

INSTRUMENT_PATH = Path(__file__).parents[2] / "vignettes" / "instruments" / "children_2026.yaml"

STAIRCASE = [{"code": f"s{step}", "label": f"Trin {step}", "step": step} for step in range(1, 7)]
VALID = {
    "code": "small",
    "title": "Lille",
    "introduction": "Kort.",
    "background": [
        {
            "code": "role",
            "text": "Rolle?",
            "kind": "single",
            "required": True,
            "options": [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}],
        }
    ],
    "battery": [
        {"code": "step", "text": "Trin?", "kind": "ordinal", "required": True, "options": STAIRCASE},
        {"code": "effect", "text": "Gavn?", "kind": "number", "required": False, "minimum": 0, "maximum": 10},
        {"code": "risk", "text": "Risiko?", "kind": "percent", "required": True},
    ],
    "vignettes": [{"code": "V1", "title": "Et barn", "text": "Første linje\nfortsat.\n\nNæste afsnit."}],
}


def test_valid_instrument_is_frozen_as_written():
    instrument = parse(VALID)
    assert [question.code for question in instrument.battery] == ["step", "effect", "risk"]
    assert [option.step for option in instrument.battery[0].options] == list(STEPS)
    assert (instrument.battery[1].minimum, instrument.battery[1].maximum) == (0, 10)
    assert (instrument.battery[2].minimum, instrument.battery[2].maximum) == (0, 100)
    assert instrument.battery[1].required is False


def test_line_breaks_inside_a_paragraph_are_joined():
    assert parse(VALID).vignettes[0].text == "Første linje fortsat.\n\nNæste afsnit."


def test_load_names_the_file(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("code: [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^broken\.yaml is not valid YAML: "):
        load(path)
    path.write_text("code: no", encoding="utf-8")
    with pytest.raises(
        ValueError,
        match=r"^broken\.yaml has faults: the instrument: code_bad \(code\); the instrument: text_missing \(title\); ",
    ):
        load(path)


def test_first_survey_has_six_cases_and_the_whole_battery():
    instrument = load(INSTRUMENT_PATH)
    assert [vignette.code for vignette in instrument.vignettes] == ["V1", "V2", "V3", "V4", "V5", "V6"]
    assert [question.code for question in instrument.background] == ["role", "experience_years", "work_area"]
    assert {question.code: question.kind for question in instrument.battery} == {
        "screening": "ordinal",
        "risk_word": "ordinal",
        "risk_percent": "percent",
        "first_step": "ordinal",
        "relevant_steps": "multiple",
        "placement_likelihood": "ordinal",
        "effect": "number",
        "effect_certainty": "ordinal",
        "cost_class": "ordinal",
        "economy_considered": "ordinal",
        "decider": "single",
        "involved": "multiple",
        "typicality": "ordinal",
        "what_mattered": "text",
    }


def test_first_survey_cases_have_a_readable_length():
    lengths = {vignette.code: len(vignette.text.split()) for vignette in load(INSTRUMENT_PATH).vignettes}
    assert {code: length for code, length in lengths.items() if not 120 <= length <= 220} == {}


def test_first_survey_asks_about_the_same_six_steps_twice():
    by_code = {question.code: question for question in load(INSTRUMENT_PATH).battery}
    assert by_code["first_step"].options == by_code["relevant_steps"].options
    assert tuple(option.step for option in by_code["first_step"].options) == STEPS
