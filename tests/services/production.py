"""The platform's own processes, started with the commands of docker-compose.yml, and visitors behind its proxy."""

import http.cookiejar
import json
import secrets
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.services.programs import ROOT, Program, command_of, free_port, wait_until

WORKERS = ("worker-1", "worker-2")


@dataclass
class Answer:
    status: int
    headers: object
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """A browser as the platform sees it: cookies are kept, and the proxy says that it came over TLS."""

    def __init__(self, base_url: str):
        self.base_url = base_url
        # The wire between proxy and web is plain HTTP, over which Secure cookies would otherwise not be sent.
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))
        self.cookies = http.cookiejar.CookieJar(policy)
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _NoRedirect)

    def get(self, path: str, **headers: str) -> Answer:
        return self._send(urllib.request.Request(self.base_url + path, headers=headers))

    def post(self, path: str, data: dict[str, str] | None = None, **headers: str) -> Answer:
        token = {cookie.name: cookie.value for cookie in self.cookies}.get("__Host-csrf", "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token} | (data or {}), doseq=True).encode()
        return self._send(urllib.request.Request(self.base_url + path, body, headers))

    def _send(self, request) -> Answer:
        site = self.base_url.replace("http://", "https://")
        for name, value in {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "Referer": site}.items():
            request.add_header(name, value)
        try:
            with self._opener.open(request, timeout=60) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@dataclass
class Production:
    """web, two workers and beat: `processes` by name, each can be killed and started again."""

    base_url: str
    env: dict[str, str]
    processes: dict[str, Program]

    @classmethod
    def create(cls, folder: Path, *, database_url: str, redis_url: str, path: str) -> "Production":
        port = free_port()
        env = {
            "PATH": path,
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": f"https://127.0.0.1:{port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "CSRF_TRUSTED_ORIGINS": f"http://127.0.0.1:{port}",
            "TRUSTED_PROXY_COUNT": "1",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "DATA_DIR": str(folder / "data"),
            "OUTBOX_BACKEND": "tests.services.mailbox.Mailbox",
            "MAILBOX": str(folder / "mail"),
            "JOB_LEASE_SECONDS": "12",
        }
        bound = {"0.0.0.0:8000": f"127.0.0.1:{port}"}
        commands = {"web": command_of("web", **bound), "beat": command_of("beat")}
        commands |= {name: [*command_of("worker"), "--hostname", f"{name}@%h"] for name in WORKERS}
        programs = {
            name: Program(command, folder / f"{name}.log", env, {"cwd": ROOT}) for name, command in commands.items()
        }
        return cls(f"http://127.0.0.1:{port}", env, programs)

    def start(self):
        manifest = ROOT / "staticfiles" / "staticfiles.json"
        assert manifest.exists(), "The static files are not collected: `make test` does it"
        Path(self.env["DATA_DIR"]).mkdir()
        self.manage("migrate", "--verbosity", "0")
        for process in self.processes.values():
            process.start()
        wait_until(self.is_ready, seconds=120, what="Becoming ready")

    def stop(self):
        started = [program for program in self.processes.values() if program.process]
        for program in started:
            program.process.terminate()
        for program in started:
            program.stop()

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py as an operator would; returns what it printed."""
        command = [str(ROOT / ".venv" / "bin" / "python"), "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stage(self, call: str) -> dict:
        """Make rows in the platform's own process: `call` is a call of a function in tests/services/stage.py."""
        script = f"import json; from tests.services import stage; print(json.dumps(stage.{call}))"
        return json.loads(self.manage("shell", "--no-imports", "-c", script))

    @property
    def mailbox(self) -> Path:
        return Path(self.env["MAILBOX"])

    def visitor(self) -> Visitor:
        return Visitor(self.base_url)

    def is_ready(self) -> bool:
        return self.readiness().get("ready", False)

    def readiness(self) -> dict[str, bool]:
        try:
            return json.loads(self.visitor().get("/readyz").body)
        except (OSError, ValueError):
            return {}
