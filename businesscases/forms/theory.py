"""A box of the theory of change, and how one sees whether it comes true."""

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.amounts import listed
from businesscases.forms.versioned import VersionedForm
from businesscases.models import Indicator, Part, TheoryElement

QUESTIONS = {
    Part.INPUT: (_("What do you put in?"), _("For example: two family therapists, or the time of the caseworkers.")),
    Part.ACTIVITY: (_("What do you do?"), _("For example: the therapist visits the family twice a week.")),
    Part.OUTPUT: (_("What comes out of it?"), _("What you can count at once, for example: 40 families a year.")),
    Part.OUTCOME: (_("What does it lead to?"), _("What changes for people, for example: the child stays at home.")),
}


class ElementForm(VersionedForm):
    """The box of one column; it leads to boxes of the next one."""

    class Meta:
        model = TheoryElement
        fields = ["text", "assumption", "leads_to"]
        labels = {"assumption": _("What must hold for it to work?"), "leads_to": _("What does it lead to?")}
        help_texts = {
            "assumption": _("What you take for granted, for example: the family opens the door."),
            "leads_to": _("Boxes of the next column. An arrow is drawn to each."),
        }
        widgets = {"leads_to": forms.CheckboxSelectMultiple}

    field_order = ["text", "assumption", "leads_to", "version"]

    def __init__(self, *args, case, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.part = case, Part(part)
        self.fields["text"].label, self.fields["text"].help_text = QUESTIONS[self.part]
        following = following_part(self.part)
        boxes = case.elements.filter(part=following) if following else case.elements.none()
        self.fields["leads_to"].queryset = boxes
        if not boxes:
            del self.fields["leads_to"]

    @classmethod
    def words_of(cls, row):
        return super().words_of(row) | {"leads_to": list(row.leads_to.all())}

    @property
    def values(self):
        return super().values | {"leads_to": list(self.cleaned_data.get("leads_to", ()))}

    def again(self, data):
        return type(self)(data, case=self.case, part=self.part)

    def beside(self, current):
        given = [(name, getattr(current, name)) for name in ("text", "assumption")]
        found = [(self[name].label, text) for name, text in given if text != self.values[name]]
        links = list(current.leads_to.all())
        if set(links) != set(self.values["leads_to"]):
            found.append((self["leads_to"].label, listed(links)))
        return found


class IndicatorForm(VersionedForm):
    class Meta:
        model = Indicator
        fields = ["name", "data_source", "measured", "baseline", "target"]
        labels = {
            "name": _("What do you look at?"),
            "data_source": _("Where do you get it from?"),
            "measured": _("When do you measure it?"),
            "baseline": _("What is it now?"),
            "target": _("What shall it become?"),
        }
        help_texts = {
            "name": _("Something that can be counted or asked, for example: the child's absence in per cent."),
            "data_source": _("For example: the school's records, or a questionnaire to the parents."),
            "measured": _("For example: at the start, after six months, and two years later."),
            "baseline": _("With unit and year, for example: 18 per cent (2026)."),
            "target": _("With unit and year, for example: at most 10 per cent (2029)."),
        }


def following_part(part):
    """The next column; None after the last."""
    parts = list(Part)
    return next(iter(parts[parts.index(part) + 1 :]), None)


class MovedIndicatorForm(IndicatorForm):
    """An indicator whose box, or which itself, a colleague has deleted meanwhile: it may stand at another box."""

    element = forms.ModelChoiceField(
        label=_("Which box does it belong to?"), queryset=TheoryElement.objects.none(), empty_label=_("Choose")
    )
    field_order = ["element"]

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["element"].queryset = case.elements.all()
