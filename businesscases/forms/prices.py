"""Catalogues of prices, their prices, and what narrows the list of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from businesscases.models import Price, PriceCatalogue
from municipalities.fields import InstructiveErrors, MoneyField
from municipalities.models import Municipality

FIRST_YEAR, LAST_YEAR = 1980, 2100
STEPS = [
    ("", _("None")),
    (1, _("1 – early measures in the general area")),
    (2, _("2 – preventive measures")),
    (3, _("3 – help in the child's own home")),
    (4, _("4 – placement with kin or network")),
    (5, _("5 – foster family")),
    (6, _("6 – residential institution")),
]


class CatalogueForm(InstructiveErrors, forms.ModelForm):
    """`version` is the one that the words were written over; empty for a new catalogue."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    class Meta:
        model = PriceCatalogue
        fields = ["name", "description"]
        labels = {"name": _("Name of the catalogue"), "description": _("Where are the prices from?")}
        help_texts = {"name": _("For example: our own prices 2026")}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}


class NewCatalogueForm(CatalogueForm):
    """Whoever can write in one place only is not asked for which."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Whose prices are they?"),
        required=False,
        empty_label=_("Public prices, which everybody sees"),
    )

    field_order = ["municipality", "name", "description"]

    def __init__(self, *args, municipalities, has_public, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        field.queryset, field.required = municipalities, not has_public
        self._only = None
        if len(municipalities) + has_public == 1:
            self._only = municipalities.first()
            del self.fields["municipality"]

    @property
    def owner(self):
        """The municipality, None for a public catalogue."""
        return self.cleaned_data["municipality"] if "municipality" in self.fields else self._only


class PriceForm(InstructiveErrors, forms.ModelForm):
    step = forms.TypedChoiceField(
        label=_("Step on the staircase of measures"), choices=STEPS, coerce=int, empty_value=None, required=False
    )
    amount_dkk = MoneyField(label=_("Price in kr."), max_digits=12, min_value=0)
    price_year = forms.IntegerField(
        label=_("Price year"),
        help_text=_("The year whose prices the amount is in, for example 2024."),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-width-s"}),
        error_messages={
            "invalid": _("Enter a year like 2024"),
            "min_value": _("Enter a year like 2024"),
            "max_value": _("Enter a year like 2024"),
        },
    )
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    field_order = ["measure", "step", "unit", "amount_dkk", "price_year", "source", "version"]

    class Meta:
        model = Price
        fields = ["measure", "step", "unit", "amount_dkk", "price_year", "source"]
        labels = {"measure": _("Measure"), "unit": _("Unit"), "source": _("Source")}
        help_texts = {
            "measure": _("The same name every year, so that you can see what is newest."),
            "unit": _("What one of them is, for example: course, hour, place for a year."),
            "source": _("So precise that a colleague can find the figure: who says so, where, and when."),
        }

    def validate_unique(self):
        """The action finds the same price under the lock of its catalogue."""

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PriceFilterForm(InstructiveErrors, forms.Form):
    q = forms.CharField(label=_("Measure or source"), max_length=100, required=False)
    katalog = forms.ModelChoiceField(
        PriceCatalogue.objects.none(), label=_("Catalogue"), required=False, empty_label=_("All")
    )

    def __init__(self, *args, catalogues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["katalog"].queryset = catalogues

    @property
    def chosen(self):
        """(search text, catalogue or None); what cannot be understood narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("katalog")


class PriceUploadForm(InstructiveErrors, forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, at most 3 MB and 5,000 rows."))


class ConfirmForm(InstructiveErrors, forms.Form):
    """One button: nothing to fill in."""
