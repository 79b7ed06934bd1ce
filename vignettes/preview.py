"""The pages of a draft as a respondent will meet them, made of rows that are never stored."""

from vignettes import progress
from vignettes.drafts import BACKGROUND, BATTERY, Content
from vignettes.duration import longest_share
from vignettes.models import Option, Question, RespondentRole, Vignette


def pages_of(content: Content) -> tuple[progress.Page, ...]:
    """In the order of the draft; a respondent meets the cases in an order of their own, and the deck may be another."""
    questions = [
        _question(number, row, section == BATTERY)
        for number, (section, row) in enumerate(
            ((section, row) for section in (BACKGROUND, BATTERY) for row in content[section]), start=1
        )
    ]
    vignettes = [
        Vignette(pk=number, code=case.code, title=case.title, text=case.text)
        for number, case in enumerate(longest_share(content), start=1)
    ]
    return progress.pages(questions, vignettes, {}, RespondentRole.CASEWORKER)


def _question(number: int, row: dict, is_per_vignette: bool) -> Question:
    """Where a draft lacks the bounds of a number, the preview shows 0 to 100."""
    question = Question(
        pk=number,
        code=row["code"],
        text=row["text"],
        help_text=row.get("help_text", ""),
        kind=row["kind"],
        unit=row.get("unit", ""),
        minimum=row.get("minimum", 0),
        maximum=row.get("maximum", 100),
        body=row.get("body", ""),
        rows=row.get("rows", []),
        places=row.get("places"),
        show_if=row.get("show_if"),
        is_required=row.get("required", False),
        is_per_vignette=is_per_vignette,
    )
    options = [
        Option(code=option["code"], label=option["label"], is_missing=option.get("missing", False))
        for option in row.get("options", [])
    ]
    question._prefetched_objects_cache = {"options": options}  # as if they had been read with the question
    return question
