"""A municipality's agreement to be named in comparisons."""

from datetime import date

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(herning):
    return reverse("municipalities:participation_name", args=[herning.pk])


def test_the_agreement_is_stored_with_its_day_and_can_be_taken_back(url, herning, cast, sign_in):
    client = sign_in(cast.consultant)
    client.post(url, {"agreed_on": "1.5.2026"})
    herning.refresh_from_db()
    assert herning.naming_agreed_on == date(2026, 5, 1)
    client.post(url, {"agreed_on": ""})
    herning.refresh_from_db()
    assert herning.naming_agreed_on is None


def test_a_date_that_is_none_is_asked_for_again(url, herning, cast, sign_in):
    page = sign_in(cast.consultant).post(url, {"agreed_on": "i morgen"}).content.decode()
    herning.refresh_from_db()
    assert "error-message" in page
    assert herning.naming_agreed_on is None


def test_the_page_of_the_partnership_leads_there_only_where_names_are_shown(url, partnership, cast, sign_in):
    client, show = sign_in(cast.consultant), partnership.get_absolute_url()
    assert url not in client.get(show).content.decode()
    partnership.is_named_comparison = True
    partnership.save()
    assert url in client.get(show).content.decode()
