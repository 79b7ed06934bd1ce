"""What people write beside a case: comments, the occasion of a snapshot, decisions; and which versions they compare."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesscases.models import Stage, Step
from municipalities.fields import DateField, InstructiveErrors

LONGEST = 4000


def _words(label, help_text="", rows=3, **options):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, widget=widget, **options)


class _Paragraphs(InstructiveErrors):
    """Line breaks alike whatever the browser sent, so that a second click is seen to be one."""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        return {name: _unix(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class CommentForm(_Paragraphs, forms.Form):
    step = forms.ChoiceField(label=_("Which step is it about?"), choices=Step)
    text = _words(_("Your comment"), _("Your colleagues in the municipality can read it. Write no citizens' names."))


class AnswerForm(_Paragraphs, forms.Form):
    text = _words(_("Your answer"))


class SnapshotForm(InstructiveErrors, forms.Form):
    occasion = forms.CharField(
        label=_("What is the snapshot for?"),
        help_text=_("For example: the committee's meeting on 3 February 2027."),
        max_length=160,
    )


class NotedForm(_Paragraphs, forms.Form):
    """Who decided, when and why."""

    body = forms.CharField(
        label=_("Who has decided it?"),
        help_text=_("For example the working group, the management or the Committee on Children and Youth."),
        max_length=160,
    )
    decided_on = DateField(label=_("When was it decided?"))
    reason = _words(
        _("Why?"),
        _(
            "What was the decision, and what was it founded on? Say it especially if the case goes back. Write no "
            "citizens' names."
        ),
        rows=4,
        required=False,
    )

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Enter the day of a decision that has been taken"))
        return day


class DecideForm(NotedForm):
    """`seen` is how many decisions the page showed. Every stage is read: the rules say why one is refused."""

    to_stage = forms.ChoiceField(label=_("Which stage does the case go to?"), choices=Stage, widget=forms.RadioSelect)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    field_order = ["to_stage"]

    def offering(self, options):
        """The form with the stages that are open now."""
        self.fields["to_stage"].choices = options
        return self

    def after(self, seen):
        """The same words, to be sent once more by somebody who has seen what was decided meanwhile."""
        again = DecideForm(self.cleaned_data | {"seen": seen})
        again.is_valid()
        return again


class CompareForm(InstructiveErrors, forms.Form):
    """Two versions of a case, by their numbers."""

    earlier = forms.TypedChoiceField(label=_("Compare"), coerce=int)
    later = forms.TypedChoiceField(label=_("with"), coerce=int)

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("earlier", "later"):
            self.fields[name].choices = versions


def _unix(text):
    return text.replace("\r\n", "\n")
