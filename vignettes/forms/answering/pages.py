"""The form of one page, and the form of one autosave."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes.forms.answering.kinds import answer_field
from vignettes.forms.answering.layout import parts
from vignettes.forms.answering.order import put_in_order
from vignettes.forms.answering.words import answer_text

BIGGEST_ID = 2**63 - 1


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
        self.asked = [question for question in page.questions if question.asks]
        vignette_id = page.vignette and page.vignette.pk
        for question in self.asked:
            answer = answers.get((vignette_id, question.pk))
            self.fields[f"q{question.pk}"] = answer_field(question)
            put_in_order(self.fields[f"q{question.pk}"], question, page)
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
        given = {row.code: cleaned[f"q{row.pk}"] for row in self.asked if f"q{row.pk}" in cleaned}
        self.shown = self.page.shown_with({**self.page.given, **given})
        for question in self.asked:
            if question not in self.shown:
                self.errors.pop(f"q{question.pk}", None)
        self.helper.layout = Layout("respondent", *parts(self.page, self.shown))
        return cleaned

    def appeared(self):
        """Questions without an answer that the answers given have brought up."""
        new = (question for question in self.asked if question in self.shown and question not in self.page.shown)
        return [question for question in new if self.cleaned_data.get(f"q{question.pk}") is None]

    def given(self):
        """(question, cleaned value, version it was based on) of every field that is free of errors."""
        for question in self.asked:
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
    helper.layout = Layout("respondent", *parts(page, shown))
    if page.number:
        helper.add_input(Submit("previous", _("Previous"), css_class="button-secondary"))
    helper.add_input(Submit("next", _("Save and continue")))
    return helper


class SaveForm(forms.Form):
    """The envelope of one autosave; the value is checked by `ValueForm` once the question is known."""

    respondent = forms.CharField(max_length=64)
    question = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    vignette = forms.IntegerField(min_value=1, max_value=BIGGEST_ID, required=False)
    key = forms.UUIDField()
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class ValueForm(forms.Form):
    """One value as JSON brought it, without a page around it."""

    def __init__(self, *, question, value):
        super().__init__({"value": value})
        self.fields["value"] = answer_field(question)
        self.fields["value"].widget.value_from_datadict = lambda data, _files, name: data[name]
