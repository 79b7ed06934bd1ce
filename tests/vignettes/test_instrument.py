"""The loader refuses a faulty instrument with a clear sentence, and the first survey is whole."""

import copy
import re
from pathlib import Path

import pytest

from vignettes.instrument import STEPS, load, parse

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


def changed(*path_and_value):
    """A deep copy of VALID where the place at the given path has the last argument as its value."""
    *path, last, value = path_and_value
    data = copy.deepcopy(VALID)
    place = data
    for key in path:
        place = place[key]
    place[last] = value
    return data


def test_valid_instrument_is_frozen_as_written():
    instrument = parse(VALID)
    assert [question.code for question in instrument.battery] == ["step", "effect", "risk"]
    assert [option.step for option in instrument.battery[0].options] == list(STEPS)
    assert (instrument.battery[1].minimum, instrument.battery[1].maximum) == (0, 10)
    assert (instrument.battery[2].minimum, instrument.battery[2].maximum) == (0, 100)
    assert instrument.battery[1].required is False


def test_line_breaks_inside_a_paragraph_are_joined():
    assert parse(VALID).vignettes[0].text == "Første linje fortsat.\n\nNæste afsnit."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "The instrument must be a mapping of fields, not list."),
        (changed("owner", "x"), "The instrument has unknown fields: owner."),
        (changed("battery", []), "The instrument needs a non-empty list of battery."),
        (changed("title", " "), "The instrument needs a title."),
        (changed("battery", 0, "code", "role"), "Question code 'role' is used twice."),
        (changed("vignettes", VALID["vignettes"] * 2), "Vignette code 'V1' is used twice."),
        (changed("vignettes", 0, "text", ""), "Vignette 'V1' needs a text."),
        (
            changed("background", 0, "options", 1, "code", "a"),
            "Question 'role': option code 'a' is used twice.",
        ),
        (
            changed("background", 0, "kind", "dropdown"),
            "Question 'role' has the kind 'dropdown'; allowed are multiple, number, ordinal, percent, single, text.",
        ),
        (changed("background", 0, "required", "ja"), "Question 'role' needs 'required' to be true or false."),
        (
            changed("background", 0, "code", "min rolle"),
            "A question needs a code of letters, digits and underscores (at most 40), not 'min rolle'.",
        ),
        (changed("background", 0, "options", 0, "labl", "A"), "Question 'role': an option has unknown fields: labl."),
        (
            changed("background", 0, "options", 1, "missing", True),
            "Question 'role' needs at least two options besides those marked missing.",
        ),
        (
            changed("battery", 0, "options", STAIRCASE[:5]),
            "Question 'step' must have the steps 1 to 6 once each and in order; found: 1, 2, 3, 4, 5.",
        ),
        (
            changed("battery", 0, "options", [*STAIRCASE[:5], {"code": "s6", "label": "Trin 6"}]),
            "Question 'step' must have the steps 1 to 6 once each and in order; found: 1, 2, 3, 4, 5, none.",
        ),
        (
            changed("battery", 0, "options", 0, "step", 7),
            "Question 'step', option 's1': step must be a whole number from 1 to 6, not 7.",
        ),
        (
            changed("battery", 0, "options", 0, "missing", True),
            "Question 'step', option 's1' is marked missing and can therefore have no step.",
        ),
        (
            changed("battery", 1, "maximum", 0),
            "Question 'effect' is a number and needs a whole minimum below a whole maximum.",
        ),
        (changed("battery", 2, "maximum", 50), "Question 'risk' is of kind percent and takes no minimum or maximum."),
        (changed("battery", 2, "options", STAIRCASE), "Question 'risk' is of kind percent and takes no options."),
    ],
)
def test_fault_is_named(data, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse(data)


def test_load_names_the_file(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("code: [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^broken\.yaml is not valid YAML: "):
        load(path)
    path.write_text("code: no", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^broken\.yaml: The instrument needs a code of letters"):
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
