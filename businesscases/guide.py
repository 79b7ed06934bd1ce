"""The guided path through a case: which steps are filled, and what each of the others lacks. Computed, never ticked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from businesscases.models import Actor, Calculation, Case, Grade, Kind, Part, Step

ADDRESSES = {
    Step.PROBLEM: "case_problem",
    Step.INTERVENTION: "case_intervention",
    Step.THEORY: "case_theory",
    Step.BASIS: "case_basis",
    Step.COSTS: "line_costs",
    Step.EFFECTS: "case_effects",
    Step.CONSEQUENCES: "line_consequences",
    Step.PURSES: "line_purses",
    Step.UNCERTAINTY: "case_uncertainty",
    Step.RESULT: "case_result",
    Step.PROPOSAL: "case_proposal",
}
_TEXTS = {
    Step.PROBLEM: {
        "problem": _("the problem"),
        "target_group": _("the target group"),
        "target_group_size": _("how many they are"),
        "target_group_found": _("how you find them"),
    },
    Step.INTERVENTION: {
        "intervention": _("what you will do"),
        "legal_basis": _("the legal basis"),
        "starts_on": _("when it starts"),
        "duration_months": _("how long one participant takes part"),
        "staffing": _("the staffing"),
    },
    Step.BASIS: {"basis_alternative": _("what happens without the intervention")},
    Step.PROPOSAL: {"proposal": _("the text to the politicians")},
}


@dataclass(frozen=True)
class Facts:
    """What the rows of a case say about its steps, each counted once."""

    case: Case
    calculation: Calculation
    lines: dict
    effects: dict
    theory: dict


@dataclass(frozen=True)
class StepState:
    """One step as the guide shows it. `missing` says what it lacks, in words; `is_begun` whether something is there.

    `comments` are the remarks that nobody has resolved.
    """

    step: Step
    number: int
    url: str
    missing: tuple
    is_begun: bool
    is_current: bool
    comments: int = 0

    @property
    def label(self):
        return self.step.label

    @property
    def is_filled(self):
        return not self.missing


@dataclass(frozen=True)
class Guide:
    """All steps in their order. `here` is the one whose page this is, None on the pages beside the path."""

    steps: tuple[StepState, ...]
    here: StepState | None

    @property
    def previous(self):
        return self._beside(-1)

    @property
    def next(self):
        return self._beside(1)

    @property
    def filled(self):
        return sum(step.is_filled for step in self.steps)

    @property
    def open(self):
        """The first step that lacks something: where to go on. None when nothing does."""
        return next((step for step in self.steps if not step.is_filled), None)

    def _beside(self, offset):
        number = self.here.number + offset if self.here else 0
        return next((step for step in self.steps if step.number == number), None)


def guide(case, current: Step | None = None, comments: Mapping[str, int] | None = None) -> Guide:
    """The guide of a case, on the page of step `current`. At most four queries.

    `comments` are the open remarks by step, where the page has counted them (`Comment.objects.open_by_step`).
    """
    facts = facts_of(case)
    steps = tuple(
        replace(_state(facts, step, number, current), comments=(comments or {}).get(step, 0))
        for number, step in enumerate(Step, start=1)
    )
    return Guide(steps, next((state for state in steps if state.is_current), None))


def address(step, case) -> str:
    """Where the page of a step is."""
    return _address(ADDRESSES[step], case)


def assumptions_address(case) -> str:
    """Where the assumptions of the calculation are."""
    return _address("case_assumptions", case)


def _address(name, case) -> str:
    return reverse(f"businesscases:{name}", args=[case.pk])


def onward(sent, step, case) -> str:
    """Where to go after saving: to the next step if the button said so, otherwise back to the same page."""
    steps = list(Step)
    following = steps[steps.index(step) + 1 :][:1] if "go_on" in sent else [step]
    return address(following[0], case) if following else case.get_absolute_url()


def facts_of(case) -> Facts:
    return Facts(case, case.calculation, _line_counts(case), _effect_counts(case), _theory_counts(case))


def _line_counts(case):
    ranged = Q(unit_price_low__isnull=False) | Q(unit_price_high__isnull=False)
    return case.lines.aggregate(
        costs=Count("pk", filter=Q(kind=Kind.COST)),
        gains=Count("pk", filter=Q(kind=Kind.GAIN)),
        all=Count("pk"),
        hanging=Count("pk", filter=~Q(per="case")),
        unsourced_costs=Count("pk", filter=Q(kind=Kind.COST, source="", is_assumption=False)),
        unsourced_gains=Count("pk", filter=Q(kind=Kind.GAIN, source="", is_assumption=False)),
        homeless=Count("pk", filter=Q(actor=Actor.MUNICIPALITY, administration="")),
        ranged=Count("pk", filter=ranged),
    )


def _effect_counts(case):
    ranged = Q(rate_low__isnull=False) | Q(rate_high__isnull=False)
    return case.effects.aggregate(
        all=Count("pk"),
        unsourced=Count("pk", filter=Q(source="") & ~Q(grade=Grade.ASSUMPTION)),
        ranged=Count("pk", filter=ranged),
    )


def _theory_counts(case):
    return case.elements.aggregate(
        **{part: Count("pk", distinct=True, filter=Q(part=part)) for part in Part.values},
        unseen=Count("pk", distinct=True, filter=Q(part=Part.OUTCOME, indicators=None)),
        loose=Count("pk", distinct=True, filter=~Q(part=Part.OUTCOME) & Q(leads_to=None)),
    )


def _state(facts, step, number, current):
    missing = tuple(_missing(facts, step))
    return StepState(
        step=step,
        number=number,
        url=address(step, facts.case),
        missing=missing,
        is_begun=_is_begun(facts, step, missing),
        is_current=step == current,
    )


def _missing(facts, step) -> Iterator:
    if step in _TEXTS:
        yield from (name for field, name in _TEXTS[step].items() if not getattr(facts.case, field))
    yield from _COUNTED[step](facts) if step in _COUNTED else ()


def _is_begun(facts, step, missing):
    if step in _TEXTS:
        return len(missing) < len(_TEXTS[step])
    if step == Step.UNCERTAINTY:
        return not missing
    counted = {
        Step.THEORY: sum(facts.theory[part] for part in Part.values),
        Step.COSTS: facts.lines["costs"],
        Step.EFFECTS: facts.effects["all"],
        Step.CONSEQUENCES: facts.lines["gains"],
    }
    return bool(counted.get(step, facts.lines["all"]))


def _of_theory(facts) -> Iterator:
    yield from (words for part, words in _PARTS.items() if not facts.theory[part])
    if number := facts.theory["loose"]:
        words = ngettext_lazy("what one box leads to", "what %(number)s boxes lead to", "number")
        yield words % {"number": number}
    if number := facts.theory["unseen"]:
        words = ngettext_lazy("an indicator of one outcome", "indicators of %(number)s outcomes", "number")
        yield words % {"number": number}


def _of_costs(facts) -> Iterator:
    if not facts.lines["costs"]:
        yield _("what the intervention costs")
    if facts.lines["hanging"] and not facts.calculation.participants:
        yield _("how many take part")
    yield from _unsourced(facts.lines["unsourced_costs"])


def _of_effects(facts) -> Iterator:
    if not facts.effects["all"]:
        yield _("what the intervention leads to, and how often")
    yield from _unsourced(facts.effects["unsourced"])


def _of_consequences(facts) -> Iterator:
    if not facts.lines["gains"]:
        yield _("what the effect saves or earns")
    yield from _unsourced(facts.lines["unsourced_gains"])


def _unsourced(number) -> Iterator:
    if number:
        yield ngettext_lazy("a source of one figure", "sources of %(number)s figures", "number") % {"number": number}


def _of_purses(facts) -> Iterator:
    if not facts.lines["all"]:
        yield _("lines with costs and gains")
    if number := facts.lines["homeless"]:
        words = ngettext_lazy("the administration of one line", "the administration of %(number)s lines", "number")
        yield words % {"number": number}


def _of_uncertainty(facts) -> Iterator:
    calculation = facts.calculation
    has_range = calculation.participants_low is not None or calculation.participants_high is not None
    if not (has_range or facts.lines["ranged"] or facts.effects["ranged"]):
        yield _("a lowest and a highest value of what you are least sure of")


def _of_result(facts) -> Iterator:
    if not (facts.lines["costs"] and facts.lines["gains"]):
        yield _("both costs and gains")


_PARTS = {
    Part.INPUT: _("what you put in"),
    Part.ACTIVITY: _("what you do"),
    Part.OUTPUT: _("what comes out of it"),
    Part.OUTCOME: _("what it leads to for people"),
}
_COUNTED = {
    Step.THEORY: _of_theory,
    Step.COSTS: _of_costs,
    Step.EFFECTS: _of_effects,
    Step.CONSEQUENCES: _of_consequences,
    Step.PURSES: _of_purses,
    Step.UNCERTAINTY: _of_uncertainty,
    Step.RESULT: _of_result,
}
