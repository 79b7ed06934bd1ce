"""What is stored about a person, in a browser: the page that is taken along, and the way to being forgotten."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from municipalities.models import RoleKind, User
from municipalities.personal import PAGE, packed
from partnership.own_data import of_account
from tests.browser import axe, fits

pytestmark = pytest.mark.browser
PASSWORD = "et-langt-kodeord-til-egon-1"


@pytest.fixture
def egon(make_person, herning):
    person = make_person(RoleKind.MEMBER, municipality=herning.municipality, name="Egon Olsen")
    person.set_password(PASSWORD)
    person.save()
    return person


def assert_sound(page):
    assert (axe(page), fits(page)) == ([], True)


def test_the_page_that_is_taken_along_is_sound_on_a_phone(phone, egon):
    with ZipFile(BytesIO(packed(of_account(egon)))) as archive:
        phone.set_content(archive.read(PAGE).decode())
    phone.get_by_role("heading", name="Din konto").wait_for()
    assert_sound(phone)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_person_proves_who_it_is_and_is_forgotten(open_page, egon, width):
    page = open_page(person=egon, width=width)
    page.goto(reverse("personal_show"))
    page.get_by_role("link", name="Slet min konto").click()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()
    page.get_by_role("heading", name="Slet min konto").wait_for()
    assert_sound(page)
    page.get_by_role("button", name="Slet", exact=True).click()
    page.get_by_label("Jeg ved, at det ikke kan fortrydes").check()
    page.get_by_role("button", name="Slet", exact=True).click()
    page.get_by_role("heading", name="Din konto er slettet").wait_for()
    assert_sound(page)
    assert not User.objects.get(pk=egon.pk).is_active
