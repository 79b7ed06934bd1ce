"""What static/js/conditions.js must know to show and hide questions while somebody answers. Pure."""

from typing import Any

from vignettes.instrument import NUMBER_KINDS
from vignettes.progress import Page


def rules_of(page: Page) -> dict[str, Any] | None:
    """None where nothing on the page depends on anything: then no script is needed."""
    if not any(question.condition for question in page.questions):
        return None
    return {
        "role": page.role,
        "known": {code: value for code, value in page.known.items() if value is not None},
        "questions": [
            {
                "id": question.pk,
                "code": question.code,
                "isSection": question.begins_section,
                "isNumber": question.kind in NUMBER_KINDS,
                "showIf": question.show_if,
            }
            for question in page.questions
        ],
    }
