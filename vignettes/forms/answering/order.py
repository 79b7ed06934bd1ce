"""Options and rows on the page in the respondent's own order; what is stored keeps the instrument's."""

from vignettes import shuffling
from vignettes.models import QuestionKind


def put_in_order(field, question, page):
    """`field` as the page of this respondent shows it; a page without a seed, as in the preview, shuffles nothing."""
    if page.seed is None or not shuffling.is_shuffled(question):
        return
    case, widget = page.vignette.code if page.vignette else "", field.widget
    if question.kind == QuestionKind.MATRIX:
        rows = [code for code, _label in widget.items]
        widget.items = _arranged(widget.items, shuffling.rows_in_order(question, rows, page.seed, case))
        return
    order = shuffling.options_in_order(question, question.options.all(), page.seed, case)
    name = "items" if question.kind == QuestionKind.RANKING else "choices"
    setattr(widget, name, _arranged(getattr(widget, name), order))


def _arranged(pairs, order):
    return sorted(pairs, key=lambda pair: order.index(pair[0]))
