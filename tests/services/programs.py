"""PostgreSQL, Redis and the platform's processes as programs of a test: own folders, own ports, ended with the test."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import redis
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
STOP_SECONDS = 10


def program(name: str, folders: tuple[Path, ...] = ()) -> str:
    """The path of an installed program; the newest where Debian keeps several versions."""
    path = shutil.which(name) or next((str(folder / name) for folder in folders if (folder / name).exists()), None)
    assert path, f"The program {name} is missing: `make test` says how to install it"
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(holds: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Ask every tenth of a second; fail with `what` when it still does not hold."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} took more than {seconds} s"
        time.sleep(0.1)


@dataclass
class Program:
    """A running program, its output in a file that a failing test can show."""

    command: list[str]
    log: Path
    env: dict[str, str]
    options: dict[str, object] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def start(self):
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.options,
            )

    @contextmanager
    def running(self):
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def kill(self):
        """End the program and its children at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


@dataclass
class Postgres:
    """A PostgreSQL cluster in one folder, reached through a socket in that folder."""

    folder: Path
    server: Program

    @property
    def url(self) -> str:
        return f"postgres://partnership@/{self.folder}/partnership"

    def connect(self, database="partnership"):
        connection = psycopg2.connect(host=str(self.folder), user="partnership", dbname=database)
        connection.autocommit = True
        return closing(connection)

    def answers(self) -> bool:
        try:
            with self.connect("postgres"):
                return True
        except psycopg2.OperationalError:
            return False


@contextmanager
def running_postgres(folder: Path) -> Iterator[Postgres]:
    """A new cluster with one empty database. PostgreSQL refuses to run as root, so root lends it another user."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    initdb, server = (program(name, tuple(folders)) for name in ("initdb", "postgres"))
    options = _as_somebody_else(folder) if os.geteuid() == 0 else {}
    options["cwd"] = folder
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    data = folder / "data"
    command = [initdb, "-D", data, "-U", "partnership", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run([*command, "--no-sync"], env=env, check=True, capture_output=True, **options)
    command = [server, "-D", str(data), "-k", str(folder), "-c", "listen_addresses=", "-c", "max_connections=200"]
    postgres = Postgres(folder, Program(command, folder / "log", env, options))
    with postgres.server.running():
        wait_until(postgres.answers, seconds=60, what="PostgreSQL's start")
        with postgres.connect("postgres") as connection, connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE partnership")
        yield postgres


def _as_somebody_else(folder: Path) -> dict[str, object]:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    person = known.get("postgres") or known["nobody"]
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """The URL of a Redis that keeps what it was told and throws nothing away, as in docker-compose.yml."""
    port = free_port()
    command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    command += ["--appendonly", "yes", "--maxmemory-policy", "noeviction"]
    url = f"redis://127.0.0.1:{port}/0"
    with Program(command, folder / "log", {"PATH": os.environ["PATH"]}).running():
        wait_until(lambda: _redis_answers(url), seconds=30, what="Redis' start")
        yield url


def _redis_answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return client.ping()
    except redis.ConnectionError:
        return False


def command_of(service: str, **instead: str) -> list[str]:
    """The command that docker-compose.yml gives a service, with words replaced."""
    first, *rest = [instead.get(word, word) for word in COMPOSE["services"][service]["command"]]
    return [str(ROOT / ".venv" / "bin" / first), *rest]
