"""No form of the platform answers an empty field with Django's "This field is required"."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from django import forms
from django.apps import apps
from django.conf import settings

from municipalities.fields import InstructiveErrors

# Forms that no person ever sees, and why
NEVER_SHOWN = {
    "reports.forms.BatchForm": "its choices are buttons below the list of drafts",
    "reports.forms.StartCaseForm": "its choices are buttons beside the findings",
    "reports.forms.TakenForm": "carries the proposals taken over, out of sight",
    "reports.forms.VersionForm": "the version that a button was pressed on",
    "reports.forms.TakeOverForm": "its choices are buttons beside the form of the recommendation",
    "vignettes.forms.building.PressForm": "a button beside a row of a draft",
    "vignettes.forms.building.RevisionForm": "the revision of a draft that a button was pressed on",
    "vignettes.forms.answering.pages.SaveForm": "checks what the autosave script sends",
    "vignettes.forms.answering.pages.ValueForm": "checks the one value in what the autosave script sends",
}


def form_modules():
    for app in apps.get_app_configs():
        if app.path.startswith(str(settings.BASE_DIR)) and ".venv" not in app.path and find_spec(f"{app.name}.forms"):
            package = import_module(f"{app.name}.forms")
            yield package
            inside = pkgutil.walk_packages(getattr(package, "__path__", []), f"{package.__name__}.")
            yield from (import_module(module.name) for module in inside)


def own_forms(module):
    classes = [value for value in vars(module).values() if isinstance(value, type)]
    return [c for c in classes if issubclass(c, forms.BaseForm) and c.__module__ == module.__name__]


def test_every_form_of_the_platform_gives_instructions():
    found = [form for module in form_modules() for form in own_forms(module)]
    silent = {f"{form.__module__}.{form.__name__}" for form in found if not gives_instructions(form)}
    assert silent == set(NEVER_SHOWN)


def gives_instructions(form):
    """The mixin works only in front of Django's own classes."""
    bases = form.mro()
    return InstructiveErrors in bases and bases.index(InstructiveErrors) < bases.index(forms.BaseForm)


def test_forms_of_libraries_fall_back_on_an_instruction_too():
    class SignIn(forms.Form):
        login = forms.CharField()

    assert SignIn({}).errors == {"login": ["Udfyld feltet"]}
