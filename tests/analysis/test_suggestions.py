from dataclasses import replace

from reports.analysis.results import AgreementAcross, Difference
from reports.analysis.study import analyse
from reports.analysis.suggestions import Suggestion, suggest
from tests.analysis.survey import INSTRUMENT, frame, survey

SIZES = {"0101": 20, "0147": 25, "0151": 15, "0153": 30}
LEANING = analyse(survey(SIZES, {"0101": 1.5}), INSTRUMENT, "0101", 5)


def rules(suggestions):
    return [suggestion.rule for suggestion in suggestions]


def test_the_largest_differences_on_the_staircase_come_first_with_their_evidence():
    found = suggest(LEANING)
    difference = LEANING.staircase.difference
    assert found[0] == Suggestion(
        "staircase_overall",
        "cliffs_delta",
        difference.delta,
        difference.low,
        difference.high,
        difference.q,
        20,
        None,
        "first_step",
    )
    single = [s for s in found if s.rule == "staircase_difference"]
    assert {s.vignette for s in single} == {"V1", "V2", "V3"}
    assert [s.value for s in single] == sorted((s.value for s in single), reverse=True)
    assert all(s.q < 0.05 for s in single)


def test_a_rule_gives_no_more_than_its_limit_and_only_other_questions_than_the_staircase():
    found = suggest(LEANING, limit=1)
    assert len(rules(found)) == len(set(rules(found)))
    others = [s for s in suggest(LEANING, limit=99) if s.rule == "question_difference"]
    assert others
    assert {s.question for s in others} <= {"screening", "risk", "effect"}


def test_a_difference_that_may_be_chance_or_is_negligible_is_not_suggested():
    def with_difference(**changes):
        found = Difference(False, 0.4, 0.1, 0.6, 0.01, "medium", 20, 70, 3)
        return replace(
            LEANING, vignettes=(), staircase=replace(LEANING.staircase, difference=replace(found, **changes))
        )

    assert suggest(with_difference())[0].rule == "staircase_overall"
    for changes in ({"q": 0.05}, {"delta": 0.1, "magnitude": "negligible"}, {"q": None}):
        assert suggest(with_difference(**changes))[0].rule == "staircase_difference"


def test_disagreement_at_home_is_found_without_any_difference_to_others():
    values = ("none", "full")
    people = [(first + n, municipality) for first, municipality in enumerate(SIZES) for n in range(0, 32, 4)]
    answers = frame([(n, m, "leader", "V1", "screening", values[place % 2]) for place, (n, m) in enumerate(people)])
    analysis = analyse(answers, INSTRUMENT, "0101", 5)
    alpha = analysis.agreement_across[1].alpha
    assert suggest(analysis) == (
        Suggestion("low_agreement", "r_wg", 0.0, None, None, None, 8, "V1", "screening"),
        Suggestion("low_alpha", "krippendorff_alpha", alpha, None, None, None, 8, None, "screening"),
    )


def test_alpha_at_the_line_is_no_finding():
    across = AgreementAcross("first_step", "ordinal", False, 0.667, 20, 3)
    quiet = replace(LEANING, vignettes=(), staircase=None, agreement_across=(across,))
    assert suggest(quiet) == ()
    [found] = suggest(replace(quiet, agreement_across=(replace(across, alpha=0.6),)))
    assert (found.rule, found.value, found.n, found.question) == ("low_alpha", 0.6, 20, "first_step")


def test_where_municipalities_differ_is_told_by_the_share_explained():
    found = [s for s in suggest(LEANING, limit=99) if s.rule == "municipalities_differ"]
    assert found
    assert [s.value for s in found] == sorted((s.value for s in found), reverse=True)
    assert all(s.n == 90 or s.question == "effect" for s in found)
