"""What the pictures of a report draw and say, from results worked out by hand."""

from dataclasses import replace

import pytest

from charts.marks import Dot, Polygon, Text
from reports import pictures
from reports.analysis.cost_results import CaseCost
from reports.analysis.results import (
    Difference,
    Funnel,
    FunnelLimit,
    FunnelPoint,
    OptionShare,
    OtherAnswers,
    OwnAnswers,
    PlacementThreshold,
    Profile,
    QuestionResult,
    Staircase,
    WordCalibration,
)

FINDING = ("I ligger midt i feltet.",)
PROFILE = Profile(
    hidden=False, shrunk=3.25, low=2.9, high=3.6, centre=3.1, others=(2.5, 3.0, 4.04), reliability=0.7, municipalities=4
)
PLACEMENT = PlacementThreshold(hidden=False, risk=58.2, low=51, high=66.4, typical=62, slope=0.09)
WORD = WordCalibration("high", "Stor", hidden=False, n=10, median=72.5, classes=(0, 0, 0, 0, 0, 0, 4, 4, 2, 0))
RARE = WordCalibration("low", "Lille", hidden=True)
NO_DIFFERENCE, NO_PROFILE = Difference(hidden=True), Profile(hidden=True)


def written(chart):
    return [mark.text for mark in chart.picture.marks if isinstance(mark, Text)]


def count(chart, kind):
    return sum(isinstance(mark, kind) for mark in chart.picture.marks)


def shares(*numbers):
    return tuple(OptionShare(f"s{step}", f"{step} Trin", step, share) for step, share in enumerate(numbers, start=1))


def question(vignette, own, others):
    return QuestionResult(
        vignette, "first_step", "Hvad vælger du?", "ordinal",
        OwnAnswers(hidden=not own, shares=own), OtherAnswers(hidden=not others, shares=others),
        None, None, None, None, (),
    )  # fmt: skip


def staircase(*questions):
    answers = OwnAnswers(hidden=False)
    return Staircase(
        "first_step", (), answers, OtherAnswers(hidden=False), NO_DIFFERENCE, NO_PROFILE, Funnel(True), questions
    )


def test_profile_names_nobody_but_the_own_municipality():
    made = pictures.profile("profil", "I midten", PROFILE, "Herning", FINDING)
    assert written(made.wide) == [
        "En anden kommune", "Alle 3,1", "Herning 3,2 (2,9 til 3,6)", "2,5", "3,0", "3,5", "4,0", "4,5"
    ]  # fmt: skip
    assert count(made.wide, Dot) == 1 + 3
    assert made.wide.alt == (
        "I ligger midt i feltet. Jeres gennemsnit er 3,2 (2,9 til 3,6). De andres gennemsnit: 2,5 til 4,0."
    )


def test_profiles_of_a_report_share_an_axis():
    made = pictures.profile("profil", "I midten", PROFILE, "Herning", FINDING, scale=(1, 6))
    assert written(made.phone)[-6:] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("result", [Profile(hidden=True), replace(PROFILE, shrunk=None)])
def test_hidden_or_undefined_profile_is_no_picture(result):
    assert pictures.profile("profil", "", result, "Herning", FINDING) is None


def test_others_that_are_equal_have_a_spread_although_their_percentiles_are_rounded():
    """statistics.quantiles gives 3.4227443471227432 for the 95th percentile of these, and …437 for the 75th."""
    equal = replace(PROFILE, others=(3.4227443471227437,) * 4)
    made = pictures.spread([("V1", equal)], {"V1": "Alma"}, "Herning", FINDING)
    assert "3,2 (2,9 til 3,6)" in made.wide.alt


def test_the_spread_of_the_others_is_told_without_names():
    known = replace(PROFILE, others=(1.0, 2.0, 3.0, 4.0, 5.0))
    rows = [("V1", known), ("V2", Profile(hidden=True))]
    made = pictures.spread(rows, {"V1": "Alma", "V2": "Yusuf"}, "Herning", FINDING)
    assert made.wide.alt == "I ligger midt i feltet. Gennemsnitligt trin: Alma 3,2 (2,9 til 3,6)"
    assert {"Alma", "3,2 (2,9 til 3,6)", "Yusuf", "Skjult: for få svar"} <= set(written(made.wide))
    assert pictures.spread(rows[1:], {"V2": "Yusuf"}, "Herning", FINDING) is None


def test_vignettes_stand_beside_each_other_with_hidden_ones_in_words():
    result = staircase(question("V1", shares(0.25, 0.75), shares(0.5, 0.5)), question("V2", (), ()))
    made = pictures.vignettes(result, {"V1": "Alma", "V2": "Yusuf"}, "Herning", FINDING)
    hidden = ["Skjult: for få svar", "De andre er skjult, fordi der er for få svar bag."]
    labels = ["0 %", "50 %", "100 %", "1 Trin", "2 Trin"]
    assert written(made.wide) == ["Herning", "De andre", "Alma", "Yusuf", *hidden, *labels]
    assert made.wide.alt == "I ligger midt i feltet. Alma: Jeres svar: 1 Trin 25 %, 2 Trin 75 %."


def test_no_vignette_that_may_be_shown_is_no_picture():
    assert pictures.vignettes(staircase(question("V1", (), ())), {"V1": "Alma"}, "Herning", FINDING) is None


def test_placement_says_both_thresholds():
    made = pictures.placement(PLACEMENT, "Herning", FINDING)
    assert made.wide.alt == "I ligger midt i feltet. Herning 58 % (51 til 66). En typisk kommune 62 %."
    assert count(made.wide, Polygon) == 2


def test_placement_without_own_threshold_shows_the_typical_one_alone():
    made = pictures.placement(replace(PLACEMENT, risk=None, low=None, high=None), "Herning", FINDING)
    assert "Jeres grænse kan ikke beregnes." in written(made.wide)
    assert count(made.wide, Polygon) == 0


@pytest.mark.parametrize(
    "result", [PlacementThreshold(hidden=True), replace(PLACEMENT, slope=None), replace(PLACEMENT, typical=None)]
)
def test_hidden_or_undefined_placement_is_no_picture(result):
    assert pictures.placement(result, "Herning", FINDING) is None


def test_calibration_alone_shows_the_own_words():
    made = pictures.calibration((WORD, RARE), "Herning", FINDING)
    assert written(made.wide)[:6] == ["Herning", "Jeres median", "Stor", "72 %", "Lille", "Skjult: for få svar"]
    assert made.wide.alt == "I ligger midt i feltet. Medianer: Stor 72 %."


def test_calibration_against_the_others_says_which_of_them_are_hidden():
    unused = replace(RARE, hidden=False, n=0)
    made = pictures.calibration((WORD, unused), "Herning", FINDING, others={"low": replace(WORD, code="low")})
    assert written(made.wide)[4:] == [
        "Stor", "72 %", "Skjult: for få svar", "Lille", "Ingen har brugt ordet.", "72 %",
        "0 %", "20 %", "40 %", "60 %", "80 %", "100 %",
    ]  # fmt: skip


def test_words_that_are_all_hidden_are_no_picture():
    assert pictures.calibration((RARE,), "Herning", FINDING) is None


FUNNEL = Funnel(
    False, 20, 2.6, 2.9, (FunnelPoint(12, 3.1), FunnelPoint(30, 2.8)),
    (FunnelLimit(11, 2.2, 2.4, 3.4, 3.6), FunnelLimit(31, 2.5, 2.7, 3.1, 3.3)),
)  # fmt: skip


def test_funnel_names_the_own_municipality_and_its_limits():
    made = pictures.funnel("Inden for", FUNNEL, "Herning", FINDING)
    assert made.wide.alt == "I ligger midt i feltet. Gennemsnitligt trin: Herning 2,6. Alle 2,9."
    assert made.figures == "Gennemsnitligt trin: Herning 2,6. Alle 2,9."
    assert {"99,8 %-grænser", "95 %-grænser", "Herning 2,6"} <= set(written(made.wide))
    assert count(made.wide, Dot) == 1 + 2


@pytest.mark.parametrize("result", [None, Funnel(hidden=True)])
def test_hidden_funnel_is_no_picture(result):
    assert pictures.funnel("", result, "Herning", FINDING) is None


def cost(vignette, kr, priced, median=None):
    return CaseCost(vignette, False, kr, 0.8 * kr, 1.2 * kr, 8, priced, median)


def test_cost_is_never_said_without_the_effect():
    known = pictures.expected(OwnAnswers(False, mean=7.5, mean_low=7.0, mean_high=8.1), OtherAnswers(False, mean=6.9))
    hidden = pictures.expected(OwnAnswers(hidden=True), OtherAnswers(hidden=True))
    rows = [("Alma", cost("V1", 470_000, 0.5, 450_000), known), ("Yusuf", cost("V2", 0, 0.0, 0.0), hidden)]
    total = ("Ét barn fra hver sag", cost("", 470_000, 0.25), hidden)
    made = pictures.costs(rows, total, ("Kr. om året", "Gavn"), "Herning", FINDING)
    assert made.wide.alt == (
        "I ligger midt i feltet. Alma: 470.000 kr. (376.000–564.000), forventet gavn 7,5 (7,0 til 8,1)."
    )
    texts = written(made.wide)
    assert {"450.000 kr.", "Ingen af jer vælger et trin med en pris.", "Skjult: for få svar", "6,9"} <= set(texts)
    assert "0 kr." not in texts


def test_costs_without_a_price_are_no_picture():
    nothing = CaseCost("V1", False, n=8)
    hidden = pictures.expected(OwnAnswers(hidden=True), OtherAnswers(hidden=True))
    assert pictures.costs([("A", nothing, hidden)], ("Alle", nothing, hidden), ("", ""), "Herning", FINDING) is None
