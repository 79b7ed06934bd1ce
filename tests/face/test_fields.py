from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from municipalities import fields
from tests.face.forms import EveryField


@pytest.mark.parametrize(
    "typed", ["14.1.2027", "14.01.2027", "14-01-2027", "14/1-2027", "14/01/2027", "2027-01-14", " 14.1.2027 "]
)
def test_a_date_as_people_type_it(typed):
    assert fields.DateField().clean(typed) == date(2027, 1, 14)


@pytest.mark.parametrize("typed", ["14. januar", "31.2.2027", "1.14.2027", "14.1.27"])
def test_any_other_date_is_met_with_an_example(typed):
    with pytest.raises(ValidationError) as refusal:
        fields.DateField().clean(typed)
    assert refusal.value.messages == ["Indtast en dato som 14.1.2027"]


@pytest.mark.parametrize(("typed", "meant"), [("9.00", time(9)), ("09:00", time(9)), ("13.45", time(13, 45))])
def test_a_time_as_people_type_it(typed, meant):
    assert fields.TimeField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["9", "25.00", "9,00", "kl. 9"])
def test_any_other_time_is_met_with_an_example(typed):
    with pytest.raises(ValidationError) as refusal:
        fields.TimeField().clean(typed)
    assert refusal.value.messages == ["Indtast et klokkeslæt som 9.00"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("65.000,50", "65000.50"),
        ("65000,5", "65000.5"),
        ("65000", "65000"),
        ("65.000 kr.", "65000"),
        ("65 000,50", "65000.50"),
        ("1.234.567,89", "1234567.89"),
        ("-1.500", "-1500"),
        ("\N{MINUS SIGN}12,5", "-12.5"),
        ("0", "0"),
    ],
)
def test_an_amount_as_people_type_it(typed, meant):
    assert fields.MoneyField().clean(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["65000.50", "65,000.50", "1.5", "12.34", "mange", "1e3", "NaN", ",5", "65.0000"])
def test_an_amount_that_could_mean_two_things_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as refusal:
        fields.MoneyField().clean(typed)
    assert refusal.value.messages == ["Indtast et beløb som 65.000,50"]


def test_a_third_decimal_is_refused():
    with pytest.raises(ValidationError) as refusal:
        fields.MoneyField().clean("65,555")
    assert refusal.value.messages == ["Indtast et beløb med højst to decimaler som 65.000,50"]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (fields.DateField(), date(2027, 1, 4), "4.1.2027"),
        (fields.TimeField(), time(9, 5), "9.05"),
        (fields.MoneyField(), Decimal("65000.50"), "65.000,50"),
        (fields.MoneyField(), Decimal("65000.00"), "65.000"),
        (fields.MoneyField(), Decimal("-1234567.5"), "-1.234.567,50"),
        (fields.MoneyField(), 1500, "1.500"),
        (fields.DecimalField(), Decimal("12.5"), "12,5"),
    ],
)
def test_a_stored_value_is_shown_as_it_would_be_typed_and_read_back_the_same(field, value, shown):
    assert field.prepare_value(value) == shown
    assert field.clean(shown) == value


@pytest.mark.parametrize("field", [fields.DateField, fields.TimeField, fields.MoneyField, fields.DecimalField])
def test_what_was_typed_wrong_is_shown_again_and_nothing_is_none(field):
    assert field().prepare_value("ved ikke") == "ved ikke"
    assert field(required=False).clean("") is None


def test_an_empty_form_says_what_to_do_in_every_field():
    assert {name: list(errors) for name, errors in EveryField({}).errors.items()} == {
        "name": ["Indtast navn"],
        "email": ["Indtast e-mail"],
        "password": ["Indtast adgangskode"],
        "years": ["Indtast antal år i faget"],
        "born_on": ["Indtast dato"],
        "starts_at": ["Indtast klokkeslæt"],
        "cost": ["Indtast beløb"],
        "municipality": ["Vælg kommune"],
        "role": ["Vælg rolle"],
        "steps": ["Vælg relevante trin"],
        "confirmed": ["Sæt flueben ved ”Jeg har læst vejledningen”"],
    }


class Labels(fields.InstructiveErrors, forms.Form):
    ean = forms.CharField(label="EAN-nummer")
    question = forms.CharField(label="Hvem beslutter?")
    letter = forms.FileField(label="Bilag")
    own_words = forms.CharField(label="Navn", error_messages={"required": "Skriv, hvad barnet hedder"})
    nameless_field = forms.CharField()


def test_the_instruction_follows_the_label_and_a_forms_own_words_win():
    assert {name: list(errors) for name, errors in Labels({}, {}).errors.items()} == {
        "ean": ["Indtast EAN-nummer"],
        "question": ["Besvar spørgsmålet ”Hvem beslutter?”"],
        "letter": ["Vælg en fil til ”Bilag”"],
        "own_words": ["Skriv, hvad barnet hedder"],
        "nameless_field": ["Indtast nameless field"],
    }


def test_a_label_given_late_is_the_one_in_the_instruction():
    form = Labels({}, {})
    form.fields["ean"].label = "CVR-nummer"
    assert form.errors["ean"] == ["Indtast CVR-nummer"]
