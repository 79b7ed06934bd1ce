"""How one simulated respondent answers one question about one case.

The chain is: seriousness of the case + the municipality's concern + the respondent's own + a slip of the moment =
perceived risk (logits); the risk and the leanings give a place on the staircase; both give every other answer.
So risk word, percentage and step agree as much as one person's answers do, and no more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from vignettes.instrument import QuestionSpec
from vignettes.practices import Practice
from vignettes.simulated_cases import HIGH_CLOSINGS, LOW_CLOSINGS, MIDDLE_CLOSINGS, CaseProfile

Value = str | int | list[str]

# Yearly cost as a class (0 = the cheapest) that a well-informed respondent links with steps 1–6.
_COST_OF_STEP = (0.3, 1.0, 2.1, 2.4, 3.2, 4.9)
# Who decides about steps 1–6, from 0 (the caseworker) to 4 (the committee).
_LEVEL_OF_STEP = (0.2, 0.8, 1.6, 2.4, 2.6, 2.8)
_COST_NOISE = {"leader": 0.5, "caseworker": 0.8, "other": 1.0}
_COST_UNKNOWN = {"leader": 0.05, "caseworker": 0.14, "other": 0.22}
_LOWEST_PLACEMENT_STEP = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A respondent's lasting traits. `experience` is 0 (least) to 4; the leanings are shifts as in Practice."""

    role: str
    experience: int
    concern: float
    intervention: float
    optimism: float
    confidence: float
    economy: float
    writes: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """One respondent's view of one case: perceived risk in logits, place on the staircase, chosen step, effect."""

    case: CaseProfile
    person: Person
    practice: Practice
    risk: float
    climb: float
    step: int
    effect: int | None


def judge(case: CaseProfile, person: Person, practice: Practice, rng: np.random.Generator) -> Judgement:
    """Form one respondent's view of a case; the answers are drawn from it."""
    slip = 0.42 - 0.03 * person.experience
    risk = case.severity + practice.concern + person.concern + rng.normal(0, slip)
    climb = 2.55 + 0.75 * risk + practice.intervention + person.intervention + rng.normal(0, 0.3)
    effect = None
    if rng.random() > 0.06:
        expected = 6.3 - 0.45 * risk + practice.optimism + person.optimism + rng.normal(0, 1.2)
        effect = int(np.clip(round(expected), 0, 10))
    return Judgement(case, person, practice, risk, climb, _step(case, practice, climb, rng.random()), effect)


def _step(case: CaseProfile, practice: Practice, climb: float, draw: float) -> int:
    """The chosen step; `draw` (0–1) decides between the three kinds of placement."""
    if climb < _LOWEST_PLACEMENT_STEP - 0.5:
        return max(1, round(climb))
    kin, foster, residential = case.placement_weights
    shares = np.cumsum([kin * practice.kinship, foster, residential])
    return _LOWEST_PLACEMENT_STEP + int(np.searchsorted(shares, draw * shares[-1]))


def _graded(question: QuestionSpec, latent: float, cuts: tuple[float, ...]) -> str:
    """The option whose interval between the cuts holds the latent value."""
    codes = [option.code for option in question.options if not option.missing]
    if len(codes) != len(cuts) + 1:
        raise ValueError(f"The simulation expects {len(cuts) + 1} options of '{question.code}', not {len(codes)}.")
    return codes[int(np.searchsorted(cuts, latent))]


def _unless_unknown(question: QuestionSpec, share: float, value: str, rng: np.random.Generator) -> str:
    """The value, or for the given share of cases the question's "don't know"."""
    unknown = [option.code for option in question.options if option.missing]
    return unknown[0] if unknown and rng.random() < share else value


def _screening(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    # The law asks for the full assessment when violence is suspected or placement considered.
    due = 0.3 if view.case.suspected_violence else 0.0
    due += 1.5 if view.step >= _LOWEST_PLACEMENT_STEP else 0.0
    return _graded(question, view.risk + due + 0.3 * rng.standard_t(3), (-1.9, 0.0))


def _risk_word(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    return _graded(question, view.risk + rng.normal(0, 0.3), (-1.7, -0.7, 0.4, 1.4))


def _risk_percent(_question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    percent = 100 / (1 + np.exp(-(view.risk + rng.normal(0, 0.2))))
    # People round: about half to tens, most others to fives.
    unit = rng.choice((10, 5, 1), p=(0.5, 0.38, 0.12))
    return int(unit * round(percent / unit))


def _first_step(question: QuestionSpec, view: Judgement, _rng: np.random.Generator) -> Value:
    return next(option.code for option in question.options if option.step == view.step)


def _relevant_steps(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    chosen = []
    for option in question.options:
        if option.step is None:
            continue
        likely = 0.75 * np.exp(-1.3 * abs(min(option.step, _LOWEST_PLACEMENT_STEP) - view.climb))
        if option.step >= _LOWEST_PLACEMENT_STEP:
            likely *= min(1.0, 2 * view.case.placement_weights[option.step - _LOWEST_PLACEMENT_STEP])
        if rng.random() < likely or option.step == view.step:
            chosen.append(option.code)
    return chosen


def _placement_likelihood(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    wanted = 0.9 if view.step >= _LOWEST_PLACEMENT_STEP else 0.0
    latent = 0.9 * view.risk + wanted - 0.6 + view.practice.intervention + rng.normal(0, 0.5)
    return _unless_unknown(question, 0.04, _graded(question, latent, (-1.5, -0.5, 0.4, 1.3)), rng)


def _effect(_question: QuestionSpec, view: Judgement, _rng: np.random.Generator) -> Value | None:
    return view.effect


def _effect_certainty(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    latent = view.person.confidence + 0.15 * (view.person.experience - 2) + rng.normal(0, 0.6)
    unknown = 0.6 if view.effect is None else 0.03
    return _unless_unknown(question, unknown, _graded(question, latent, (-1.4, -0.5, 0.3, 1.4)), rng)


def _cost_class(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    latent = _COST_OF_STEP[view.step - 1] + rng.normal(0, _COST_NOISE[view.person.role])
    value = _graded(question, latent, (0.5, 1.5, 2.5, 3.5, 4.5))
    return _unless_unknown(question, _COST_UNKNOWN[view.person.role], value, rng)


def _economy_considered(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    latent = view.practice.economy + view.person.economy + 0.15 * (view.step - 3) + rng.normal(0, 0.5)
    return _unless_unknown(question, 0.04, _graded(question, latent, (-0.3, 0.8)), rng)


def _decider(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    level = _LEVEL_OF_STEP[view.step - 1] + view.practice.escalation + rng.normal(0, 0.6)
    if view.step < _LOWEST_PLACEMENT_STEP:
        level = min(level, 3.0)  # the committee decides about placements only
    unknown = 0.12 if view.person.role == "other" else 0.03
    return _unless_unknown(question, unknown, _graded(question, level, (0.5, 1.5, 2.5, 3.5)), rng)


def _involved(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    chosen = []
    for option in question.options:
        share = view.case.involved.get(option.code, 0.03)
        latent = np.log(share / (1 - share)) + view.practice.involvement
        if rng.random() < 1 / (1 + np.exp(-latent)):
            chosen.append(option.code)
    return chosen or ["parents"]


def _typicality(question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value:
    unknown = 0.12 if view.person.role == "other" else 0.03
    latent = view.case.familiarity + rng.normal(0, 0.8)
    return _unless_unknown(question, unknown, _graded(question, latent, (-1.2, -0.4, 0.4, 1.3)), rng)


def _what_mattered(_question: QuestionSpec, view: Judgement, rng: np.random.Generator) -> Value | None:
    if rng.random() > view.person.writes:
        return None
    count = int(rng.choice((1, 2, 3), p=(0.4, 0.5, 0.1)))
    sentences = [str(text) for text in rng.choice(view.case.observations, size=count, replace=False)]
    if rng.random() < 0.12:
        return "\n".join(f"- {text.rstrip('.')}" for text in sentences)
    if rng.random() < 0.4:
        sentences.append(str(rng.choice(_closings(view.risk))))
    text = " ".join(sentences)
    return text.rstrip(".") if rng.random() < 0.2 else text


def _closings(risk: float) -> tuple[str, ...]:
    if risk < -0.6:
        return LOW_CLOSINGS
    return HIGH_CLOSINGS if risk > 0.9 else MIDDLE_CLOSINGS


ANSWERERS: Mapping[str, Callable[[QuestionSpec, Judgement, np.random.Generator], Value | None]] = {
    "screening": _screening,
    "risk_word": _risk_word,
    "risk_percent": _risk_percent,
    "first_step": _first_step,
    "relevant_steps": _relevant_steps,
    "placement_likelihood": _placement_likelihood,
    "effect": _effect,
    "effect_certainty": _effect_certainty,
    "cost_class": _cost_class,
    "economy_considered": _economy_considered,
    "decider": _decider,
    "involved": _involved,
    "typicality": _typicality,
    "what_mattered": _what_mattered,
}
