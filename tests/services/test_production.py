"""What an installation promises its operators, asked of real processes over HTTP."""

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.services.programs import COMPOSE, ROOT, wait_until

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def test_every_part_is_ready(production):
    answer = production.visitor().get("/readyz")
    assert answer.status == 200
    assert production.readiness() == {
        "ready": True,
        "database": True,
        "broker": True,
        "worker": True,
        "storage": True,
    }


def test_data_is_in_postgresql(production, postgres):
    with postgres.connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM municipalities_municipality")
        assert cursor.fetchone() == (98,)


@pytest.mark.parametrize(("service", "renamed"), [("beat", ""), ("worker", "worker-1")])
def test_health_check_of_the_handbook_finds_who_works(production, service, renamed):
    check = COMPOSE["services"][service]["healthcheck"]["test"][1].replace("$$", "$")
    check = check.replace("celery@", f"{renamed}@") if renamed else check
    env = production.env | {"HOSTNAME": socket.gethostname(), "PATH": f"{ROOT}/.venv/bin:{production.env['PATH']}"}
    done = subprocess.run(["sh", "-c", check], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "1 node online" in done.stdout) == (0, True), done.stderr


def test_security_headers(production):
    headers = production.visitor().get("/konto/log-ind/").headers
    assert sorted(headers["Content-Security-Policy"].split("; ")) == sorted(POLICY.split("; "))
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    )
    assert "Server" not in headers or "gunicorn/" not in headers["Server"]


def test_cookies_belong_to_this_host_alone(production):
    visitor = production.visitor()
    cookie = visitor.get("/konto/log-ind/").headers["Set-Cookie"]
    assert re.match(r"__Host-csrf=\w+;", cookie)
    assert {part.strip().split("=")[0] for part in cookie.split(";")[1:]} == {
        *("expires", "Max-Age", "Path", "HttpOnly", "SameSite", "Secure"),
    }


def test_static_file_has_its_hash_in_its_name_and_is_kept_for_ever(production):
    visitor = production.visitor()
    page = visitor.get("/findes-ikke/").text
    path = re.search(r'href="(/static/css/platform\.[0-9a-f]{12}\.css)"', page)[1]
    answer = visitor.get(path, **{"Accept-Encoding": "br"})
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["Content-Encoding"] == "br"


def test_page_for_the_signed_in_sends_a_stranger_to_sign_in(production):
    answer = production.visitor().get("/")
    assert (answer.status, answer.headers["Location"]) == (302, "/konto/log-ind/?next=/")
    assert answer.headers["Cache-Control"] == "no-store"


def test_forged_host_is_refused(production):
    assert production.visitor().get("/konto/log-ind/", Host="evil.example").status == 400


def test_killed_web_worker_is_replaced_and_nobody_notices(production):
    web = production.processes["web"].process
    children = _children(web.pid)
    assert len(children) == 2
    os.kill(children[0], signal.SIGKILL)
    assert [production.visitor().get("/livez").status for _ in range(10)] == [200] * 10
    wait_until(lambda: len(_children(web.pid)) == 2, seconds=30, what="Replacing a web worker")


def _children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
