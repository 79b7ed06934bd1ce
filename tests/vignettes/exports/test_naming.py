"""Names that every program takes."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from vignettes.exports.naming import RESERVED, Names

CODE = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,39}", fullmatch=True)


@settings(max_examples=30)
@given(st.lists(st.lists(CODE, min_size=1, max_size=3), max_size=8))
def test_names_are_valid_and_different_whatever_the_codes(codes):
    names = Names()
    given_names = [names.give(*one) for one in codes]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name) and name not in RESERVED for name in given_names)
    assert len(set(given_names)) == len(codes)
    again = Names()
    assert [again.give(*one) for one in codes] == given_names


def test_short_codes_are_joined_and_nothing_is_told():
    names = Names()
    assert (names.give("V1", "risk"), names.shortened) == ("v1_risk", [])


def test_codes_that_would_be_one_name_become_two():
    names = Names()
    first, second = names.give("a", "b_c"), names.give("a_b", "c")
    assert (first, second.startswith("a_b_c_"), names.shortened) == ("a_b_c", True, [(second, "a_b_c")])


def test_a_long_name_depends_on_its_codes_alone():
    codes = ("V1", "a_question_with_a_very_long_code", "an_option")
    alone, among = Names(), Names()
    among.give("something", "else")
    assert alone.give(*codes) == among.give(*codes)
    assert alone.shortened[0][1] == "_".join(codes)


def test_words_of_the_programs_are_not_used():
    assert Names().give("with") != "with"
    assert Names().give("Int") != "int"
