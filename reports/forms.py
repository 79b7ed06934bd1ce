"""What consultants write and choose about reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from municipalities.models import Participation, RoleKind, User
from reports import selection
from reports.batches import STEPS
from reports.models import Recommendation, Report


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


class InterimForm(InstructiveErrors, forms.Form):
    """Whose interim report is to be made."""

    participation = forms.ModelChoiceField(Participation.objects.none(), label=_("Municipality"))

    def __init__(self, *args, participations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["participation"].queryset = participations
        self.fields["participation"].label_from_instance = lambda row: row.municipality.name


class SelectionForm(InstructiveErrors, forms.Form):
    """Whose answers a reader looks at, beside which municipalities. The names stand in addresses that people share."""

    rolle = forms.ChoiceField(label=_("Role"), initial=selection.EVERYBODY)
    sag = forms.ChoiceField(label=_("Case"), initial=selection.ALL_CASES)
    gruppe = forms.ChoiceField(label=_("Compare with"), initial=selection.ALL_OTHERS)

    def __init__(self, *args, package, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rolle"].choices = selection.role_choices(package)
        self.fields["sag"].choices = selection.case_choices(package)
        self.fields["gruppe"].choices = selection.peer_choices(package)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("This report has no such choice. Choose one from the list.")

    @classmethod
    def of(cls, request, package):
        """The choice that the address asks for; what it leaves out is everything."""
        asked = {name: value for name, value in request.GET.items() if value}
        return cls({name: field.initial for name, field in cls.base_fields.items()} | asked, package=package)

    @property
    def chosen(self):
        """None while the address asks for something that there is not."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        return selection.Selection(data["rolle"], data["sag"], data["gruppe"])


class RecommendationForm(InstructiveErrors, forms.ModelForm):
    class Meta:
        model = Recommendation
        fields = ["title", "text"]
        labels = {"title": _("Heading"), "text": _("Recommendation")}
        help_texts = {"text": _("Leave an empty line between paragraphs.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}


class AmongProposals:
    """Mixin: the choices of the field named `chosen_in` are the keys of `proposals`."""

    chosen_in = "proposal"

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = {row.key: row for row in proposals}
        self.fields[self.chosen_in].choices = [(key, key) for key in self.proposals]

    @property
    def chosen(self):
        return self.proposals[self.cleaned_data[self.chosen_in]]


class TakenForm(AmongProposals, forms.Form):
    """The proposals that went into the recommendation so far; the page carries them along."""

    chosen_in = "taken"
    taken = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    @property
    def chosen(self):
        return [self.proposals[key] for key in self.cleaned_data["taken"]] if self.is_valid() else []


class TakeOverForm(AmongProposals, forms.Form):
    """Which proposal goes into the recommendation that is being written: the name of the button is the key."""

    proposal = forms.ChoiceField()

    def taken_over(self, typed):
        """Title and text with the proposal behind what is `typed` already; nothing typed is lost."""
        chosen = self.chosen
        text = "\n\n".join(filter(None, [typed.get("text", "").strip(), chosen.text]))
        return {"title": typed.get("title", "").strip() or chosen.title, "text": text}


class SectionTextForm(InstructiveErrors, forms.Form):
    """A section in the consultant's own words, and the version that the words were written over."""

    text = forms.CharField(
        label=_("Your text"),
        help_text=_("Leave an empty line between paragraphs."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")


class VersionForm(forms.Form):
    """The version of a text that a button was pressed on."""

    version = forms.IntegerField(min_value=0)


class CommentForm(InstructiveErrors, forms.Form):
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(InstructiveErrors, forms.Form):
    """Why something is returned, rejected or withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 5}))


class RejectForm(AmongProposals, ReasonForm):
    proposal = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The reason is kept with the report, but not shown to the municipality.")


class WithdrawForm(ReasonForm):
    """The reason goes to the municipality; an approved draft may take the place of what is withdrawn."""

    replacement = forms.ModelChoiceField(Report.objects.none(), label=_("Publish instead"), required=False)

    def __init__(self, *args, drafts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The leaders of the municipality get the reason by mail.")
        if not drafts.exists():
            del self.fields["replacement"]
            return
        self.fields["replacement"].queryset = drafts
        self.fields["replacement"].label_from_instance = lambda report: (
            _("Version %(number)s") % {"number": report.number}
        )


class AssignForm(InstructiveErrors, forms.Form):
    """Two different people among the consultants of a partnership."""

    author = forms.ModelChoiceField(User.objects.none(), label=_("Author"))
    reviewer = forms.ModelChoiceField(User.objects.none(), label=_("Reviewer"))

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        consulting = partnership.roles.current().filter(kind=RoleKind.CONSULTANT, user__is_active=True)
        for field in self.fields.values():
            field.queryset = User.objects.filter(pk__in=consulting.values("user"))
            field.label_from_instance = lambda person: person.name

    def clean(self):
        people = super().clean()
        if people.get("author") and people["author"] == people.get("reviewer"):
            self.add_error("reviewer", _("Choose somebody else than the author."))
        return people


class StartCaseForm(forms.Form):
    """Which finding of a report (evidence.quotes) a business case starts from: the value of the button is its name."""

    finding = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("The report has no such finding. Choose one of those that stand here.")
        )
    )

    def __init__(self, *args, quotes, **kwargs):
        super().__init__(*args, **kwargs)
        self.quotes = quotes
        self.fields["finding"].choices = [(key, key) for key in quotes]

    @property
    def chosen(self):
        return self.quotes[self.cleaned_data["finding"]]


class BatchForm(forms.Form):
    """What to do with every draft at once."""

    step = forms.ChoiceField(choices=[(name, said) for name, (_action, said) in STEPS.items()])
