"""What counts as an answer, by kind of question; everything else is met with an instruction."""

import pytest

from vignettes.forms.answering import ValueForm, answer_text

NUMBER = "Skriv et helt tal fra 0 til 10"
PERCENT = "Skriv et helt tal fra 0 til 100"


def cleaned(survey, code, value):
    question = survey.versions.get().questions.get(code=code)
    form = ValueForm(question=question, value=value)
    return form.cleaned_data["value"] if form.is_valid() else list(form.errors["value"])


@pytest.mark.parametrize(
    ("code", "given", "stored"),
    [
        ("risk", "low", "low"),
        ("risk", "", None),
        ("risk", None, None),
        ("involved", ["school", "child", "child"], ["child", "school"]),
        ("involved", [], None),
        ("percent", "35", 35),
        ("percent", " 35 % ", 35),
        ("percent", 0, 0),
        ("percent", "", None),
        ("effect", 10, 10),
        ("weight", "  Skolens\r\nbekymring ", "Skolens\nbekymring"),
        ("weight", " ", None),
        ("weight", "x" * 20_000, "x" * 20_000),
    ],
)
def test_answer_is_stored_in_one_form(survey, code, given, stored):
    assert cleaned(survey, code, given) == stored


@pytest.mark.parametrize(
    ("code", "given", "instruction"),
    [
        ("percent", "101", PERCENT),
        ("percent", "-1", PERCENT),
        ("percent", "12,5", PERCENT),
        ("percent", 12.0, PERCENT),
        ("percent", True, PERCENT),
        ("percent", ["1"], PERCENT),
        ("percent", "9" * 5000, PERCENT),
        ("effect", "11", NUMBER),
        ("effect", "mange", NUMBER),
        ("weight", "x" * 20_001, "Forkort teksten til højst 20.000 tegn"),
        ("weight", {"a": 1}, "Skriv svaret som tekst"),
        ("weight", 7, "Skriv svaret som tekst"),
        ("weight", "half \ud800", "Skriv svaret som tekst"),
    ],
)
def test_unusable_answer_is_met_with_an_instruction(survey, code, given, instruction):
    assert cleaned(survey, code, given) == [instruction]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("risk", "extreme"),
        ("risk", ["low"]),
        ("risk", {"low": 1}),
        ("risk", True),
        ("involved", "child"),
        ("involved", ["child", "forged"]),
        ("involved", [["child"]]),
        ("involved", {"child": 1}),
        ("weight", "null \x00"),
    ],
)
def test_forged_answer_is_refused(survey, code, given):
    result = cleaned(survey, code, given)
    assert isinstance(result, list)
    assert len(result) == 1
    assert " " in result[0]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("risk", "medium", "Middel"),
        ("involved", ["child", "school"], "Barnet; Skolen"),
        ("percent", 35, "35 %"),
        ("effect", 0, "0"),
        ("weight", "Skolen", "Skolen"),
        ("weight", None, "intet svar"),
    ],
)
def test_answer_in_words(survey, code, value, text):
    assert answer_text(survey.versions.get().questions.get(code=code), value) == text
