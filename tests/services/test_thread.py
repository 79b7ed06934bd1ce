"""The way of a report through the processes of production, by people with a browser and nothing else.

And the promise of docs/architecture.md: workers killed and a wiped queue in the middle of twelve reports lose none and
make none twice; a report that cannot be made is parked after three tries, with an error id.
"""

import hashlib
import re
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from tests.services.mailbox import link_mailed_to
from tests.services.production import WORKERS
from tests.services.programs import wait_until

COLLEAGUE, LEADER = "kollega@herning.example", "leder@herning.example"
MUNICIPALITIES = 12
PATIENCE_SECONDS = 240  # a busy machine is slow, not wrong


@pytest.fixture(scope="module")
def stage(production):
    return SimpleNamespace(**production.stage("set_up()"))


@pytest.fixture(scope="module")
def rows(postgres):
    """rows("SELECT …") → the answer of PostgreSQL, past the platform."""

    def rows(statement, *values):
        with postgres.connect() as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else cursor.rowcount

    return rows


@pytest.fixture(scope="module")
def sign_in(production, stage):
    """sign_in("address") → somebody with a browser who has given the password."""

    def sign_in(email):
        visitor = production.visitor()
        address = reverse("account_login")
        visitor.get(address)
        answer = visitor.post(address, {"login": email, "password": stage.password})
        assert answer.status == 302
        return visitor, answer.headers["Location"]

    return sign_in


@pytest.fixture(scope="module")
def office(sign_in, stage):
    """office("konsulent") → somebody of the secretariat, who needs the second factor; a code is good for one log-in."""

    def office(name):
        visitor, second_step = sign_in(f"{name}@sekretariatet.example")
        assert second_step == reverse("mfa_authenticate")
        assert visitor.get(reverse("reports:report_list")).status == 302
        secret = stage.office[name]["totp_secret"]
        code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
        assert visitor.post(second_step, {"code": code}).status == 302
        assert visitor.get(reverse("reports:report_list")).status == 200
        return visitor

    return office


@pytest.fixture(scope="module")
def consultant(office):
    """One session serves all tests."""
    return office("konsulent")


@pytest.fixture(scope="module")
def make_reports(consultant, stage):
    """make_reports() → a new version for all, or for one participation, is on its way."""

    def make(**chosen):
        answer = consultant.post(reverse("reports:report_make", args=[stage.survey]), chosen)
        assert answer.status == 302

    return make


def states(rows):
    """How many reports are in each state."""
    return Counter(state for (state,) in rows("SELECT state FROM reports_report"))


def wait_until_finished(rows):
    under_way = {"queued", "rendering"}
    wait_until(lambda: not under_way & states(rows).keys(), seconds=PATIENCE_SECONDS, what="Making the reports")


def first_choices(html):
    """What a person sends who takes the first choice of every question on the page."""
    given = {}
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("hidden", "radio") and attributes["name"] != "csrfmiddlewaretoken":
            given.setdefault(attributes["name"], attributes["value"])
    return given


def answer_survey(visitor, link):
    """Open the link, answer page after page, and send; returns the receipt."""
    assert visitor.get(link).status == 200
    place = visitor.post(link).headers["Location"]
    while (place := _onward(visitor, place)) != reverse("vignettes:answer_review"):
        answer = visitor.post(place, first_choices(visitor.get(place).text) | {"next": "next"})
        assert answer.status == 302
        place = answer.headers["Location"]
    sent = visitor.post(reverse("vignettes:answer_submit"))
    assert sent.headers["Location"] == reverse("vignettes:answer_receipt")
    return visitor.get(sent.headers["Location"]).text


def _onward(visitor, place):
    while (answer := visitor.get(place)).status == 302:
        place = answer.headers["Location"]
    return place


def test_from_invitation_to_downloaded_report(production, stage, rows, sign_in, office, consultant, make_reports):
    part = [stage.survey, stage.participation]
    contact, _home = sign_in("kontakt@herning.example")
    invited = contact.post(
        reverse("vignettes:respondent_invite", args=part), {"addresses": COLLEAGUE, "role": "caseworker"}
    )
    assert invited.status == 302
    receipt = answer_survey(production.visitor(), link_mailed_to(production.mailbox, COLLEAGUE))
    [(respondent,)] = rows("SELECT id FROM vignettes_respondent WHERE email = %s", COLLEAGUE)
    assert f"2026-{respondent:06}" in receipt
    assert contact.post(reverse("vignettes:response_submit", args=part)).status == 302
    assert rows("SELECT survey_id, participation_id FROM vignettes_submission") == [tuple(part)]

    make_reports()
    wait_until_finished(rows)
    assert states(rows) == {"draft": MUNICIPALITIES}
    first = _report(rows, stage, number=1)
    advice = {"title": "Se på netværket", "text": "Spørg familien først."}
    written = consultant.post(reverse("reports:recommendation_create", args=[first.id]), advice)
    assert written.headers["Location"] == reverse("reports:workspace_show", args=[first.id]) + "#recommendations"
    make_reports(participation=stage.participation)
    wait_until_finished(rows)
    second = _report(rows, stage, number=2)
    _publish(second, stage, author=consultant, reviewer=office("laeser"))
    assert states(rows) == {"draft": MUNICIPALITIES, "published": 1}

    leader, _home = sign_in(LEADER)
    assert advice["text"] in leader.get(link_mailed_to(production.mailbox, LEADER)).text
    file = leader.get(reverse("reports:report_download", args=[second.id]))
    assert file.headers["Content-Disposition"] == 'attachment; filename="analyserapport-herning-2026.pdf"'
    assert file.body.startswith(b"%PDF-")
    assert hashlib.sha256(file.body).hexdigest() == second.file_sha256
    assert leader.get(reverse("reports:report_download", args=[first.id])).status == 404
    stranger, _home = sign_in("leder@vejle.example")
    assert stranger.get(reverse("reports:report_download", args=[second.id])).status == 404


def _publish(report, stage, *, author, reviewer):
    people = {"author": stage.office["konsulent"]["pk"], "reviewer": stage.office["laeser"]["pk"]}
    author.post(reverse("reports:review_assign", args=[report.id]), people)
    author.post(reverse("reports:review_hand_over", args=[report.id]))
    reviewer.post(reverse("reports:review_approve", args=[report.id]))
    author.post(reverse("reports:report_publish", args=[report.id]))


def _report(rows, stage, *, number):
    statement = "SELECT id, file_sha256 FROM reports_report WHERE participation_id = %s AND number = %s"
    [(report_id, sha256)] = rows(statement, stage.participation, number)
    return SimpleNamespace(id=report_id, file_sha256=sha256)


def test_killed_workers_and_a_wiped_queue_lose_no_report(production, rows, redis_url, consultant, make_reports):
    [(last_before,)] = rows("SELECT coalesce(max(id), 0) FROM reports_report")
    make_reports()
    made = partial(_made, rows, last_before)
    wait_until(
        lambda: [one.state for one in made()].count("draft") >= 2,
        seconds=PATIENCE_SECONDS,
        what="The first two reports",
    )
    for name in WORKERS:
        production.processes[name].kill()
    with closing(redis.Redis.from_url(redis_url)) as queue:
        assert queue.llen("celery") > 0
        queue.flushdb()
    interrupted = {one.id for one in made() if one.job_state == "running"}
    poisoned = _damage_one(rows, made())
    for name in WORKERS:
        production.processes[name].start()
    wait_until_finished(rows)

    assert len(made()) == MUNICIPALITIES
    assert interrupted == {one.id for one in made() if one.attempts > 1} - {poisoned} != set()
    assert [(one.id, one.attempts, one.file, len(one.error_id)) for one in made() if one.state != "draft"] == [
        (poisoned, 3, "", 32)
    ]
    drafts = [one for one in made() if one.state == "draft"]
    assert len({one.file for one in drafts}) == MUNICIPALITIES - 1
    files = Path(production.env["DATA_DIR"]) / "files"
    assert [hashlib.sha256((files / one.file).read_bytes()).hexdigest() for one in drafts] == [
        one.file_sha256 for one in drafts
    ]

    rows("UPDATE reports_report SET data = NULL WHERE id = %s", poisoned)
    consultant.post(reverse("reports:report_retry", args=[poisoned]))
    wait_until_finished(rows)
    assert [one.state for one in made()] == ["draft"] * MUNICIPALITIES


def _made(rows, last_before):
    """The reports asked for since `last_before`, with their jobs."""
    fields = ("id", "state", "file", "file_sha256", "job_state", "attempts", "error_id")
    statement = """
        SELECT report.id, report.state, file, file_sha256, job.state, attempts, error_id
        FROM reports_report report JOIN jobs_job job ON job.id = job_id WHERE report.id > %s ORDER BY report.id
    """
    return [SimpleNamespace(**dict(zip(fields, row, strict=True))) for row in rows(statement, last_before)]


def _damage_one(rows, made):
    """Give the last waiting report a data package from which nothing can be made; its id."""
    report = max(one.id for one in made if one.job_state == "queued")
    rows("UPDATE reports_report SET data = '{}' WHERE id = %s", report)
    return report
