"""The pages of a draft as a respondent will meet them, made of rows that are never stored."""

from vignettes import conditions, progress
from vignettes.drafts import BACKGROUND, BATTERY, Content
from vignettes.duration import longest_deck, shares
from vignettes.models import Option, Question, RespondentRole, Vignette


def pages_of(
    content: Content, role: str = RespondentRole.CASEWORKER, deck: int | None = None
) -> tuple[progress.Page, ...]:
    """Those of somebody in `role` with `deck` (otherwise the longest), in the order of the draft.

    What is never asked in that role is left out, and so are cases of which nothing is asked. A respondent meets the
    cases in an order of their own.
    """
    rows = [(section == BATTERY, row) for section in (BACKGROUND, BATTERY) for row in content[section]]
    asked = [_question(number, row, is_per_vignette) for number, (is_per_vignette, row) in enumerate(rows, start=1)]
    once, in_case = ([one for one in asked if one.is_per_vignette == wanted] for wanted in (False, True))
    known = conditions.possible(once, role)
    codes = known | conditions.possible(in_case, role, elsewhere=known)
    share = shares(content)[longest_deck(content) if deck is None else deck]
    vignettes = [
        Vignette(pk=number, code=case.code, title=case.title, text=case.text)
        for number, case in enumerate(share, start=1)
    ]
    is_asked = not in_case or any(one.code in codes for one in in_case)
    questions = [one for one in asked if one.code in codes]
    return progress.pages(questions, vignettes if is_asked else [], {}, role)


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
