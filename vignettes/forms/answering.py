"""Answers as forms: one field per question, built from its kind; one form per page, one per autosave."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes.models import QuestionKind

TEXT_LIMIT = 20_000
BIGGEST_ID = 2**63 - 1


class _MayWait:
    """Mixin: a missing answer is listed on the review page; it never stops a save."""

    def validate(self, value):
        if value not in self.empty_values:
            super().validate(value)


class ChoiceAnswer(_MayWait, forms.ChoiceField):
    def clean(self, value):
        return super().clean(value) or None


class ChoicesAnswer(_MayWait, forms.MultipleChoiceField):
    def clean(self, value):
        """Codes once each, in the order of the instrument."""
        chosen = super().clean(value)
        return [code for code, _label in self.choices if code in chosen] or None


class WholeNumberAnswer(_MayWait, forms.IntegerField):
    """A whole number between two bounds; "35 %" is understood as 35."""

    widget = forms.TextInput

    def __init__(self, *, min_value, max_value, suffix, **kwargs):
        bounds = {"minimum": min_value, "maximum": max_value}
        instruction = _("Enter a whole number from %(minimum)s to %(maximum)s") % bounds
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), instruction)
        super().__init__(min_value=min_value, max_value=max_value, error_messages=messages, **kwargs)
        self.suffix = suffix

    def to_python(self, value):
        if isinstance(value, str):
            value = value.strip().removesuffix("%")
        elif value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}


class TextAnswer(_MayWait, forms.CharField):
    """Text up to a limit so generous that no counter needs to mention it."""

    default_validators = [MaxLengthValidator(TEXT_LIMIT, _("Shorten the text to at most 20,000 characters"))]

    def to_python(self, value):
        if value is not None and not _is_storable(value):
            raise ValidationError(_("Write the answer as text"), code="invalid")
        return super().to_python(value).replace("\r\n", "\n")

    def clean(self, value):
        return super().clean(value) or None


def _is_storable(value):
    """Text without half characters, which PostgreSQL refuses."""
    if not isinstance(value, str):
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def answer_field(question):
    """The field for one question; its options come from `question.options`."""
    shown = {"label": question.text, "help_text": question.help_text, "required": question.is_required}
    if question.kind in (QuestionKind.SINGLE, QuestionKind.ORDINAL):
        return ChoiceAnswer(choices=_choices(question), widget=forms.RadioSelect, **shown)
    if question.kind == QuestionKind.MULTIPLE:
        return ChoicesAnswer(choices=_choices(question), widget=forms.CheckboxSelectMultiple, **shown)
    if question.kind == QuestionKind.TEXT:
        return TextAnswer(widget=forms.Textarea({"rows": 4}), **shown)
    is_percent = question.kind == QuestionKind.PERCENT
    low, high = (0, 100) if is_percent else (question.minimum, question.maximum)
    shown["help_text"] = shown["help_text"] or format_lazy(_("A whole number from {} to {}"), low, high)
    return WholeNumberAnswer(min_value=low, max_value=high, suffix="%" if is_percent else question.unit, **shown)


def field_anchor(question):
    """Id of the element on the answering page that a link to the question leads to."""
    is_group = question.kind in (QuestionKind.SINGLE, QuestionKind.ORDINAL, QuestionKind.MULTIPLE)
    return f"id_q{question.pk}-option1" if is_group else f"id_q{question.pk}"


def answer_text(question, value):
    """The answer as a sentence part for people: labels instead of codes, "no answer" for none."""
    if value is None:
        return str(_("no answer"))
    if question.kind in (QuestionKind.SINGLE, QuestionKind.ORDINAL, QuestionKind.MULTIPLE):
        labels = dict(_choices(question))
        return "; ".join(labels[code] for code in ([value] if isinstance(value, str) else value))
    return f"{value} %" if question.kind == QuestionKind.PERCENT else str(value)


def _choices(question):
    return [(option.code, option.label) for option in question.options.all()]


class AnswerPageForm(InstructiveErrors, forms.Form):
    """All questions of one page, each with the version of the answer it shows.

    Those not in `shown` (otherwise: as the saved answers have it) are there and hidden: nobody need answer them, and
    what stands in them is not checked.
    """

    respondent = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data=None, *, page, answers, respondent_key, attrs=None, shown=None):
        super().__init__(data and data.copy(), initial={"respondent": respondent_key})
        self.page = page
        self.shown = page.shown if shown is None else shown
        vignette_id = page.vignette and page.vignette.pk
        for question in page.questions:
            answer = answers.get((vignette_id, question.pk))
            self.fields[f"q{question.pk}"] = answer_field(question)
            self.fields[f"v{question.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
            )
            self.initial |= {
                f"q{question.pk}": answer and answer.value,
                f"v{question.pk}": answer.version if answer else 0,
            }
        self.helper = _helper(page, self.shown, attrs or {})

    def clean(self):
        """The answers given decide what is asked; nothing is wrong with what is not."""
        cleaned = super().clean()
        given = {row.code: cleaned[f"q{row.pk}"] for row in self.page.questions if f"q{row.pk}" in cleaned}
        self.shown = self.page.shown_with({**self.page.given, **given})
        for question in self.page.questions:
            if question not in self.shown:
                self.errors.pop(f"q{question.pk}", None)
        self.helper.layout = _layout(self.page, self.shown)
        return cleaned

    def appeared(self):
        """Questions without an answer that the answers given have brought up."""
        new = (question for question in self.shown if question.asks and question not in self.page.shown)
        return [question for question in new if self.cleaned_data.get(f"q{question.pk}") is None]

    def given(self):
        """(question, cleaned value, version it was based on) of every field that is free of errors."""
        for question in self.page.questions:
            if (name := f"q{question.pk}") in self.cleaned_data:
                yield question, self.cleaned_data[name], self.cleaned_data.get(f"v{question.pk}") or 0

    def show_conflict(self, question, current):
        """Keep what was typed, say what is stored, and let the next press decide; no word about what is not asked."""
        if question not in self.shown:
            return
        sentence = _("This answer was changed elsewhere. Stored is: %(stored)s. Choose your answer and save again.")
        self.add_error(f"q{question.pk}", sentence % {"stored": answer_text(question, current.value)})
        self.show_version(question, current.version)

    def show_version(self, question, version):
        """If the page is shown again, its next save is based on this version."""
        self.data[f"v{question.pk}"] = version


def _helper(page, shown, attrs):
    helper = FormHelper()
    helper.attrs = attrs
    helper.form_id = "answers"
    helper.layout = _layout(page, shown)
    if page.number:
        helper.add_input(Submit("previous", _("Previous"), css_class="button-secondary"))
    helper.add_input(Submit("next", _("Save and continue")))
    return helper


def _layout(page, shown):
    placed = (_placed(question, question in shown) for question in page.questions)
    return Layout("respondent", *(part for parts in placed for part in parts))


def _placed(question, is_shown):
    """static/js/conditions.js hides and shows the part."""
    attrs = {"data_question": question.pk} | ({} if is_shown else {"hidden": ""})
    return Div(f"q{question.pk}", css_class=f"answer-{_arrangement(question)}", **attrs), f"v{question.pk}"


def _arrangement(question):
    """Short scales stand in a row, long lists of short boxes in two columns; all of it is one column on a phone."""
    lengths = [len(label) for _code, label in _choices(question)]
    if question.kind == QuestionKind.ORDINAL and len(lengths) <= 5 and max(lengths, default=0) <= 16:
        return "row"
    if question.kind == QuestionKind.MULTIPLE and len(lengths) > 6 and max(lengths) <= 34:
        return "columns"
    return "stack"


class SaveForm(forms.Form):
    """The envelope of one autosave; the value is checked by `ValueForm` once the question is known."""

    respondent = forms.CharField(max_length=64)
    question = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    vignette = forms.IntegerField(min_value=1, max_value=BIGGEST_ID, required=False)
    key = forms.UUIDField()
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class ValueForm(forms.Form):
    def __init__(self, *, question, value):
        super().__init__({"value": value})
        self.fields["value"] = answer_field(question)
