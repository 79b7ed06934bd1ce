"""Drawing for a document: codes, what is kept, why nothing can be drawn, and the figures about it, some by hand."""

from copy import deepcopy

import pytest

from tests.vignettes.designs import designed
from vignettes import drawing
from vignettes.drawing import Undrawable, Wanted, Why
from vignettes.drawn import Pair, quality
from vignettes.instrument import parse

CONTENT = designed()
WANTED = Wanted(size=12, deck_count=4, effects="main", seed=7)


def two_by_two(*cases, effects="main"):
    """Two dimensions of two levels; the cases as "a0b1" in one deck."""
    dimensions = [
        {
            "code": name,
            "label": name.upper(),
            "levels": [{"code": f"{name}{n}", "label": "x", "text": "x"} for n in "01"],
        }
        for name in "ab"
    ]
    drawn = [
        {"code": f"D0{number}", "levels": {"a": one[:2], "b": one[2:]}, "deck": 1}
        for number, one in enumerate(cases, 1)
    ]
    design = drawing.UNDRAWN | {"effects": effects, "size": len(cases), "deck_count": 1, "cases": drawn}
    return {"vignettes": [], "dimensions": dimensions, "design": design}


def test_the_same_arguments_draw_the_same():
    assert drawing.draw(CONTENT, WANTED, (), ()) == drawing.draw(deepcopy(CONTENT), WANTED, (), ())


def test_what_is_kept_stays_under_its_code_and_new_codes_are_new():
    kept = parse(CONTENT).design.cases[:5]
    used = {"D07", "D40", "V1", "Dx"}
    cases = drawing.draw(CONTENT, WANTED, kept, used)["cases"]
    assert [(case["code"], case["levels"]) for case in cases[:5]] == [(one.code, dict(one.levels)) for one in kept]
    assert [case["code"] for case in cases[5:]] == [f"D{number}" for number in range(41, 48)]
    assert len({tuple(case["levels"].values()) for case in cases}) == 12


def test_a_sample_that_is_all_kept_stays():
    kept = parse(CONTENT).design.cases
    assert [case["code"] for case in drawing.draw(CONTENT, WANTED, kept, ())["cases"]] == [one.code for one in kept]


def test_a_large_universe_is_searched_in_part_and_stays_within_its_exclusions():
    levels = [{"code": f"l{number}", "label": "x", "text": "x"} for number in range(2)]
    content = CONTENT | {"dimensions": [{"code": f"d{n}", "label": "x", "levels": levels} for n in range(14)]}
    content["design"] = drawing.UNDRAWN | {"exclusions": [{"d0": ["l0"], "d1": ["l0"]}]}
    cases = drawing.draw(content, Wanted(60, 3, "main", 1), (), ())["cases"]
    assert len(cases) == 60
    assert not [case for case in cases if case["levels"]["d0"] == case["levels"]["d1"] == "l0"]
    assert quality(content | {"design": content["design"] | {"cases": cases, "deck_count": 3}}).efficiency > 0.9


@pytest.mark.parametrize(
    ("content", "wanted", "why", "count"),
    [
        ({"vignettes": [], "design": drawing.UNDRAWN}, WANTED, Why.NO_DIMENSIONS, 0),
        (CONTENT, Wanted(17, 4, "main", 1), Why.TOO_FEW, 16),
        (CONTENT, Wanted(3, 4, "main", 1), Why.TOO_MANY_DECKS, 3),
        (CONTENT, Wanted(11, 4, "main", 1), Why.KEPT_MORE, 12),
        (
            CONTENT | {"design": CONTENT["design"] | {"exclusions": [{"child": ["girl"]}]}},
            Wanted(9, 2, "main", 1),
            Why.KEPT_IMPOSSIBLE,
            0,
        ),
    ],
)
def test_why_nothing_can_be_drawn(content, wanted, why, count):
    kept = parse(CONTENT).design.cases if why in (Why.KEPT_MORE, Why.KEPT_IMPOSSIBLE) else ()
    kept = kept[:9] if why == Why.KEPT_IMPOSSIBLE else kept
    with pytest.raises(Undrawable) as told:
        drawing.draw(content, wanted, kept, ())
    assert (told.value.why, told.value.count) == (why, count)


def test_the_full_factorial_is_perfect():
    whole = quality(two_by_two("a0b0", "a0b1", "a1b0", "a1b1", effects="two_way"))
    assert (whole.universe, whole.effects, whole.efficiency, whole.aliased) == (4, 4, pytest.approx(1), ())
    assert whole.pairs == (Pair(("A", "B"), 1, 1, 0),)


def test_a_diagonal_confounds_the_two_dimensions():
    half = quality(two_by_two("a0b0", "a1b1"))
    assert (half.is_estimable, half.aliased) == (False, ((("B",), (("A",),)),))
    assert half.pairs == (Pair(("A", "B"), 0, 1, 2),)
    assert [(level.total, level.decks) for level in half.dimensions[0].levels] == [(1, (1,)), (1, (1,))]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Pronomen, ejefald", ["pronomen", "ejefald"]),
        (" , Fælles, hun/han, hun/han, a__b", ["faelles", "hun_han", "a__b"]),
        ("", []),
    ],
)
def test_names_of_forms(typed, names):
    assert drawing.proposed_forms(typed) == names
