"""Fifty respondents who save answers as fast as the platform takes them, and whether it has kept every one.

Only 127.0.0.1 is called. The load ends by itself: after SECONDS, or when everybody has saved MOST_EACH times.
"""

import http.client
import json
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.urls import reverse

from tests.services.production import Production
from tests.services.programs import wait_until

RESPONDENTS = 50
SECONDS = 10
MOST_EACH = 1000
TIMEOUT_SECONDS = 30


@dataclass
class Load:
    """What one respondent, or all of them together, has met."""

    latencies: list[float] = field(default_factory=list)
    failed: int = 0
    acknowledged: set[str] = field(default_factory=set)
    attempted: set[str] = field(default_factory=set)

    def add(self, other: "Load") -> None:
        self.latencies += other.latencies
        self.failed += other.failed
        self.acknowledged |= other.acknowledged
        self.attempted |= other.attempted

    def percentile(self, share: float) -> float:
        return sorted(self.latencies)[int(share * (len(self.latencies) - 1))]


class Respondent:
    """One kept-alive connection with the cookies of somebody who has opened the personal link."""

    def __init__(self, production: Production, token: str, places: list[dict]):
        visitor = production.visitor()
        link = reverse("vignettes:answer_welcome", args=[token])
        visitor.get(link)
        assert visitor.post(link).status == 302
        self.key = json.loads(visitor.get(reverse("vignettes:answer_session")).body)["respondent"]
        cookies = {cookie.name: cookie.value for cookie in visitor.cookies}
        self.headers = {
            "Content-Type": "application/json",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Referer": production.base_url.replace("http://", "https://"),
            "X-CSRFToken": cookies["__Host-csrf"],
            "X-Forwarded-Proto": "https",
        }
        self.places = places
        self.versions = [0] * len(places)
        self.connection = http.client.HTTPConnection(
            production.base_url.removeprefix("http://"), timeout=TIMEOUT_SECONDS
        )

    def look(self, until: float) -> Load:
        """The yardstick: the same server's shortest answer, asked for in the same way."""
        return self._repeat(until, lambda number, load: self._send("GET", "/livez")[0] == 200)

    def answer(self, until: float) -> Load:
        """Change one answer after the other; a save that failed is tried again with its key, as the page does."""
        return self._repeat(until, self._save)

    def _repeat(self, until: float, act: Callable[[int, Load], bool]) -> Load:
        load = Load()
        for number in range(MOST_EACH):
            started = time.perf_counter()
            if started >= until:
                break
            load.failed += not act(number, load)
            load.latencies.append(time.perf_counter() - started)
        return load

    def _save(self, number: int, load: Load) -> bool:
        turn, place = divmod(number, len(self.places))
        given, key = self.places[place], str(uuid.uuid4())
        body = {
            "respondent": self.key,
            "vignette": given["vignette"],
            "question": given["question"],
            "value": given["values"][turn % 2],
            "version": self.versions[place],
            "key": key,
        }
        load.attempted.add(key)
        for attempt in range(2):
            status, reply = self._send("POST", reverse("vignettes:answer_save"), json.dumps(body))
            if status == 200:
                load.acknowledged.add(key)
                self.versions[place] = json.loads(reply)["version"]
                return attempt == 0
        return False

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        try:
            self.connection.request(method, path, body, self.headers)
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()  # the next request opens it again
            return 0, b""


@contextmanager
def running_web(folder: Path, *, database_url: str, redis_url: str, path: str):
    """gunicorn alone, with the command of docker-compose.yml; without `redis_url` the embedded cache and broker."""
    folder.mkdir()
    production = Production.create(folder, database_url=database_url, redis_url=redis_url, path=path)
    Path(production.env["DATA_DIR"]).mkdir()
    production.manage("migrate", "--verbosity", "0")
    production.manage("createcachetable")
    with production.processes["web"].running():
        wait_until(lambda: _is_alive(production), seconds=60, what="The start of gunicorn")
        yield production


def measure(production: Production) -> dict[str, float]:
    """Saves and looks per second, milliseconds, and what was lost or stored twice."""
    production.stage("set_up()")
    stage = production.stage(f"newcomers({RESPONDENTS})")
    people = [Respondent(production, token, stage["places"]) for token in stage["tokens"]]
    looks, looking = _together(people, Respondent.look)
    saves, saving = _together(people, Respondent.answer)
    kept = production.stage("saved()")
    keys = set(kept["keys"])
    return {
        "saves_per_second": len(saves.acknowledged) / saving,
        "looks_per_second": (len(looks.latencies) - looks.failed) / looking,
        "p50_ms": 1000 * saves.percentile(0.5),
        "p95_ms": 1000 * saves.percentile(0.95),
        "failed": saves.failed,
        "missing": len(saves.acknowledged - keys),
        "twice": len(keys - saves.attempted) + abs(kept["changes"] - len(keys)),
    }


def _together(people, act) -> tuple[Load, float]:
    """Everybody at once; the sum of what they met, and the seconds it took."""
    started = time.perf_counter()
    total = Load()
    with ThreadPoolExecutor(len(people)) as pool:
        for load in pool.map(lambda person: act(person, started + SECONDS), people):
            total.add(load)
    return total, time.perf_counter() - started


def _is_alive(production):
    try:
        return production.visitor().get("/livez").status == 200
    except OSError:
        return False
