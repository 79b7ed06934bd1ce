"""Answers as people read them, and where on its page a question stands."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from vignettes.given import declined
from vignettes.models import QuestionKind

CHOICES = (QuestionKind.SINGLE, QuestionKind.ORDINAL, QuestionKind.MULTIPLE)


def answer_text(question, value):
    """The answer as a sentence part for people: labels instead of codes, "no answer" for none."""
    if value in (None, [], {}):
        return str(_("no answer"))
    labels = {option.code: option.label for option in question.options.all()}
    if code := declined(value):
        return labels[code]
    if question.kind in CHOICES:
        return "; ".join(labels[code] for code in ([value] if isinstance(value, str) else value))
    return _TEXTS.get(question.kind, _plain)(question, value, labels)


def field_anchor(question):
    """Id of the element on the answering page that a link to the question leads to."""
    return f"id_q{question.pk}-option1" if question.kind in CHOICES else f"id_q{question.pk}"


def with_points(number):
    """65000 → "65.000"; nothing for no number."""
    return "" if number is None else f"{number:,}".replace(",", ".")


def _plain(_question, value, _labels):
    return str(value)


def _in_order(_question, value, labels):
    return "; ".join(f"{place}. {labels[code]}" for place, code in enumerate(value, start=1))


def _by_row(question, value, labels):
    rows = {row["code"]: row["label"] for row in question.rows}
    return "; ".join(f"{rows[row]}: {labels[code]}" for row, code in value.items())


_TEXTS = {
    QuestionKind.PERCENT: lambda _question, value, _labels: f"{value} %",
    QuestionKind.MONEY: lambda _question, value, _labels: f"{with_points(value)} kr.",
    QuestionKind.DATE: lambda _question, value, _labels: date_format(date.fromisoformat(value), "j. F Y"),
    QuestionKind.RANKING: _in_order,
    QuestionKind.MATRIX: _by_row,
}
