"""Fifty respondents who save answers as fast as the platform takes them, and whether it has kept every one.

Only 127.0.0.1 is called. The load ends by itself: after SECONDS, or when everybody has saved MOST_EACH times. One
thread plays all fifty, so that little of the machine goes to asking; what it takes all the same is measured too. Then
the fifty save at the pace of somebody very quick, and what they wait is what people would.
"""

import json
import time
import uuid
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector

from django.urls import reverse

from tests.bench.processes import cpu_of
from tests.bench.wire import Reply, Wire
from tests.services.production import Production
from tests.services.programs import wait_until

RESPONDENTS = 50
SECONDS = 10
MOST_EACH = 1000
PAUSE_SECONDS = 0.5
TIMEOUT_SECONDS = 30

# Asks with the bytes of a request and is told the reply, until it has asked enough.
Conversation = Generator[bytes, Reply, None]


@dataclass
class Load:
    """What all respondents together have met, and the CPU seconds of asking and of answering."""

    latencies: list[float] = field(default_factory=list)
    failed: int = 0
    acknowledged: set[str] = field(default_factory=set)
    attempted: set[str] = field(default_factory=set)
    seconds: float = 0
    asking_cpu_s: float = 0
    web_cpu_s: float = 0
    database_cpu_s: float = 0

    def percentile(self, share: float) -> float:
        return sorted(self.latencies)[int(share * (len(self.latencies) - 1))]

    def note(self, started: float, is_good: bool) -> None:
        self.latencies.append(time.perf_counter() - started)
        self.failed += not is_good


class Respondent:
    """One kept-alive connection with the cookies of somebody who has opened the personal link."""

    def __init__(self, production: Production, token: str, places: list[dict]):
        visitor = production.visitor()
        link = reverse("vignettes:answer_welcome", args=[token])
        visitor.get(link)
        assert visitor.post(link).status == 302
        self.key = json.loads(visitor.get(reverse("vignettes:answer_session")).body)["respondent"]
        cookies = {cookie.name: cookie.value for cookie in visitor.cookies}
        headers = {
            "Content-Type": "application/json",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Referer": production.base_url.replace("http://", "https://"),
            "X-CSRFToken": cookies["__Host-csrf"],
            "X-Forwarded-Proto": "https",
        }
        self.places = places
        self.versions = [0] * len(places)
        self.turns = count()  # a value that is there already would be no change
        self.wire = Wire(production.base_url.removeprefix("http://"), headers)
        self.save_path = reverse("vignettes:answer_save")

    def look(self, until: float, load: Load) -> Conversation:
        """The yardstick: the same server's shortest answer, asked for in the same way."""
        request = self.wire.request("GET", "/livez")
        for _number in range(MOST_EACH):
            started = time.perf_counter()
            if started >= until:
                break
            status, _body = yield request
            load.note(started, status == 200)

    def answer(self, until: float, load: Load, pause: float = 0) -> Conversation:
        """Change one answer after the other; a save that failed is tried again with its key, as the page does."""
        for _number in range(MOST_EACH):
            time.sleep(pause)
            started = time.perf_counter()
            if started >= until:
                break
            turn, place = divmod(next(self.turns), len(self.places))
            key = str(uuid.uuid4())
            load.attempted.add(key)
            request = self.wire.request("POST", self.save_path, json.dumps(self._save(place, turn, key)))
            status, body = yield request
            is_good = status == 200
            if not is_good:
                status, body = yield request
            if status == 200:
                load.acknowledged.add(key)
                self.versions[place] = json.loads(body)["version"]
            load.note(started, is_good)

    def _save(self, place: int, turn: int, key: str) -> dict:
        given = self.places[place]
        return {
            "respondent": self.key,
            "vignette": given["vignette"],
            "question": given["question"],
            "value": given["values"][turn % 2],
            "version": self.versions[place],
            "key": key,
        }


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


def measure(production: Production, database_pid: int | None = None) -> dict[str, float]:
    """Saves and looks per second, milliseconds, CPU milliseconds of each save, and what was lost or stored twice."""
    production.stage("set_up()")
    stage = production.stage(f"newcomers({RESPONDENTS})")
    people = [Respondent(production, token, stage["places"]) for token in stage["tokens"]]
    pids = production.processes["web"].process.pid, database_pid
    looks = _together(people, Respondent.look, pids)
    saves = _together(people, Respondent.answer, pids)
    saved = len(saves.acknowledged)
    calm = _at_leisure(people, saves)
    kept = production.stage("saved()")
    keys = set(kept["keys"])
    return {
        "saves_per_second": saved / saves.seconds,
        "looks_per_second": (len(looks.latencies) - looks.failed) / looks.seconds,
        "p50_ms": 1000 * saves.percentile(0.5),
        "p95_ms": 1000 * saves.percentile(0.95),
        "calm_p50_ms": 1000 * calm.percentile(0.5),
        "calm_p95_ms": 1000 * calm.percentile(0.95),
        "failed": saves.failed + calm.failed,
        "missing": len(saves.acknowledged - keys),
        "twice": len(keys - saves.attempted) + abs(kept["changes"] - len(keys)),
        "web_ms": 1000 * saves.web_cpu_s / len(saves.latencies),
        "database_ms": 1000 * saves.database_cpu_s / len(saves.latencies),
        "asking_ms": 1000 * saves.asking_cpu_s / len(saves.latencies),
    }


def _together(
    people: list[Respondent], act: Callable[[Respondent, float, Load], Conversation], pids: tuple[int, int | None]
) -> Load:
    """Everybody at once, each with one request under way."""
    load, before, started, asked = Load(), _cpu(pids), time.perf_counter(), time.process_time()
    with DefaultSelector() as selector:
        for person in people:
            conversation = act(person, started + SECONDS, load)
            person.wire.send(next(conversation))
            selector.register(person.wire, EVENT_READ, conversation)
        while selector.get_map():
            ready = selector.select(TIMEOUT_SECONDS)
            assert ready, f"No reply for {TIMEOUT_SECONDS} s"
            for known, _events in ready:
                _hear(selector, known.fileobj, known.data)
    load.seconds, load.asking_cpu_s = time.perf_counter() - started, time.process_time() - asked
    load.web_cpu_s, load.database_cpu_s = (after - then for after, then in zip(_cpu(pids), before, strict=True))
    return load


def _at_leisure(people: list[Respondent], saves: Load) -> Load:
    """Everybody at once, each with a pause before each save; what was tried and promised is noted in `saves` too."""
    calm = Load(acknowledged=saves.acknowledged, attempted=saves.attempted)
    until = time.perf_counter() + SECONDS
    with ThreadPoolExecutor(RESPONDENTS) as pool:
        list(pool.map(lambda person: _alone(person, person.answer(until, calm, PAUSE_SECONDS)), people))
    return calm


def _alone(person: Respondent, conversation: Conversation) -> None:
    try:
        request = next(conversation)
        while True:
            person.wire.send(request)
            while (reply := person.wire.receive()) is None:
                pass
            request = conversation.send(reply)
    except StopIteration:
        person.wire.close()


def _hear(selector: DefaultSelector, wire: Wire, conversation: Conversation) -> None:
    """Tell the reply once it is whole, and ask what is to be asked next; a new connection has a new number."""
    if (reply := wire.receive()) is None:
        return
    selector.unregister(wire)
    try:
        wire.send(conversation.send(reply))
    except StopIteration:
        wire.close()
    else:
        selector.register(wire, EVENT_READ, conversation)


def _cpu(pids: tuple[int, int | None]) -> tuple[float, ...]:
    """CPU seconds of the web server and of the database so far."""
    return tuple(cpu_of(pid) if pid else 0.0 for pid in pids)


def _is_alive(production):
    try:
        return production.visitor().get("/livez").status == 200
    except OSError:
        return False
