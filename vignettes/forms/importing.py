"""A file of answers, what its columns mean, and which of its texts are to be left blank."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipalities.fields import InstructiveErrors
from municipalities.models import Participation
from vignettes.imports.limits import LIMITS
from vignettes.imports.targets import LEAVE_OUT
from vignettes.models import RespondentRole

LATER = "?"


class UploadForm(InstructiveErrors, forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, XLSX or SPSS (.sav), at most 10 MB and 20,000 rows, with the names of the columns in the first row."
        ),
    )
    participation = forms.ModelChoiceField(
        label=_("Municipality of rows without one"),
        help_text=_("Leave it open if the file has a column with the municipality."),
        queryset=Participation.objects.none(),
        required=False,
    )
    role = forms.ChoiceField(label=_("Role of rows without one"), choices=RespondentRole.choices)

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        places = survey.partnership.participations.current().select_related("municipality")
        self.fields["participation"].queryset = places
        self.fields["participation"].label_from_instance = lambda place: place.municipality.name

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LIMITS.size_bytes:
            raise ValidationError(_("Choose a file of at most 10 MB."))
        return file


class DecisionForm(InstructiveErrors, forms.Form):
    """One field for each column that has no meaning by its name, and one tick for each text that is not understood.

    `rounds` says which reading of the file they are about.
    """

    rounds = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, row, targets, **kwargs):
        super().__init__(*args, initial={"rounds": row.rounds}, **kwargs)
        undecided = row.found.get("open", ())
        self._columns = {f"column_{place}": told[0] for place, told in enumerate(undecided)}
        choices = [(LATER, _("Decide later")), (LEAVE_OUT, _("Leave the column out")), *targets]
        for (field, name), told in zip(self._columns.items(), undecided, strict=True):
            self.fields[field] = forms.ChoiceField(label=name, help_text=_often(*told[1:]), choices=choices)
        blankable = [doubt for doubt in row.found.get("doubts", ()) if doubt[1]]
        self._doubts = {f"doubt_{place}": (doubt[0], doubt[1]) for place, doubt in enumerate(blankable)}
        for (field, pair), doubt in zip(self._doubts.items(), blankable, strict=True):
            text = _("Leave “%(text)s” in %(column)s blank") % {"text": pair[1][:60], "column": pair[0]}
            self.fields[field] = forms.BooleanField(label=text, help_text=_often(*doubt[2:]), required=False)

    @property
    def decisions(self):
        """What `decide` wants to know."""
        return {"mapping": self.mapping, "blank": self.blank, "rounds": self.cleaned_data["rounds"]}

    @property
    def mapping(self):
        decided = {name: self.cleaned_data[field] for field, name in self._columns.items()}
        return {name: target for name, target in decided.items() if target != LATER}

    @property
    def blank(self):
        return [pair for field, pair in self._doubts.items() if self.cleaned_data[field]]


def _often(count, lines):
    """Where a text stands; of many lines the first."""
    shown = ", ".join(map(str, lines)) + (" …" if count > len(lines) else "")
    text = ngettext("%(count)s time; line: %(lines)s", "%(count)s times; lines: %(lines)s", count)
    return text % {"count": count, "lines": shown}
