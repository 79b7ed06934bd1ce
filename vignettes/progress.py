"""How far a respondent has come: the pages in this respondent's order, what is asked there, and what is lacking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vignettes import conditions
from vignettes.given import is_whole
from vignettes.models import Question, Vignette

Values = Mapping[str, object]  # by code of the question


@dataclass(frozen=True)
class Page:
    """One page of the journey: the background questions (vignette None, number 0) or one vignette (number 1, 2, …).

    `questions` are all that may be asked here. `known` are the answers about the respondent that count, `given` those
    of this page, whether they count or not. `seed` is what the order of options is drawn from; None keeps it.
    """

    number: int
    vignette: Vignette | None
    questions: tuple[Question, ...]
    known: Values = field(default_factory=dict)
    given: Values = field(default_factory=dict)
    role: str = ""
    seed: int | None = None

    @property
    def is_done(self) -> bool:
        return not self.missing

    @cached_property
    def shown(self) -> tuple[Question, ...]:
        return self.shown_with(self.given)

    @cached_property
    def missing(self) -> tuple[Question, ...]:
        return tuple(
            question
            for question in self.shown
            if question.is_required and not is_whole(question, self.given.get(question.code))
        )

    def shown_with(self, given: Values) -> tuple[Question, ...]:
        """What would be asked here if these were the answers of this page."""
        codes = conditions.shown(self.questions, {**self.known, **given}, self.role)
        return tuple(question for question in self.questions if question.code in codes)


def pages(
    questions: Iterable[Question],
    vignettes: Sequence[Vignette],
    values: Mapping[tuple[int | None, int], object],
    role: str = "",
    seed: int | None = None,
) -> tuple[Page, ...]:
    """Background first, then `vignettes` in the order given. `values` has a value per (vignette id, question id)."""
    questions = tuple(questions)
    asked_once = tuple(question for question in questions if not question.is_per_vignette)
    battery = tuple(question for question in questions if question.is_per_vignette)
    background = Page(0, None, asked_once, {}, _given(asked_once, None, values), role, seed)
    known = {question.code: background.given.get(question.code) for question in background.shown}
    cases = [
        Page(number, vignette, battery, known, _given(battery, vignette.pk, values), role, seed)
        for number, vignette in enumerate(vignettes, start=1)
    ]
    return (background, *cases) if asked_once else tuple(cases)


def first_unfinished(journey_pages: Iterable[Page]) -> Page | None:
    return next((page for page in journey_pages if not page.is_done), None)


def _given(
    posed: Iterable[Question], vignette_id: int | None, values: Mapping[tuple[int | None, int], object]
) -> Values:
    return {question.code: values.get((vignette_id, question.pk)) for question in posed}
