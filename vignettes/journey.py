"""One respondent's pages and answers, read with a fixed number of queries."""

from dataclasses import dataclass

from vignettes import progress
from vignettes.models import Answer, Respondent
from vignettes.published import content_of


@dataclass(frozen=True)
class Journey:
    """`answers` holds the current Answer per (vignette id or None, question id), also those that count nowhere."""

    respondent: Respondent
    pages: tuple[progress.Page, ...]
    answers: dict[tuple[int | None, int], Answer]

    @property
    def first_unfinished(self) -> progress.Page | None:
        return progress.first_unfinished(self.pages)

    def page(self, number: int) -> progress.Page | None:
        return next((page for page in self.pages if page.number == number), None)


def journey_of(respondent: Respondent) -> Journey:
    """One query for the answers, however many vignettes and questions.

    A page on which nothing is asked of this respondent is none of theirs; the others keep their numbers.
    """
    content = content_of(respondent.version)
    by_code = {vignette.code: vignette for vignette in content.vignettes.values()}
    assignment = respondent.assignment
    vignettes = [by_code[code] for code in assignment.vignette_order]
    answers = {(answer.vignette_id, answer.question_id): answer for answer in respondent.answers.all()}
    values = {place: answer.value for place, answer in answers.items()}
    pages = progress.pages(content.questions.values(), vignettes, values, respondent.role, assignment.seed)
    return Journey(respondent, tuple(page for page in pages if page.shown), answers)
