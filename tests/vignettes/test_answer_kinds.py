"""Every kind of answer: what is stored of what people write, and what is refused with which words."""

import pytest

from vignettes.forms.answering import ValueForm, answer_text
from vignettes.given import is_whole

FOREIGN = "Vælg mellem de viste svar. Genindlæs siden, hvis der er noget galt med dem."
PRICE = "Skriv et beløb uden øre, fra 0 til 5.000.000 kr."
CASES = "Skriv et helt tal fra 0 til 5000"
DAY = "Indtast en dato som 14.1.2027"
ALL_ROWS = {"health": "low", "school": "dont_know"}


def asked(survey, code):
    return survey.versions.get().questions.get(code=code)


def cleaned(survey, code, value):
    form = ValueForm(question=asked(survey, code), value=value)
    return form.cleaned_data["value"] if form.is_valid() else list(form.errors["value"])


@pytest.mark.parametrize(
    ("code", "given", "stored"),
    [
        ("cases", "1.200", 1200),
        ("cases", "1 200 sager", 1200),
        ("cases", "12", 12),
        ("price", "65.000", 65_000),
        ("price", "65.000 kr.", 65_000),
        ("price", "65000,00 kr", 65_000),
        ("price", 65_000, 65_000),
        ("since", "14.1.2027", "2027-01-14"),
        ("since", "14-01-2027", "2027-01-14"),
        ("since", "2027-01-14", "2027-01-14"),
        ("title", " Leder\nfor  børn 👩‍🏫 مرحبا ", "Leder for børn 👩‍🏫 مرحبا"),
        ("first", ["home", "talk"], ["home", "talk"]),
        ("first", {"places": {"talk": "2", "home": "1"}}, ["home", "talk"]),
        ("first", [], None),
        ("worries", ALL_ROWS, ALL_ROWS),
        ("worries", {"school": "high", "health": "low"}, {"health": "low", "school": "high"}),
        ("worries", {}, None),
        ("involved", ["dont_know"], ["dont_know"]),
    ],
)
def test_answer_is_stored_in_one_form(kinds, code, given, stored):
    assert cleaned(kinds, code, given) == stored


@pytest.mark.parametrize("code", ["since", "cases", "title", "price", "first", "percent"])
def test_every_kind_without_choices_may_be_declined(kinds, code):
    assert cleaned(kinds, code, {"missing": "declined"}) == {"missing": "declined"}
    assert cleaned(kinds, code, {"missing": ["dont_know"], "typed": " "}) == {"missing": "dont_know"}
    assert cleaned(kinds, code, None) is None
    for forged in ("forged", [], ["forged"], [["declined"]], {"a": 1}, 7):
        assert cleaned(kinds, code, {"missing": forged}) == [FOREIGN]
    assert cleaned(kinds, code, {"missing": "declined", "more": 1}) == [FOREIGN]


@pytest.mark.parametrize(
    ("code", "given", "instruction"),
    [
        ("cases", "5.001", CASES),
        ("cases", "1.2", CASES),
        ("cases", "12,5", CASES),
        ("cases", {"a": 1}, CASES),
        ("price", "65.000,50", PRICE),
        ("price", "-1", PRICE),
        ("price", "5.000.001", PRICE),
        ("price", "mange", PRICE),
        ("price", 1.5, PRICE),
        ("price", True, PRICE),
        ("price", {"missing": ["declined"], "typed": "65.000"},
         "Slet dit svar, eller fjern fluebenet ved “Ønsker ikke at svare”"),
        ("price", {"missing": ["dont_know", "declined"]}, "Vælg enten “Ved ikke” eller “Ønsker ikke at svare”"),
        ("since", "31.2.2027", DAY),
        ("since", "i går", DAY),
        ("since", 20270114, DAY),
        ("since", ["14.1.2027"], DAY),
        ("since", "14.1.1027", "Skriv en dato mellem 1900 og 2100, fx 14.1.2027"),
        ("title", "x" * 301, "Forkort teksten til højst 300 tegn"),
        ("title", 7, "Skriv svaret som tekst"),
        ("first", {"places": {"talk": "1", "home": "1"}},
         "Giv hvert nummer én gang. “Hjemmet” og “Samtale” er begge nummer 1"),
        ("first", {"places": {"talk": "2"}}, "Begynd med nummer 1, og spring ingen numre over"),
        ("first", ["talk", "home", "away"], "Vælg højst 2"),
        ("first", ["talk", "talk"], FOREIGN),
        ("first", ["talk", "dont_know"], FOREIGN),
        ("first", ["forged"], FOREIGN),
        ("first", "talk", FOREIGN),
        ("first", [["talk"]], FOREIGN),
        ("first", {"places": {"talk": "3"}}, FOREIGN),
        ("first", {"places": {"forged": "1"}}, FOREIGN),
        ("first", {"places": ["talk"]}, FOREIGN),
        ("worries", {"health": "forged"}, FOREIGN),
        ("worries", {"forged": "low"}, FOREIGN),
        ("worries", {"health": ["low"]}, FOREIGN),
        ("worries", ["low"], FOREIGN),
        ("worries", "low", FOREIGN),
        ("worries", {"missing": "dont_know"}, FOREIGN),
        ("why", {"missing": "dont_know"}, FOREIGN),
        ("involved", ["child", "dont_know"], "Vælg enten “Ved ikke” eller de andre"),
    ],
)  # fmt: skip
def test_unusable_answer_is_met_with_an_instruction(kinds, code, given, instruction):
    assert cleaned(kinds, code, given) == [instruction]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("since", "2027-01-14", "14. januar 2027"),
        ("price", 65_000, "65.000 kr."),
        ("price", {"missing": "declined"}, "Ønsker ikke at svare"),
        ("first", ["home", "talk"], "1. Hjemmet; 2. Samtale"),
        ("worries", ALL_ROWS, "Helbred: Lidt; Skolegang: Ved ikke"),
        ("worries", None, "intet svar"),
    ],
)
def test_answer_in_words(kinds, code, value, text):
    assert answer_text(asked(kinds, code), value) == text


@pytest.mark.parametrize(
    ("code", "value", "whole"),
    [
        ("worries", {"health": "low"}, False),
        ("worries", ALL_ROWS, True),
        ("first", ["home"], False),
        ("first", ["home", "talk"], True),
        ("first", {"missing": "declined"}, True),
        ("price", None, False),
        ("price", 0, True),
        ("about", None, True),
    ],
)
def test_half_an_answer_is_not_a_whole_one(kinds, code, value, whole):
    assert is_whole(asked(kinds, code), value) is whole
