"""A row of a draft as far as it has been typed: what cannot be read yet is left empty, and nothing is said of it."""

from django import forms
from django.core.exceptions import ValidationError

from vignettes import faults
from vignettes.forms.building import VignetteForm
from vignettes.forms.questions import QuestionEditor
from vignettes.instrument import KINDS

CODE = "preview"
_NEW = {"base": "", "used": frozenset(), "is_fixed": False, "fixed_options": frozenset()}


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
