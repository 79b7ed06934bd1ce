"""What makes a difference in a case: each sentence with its certainty, and nothing where nothing may be shown."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from reports import level_findings, packages
from reports.analysis.level_results import FTest, LevelMean, Weight, Weights
from reports.documents import DocumentKind, document
from reports.sheets.levels import sheets

STRONG = LevelMean("strong", "Stærkt", 4, 33, 1.73, 1.45, 2.0, 1.86, 1.7, 2.01)
NONE = LevelMean("none", "Intet", 4, 33, 3.64, 3.16, 4.11, 3.3, 3.05, 3.54, 1.32, 1.08, 1.56)
NETWORK = Weight(
    "network", "Netværk", False, (STRONG, NONE), FTest(22.7, (1, 32), 0.00001), FTest(4.0, (4, 141), 0.013)
)
ROW = Weights("first_step", "Hvilket trin?", False, 2, ("D01", "D02"), 66, 33, False, 113, 4, (NETWORK,))


def package(*rows, hidden=False):
    questions = [
        {"question": row.question, "kind": "percent" if row.question == "risk_percent" else "ordinal"} for row in rows
    ]
    analysis = {
        "who": {"hidden": hidden},
        "n_min": 5,
        "staircase": {"question": "first_step"},
        "vignettes": [{"questions": questions}],
    }
    found = {"format": 3, "analysis": analysis, "municipality": {"name": "Herning"}, "weights": packages.plain(rows)}
    return packages.opened(found)


def said(one, places=1):
    return level_findings.statement(ROW, one, places)


def test_a_sure_difference_among_you_and_between_municipalities():
    text, found = said(NETWORK)
    assert text == (
        "»Netværk« gør en sikker forskel hos jer: Jeres gennemsnit er 3,6 (3,2 til 4,1) ved »Intet« og 1,7 (1,4 til "
        "2,0) ved »Stærkt« (q < 0,001). Det vejer ikke lige tungt i alle kommuner (q = 0,013). I er længst fra de "
        "andre ved »Intet«: 3,6 (3,2 til 4,1), de andre 3,3 (3,0 til 3,5)."
    )
    assert (found.rule, found.statistic, found.value, found.q, found.n) == ("levels_differ", "f", 4.0, 0.013, 66)


def test_an_unsure_difference_is_called_unsure():
    text, found = said(replace(NETWORK, own=FTest(0.4, (1, 32), 0.5), between=FTest(1.0, (4, 141), 0.7)))
    assert text == (
        "»Netværk« gør ingen sikker forskel hos jer: Jeres gennemsnit går fra 1,7 (1,4 til 2,0) ved »Stærkt« til 3,6 "
        "(3,2 til 4,1) ved »Intet« (q = 0,500). Det er ikke sikkert, at det vejer forskelligt i kommunerne (q = 0,700)."
    )
    assert (found.rule, found.value, found.q) == ("levels", 0.4, 0.5)


def test_with_cases_left_out_the_levels_are_told_by_their_effects():
    """The means of the levels then differ by what the other circumstances do as well."""
    partial = replace(ROW, of=3)
    assert level_findings.statement(partial, NETWORK, 1)[0].startswith(
        "»Netværk« gør en sikker forskel hos jer, når de andre oplysninger er ens: Fra »Stærkt« til »Intet« ændrer "
        "jeres gennemsnit sig med 1,3 (1,1 til 1,6) (q < 0,001). Det vejer ikke lige tungt"
    )
    unsure = replace(NETWORK, own=FTest(0.4, (1, 32), 0.5))
    assert "gør ingen sikker forskel hos jer, når" in level_findings.statement(partial, unsure, 1)[0]
    (found,) = level_findings.levels(package(partial))
    assert found.sentences[-1] == (
        "Kun 2 af 3 sager har svar nok til at blive vist (n = 66 svar fra 33 personer), så de andre oplysninger går "
        "ikke lige op. Sammenlign derfor jer selv med de andre, der har svaret på de samme sager, og ikke niveauerne "
        "indbyrdes."
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            Weight("network", "Netværk", True),
            "»Netværk« vises ikke, fordi ikke alle dens niveauer har en sag med svar nok.",
        ),
        (
            replace(NETWORK, own=None),
            "»Netværk« kan ikke skilles fra de andre oplysninger i de sager, der vises.",
        ),
    ],
)
def test_what_cannot_be_told_rests_on_nothing(one, expected):
    assert said(one) == (expected, None)


def test_hidden_others_are_no_comparison():
    alone = tuple(replace(level, others=None, others_low=None, others_high=None) for level in NETWORK.levels)
    text, found = said(replace(NETWORK, levels=alone, between=None))
    assert text.endswith("fordi der er for få svar eller kommuner bag.")
    assert found.rule == "levels"


def test_the_choice_and_the_risk_have_pictures_and_the_rest_a_table():
    rows = [replace(ROW, question=code, text=code) for code in ("effect", "risk_percent", "first_step")]
    found = level_findings.levels(package(*rows))
    assert [one.anchor for one in found] == ["levels-first_step", "levels-risk_percent", "levels-rest"]
    assert [bool(one.picture) for one in found] == [True, True, False]
    assert "3,6 (3,2 til 4,1)" in found[0].sentences[0]
    assert "4 (3 til 4)" in found[1].sentences[0]
    assert found[0].sentences[-1].endswith("(2 af 2 sager, n = 66 svar fra 33 personer).")
    assert "Netværk Stærkt 1,7 (1,4 til 2,0), Intet 3,6 (3,2 til 4,1)" in found[0].picture.wide.svg
    assert found[2].table.rows == (("effect", "1,3 (Intet), q < 0,001"),)
    assert found[2].sentences == (
        "I de øvrige spørgsmål gør oplysningerne en sikker forskel i 1 af 1 tilfælde (spørgsmål gange oplysninger).",
    )


def test_the_table_has_every_level_with_its_effect():
    assert level_findings.table(ROW, 1).rows == (
        ("Netværk: Stærkt", "1,7", "1,4 til 2,0", "1,9", "1,7 til 2,0", "–", "–", "33"),
        ("Netværk: Intet", "3,6", "3,2 til 4,1", "3,3", "3,0 til 3,5", "1,3", "1,1 til 1,6", "33"),
    )


def test_what_surely_matters_most_is_said_first():
    unsure = replace(NETWORK, code="child", label="Køn", own=FTest(99.0, (1, 32), 0.2))
    stronger = replace(NETWORK, code="worry", label="Bekymring", own=FTest(55.0, (1, 32), 0.001))
    hidden = Weight("age", "Alder", True)
    (found,) = level_findings.levels(package(replace(ROW, dimensions=(hidden, unsure, NETWORK, stronger))))
    assert [text.split("«")[0] for text in found.sentences[:-1]] == ["»Bekymring", "»Netværk", "»Køn", "»Alder"]


def test_below_the_threshold_there_is_a_reason_or_nothing():
    (found,) = level_findings.levels(package(Weights("first_step", "Hvilket trin?", True, 12)))
    assert found.sentences == ("Skjult: Der er færre end 5 svar bag tallet.",)
    assert level_findings.levels(package(ROW, hidden=True)) == ()
    assert level_findings.levels(package()) == ()


def test_a_package_from_before_says_nothing_of_levels():
    before = package(ROW)
    del before.weights
    assert level_findings.levels(before) == ()


def test_the_workbook_hides_what_the_page_hides():
    rows = (ROW, replace(ROW, others_hidden=True, dimensions=(Weight("network", "Netværk", True),)))
    levels, tests, _repeats = sheets(SimpleNamespace(weights=rows))
    assert levels.rows[1][:9] == ("Hvilket trin?", "Netværk", "Intet", 4, 33, 3.64, 3.16, 4.11, 3.3)
    assert levels.rows[2] == ("Hvilket trin?", "Netværk", None, *("skjult",) * 11)
    assert tests.rows[0][2:] == (22.7, 0.00001, 4.0, 0.013, 33, 113, 4)
    assert tests.rows[1][2:] == ("skjult", "skjult", "skjult", "skjult", 33, "skjult", "skjult")


def test_the_part_stands_in_the_contents_where_there_is_something_to_say():
    parts = {kind: [part.template for part in document_parts(kind)] for kind in ("with", "without")}
    assert set(parts["with"]) - set(parts["without"]) == {"reports/parts/_levels.html"}


def document_parts(kind):
    empty = dict.fromkeys(("standings", "sections", "discussion"), ())
    page = SimpleNamespace(
        levels=(1,) if kind == "with" else (),
        is_hidden=False,
        staircase=None,
        municipality="Herning",
        year=2026,
        **empty,
    )
    return document(DocumentKind.ANALYSIS, page).parts
