"""Findings worth a recommendation, as data (METHODS A14): rule, statistic, n, interval, q and place. No prose."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.analysis.results import Analysis, Difference, Profile, QuestionResult

SIGNIFICANT = 0.05
# LeBreton and Senter (2008), table 3: r_wg up to .30 is lack of agreement.
NO_AGREEMENT = 0.30
# Krippendorff (2004): below .667 not even tentative conclusions rest on the coders' agreement.
TENTATIVE_ALPHA = 0.667
# METHODS A3: below it a municipal mean says too little to be called higher or lower than the others'.
RELIABLE = 0.5


@dataclass(frozen=True)
class Suggestion:
    """One finding. `vignette` is None where all vignettes stand behind it, `low`, `high`, `q` where there is none.

    `n` counts the people or answers of the own municipality, for "municipalities_differ" those of all.
    """

    rule: str
    statistic: str
    value: float
    low: float | None
    high: float | None
    q: float | None
    n: int
    vignette: str | None
    question: str


Rule = Callable[[Analysis], list[Suggestion]]


def suggest(analysis: Analysis, limit: int | None = 3) -> tuple[Suggestion, ...]:
    """The findings of every rule in order: at most `limit` of each (None: all), the strongest first, none from hidden
    figures."""
    return tuple(finding for rule in RULES for finding in rule(analysis)[:limit])


def is_reliable(profile: Profile | None) -> bool:
    """Whether the own mean may be called higher or lower. Packages of format 1 have no profile, and go by q alone."""
    return profile is None or (profile.reliability is not None and profile.reliability >= RELIABLE)


def staircase_overall(analysis: Analysis) -> list[Suggestion]:
    """People's mean step lies higher or lower than the others'."""
    if analysis.staircase is None:
        return []
    found = analysis.staircase
    shown = [(found.difference, None, found.question)] if is_reliable(found.profile) else []
    return _differences("staircase_overall", shown)


def staircase_difference(analysis: Analysis) -> list[Suggestion]:
    """First choices about one vignette lie higher or lower than the others'."""
    staircase = analysis.staircase
    results = staircase.by_vignette if staircase else ()
    return _differences("staircase_difference", _with_difference(results))


def question_difference(analysis: Analysis) -> list[Suggestion]:
    """Answers to another question about one vignette lie higher or lower than the others'."""
    staircase = analysis.staircase.question if analysis.staircase else None
    results = [result for result in _results(analysis) if result.question != staircase]
    return _differences("question_difference", _with_difference(results))


def municipalities_differ(analysis: Analysis) -> list[Suggestion]:
    """The municipalities of the survey answer a question differently, most of the rank variation explained first."""
    rule, statistic = "municipalities_differ", "epsilon_squared"
    found = [
        Suggestion(rule, statistic, o.epsilon_squared, None, None, o.q, o.n, result.vignette, result.question)
        for result in _results(analysis)
        if (o := result.omnibus) and o.epsilon_squared is not None and o.n is not None
        if o.q is not None and o.q < SIGNIFICANT
    ]
    return sorted(found, key=lambda s: (-s.value, *_place(s)))


def low_agreement(analysis: Analysis) -> list[Suggestion]:
    """Colleagues in the own municipality do not agree about one vignette."""
    found = [
        Suggestion("low_agreement", "r_wg", a.r_wg, None, None, None, a.n, result.vignette, result.question)
        for result in _results(analysis)
        if (a := result.agreement) and a.r_wg is not None and a.n is not None and a.r_wg <= NO_AGREEMENT
    ]
    return sorted(found, key=lambda s: (s.value, *_place(s)))


def low_alpha(analysis: Analysis) -> list[Suggestion]:
    """Colleagues tell the vignettes apart so differently that there is no common practice to speak of."""
    found = [
        Suggestion("low_alpha", "krippendorff_alpha", a.alpha, None, None, None, a.respondents, None, a.question)
        for a in analysis.agreement_across
        if a.alpha is not None and a.respondents is not None and a.alpha < TENTATIVE_ALPHA
    ]
    return sorted(found, key=lambda s: (s.value, *_place(s)))


RULES: tuple[Rule, ...] = (
    staircase_overall,
    staircase_difference,
    question_difference,
    municipalities_differ,
    low_agreement,
    low_alpha,
)


def _results(analysis: Analysis) -> list[QuestionResult]:
    return [result for vignette in analysis.vignettes for result in vignette.questions]


def _with_difference(results: Iterable[QuestionResult]) -> list[tuple[Difference, str | None, str]]:
    return [(r.difference, r.vignette, r.question) for r in results if r.difference and is_reliable(r.profile)]


def _differences(rule: str, found: Iterable[tuple[Difference, str | None, str]]) -> list[Suggestion]:
    """Differences that are significant among all tests of the report and not negligible, largest first."""
    suggestions = [
        Suggestion(rule, "cliffs_delta", d.delta, d.low, d.high, d.q, d.n, vignette, question)
        for d, vignette, question in found
        if d.delta is not None and d.n is not None and d.q is not None
        if d.q < SIGNIFICANT and d.magnitude != "negligible"
    ]
    return sorted(suggestions, key=lambda s: (-abs(s.value), *_place(s)))


def _place(suggestion: Suggestion) -> tuple[str, str]:
    return suggestion.vignette or "", suggestion.question
