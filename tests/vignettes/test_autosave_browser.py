"""Nothing typed is lost: not by a reload, a lost connection, a stopped server, an ended session or a second tab."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import expect

from tests.browser import axe
from tests.vignettes.test_answer_browser import UNSENT, start
from vignettes.models import AnswerEvent, SurveyState

pytestmark = pytest.mark.browser

OFFLINE = "Ingen forbindelse – dine svar er gemt på denne enhed og sendes, når forbindelsen er tilbage"
WEIGHT = "Spørgsmålet weight?"


@pytest.fixture
def case(page, invited):
    """The page of the first case."""
    start(page)
    page.goto("/besvar/sag/1/")
    return page


def status(page):
    return expect(page.locator("#answer-status"))


def expect_nothing_on_the_device(page):
    page.wait_for_function("indexedDB.databases().then(found => !found.length)")


def values(code="weight"):
    return list(AnswerEvent.objects.filter(question__code=code).values_list("value", flat=True))


def test_answers_are_saved_as_they_are_given_and_stand_after_a_reload(case):
    case.get_by_label("Høj").check()
    case.get_by_label(WEIGHT).fill("Skolen")
    status(case).to_have_text("Gemt")
    assert (values("risk"), values()) == (["high"], ["Skolen"])
    assert case.evaluate(UNSENT) == []
    case.reload()
    expect(case.get_by_label("Høj")).to_be_checked()
    expect(case.get_by_label(WEIGHT)).to_have_value("Skolen")


def test_answers_given_before_the_script_has_arrived_are_saved_too(page, invited):
    start(page)
    held = []
    page.route("**/js/answers/store*.js", lambda route: held.append(route))
    with page.expect_request("**/js/answers/store*.js"):
        page.goto("/besvar/sag/1/", wait_until="commit")
    page.get_by_label(WEIGHT).fill("Skolen")
    page.get_by_label("Høj").check()
    held[0].continue_()
    status(page).to_have_text("Gemt")
    assert (values("risk"), values()) == (["high"], ["Skolen"])


def test_reload_before_the_save_loses_nothing(case):
    case.route("**/besvar/gem/", lambda route: route.abort())
    case.get_by_label(WEIGHT).fill("Skolen")
    status(case).to_have_text(OFFLINE)
    case.reload()
    expect(case.get_by_label(WEIGHT)).to_have_value("Skolen")
    case.unroute("**/besvar/gem/")
    status(case).to_have_text("Gemt")
    assert values() == ["Skolen"]


def test_lost_reply_is_repeated_without_a_second_event(case):
    replies = []

    def lose_the_first_reply(route):
        reply = route.fetch()
        replies.append(reply.status)
        route.abort() if len(replies) == 1 else route.fulfill(response=reply)

    case.route("**/besvar/gem/", lose_the_first_reply)
    case.get_by_label(WEIGHT).fill("Skolen")
    status(case).to_have_text(OFFLINE)
    case.get_by_label(WEIGHT).fill("Skolen og naboen")
    status(case).to_have_text("Gemt")
    assert values() == ["Skolen", "Skolen og naboen"]


def test_going_on_waits_for_the_connection(case):
    case.context.set_offline(True)
    case.get_by_label(WEIGHT).fill("Skolen")
    case.get_by_role("button", name="Gem og fortsæt").click()
    status(case).to_have_text("Du kan gå videre, når forbindelsen er tilbage. Dine svar er gemt på denne enhed.")
    assert case.url.endswith("/besvar/sag/1/")
    case.context.set_offline(False)
    status(case).to_have_text("Gemt")
    case.get_by_role("button", name="Gem og fortsæt").click()
    case.wait_for_url("**/besvar/sag/2/")
    assert values() == ["Skolen"]


def test_unusable_answer_is_kept_beside_its_instruction(case):
    percent = case.get_by_label("Spørgsmålet percent?")
    percent.fill("150")
    status(case).to_have_text("Ét svar kunne ikke gemmes: Skriv et helt tal fra 0 til 100")
    assert axe(case) == []
    case.reload()
    expect(percent).to_have_value("150")
    percent.fill("15")
    status(case).to_have_text("Gemt")
    assert values("percent") == [15]


def test_session_that_ends_while_typing(case):
    Session.objects.all().delete()
    case.get_by_label(WEIGHT).fill("Skolen")
    notice = case.get_by_role("alert")
    expect(notice).to_contain_text("Åbn din undersøgelse igen")
    assert axe(case) == []
    with case.context.expect_page() as opened:
        notice.get_by_role("link", name="Åbn dit personlige link i en ny fane").click()
    opened.value.get_by_role("button", name="Fortsæt").click()
    opened.value.wait_for_url("**/besvar/om-dig/")
    case.bring_to_front()
    status(case).to_have_text("Gemt")
    expect(notice).to_have_count(0)
    assert values() == ["Skolen"]


def test_form_token_that_a_log_in_has_renewed(case):
    case.context.clear_cookies(name="csrftoken")
    case.get_by_label(WEIGHT).fill("Skolen")
    status(case).to_have_text("Gemt")
    assert values() == ["Skolen"]


def test_survey_that_closes_while_typing(case, survey):
    type(survey).objects.update(state=SurveyState.CLOSED)
    case.get_by_label(WEIGHT).fill("Skolen")
    notice = case.get_by_role("alert")
    expect(notice).to_contain_text("Undersøgelsen er lukket. Der kan ikke længere gives eller ændres svar.")
    assert axe(case) == []
    assert case.evaluate(UNSENT) == ["Skolen"]
    type(survey).objects.update(state=SurveyState.OPEN)
    case.reload()
    status(case).to_have_text("Gemt")
    assert values() == ["Skolen"]


@pytest.mark.parametrize(
    ("choice", "left", "stored"),
    [
        ("Behold det gemte svar", "Naboen", ["Naboen"]),
        ("Brug mit svar her", "Skolen", ["Naboen", "Skolen"]),
    ],
)
def test_two_tabs_show_both_answers_and_the_person_chooses(case, choice, left, stored):
    other = case.context.new_page()
    other.goto("/besvar/sag/1/")
    other.get_by_label(WEIGHT).fill("Naboen")
    status(other).to_have_text("Gemt")
    case.get_by_label(WEIGHT).fill("Skolen")
    notice = case.get_by_role("alert")
    expect(notice.locator("dd")).to_have_text(["Naboen", "Skolen"])
    assert axe(case) == []
    notice.get_by_role("button", name=choice).click()
    expect(notice).to_have_count(0)
    expect(case.get_by_label(WEIGHT)).to_have_value(left)
    case.get_by_role("button", name="Gem og fortsæt").click()
    case.wait_for_url("**/besvar/sag/2/")
    assert values() == stored
    assert case.evaluate(UNSENT) == []


def test_a_tab_that_speaks_of_a_choice_offers_it(case):
    other = case.context.new_page()
    other.goto("/besvar/sag/1/")
    other.get_by_label(WEIGHT).fill("Naboen")
    status(other).to_have_text("Gemt")
    case.get_by_label(WEIGHT).fill("Skolen")
    expect(case.get_by_role("alert")).to_be_visible()
    other.get_by_label("Høj").check()
    expect(other.get_by_role("alert").locator("dd")).to_have_text(["Naboen", "Skolen"])
    status(other).to_have_text("Vælg ovenfor, hvilket svar der skal gælde")


def test_pause_leaves_nothing_on_the_device(case):
    case.get_by_label(WEIGHT).fill("Skolen")
    case.get_by_role("button", name="Hold pause").click()
    case.wait_for_url("**/besvar/pause/")
    assert values() == ["Skolen"]
    expect_nothing_on_the_device(case)


def test_server_that_is_killed_while_typing(open_page, invited, server):
    page = open_page(base_url=server.url)
    server.start()
    start(page)
    page.goto("/besvar/sag/1/")
    page.get_by_label(WEIGHT).fill("Før")
    status(page).to_have_text("Gemt")
    server.kill()
    page.get_by_label(WEIGHT).fill("Før og under")
    page.get_by_label("Høj").check()
    status(page).to_have_text(OFFLINE)
    server.start()
    status(page).to_have_text("Gemt")
    assert (values(), values("risk")) == (["Før", "Før og under"], ["high"])


class Server:
    """A real server process on the tests' database, to be killed and started again at the same address."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "partnership.wsgi", "--no-control-socket", "--threads=4"]
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"}
        command.append(f"--bind=127.0.0.1:{self.port}")
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/livez", timeout=5).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError("The server did not start")

    def kill(self):
        """Master and worker at once, without a chance to finish anything."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def server():
    server = Server()
    yield server
    server.kill()
