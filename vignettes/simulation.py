"""Seeded, realistic answers to the first survey, for the demonstration and for tests of the analysis.

The same seed gives the same answers. Respondents of one municipality differ more from each other than the
municipalities do, as vignette studies of child protection find. Nothing here describes a real municipality or person.

Where a design made cases, decks and orders are dealt as to real respondents (assigning.py). Half of the answers to a
case that is shown again are remembered, the rest found anew. The levels make a case serious (simulated_levels.py).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vignettes import assigning
from vignettes.cases import Case, cases_of
from vignettes.instrument import FOR_ALL, Instrument, QuestionSpec
from vignettes.practices import Practice
from vignettes.simulated_answers import ANSWERERS, Judgement, Person, Value, judge
from vignettes.simulated_cases import CASE_PROFILES, CaseProfile
from vignettes.simulated_levels import profiles

Answer = tuple[str, str, Value]

_EXPERIENCE_SHARES = (0.12, 0.20, 0.27, 0.28, 0.13)
_REMEMBERS = 0.5
_DEALING = 0xDEC  # sets the stream that deals apart from the one that answers
_AREA_SHARES = {
    "caseworker": {"intake": 0.24, "authority": 0.50, "placement": 0.20, "prevention": 0.06},
    "leader": {"intake": 0.15, "authority": 0.45, "placement": 0.15, "prevention": 0.15, "provider": 0.10},
    "other": {"prevention": 0.25, "provider": 0.40, "staff": 0.25, "elsewhere": 0.10},
}


@dataclass(frozen=True, slots=True)
class SimulatedRespondent:
    """One invited person.

    answers: (vignette code, or "" for the background; question code; value) in the order given. The value is an option
        code, a list of option codes (multiple), a whole number (percent, number) or a text; blanks have no entry.
    vignette_order: the order in which the vignettes were shown; an unfinished respondent stopped somewhere in it.
    deck, seed: what was dealt where a design made cases; the seed reproduces the order.
    """

    role: str
    answers: list[Answer]
    vignette_order: tuple[str, ...]
    started: bool
    submitted: bool
    deck: int = FOR_ALL
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class _Dealt:
    """Which cases one respondent gets, in order; drawn while answering where there is no design."""

    order: tuple[str, ...] = ()
    deck: int = FOR_ALL
    seed: int | None = None


def simulate(
    instrument: Instrument,
    municipality_code: str,
    respondent_count: int,
    seed: int,
    practice: Practice,
    *,
    unfinished_share: float = 0.10,
    unstarted_share: float = 0.0,
) -> list[SimulatedRespondent]:
    """Answers of `respondent_count` invited people of one municipality.

    The shares are turned into exact counts by rounding, so that a demonstration can rely on them.
    Raises ValueError for a question or vignette the simulation does not know, and for shares above one together.
    """
    _refuse_unknown(instrument)
    unfinished, unstarted = round(respondent_count * unfinished_share), round(respondent_count * unstarted_share)
    if unfinished + unstarted > respondent_count:
        raise ValueError("The unfinished and the unstarted are together more than the respondents.")
    stream = [seed, int(municipality_code)]
    rng = np.random.default_rng(stream)
    states = ["unfinished"] * unfinished + ["unstarted"] * unstarted
    states += ["submitted"] * (respondent_count - len(states))
    states = [states[place] for place in rng.permutation(respondent_count)]
    roles = _roles(respondent_count)
    cases = cases_of(instrument)
    seen = profiles(cases, instrument, practice.emphasis)
    dealt = _dealt(cases, roles, states, stream) if instrument.design else [_Dealt()] * respondent_count
    return [
        _respondent(instrument, seen, practice, roles[index], states[index], dealt[index], [*stream, index + 1])
        for index in range(respondent_count)
    ]


def _dealt(cases: tuple[Case, ...], roles: list[str], states: list[str], stream: list[int]) -> list[_Dealt]:
    """Decks evenly within each role, among those who start; whoever does not is dealt nothing."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    found = []
    for index, (role, state) in enumerate(zip(roles, states, strict=True)):
        if state == "unstarted":
            found.append(_Dealt())
            continue
        seed = int(np.random.default_rng([*stream, index + 1, _DEALING]).integers(2**62))
        deck = assigning.deck_of(cases, counts[role], seed)
        counts[role][deck] += 1
        found.append(_Dealt(tuple(assigning.order_of(cases, deck, seed)), deck, seed))
    return found


def _refuse_unknown(instrument: Instrument) -> None:
    background = {question.code for question in instrument.background}
    known = {"role", "experience_years", "work_area"}
    unknown = [*sorted(background - known), *(q.code for q in instrument.battery if q.code not in ANSWERERS)]
    unknown += [vignette.code for vignette in instrument.vignettes if vignette.code not in CASE_PROFILES]
    if unknown:
        raise ValueError(f"The simulation does not know {', '.join(unknown)}.")


def _roles(count: int) -> list[str]:
    """Seven in ten caseworkers, two leaders, one other; at least one leader."""
    half = ["leader", "caseworker", "caseworker", "caseworker"]
    cycle = [*half, "other", *half, "caseworker"]
    return [cycle[index % len(cycle)] for index in range(count)]


def _respondent(
    instrument: Instrument,
    seen: dict[str, CaseProfile],
    practice: Practice,
    role: str,
    state: str,
    dealt: _Dealt,
    stream: list[int],
) -> SimulatedRespondent:
    rng = np.random.default_rng(stream)
    person = _person(role, rng)
    vignette_order = dealt.order if instrument.design else _shuffled(instrument, rng)
    answers = _background(instrument.background, person, rng)
    # A stream of its own per case: what is drawn for one case never shifts the next.
    for vignette_code, case_rng in zip(vignette_order, rng.spawn(len(vignette_order)), strict=True):
        view = judge(seen[vignette_code], person, practice, case_rng)
        answers += _battery(instrument.battery, vignette_code, view, case_rng)
    answers = _remembered(answers, {case.code: case.repeats for case in cases_of(instrument) if case.repeats}, rng)
    if state == "unfinished":
        answers = answers[: _stop(len(instrument.background), len(answers), rng)]
    return SimulatedRespondent(
        role=role,
        answers=[] if state == "unstarted" else answers,
        vignette_order=vignette_order,
        started=state != "unstarted",
        submitted=state == "submitted",
        deck=dealt.deck,
        seed=dealt.seed,
    )


def _remembered(answers: list[Answer], first_of: dict[str, str], rng: np.random.Generator) -> list[Answer]:
    """Whoever meets a case again gives many answers again without thinking anew."""
    before = {(case, question): value for case, question, value in answers}
    found = []
    for case, question, value in answers:
        earlier = before.get((first_of[case], question)) if case in first_of else None
        found.append((case, question, value if earlier is None or rng.random() > _REMEMBERS else earlier))
    return found


def _shuffled(instrument: Instrument, rng: np.random.Generator) -> tuple[str, ...]:
    codes = [vignette.code for vignette in instrument.vignettes]
    return tuple(codes[index] for index in rng.permutation(len(codes)))


def _stop(background_count: int, answer_count: int, rng: np.random.Generator) -> int:
    """Where an unfinished respondent stopped: after the background at the earliest, before the last vignette's end."""
    return int(rng.integers(background_count, round(0.9 * answer_count)))


def _person(role: str, rng: np.random.Generator) -> Person:
    """Draw a respondent. Leaders are a little calmer and think of money more often; others are less sure."""
    leader, other = role == "leader", role == "other"
    experience = int(rng.choice(5, p=_EXPERIENCE_SHARES))
    return Person(
        role=role,
        experience=experience,
        concern=float(rng.normal(-0.12 if leader else 0.0, 0.45)),
        intervention=float(rng.normal(-0.10 * leader - 0.05 * (experience - 2), 0.34)),
        optimism=float(rng.normal(0.3 * other, 0.9)),
        confidence=float(rng.normal(0.2 * leader - 0.4 * other, 0.7)),
        economy=float(rng.normal(0.5 * leader, 0.7)),
        # Most people write seldom and a few nearly always.
        writes=float(rng.beta(0.6, 1.4)),
    )


def _background(questions: Sequence[QuestionSpec], person: Person, rng: np.random.Generator) -> list[Answer]:
    areas = _AREA_SHARES[person.role]
    area = str(rng.choice(list(areas), p=list(areas.values())))
    answers: list[Answer] = []
    for question in questions:
        if question.code == "experience_years":
            value = question.options[person.experience].code
        else:
            value = person.role if question.code == "role" else area
        answers.append(("", question.code, value))
    return answers


def _battery(
    questions: Sequence[QuestionSpec], vignette_code: str, view: Judgement, rng: np.random.Generator
) -> list[Answer]:
    answers: list[Answer] = []
    for question in questions:
        value = ANSWERERS[question.code](question, view, rng)
        if value is not None:
            answers.append((vignette_code, question.code, value))
    return answers
