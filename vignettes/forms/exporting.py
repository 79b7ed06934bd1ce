"""What a researcher chooses for an export."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes.models import Export, FileFormat, MunicipalityKey, Shape


class ExportForm(InstructiveErrors, forms.ModelForm):
    """Free text and municipality codes exclude each other: together they would say where a person who wrote works."""

    shape = forms.ChoiceField(label=_("Shape of the table"), choices=Shape.choices, widget=forms.RadioSelect)
    file_format = forms.ChoiceField(label=_("File format"), choices=FileFormat.choices, widget=forms.RadioSelect)
    has_bom = forms.BooleanField(
        label=_("Begin a CSV file with a byte order mark (BOM)"),
        help_text=_("Excel needs it to show æ, ø and å right. It changes nothing in other formats."),
        required=False,
    )
    municipality_key = forms.ChoiceField(
        label=_("Municipalities"),
        choices=MunicipalityKey.choices,
        widget=forms.RadioSelect,
        initial=MunicipalityKey.RANDOM,
    )
    has_unfinished = forms.BooleanField(
        label=_("Include answers that are not submitted yet"),
        help_text=_("They are marked in the variable “status”"),
        required=False,
    )
    has_texts = forms.BooleanField(
        label=_("Include free text"),
        help_text=_(
            "People may have written names or something else that says who they are. Read the texts before you share"
            " the file, and never tell what somebody wrote together with the municipality."
        ),
        required=False,
    )

    class Meta:
        model = Export
        fields = ("shape", "file_format", "has_bom", "municipality_key", "has_unfinished", "has_texts")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("has_texts") and cleaned.get("municipality_key") == MunicipalityKey.CODE:
            text = _("Choose a random number for the municipalities, or leave out the free text")
            self.add_error("municipality_key", text)
        return cleaned
