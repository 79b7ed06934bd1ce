import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jobs.models import OutboxMessage

PASSWORD = "regnvejr over Limfjorden"


@pytest.fixture(autouse=True)
def _real_outbox_and_no_waiting(settings, monkeypatch):
    """pytest-django puts its own mail backend in place. What is slow on purpose has tests of its own."""
    monkeypatch.setattr("municipalities.forms.signin.RESET_SECONDS", 0)
    settings.EMAIL_BACKEND = "jobs.mail.OutboxBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_limit_used(db):
    cache.clear()


@pytest.fixture
def set_password():
    def give(person, password=PASSWORD):
        person.set_password(password)
        person.save()
        return person

    return give


@pytest.fixture
def leader(cast, set_password):
    """A leader of a municipality, with a password and without a second factor."""
    return set_password(cast.leader)


@pytest.fixture
def consultant(cast, set_password):
    """A consultant, for whom the second factor is compulsory."""
    return set_password(cast.consultant)


@pytest.fixture
def log_in(client):
    def post(email, password=PASSWORD, **headers):
        return client.post(reverse("account_login"), {"login": email, "password": password}, headers=headers)

    return post


@pytest.fixture
def app_of():
    """app_of(person) sets up an authenticator app; the result is its present code."""

    def activate(person):
        secret = generate_totp_secret()
        TOTP.activate(person, secret)
        RecoveryCodes.activate(person)
        return code_of(secret)

    return activate


def code_of(secret):
    """What an authenticator app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, list(counters())[1]))


def link_in(mail, name):
    """The path of the link to the page `name` in a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", mail.text)[1]


def mails():
    return list(OutboxMessage.objects.order_by("pk"))


@pytest.fixture
def another_browser():
    """Another browser of the same person, logged in through the page."""

    def make(person):
        client = Client()
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        return client

    return make
