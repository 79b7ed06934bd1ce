"""The form of one reminder of a survey's plan."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors
from vignettes import reminder_texts
from vignettes.actions.reminding import goes_at
from vignettes.models import Reminder


class ReminderForm(InstructiveErrors, forms.ModelForm):
    due_on = DateField(
        label=_("Day"),
        help_text=_("It is sent on this day from 8 o'clock. If it is no working day, it waits for the next."),
    )

    class Meta:
        model = Reminder
        fields = ["due_on", "subject", "text"]
        labels = {"subject": _("Subject"), "text": _("Text")}
        help_texts = {
            "subject": _("You can use {undersøgelse} and {frist}."),
            "text": _("{link} becomes the personal link and must be there. {undersøgelse} and {frist} work too."),
        }
        widgets = {"text": forms.Textarea({"rows": 12})}

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose today or a later day"))
        planned = Reminder(survey=self.instance.survey, due_on=day)
        if goes_at(planned, timezone.localtime()) is None:
            raise ValidationError(_("Choose an earlier day. The survey would be closed before the reminder goes"))
        return day

    def clean_subject(self):
        subject = self._checked("subject")
        if reminder_texts.has(subject, reminder_texts.LINK):
            raise ValidationError(_("Remove {link}. The link stands in the text"))
        return subject

    def clean_text(self):
        text = self._checked("text")
        if not reminder_texts.has(text, reminder_texts.LINK):
            raise ValidationError(_("Put {link} where the personal link is to stand"))
        return text

    def _checked(self, name):
        """Nothing in braces but what will be filled in."""
        text = self.cleaned_data[name]
        if unknown := reminder_texts.unknown_placeholders(text):
            raise ValidationError(_("Correct or remove {%(name)s}"), params={"name": unknown[0]})
        if reminder_texts.has(text, reminder_texts.DEADLINE) and self.instance.survey.closes_on is None:
            raise ValidationError(_("Remove {frist}. The survey has no deadline"))
        return text
