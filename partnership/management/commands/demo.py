"""Run the platform on this machine with invented data: `manage.py demo`, called by `make demo`."""

import http.client
import json
import multiprocessing
import os
import signal
import sys
import time
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from honcho.manager import Manager
from honcho.printer import Printer

PATIENCE_SECONDS = 300
STOPPED_BY_HAND = {128 + signal.SIGINT, 128 + signal.SIGTERM}


class Command(BaseCommand):
    help = "Run the demonstration: database and demo data, web, worker and beat. Ctrl-C ends it."
    requires_system_checks = []  # they load every page and figure, which takes as long as all the rest

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self.run(port)
        except KeyboardInterrupt:
            raise CommandError("Stopped before it was ready; `make demo` goes on where it was.") from None

    def run(self, port):
        prepare()
        accounts = StringIO()
        call_command("demo_accounts", stdout=accounts)
        connections.close_all()
        manager = supervise(port, settings.DATA_DIR / "demo.log")
        multiprocessing.Process(target=announce, args=(port, accounts.getvalue()), daemon=True).start()
        manager.loop()
        if manager.returncode not in STOPPED_BY_HAND:
            raise CommandError(f"A part of the demonstration ended; {settings.DATA_DIR / 'demo.log'} says why.")
        self.stdout.write("\nThe demonstration has stopped. Its data is kept; `make demo` goes on with it.")


def prepare():
    """Bring database and demo data up to date; loading the data is left out when it was loaded before."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    loaded = settings.DATA_DIR / "loaded"
    if not loaded.exists():
        call_command("load_demo")
        loaded.touch()


def supervise(port: int, log: Path) -> Manager:
    """The three processes of the platform, their output in one file."""
    python = sys.executable
    environment = os.environ | {"SITE_URL": f"http://localhost:{port}", "PYTHONUNBUFFERED": "1"}
    web = "partnership.wsgi --preload --workers 2 --threads 4 --no-control-socket --graceful-timeout 3"
    manager = Manager(Printer(log.open("w", encoding="utf-8"), colour=False))
    for name, command in {
        "web": f"{python} -m gunicorn {web} --bind 127.0.0.1:{port}",
        "worker": f"{python} manage.py watch_worker",
        "beat": f"{python} -m celery -q -A partnership beat --pidfile=",
    }.items():
        manager.add_process(name, f"exec {command}", env=environment, cwd=str(settings.BASE_DIR))
    return manager


def announce(port: int, accounts: str) -> None:
    """Wait until the platform is ready, then say where it is and who can sign in."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (state := ready(port)).get("ready"):
        if time.monotonic() > deadline:
            sys.stdout.write(f"Still not ready: {state}. See {settings.DATA_DIR / 'demo.log'}.\n")
            return
        time.sleep(0.2)
    sys.stdout.write(f"\nThe platform is ready: http://localhost:{port}\n\n{accounts}\nCtrl-C stops it.\n")


def ready(port: int) -> dict[str, bool]:
    """What /readyz says; nothing as long as nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return json.load(connection.getresponse())
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    finally:
        connection.close()
