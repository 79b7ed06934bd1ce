"""What narrows a list or a page: a search text, a day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors


class SearchForm(InstructiveErrors, forms.Form):
    q = forms.CharField(label=_("Search"), max_length=100, required=False, strip=True)

    @property
    def text(self):
        """What is searched for; nothing while the form is wrong."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class MunicipalitySearchForm(SearchForm):
    q = forms.CharField(
        label=_("Name or code of the municipality"),
        max_length=100,
        required=False,
        help_text=_("For example Aarhus or 751"),
    )


class PersonSearchForm(SearchForm):
    q = forms.CharField(label=_("Name or e-mail address"), max_length=100, required=False)


class DayForm(InstructiveErrors, forms.Form):
    dato = DateField(label=_("On the date"), help_text=_("For example 1.3.2027"))

    def day_or(self, otherwise):
        """The day asked for, or another one when nothing usable was typed."""
        return self.cleaned_data["dato"] if self.is_bound and self.is_valid() else otherwise
