"""The settings as a production server loads them, in a process of their own."""

import json
import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "g7#k2!pLq9@zX4vB8nM1cR6tY3wE5uA0sD-fHjKlQpOiUyTr-mNbVcXzAsDf",
    "DJANGO_SETTINGS_MODULE": "partnership.settings",
    "ALLOWED_HOSTS": "platform.example",
    "TRUSTED_PROXY_COUNT": "1",
}
COOKIES = """
import json
from django.conf import settings
names = [f"{kind}_COOKIE_{part}" for kind in ("SESSION", "CSRF")
         for part in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")]
names += ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "MFA_COMPULSORY", "DEMO",
          "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "ALLAUTH_TRUSTED_PROXY_COUNT", "DEBUG"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.fixture
def run(tmp_path, settings):
    def python(*arguments, **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=PRODUCTION | {"DATA_DIR": str(tmp_path)} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return python


def test_cookies_and_transport_are_locked(run):
    loaded = json.loads(run("-c", COOKIES).stdout)
    cookie = {"SECURE": True, "HTTPONLY": True, "SAMESITE": "Lax", "PATH": "/", "DOMAIN": None}
    assert loaded == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        **{f"SESSION_COOKIE_{part}": value for part, value in cookie.items()},
        **{f"CSRF_COOKIE_{part}": value for part, value in cookie.items()},
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_SSL_REDIRECT": True,
        "MFA_COMPULSORY": True,
        "DEMO": False,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "DEBUG": False,
    }


def test_django_has_nothing_to_remark(run):
    check = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (check.returncode, check.stdout) == (0, "System check identified no issues (0 silenced).\n"), check.stderr


def test_a_server_without_second_factor_does_not_start(run):
    check = run("manage.py", "check", MFA_COMPULSORY="false")
    assert check.returncode == 1
    assert "partnership.E001" in check.stderr


def test_a_demo_without_second_factor_starts(run):
    check = run("manage.py", "check", MFA_COMPULSORY="false", DEMO="true")
    assert check.returncode == 0, check.stderr
