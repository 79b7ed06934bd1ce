"""The invented people are the same each time, have addresses that lead nowhere, and no two share one."""

import re
from collections import Counter

import pytest

from municipalities.demo_people import DemoFunction, ascii_slug, municipal_people, secretariat_people

MUNICIPALITIES = ["Bornholm", "Faxe", "Herning", "Ishøj", "Rødovre", "Høje-Taastrup", "Århus", "Lyngby-Taarbæk"]


def test_same_municipality_has_the_same_people():
    assert municipal_people("Herning") == municipal_people("Herning")
    assert municipal_people("Herning") != municipal_people("Vejle")


def test_functions_come_in_order_with_one_contact_person():
    people = municipal_people("Vejle", leaders=3, working_group=2, caseworkers=5)
    assert [person.function for person in people] == [
        DemoFunction.CONTACT,
        *[DemoFunction.LEADER] * 3,
        *[DemoFunction.WORKING_GROUP] * 2,
        *[DemoFunction.CASEWORKER] * 5,
    ]


def test_more_caseworkers_leave_the_others_as_they_were():
    few, many = municipal_people("Faxe", caseworkers=3), municipal_people("Faxe", caseworkers=40)
    assert many[: len(few)] == few


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_addresses_are_unique_ascii_and_lead_nowhere(municipality):
    people = municipal_people(municipality, caseworkers=300)
    domain = re.escape(ascii_slug(municipality))
    assert [p.email for p in people if not re.fullmatch(rf"[a-z]+\.[a-z]+@{domain}\.example", p.email)] == []
    assert [email for email, count in Counter(person.email for person in people).items() if count > 1] == []


def test_no_two_people_of_an_ordinary_municipality_share_a_name():
    people = municipal_people("Herning", caseworkers=50)
    firsts, lasts = zip(*(person.name.split(" ") for person in people), strict=True)
    assert len(set(firsts)) == len(set(lasts)) == len(people)


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Ishøj", "ishoej"), ("Ågård", "aagaard"), ("Ærøskov", "aeroeskov"), ("Jovanović", "jovanovic")]
    + [("Yıldız", "yildiz"), ("Høje-Taastrup", "hoeje-taastrup"), ("Ringkøbing Skjern", "ringkoebing-skjern")],
)
def test_ascii_slug(text, slug):
    assert ascii_slug(text) == slug


def test_secretariat():
    people = secretariat_people()
    assert [person.function for person in people] == ["consultant", "consultant", "researcher", "administrator"]
    assert [person.email for person in people] == [
        "karoline.bredahl@sekretariatet.example",
        "jonatan.elmegaard@sekretariatet.example",
        "samira.loevstad@sekretariatet.example",
        "torben.vestbo@sekretariatet.example",
    ]
