"""Which field a question gets."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vignettes.forms.answering.fields import (
    ChoiceAnswer,
    ChoicesAnswer,
    LineAnswer,
    MatrixAnswer,
    RankingAnswer,
    TextAnswer,
)
from vignettes.forms.answering.measured import DateAnswer, MoneyAnswer, WholeNumberAnswer
from vignettes.forms.answering.widgets import LineInput, MatrixInput, PlacesInput, TextBox
from vignettes.forms.answering.words import with_points
from vignettes.given import places
from vignettes.models import QuestionKind


def answer_field(question):
    """The field for one question that asks something; its options come from `question.options`."""
    shown = {"label": question.text, "help_text": question.help_text, "required": question.is_required}
    return _MAKERS[question.kind](question, shown)


def choices(question):
    """(code, label) of all options."""
    return [(option.code, option.label) for option in question.options.all()]


def declines(question):
    """(code, label) of the options that count as no answer."""
    return [(option.code, option.label) for option in question.options.all() if option.is_missing]


def _single(question, shown):
    return ChoiceAnswer(choices=choices(question), widget=forms.RadioSelect, **shown)


def _multiple(question, shown):
    alone = [code for code, _label in declines(question)]
    marked = {"data-alone": " ".join(alone)} if alone else {}
    widget = forms.CheckboxSelectMultiple(marked)
    return ChoicesAnswer(choices=choices(question), alone=alone, widget=widget, **shown)


def _ranking(question, shown):
    asked, last = [one for one in choices(question) if one not in declines(question)], places(question)
    hint = _("Give the numbers 1 to {}. Number 1 comes first.")
    shown["help_text"] = shown["help_text"] or format_lazy(hint, last)
    numbers = [(str(number), str(number)) for number in range(1, last + 1)]
    widget = PlacesInput(items=asked, choices=numbers)
    return RankingAnswer(places=last, declines=declines(question), widget=widget, **shown)


def _matrix(question, shown):
    rows = [(row["code"], row["label"]) for row in question.rows]
    return MatrixAnswer(widget=MatrixInput(items=rows, choices=choices(question)), **shown)


def _number(question, shown):
    is_percent = question.kind == QuestionKind.PERCENT
    low, high = (0, 100) if is_percent else (question.minimum, question.maximum)
    shown["help_text"] = shown["help_text"] or format_lazy(_("A whole number from {} to {}"), low, high)
    suffix = "%" if is_percent else question.unit
    return WholeNumberAnswer(
        min_value=low, max_value=high, suffix=suffix, declines=declines(question), widget=LineInput, **shown
    )


def _money(question, shown):
    bounds = with_points(question.minimum), with_points(question.maximum)
    shown["help_text"] = shown["help_text"] or format_lazy(_("A whole amount from {} to {} kr."), *bounds)
    limits = {"min_value": question.minimum, "max_value": question.maximum}
    return MoneyAnswer(declines=declines(question), widget=LineInput, **limits, **shown)


def _date(question, shown):
    shown["help_text"] = shown["help_text"] or _("For example 14.1.2027")
    widget = LineInput({"autocomplete": "off", "class": "input-width-s"})
    return DateAnswer(declines=declines(question), widget=widget, **shown)


def _line(question, shown):
    return LineAnswer(declines=declines(question), widget=LineInput({"dir": "auto"}), **shown)


def _text(question, shown):
    return TextAnswer(declines=declines(question), widget=TextBox({"rows": 4, "dir": "auto"}), **shown)


_MAKERS = {
    QuestionKind.SINGLE: _single,
    QuestionKind.ORDINAL: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.RANKING: _ranking,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.PERCENT: _number,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _money,
    QuestionKind.DATE: _date,
    QuestionKind.LINE: _line,
    QuestionKind.TEXT: _text,
}
