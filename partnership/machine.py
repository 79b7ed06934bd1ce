"""What a machine must have before the rest can be installed into the checkout; standard library only.

`python3 -I partnership/machine.py demo 8000` (or `test`) does nothing where all is there and the port is free.
Otherwise root gets the missing Debian packages through apt, and anybody else the one command that installs them.
"""

import ctypes
import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)
DAEMON_POLICY = Path("/usr/sbin/policy-rc.d")
CLUSTER_POLICY = Path("/etc/postgresql-common/createcluster.d/partnership.conf")


@dataclass(frozen=True)
class Part:
    """Something a machine has or lacks, and the package of Debian and Ubuntu that brings it.

    What is not `needed` is only better: root gets it if it can be had.
    """

    name: str
    package: str
    is_there: Callable[[], bool]
    needed: bool = True


def library(name, package):
    return Part(name, package, lambda: _loads(name))


def program(name, package, *, needed=True):
    return Part(name, package, lambda: shutil.which(name) is not None, needed)


def _loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_venv():
    return bool(importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"))


def _has_postgresql():
    """Debian keeps the server's programs outside the PATH."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def working_browser(names=("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")):
    """The first of these programs that runs, or None: Ubuntu's `chromium-browser` is there, but only asks for snap."""
    found = (path for name in names if (path := shutil.which(name)))
    return next((path for path in found if _runs(path)), None)


def _runs(path):
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def browsers():
    """Ubuntu has Chromium as a snap only: there the tests bring one (tests/chromium) that needs this library.

    Elsewhere any will do, but one without windows takes a third of the processor time.
    """
    if platform.freedesktop_os_release().get("ID") == "ubuntu":
        return (library("libnss3.so", "libnss3"),)
    light = "chromium-headless-shell"
    return program(light, light, needed=False), Part("Chromium", "chromium", working_browser)


DEMO = (
    Part("python3 -m venv", "python3-venv", _has_venv),
    library("libpango-1.0.so.0", "libpango-1.0-0"),
    library("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    library("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
)
TEST = (
    *DEMO,
    *browsers(),
    Part("PostgreSQL's initdb", "postgresql", _has_postgresql),
    program("redis-server", "redis-server"),
    program("pdftoppm", "poppler-utils"),
    program("qpdf", "qpdf"),
    program("xgettext", "gettext"),
    program("soffice", "libreoffice-calc-nogui"),
)


def main(purpose, port=None):
    """Return what to say before stopping, or nothing when the machine is ready."""
    if port and not is_free(int(port)):
        return f"Port {port} is taken by another program. Choose another one: make demo PORT={int(port) + 1}"
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return f"python3 is {sys.version.split()[0]}; the platform needs 3.{OLDEST[1]} to 3.{NEWEST[1]}."
    parts = {"demo": DEMO, "test": TEST}[purpose]
    missing = [part for part in parts if not part.is_there()]
    may_install = shutil.which("apt-get") and os.geteuid() == 0
    if missing and may_install:
        install(missing)
    lacking = [part for part in missing if part.needed and not part.is_there()]
    if not lacking:
        return None
    if may_install:
        return f"Could not be had from this machine's packages: {_names(lacking)}."
    packages = " ".join(part.package for part in missing)
    return (
        f"This machine lacks {_names(lacking)}. Install with\n\n"
        f"    sudo apt-get update && sudo apt-get install -y {packages}\n"
    )


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def install(parts):
    """Install what is still missing, part by part: one that cannot be had keeps no other away, so the caller checks."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    with no_daemons():
        subprocess.run([*apt, "update"], env=environment, stdout=subprocess.DEVNULL, check=False)
        for part in parts:
            if part.is_there():
                continue
            sys.stderr.write(f"Installing {part.package} …\n")
            sys.stderr.flush()
            command = [*apt, "install", "--no-install-recommends", part.package]
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
            importlib.invalidate_caches()


@contextmanager
def no_daemons():
    """Packages with a server start it and create a database cluster unless these two files forbid it."""
    files = {DAEMON_POLICY: "#!/bin/sh\nexit 101\n", CLUSTER_POLICY: "create_main_cluster = false\n"}
    ours = [path for path in files if not path.exists()]
    for path in ours:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path])
        path.chmod(0o755)
    try:
        yield
    finally:
        for path in ours:
            path.unlink()


def _names(parts):
    return ", ".join(part.name for part in parts)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
