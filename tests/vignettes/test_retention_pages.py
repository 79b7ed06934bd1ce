"""The page that says what will be deleted and when; another number of days, and a postponement."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vignettes.actions import retaining
from vignettes.models import Retention


@pytest.fixture
def page(survey, invited):
    return reverse("vignettes:retention_show", args=[survey.pk])


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def close(survey, days_ago):
    survey.closes_on = timezone.localdate() - timedelta(days=days_ago)
    survey.save()
    retaining.run_due()


def test_before_the_closing(page, cast, sign_in):
    shown = words(sign_in(cast.researcher).get(page))
    assert "Endnu ikke, og der er ingen svarfrist" in shown
    assert "180 dage efter lukningen" in shown
    assert "Personer, hvis forbindelse slettes 1" in shown
    assert "Udskyd anonymiseringen" not in shown


def test_the_deadline_tells_the_day(page, survey, cast, sign_in):
    survey.closes_on = date(2099, 3, 1)
    survey.save()
    shown = words(sign_in(cast.consultant).get(page))
    assert "Svarene bliver anonyme 28. august 2099" in shown
    assert Retention.objects.count() == 0


def test_another_number_of_days(page, survey, cast, sign_in):
    client = sign_in(cast.consultant)
    edit = reverse("vignettes:retention_edit", args=[survey.pk])
    assert client.get(edit).context["form"]["days"].value() == 180
    assert client.post(edit, {"days": 29}).status_code == 422
    assert "Antallet af dage er gemt." in words(client.post(edit, {"days": 60}, follow=True))
    assert Retention.objects.get().days == 60


def test_postpone(page, survey, cast, sign_in):
    client, address = sign_in(cast.researcher), reverse("vignettes:retention_postpone", args=[survey.pk])
    close(survey, days_ago=170)
    day = timezone.localdate() + timedelta(days=100)
    assert client.post(address, {"to": f"{day:%d.%m.%Y}", "reason": ""}).status_code == 422
    assert "Vælg en dag efter den" in words(client.post(address, {"to": "1.1.2020", "reason": "Nej"}))
    shown = words(client.post(address, {"to": f"{day:%d.%m.%Y}", "reason": "En rapport mangler."}, follow=True))
    assert "En rapport mangler." in shown
    assert Retention.objects.get().postponed_by == cast.researcher


def test_once_it_is_done(page, survey, cast, sign_in):
    close(survey, days_ago=400)
    Retention.objects.update(warned_on=timezone.localdate() - timedelta(days=14))
    retaining.run_due()
    shown = words(sign_in(cast.consultant).get(page))
    assert "Forbindelsen til 1 person blev slettet" in shown
    assert "Skift antal dage" not in shown
    again = words(sign_in(cast.consultant).post(reverse("vignettes:retention_edit", args=[survey.pk]), {"days": 60}))
    assert "Svarene er allerede anonyme." in again
