"""Whom the preview plays, and a row of a draft as far as it has been typed: what cannot be read yet is left empty."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipalities.fields import InstructiveErrors
from vignettes import duration, faults
from vignettes.forms.building import VignetteForm
from vignettes.forms.design import TemplateForm
from vignettes.forms.questions import QuestionEditor
from vignettes.instrument import KINDS
from vignettes.models import RespondentRole

CODE = "preview"
_NEW = {"base": "", "used": frozenset(), "is_fixed": False, "fixed_options": frozenset()}


class PlayForm(InstructiveErrors, forms.Form):
    """Role, deck and width of the preview. The names stand in addresses."""

    COMPUTER, PHONE = "computer", "telefon"

    rolle = forms.ChoiceField(label=_("Role"), choices=RespondentRole.choices)
    saet = forms.TypedChoiceField(label=_("Deck"), coerce=int)
    bredde = forms.ChoiceField(choices=[(COMPUTER, COMPUTER), (PHONE, PHONE)], widget=forms.HiddenInput)

    def __init__(self, data, *, shares):
        super().__init__(data)
        self.fields["saet"].choices = [(deck, _deck(deck, len(cases))) for deck, cases in shares.items()]
        if len(shares) == 1:
            self.fields["saet"].widget = forms.HiddenInput()

    @classmethod
    def of(cls, request, content):
        """What the address asks for, and what is usual where it asks for nothing that there is."""
        shares = duration.shares(content)
        usual = {"rolle": RespondentRole.CASEWORKER, "saet": duration.longest_deck(content), "bredde": cls.COMPUTER}
        asked = cls(usual | request.GET.dict(), shares=shares)
        asked.is_valid()
        form = cls(usual | asked.cleaned_data, shares=shares)
        form.is_valid()
        return form

    def query(self, **changed):
        """What leads to the same preview, but for what is `changed`."""
        return urlencode({name: self.cleaned_data[name] for name in self.fields} | changed)

    def widths(self):
        """(label, query, whether it is this one) for each width."""
        for width, label in ((self.COMPUTER, _("On a computer")), (self.PHONE, _("On a phone"))):
            yield label, self.query(bredde=width), self.cleaned_data["bredde"] == width


def typed_question(data):
    """The question as the editor would store it, though it may lack a text, bounds or options."""
    editor = QuestionEditor(data, **_NEW)
    _fill(editor.form)
    for rows in (editor.options, getattr(editor, "rows", ())):
        for form in rows:
            _fill(form)
    given = editor.form.cleaned_data
    given["kind"] = given["kind"] if given["kind"] in KINDS else "single"
    row = editor.row(CODE)
    return {name: value for name, value in row.items() if value is not None and name != "show_if"}


def typed_vignette(data):
    form = VignetteForm(data)
    _fill(form)
    return form.row(CODE)


def typed_template(data):
    """(its texts, how many combinations on from the first it shall be read)"""
    form, stepped = TemplateForm(data), StepForm(data)
    _fill(form)
    step = stepped.cleaned_data["step"] if stepped.is_valid() else 0
    return {name: form.cleaned_data[name] for name in ("title", "text")}, step or 0


class StepForm(InstructiveErrors, forms.Form):
    step = forms.IntegerField(required=False, min_value=-10_000, max_value=10_000)


def _deck(deck, count):
    told = {"deck": deck, "count": count}
    return ngettext("Deck %(deck)s (%(count)s case in all)", "Deck %(deck)s (%(count)s cases in all)", count) % told


def _fill(form):
    """What the form lacks or refuses, as it is typed where it is text, and else as nothing."""
    form.is_valid()
    for name, field in form.fields.items():
        if name not in form.cleaned_data:
            form.cleaned_data[name] = _typed(form[name], field)


def _typed(bound, field):
    if isinstance(field, forms.CharField):
        return str(bound.value() or "")[: faults.TEXT_LIMIT]
    try:
        return field.to_python("")
    except ValidationError:
        return None
