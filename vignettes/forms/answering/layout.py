"""How the questions of a page stand: under their sections, each arranged by the length of its options."""

from crispy_forms.layout import Div
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import render_to_string

from vignettes.forms.answering.kinds import choices
from vignettes.models import QuestionKind


def parts(page, shown):
    """The layout of the questions in their order; those after a section stand in it.

    What is not `shown` is hidden; static/js/conditions.js hides and shows each part by its `data-question`.
    """
    found = []
    section = found
    for question in page.questions:
        is_shown = question in shown
        if question.kind == QuestionKind.SECTION:
            section = []
            found.append(_Section(page, question, is_shown, section))
        elif question.asks:
            section += [_placed(question, is_shown), f"v{question.pk}"]
        else:
            section.append(_Said(page, question, is_shown))
    return found


def _placed(question, is_shown):
    attrs = {"data_question": question.pk} | ({} if is_shown else {"hidden": ""})
    return Div(f"q{question.pk}", css_class=f"answer-{_arrangement(question)}", **attrs)


class _Said:
    """Words between the questions."""

    template = "vignettes/_answer_information.html"

    def __init__(self, page, question, is_shown, inside=()):
        self.page, self.question, self.is_shown, self.inside = page, question, is_shown, inside

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inside = [render_field(part, form, context, template_pack=template_pack) for part in self.inside]
        said = {"question": self.question, "page": self.page, "is_shown": self.is_shown, "inside": inside}
        return render_to_string(self.template, said)


class _Section(_Said):
    """A heading, its text, and the questions below it; nothing where none of them is asked."""

    template = "vignettes/_answer_section.html"


def _arrangement(question):
    """Short scales stand in a row, long lists of short boxes in two columns; all of it is one column on a phone."""
    lengths = [len(label) for _code, label in choices(question)]
    if question.kind == QuestionKind.ORDINAL and len(lengths) <= 5 and max(lengths, default=0) <= 16:
        return "row"
    if question.kind == QuestionKind.MULTIPLE and len(lengths) > 6 and max(lengths) <= 34:
        return "columns"
    return "stack"
