"""Who leaves, signed into the page: the session has forgotten it by the time that a second click comes."""

from datetime import timedelta

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from municipalities.fields import InstructiveErrors
from vignettes.models import Respondent

SALT = "vignettes.leaving"
VALID_FOR = timedelta(days=1)


class LeaveForm(InstructiveErrors, forms.Form):
    """Worth the page that says how to come back, and a mail to that person's own address; it opens no answers."""

    who = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, respondent):
        return cls(initial={"who": signing.dumps(respondent.pk, salt=SALT)}, auto_id=False)

    def clean_who(self):
        """The respondent; an error when the sign is forged or old, or the link has been withdrawn."""
        try:
            respondent_id = signing.loads(self.cleaned_data["who"], salt=SALT, max_age=VALID_FOR)
        except signing.BadSignature:
            raise ValidationError("forged or old") from None
        if respondent := Respondent.objects.invited().filter(pk=respondent_id).first():
            return respondent
        raise ValidationError("withdrawn")
