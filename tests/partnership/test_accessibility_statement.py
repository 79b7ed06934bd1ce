"""The accessibility statement: open to everybody, with somebody to write to."""

import pytest

from tests.browser import faults

ADDRESS = "/tilgaengelighed/"


def test_a_stranger_reads_it_and_can_write_to_somebody(client, db, settings):
    settings.CONTACT_EMAIL = "hjaelp@test.example"
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response.content.decode().count('<a href="mailto:hjaelp@test.example">hjaelp@test.example</a>') == 1
    assert "overholder delvist lovens krav" in response.content.decode()


def test_it_is_danish_whatever_the_browser_asks_for(client, db):
    page = client.get(ADDRESS, headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="da">' in page
    assert "overholder delvist lovens krav" in page


def test_the_address_that_public_sites_are_expected_to_have_leads_to_it(client, db):
    response = client.get("/was/")
    assert (response.status_code, response.headers["Location"]) == (302, ADDRESS)


def test_it_is_only_read(client, db):
    assert client.post(ADDRESS).status_code == 405


def test_secretariat_without_a_second_factor_may_read_it(client, cast):
    client.force_login(cast.consultant, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.browser
def test_it_is_accessible_itself(page):
    page.goto(ADDRESS)
    assert faults(page) == {}
