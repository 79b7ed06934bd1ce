"""What narrows a list or a page: a search text, a day."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors


class SearchForm(InstructiveErrors, forms.Form):
    q = forms.CharField(label=_("Search text"), max_length=100)

    @classmethod
    def of(cls, request):
        """The search that the address asks for; without a text there is nothing to complain about."""
        return cls(request.GET if request.GET.get("q", "").strip() else None)

    @property
    def text(self):
        """What is searched for; nothing while the form is empty or wrong."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class MunicipalitySearchForm(SearchForm):
    q = forms.CharField(
        label=_("Name or code of the municipality"), max_length=100, help_text=_("For example Aarhus or 751")
    )


class PersonSearchForm(SearchForm):
    q = forms.CharField(label=_("Name or e-mail address"), max_length=100)


class DayForm(InstructiveErrors, forms.Form):
    dato = DateField(label=_("On the date"), help_text=_("For example 1.3.2027"))

    @classmethod
    def of(cls, request):
        return cls(request.GET if "dato" in request.GET else None)

    @property
    def day(self):
        """The day asked for, or today when nothing usable was typed."""
        return self.cleaned_data["dato"] if self.is_valid() else timezone.localdate()
