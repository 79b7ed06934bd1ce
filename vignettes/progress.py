"""How far a respondent has come: the pages in this respondent's order, and what each still lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vignettes.models import Question, Vignette

EMPTY = (None, "", [])


@dataclass(frozen=True)
class Page:
    """One page of the journey: the background questions (vignette None, number 0) or one vignette (number 1, 2, …)."""

    number: int
    vignette: Vignette | None
    questions: tuple[Question, ...]
    missing: tuple[Question, ...]

    @property
    def is_done(self) -> bool:
        return not self.missing


def pages(
    questions: Iterable[Question], vignettes: Sequence[Vignette], values: Mapping[tuple[int | None, int], object]
) -> tuple[Page, ...]:
    """Background first, then `vignettes` in the order given. `values` has a value per (vignette id, question id)."""
    questions = tuple(questions)
    background = tuple(question for question in questions if not question.is_per_vignette)
    battery = tuple(question for question in questions if question.is_per_vignette)
    asked = [(number, vignette, battery) for number, vignette in enumerate(vignettes, start=1)]
    if background:
        asked.insert(0, (0, None, background))
    return tuple(
        Page(number, vignette, posed, _missing(posed, vignette and vignette.pk, values))
        for number, vignette, posed in asked
    )


def first_unfinished(journey_pages: Iterable[Page]) -> Page | None:
    return next((page for page in journey_pages if not page.is_done), None)


def _missing(
    posed: Iterable[Question], vignette_id: int | None, values: Mapping[tuple[int | None, int], object]
) -> tuple[Question, ...]:
    return tuple(
        question for question in posed if question.is_required and values.get((vignette_id, question.pk)) in EMPTY
    )
