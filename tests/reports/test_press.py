"""The press: a warm process, a child per report, and nobody left behind."""

import os
import signal
import time
from pathlib import Path

import pytest

from reports import build, press, setting
from tests.reports.test_build import report_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(answered):
    return build.package(report_for(answered, "0183"))


@pytest.fixture(scope="module", autouse=True)
def _stopped():
    """A press takes seconds to start: the tests share one, and those that put an end to it leave none behind."""
    press.stop()
    yield
    press.stop()


def test_the_press_gives_the_same_file_as_setting_here(data):
    here = setting.document(data)
    assert press.printed(data) == press.Printed(here.content, here.sha256, here.page_count)


def test_one_press_for_all_reports_and_it_imports_neither_pandas_nor_scipy(data):
    press.printed(data)
    first = press._press.pid
    press.printed(data)
    assert press._press.pid == first
    loaded = Path(f"/proc/{first}/maps").read_text(encoding="utf-8")
    assert "libpango" in loaded
    assert "/pandas/" not in loaded
    assert "/scipy/" not in loaded  # NumPy's own library of algebra is called libscipy_openblas


def test_what_cannot_be_set_is_told_and_the_press_goes_on(data):
    with pytest.raises(press.NotSettable) as failure:
        press.printed(data | {"recommendations": [{"title": "\N{PARTY POPPER}", "text": "x"}]})
    assert (failure.value.kind, failure.value.reason) == ("MissingCharacters", "\N{PARTY POPPER}")
    pid = press._press.pid
    assert press.printed(data).page_count > 1
    assert press._press.pid == pid


def test_an_unexpected_error_brings_its_traceback(data):
    with pytest.raises(press.PressFailed, match="AttributeError"):
        press.printed({})
    assert press.printed(data).page_count > 1


def test_a_killed_press_is_an_error_and_the_next_report_gets_a_new_one(data):
    press.printed(data)
    press._press.kill()
    press._press.wait()
    assert press.printed(data).page_count > 1
    killed = press._press
    os.kill(killed.pid, signal.SIGSTOP)
    signal.signal(signal.SIGALRM, lambda *_: killed.kill())
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(press.PressFailed, match="ended"):
            press.printed(data)
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert press.printed(data).page_count > 1


def test_the_press_ends_with_its_worker(data):
    press.printed(data)
    left = press._press
    left.stdin.close()
    assert left.wait(10) == 0
    press.stop()


def test_an_interrupted_worker_takes_no_answer_that_belongs_to_another_report(data, monkeypatch):
    def interrupted(_source):
        time.sleep(0.1)
        raise TimeoutError

    press.printed(data)
    first = press._press.pid
    with monkeypatch.context() as patched:
        patched.setattr(press, "_receive", interrupted)
        with pytest.raises((TimeoutError, press.PressFailed)):
            press.printed(data)
    assert press.printed(data).sha256 == setting.document(data).sha256
    assert press._press.pid != first
