"""Whole forms and formsets: one summary on top, every field once, no browser validation in the way."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms

from municipalities import fields
from tests.face.dom import tree
from tests.face.forms import EveryField, Seat


class Period(fields.InstructiveErrors, forms.Form):
    starts_on = fields.DateField(label="Begynder")
    ends_on = fields.DateField(label="Slutter")

    def clean(self):
        raise forms.ValidationError("Vælg en slutdato efter startdatoen")


def summary(html):
    return re.findall(r'<li>(?:<a class="function-link" href="#([^"]*)">)?([^<]*)', html)


def test_the_summary_names_the_errors_of_the_whole_form_first_and_links_to_the_fields():
    html = as_crispy_form(Period({"starts_on": "i morgen"}))
    assert summary(html) == [
        ("", "Vælg en slutdato efter startdatoen"),
        ("id_starts_on", "Indtast en dato som 14.1.2027"),
        ("id_ends_on", "Indtast slutter"),
    ]
    assert html.count('data-module="error-summary"') == 1


def test_a_form_not_yet_sent_has_no_summary():
    assert "error-summary" not in as_crispy_form(EveryField())


def test_every_link_of_the_summary_has_its_target():
    html = as_crispy_form(EveryField({}))
    targets = [target for target, _ in summary(html)]
    assert len(targets) == 11
    assert [target for target in targets if html.count(f'id="{target}"') != 1] == []


def test_every_field_is_there_once_and_a_hidden_one_has_no_label():
    form = EveryField()
    html = as_crispy_form(form)
    names = re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', html)
    assert list(dict.fromkeys(names)) == list(form.fields)
    assert 'for="id_token"' not in html


def test_the_errors_of_a_formset_stand_in_one_summary():
    formset = forms.formset_factory(Seat, extra=0, min_num=2)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-person": "Ida", "form-1-person": ""}
    html = as_crispy_form(formset(data))
    assert summary(html) == [("id_form-1-person", "Indtast person")]
    assert re.findall(r"<legend>(.*)</legend>", html) == ["Række 1", "Række 2"]
    assert 'name="form-TOTAL_FORMS"' in html


def test_a_formset_sent_without_its_counters_says_so_instead_of_failing():
    html = as_crispy_form(forms.formset_factory(Seat)({}))
    assert html.count('data-module="error-summary"') == 1


def test_a_layout_gives_groups_and_buttons():
    form = Period()
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("Periode", "starts_on", Div("ends_on", css_class="mt-4")))
    form.helper.add_input(Submit("save", "Gem"))
    form.helper.add_input(Submit("delete", "Slet", css_class="button-warning"))
    [(tag, attributes, children)] = tree(render_crispy_form(form))
    assert (tag, attributes) == ("form", {"method": "post", "novalidate": None})
    fieldset, actions = children
    assert fieldset[2][0] == ("legend", {}, ["Periode"])
    assert [(button[1]["name"], button[1]["class"]) for button in actions[2]] == [
        ("save", "button button-primary"),
        ("delete", "button button-warning"),
    ]


def test_a_formset_as_a_whole_form_posts_files_too():
    class Upload(fields.InstructiveErrors, forms.Form):
        letter = forms.FileField(label="Bilag", widget=forms.FileInput)

    html = render_crispy_form(forms.formset_factory(Upload)(), FormHelper())
    assert 'enctype="multipart/form-data"' in html
    assert html.count("<form") == html.count("</form>") == 1
