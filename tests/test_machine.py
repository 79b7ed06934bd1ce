"""What partnership/machine.py says and does on machines that lack something."""

import os
import shutil
import socket
import subprocess

import brotli
import pytest

from partnership import machine
from tests.chromium.__main__ import unpack

HERE = machine.Part("Pango", "libpango-1.0-0", lambda: True)
QPDF = machine.Part("qpdf", "qpdf", lambda: False)
BETTER = machine.Part("a lighter browser", "a-lighter-browser", lambda: False, needed=False)
REDIS = machine.Part("redis-server", "redis-server", lambda: False)


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """The commands that would have run, on a machine of root's with apt."""
    ran = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine, "DAEMON_POLICY", tmp_path / "policy")
    monkeypatch.setattr(machine, "CLUSTER_POLICY", tmp_path / "clusters" / "ours.conf")
    return ran


def test_machine_that_has_all_calls_nobody(commands, monkeypatch):
    monkeypatch.setattr(machine, "TEST", (HERE,))
    assert machine.main("test") is None
    assert commands == []


def test_who_is_not_root_gets_the_one_command(commands, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "TEST", (HERE, QPDF, REDIS))
    assert machine.main("test") == (
        "This machine lacks qpdf, redis-server. Install with\n\n"
        "    sudo apt-get update && sudo apt-get install -y qpdf redis-server\n"
    )
    assert commands == []


def test_root_gets_the_missing_and_hears_what_could_not_be_had(commands, monkeypatch):
    monkeypatch.setattr(machine, "DEMO", (HERE, QPDF, REDIS))
    assert machine.main("demo") == "Could not be had from this machine's packages: qpdf, redis-server."
    assert [command[5:] for command in commands] == [
        ["update"],
        ["install", "--no-install-recommends", "qpdf"],
        ["install", "--no-install-recommends", "redis-server"],
    ]


def test_no_server_starts_while_packages_are_installed_and_no_trace_stays(commands):
    with machine.no_daemons():
        assert machine.DAEMON_POLICY.read_text() == "#!/bin/sh\nexit 101\n"
        assert os.access(machine.DAEMON_POLICY, os.X_OK)
        assert machine.CLUSTER_POLICY.read_text() == "create_main_cluster = false\n"
    assert not machine.DAEMON_POLICY.exists()
    assert not machine.CLUSTER_POLICY.exists()


def test_policy_that_the_machine_has_already_is_left_alone(commands):
    machine.DAEMON_POLICY.write_text("the owner's")
    with machine.no_daemons():
        assert machine.DAEMON_POLICY.read_text() == "the owner's"
    assert machine.DAEMON_POLICY.read_text() == "the owner's"


def test_taken_port_is_named_and_another_proposed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert machine.main("demo", str(port)) == (
            f"Port {port} is taken by another program. Choose another one: make demo PORT={port + 1}"
        )


def test_python_that_is_too_old_is_named(monkeypatch):
    monkeypatch.setattr(machine.sys, "version_info", (3, 9, 2))
    assert machine.main("demo").endswith("the platform needs 3.11 to 3.13.")


@pytest.mark.parametrize(
    ("system", "packages"), [("debian", ["chromium-headless-shell", "chromium"]), ("ubuntu", ["libnss3"])]
)
def test_where_chromium_wants_snap_only_its_library_is_asked_of_apt(monkeypatch, system, packages):
    monkeypatch.setattr(machine.platform, "freedesktop_os_release", lambda: {"ID": system})
    assert [part.package for part in machine.browsers()] == packages


def test_what_is_only_better_is_fetched_but_stops_nobody(commands, monkeypatch):
    monkeypatch.setattr(machine, "TEST", (HERE, BETTER))
    assert machine.main("test") is None
    assert commands[-1][-1] == "a-lighter-browser"
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert machine.main("test") is None


def test_what_another_package_has_brought_is_not_fetched_as_well(commands, monkeypatch):
    answers = iter([False, True, True])
    brought = machine.Part("Chromium", "chromium", lambda: next(answers))
    monkeypatch.setattr(machine, "TEST", (BETTER, brought))
    assert machine.main("test") is None
    assert [command[-1] for command in commands] == ["update", "a-lighter-browser"]


def test_browser_that_is_there_but_does_not_run_is_passed_over(monkeypatch, tmp_path):
    for name, code in (("stub", 1), ("browser", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert machine.working_browser(("missing", "stub", "browser")) == str(tmp_path / "browser")
    assert machine.working_browser(("missing", "stub")) is None


def test_fetched_browser_is_whole_and_can_be_run(tmp_path):
    (tmp_path / "chromium.br").write_bytes(brotli.compress(b"#!/bin/sh\necho 147\n"))
    unpack(tmp_path / "chromium.br", tmp_path / "chromium")
    assert subprocess.check_output([tmp_path / "chromium"]) == b"147\n"
    assert {path.name for path in tmp_path.iterdir()} == {"chromium.br", "chromium"}
