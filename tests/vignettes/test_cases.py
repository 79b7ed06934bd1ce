"""Templates become cases that read as Danish; an instrument with a design has anchors, decks and a repeated case."""

from tests.vignettes.designs import designed, designed_instrument
from vignettes.cases import Case, cases_of, filled, placeholders
from vignettes.drafts import as_document
from vignettes.instrument import FOR_ALL, parse

DIMENSIONS = designed_instrument().dimensions
GIRL = {"child": "girl", "age": "teen", "worry": "violence"}


def test_a_capital_letter_begins_a_sentence_and_forms_follow_the_level():
    text = "{Child} er {age}. {Child.pronoun} siger, at {child.possessive} far råber."
    assert filled(text, GIRL, DIMENSIONS) == "Pigen er femten år. Hun siger, at hendes far råber."
    assert filled(text, GIRL | {"child": "boy"}, DIMENSIONS) == "Drengen er femten år. Han siger, at hans far råber."


def test_what_is_no_placeholder_stays_as_it_is():
    text = "{child.unknown} {nobody} {child . pronoun} {} {9} {child} { child } <b>&"
    assert filled(text, GIRL, DIMENSIONS) == "{child.unknown} {nobody} {child . pronoun} {} {9} pigen { child } <b>&"


def test_a_text_that_looks_like_a_placeholder_is_not_filled_again():
    dimensions = parse(designed() | {"dimensions": _with_text("{age}")}).dimensions
    assert filled("{child}", GIRL, dimensions) == "{age}"


def _with_text(text):
    first, *rest = designed()["dimensions"]
    girl, boy = first["levels"]
    return [first | {"levels": [girl | {"text": text}, boy]}, *rest]


def test_placeholders_are_named_as_their_dimension_is():
    assert placeholders("{Child} {child.pronoun} {age} {nobody}") == [
        ("child", ""),
        ("child", "pronoun"),
        ("age", ""),
        ("nobody", ""),
    ]


def test_anchors_first_then_the_design_then_what_is_shown_again():
    cases = cases_of(designed_instrument(anchors=2))
    assert [case.code for case in cases] == ["V1", "V2", *(f"D{number:02}" for number in range(1, 13)), "V1_again"]
    assert [case.deck for case in cases if case.deck == FOR_ALL] == [FOR_ALL] * 3
    again = cases[-1]
    assert again == Case("V1_again", "Sag 1", cases[0].text, repeats="V1")


def test_each_case_has_the_words_of_its_levels():
    cases = [case for case in cases_of(designed_instrument()) if case.levels]
    texts = {level.text for dimension in DIMENSIONS for level in dimension.levels}
    for case in cases:
        own = {level.text for one in DIMENSIONS for level in one.levels if level.code == dict(case.levels)[one.code]}
        assert {text for text in texts if text.lower() in case.text.lower()} == own
    assert len({case.text for case in cases}) == len(cases)


def test_a_case_of_a_deck_that_is_shown_again_stays_in_its_deck():
    *_cases, again = cases_of(designed_instrument(repeat="D05"))
    fifth = next(case for case in cases_of(designed_instrument()) if case.code == "D05")
    assert (again.repeats, again.deck, again.levels, again.text) == ("D05", fifth.deck, fifth.levels, fifth.text)


def test_a_design_reads_as_itself_again():
    whole = designed_instrument()
    assert parse(as_document(whole)) == whole
    assert as_document(whole) == designed()
