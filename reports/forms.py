"""What consultants write and choose about reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from municipalities.models import Participation
from reports.models import Recommendation


class MakeForm(InstructiveErrors, forms.Form):
    """Which municipalities get a new version: one, or all when none is chosen."""

    participation = forms.ModelChoiceField(Participation.objects.none(), required=False)

    def __init__(self, *args, participations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["participation"].queryset = participations

    @property
    def chosen(self):
        one = self.cleaned_data["participation"]
        return [one] if one else list(self.fields["participation"].queryset)


class RecommendationForm(InstructiveErrors, forms.ModelForm):
    class Meta:
        model = Recommendation
        fields = ["title", "text"]
        labels = {"title": _("Heading"), "text": _("Recommendation")}
        help_texts = {"text": _("Leave an empty line between paragraphs.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}


class TakeOverForm(forms.Form):
    """Which proposal goes into the recommendation that is being written: the name of the button is the key."""

    proposal = forms.ChoiceField()

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = {row.key: row for row in proposals}
        self.fields["proposal"].choices = [(key, key) for key in self.proposals]

    def taken_over(self, typed):
        """Title and text with the proposal behind what is `typed` already; nothing typed is lost."""
        chosen = self.proposals[self.cleaned_data["proposal"]]
        text = "\n\n".join(filter(None, [typed.get("text", "").strip(), chosen.text]))
        return {"title": typed.get("title", "").strip() or chosen.title, "text": text}
