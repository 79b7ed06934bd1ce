"""Both cores busy: how many files a second two presses make, and how many pages Chromium prints at its best."""

import multiprocessing
import re
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from reports import press
from tests.bench import worker
from tests.bench.chromium import for_chromium, launched, print_in

CORES = 2
CHROMIUMS = (1, 2)
PAGES = 6
TIMEOUT_SECONDS = 60


def many(packages: list[dict], count: int) -> dict[str, float]:
    """`count` files of the packages in turn, checked by the validator, by one press on each core."""
    with _workers(CORES, press.printed, packages[0]) as pool:
        started = time.perf_counter()
        peaks = list(pool.map(_watched, (packages[number % len(packages)] for number in range(count))))
        elapsed = time.perf_counter() - started
    once = len(packages)
    return {"many_s": elapsed, "first_mb": max(peaks[:once]), "last_mb": max(peaks[-once:]), "peak_mb": max(peaks)}


def chromium(package: dict) -> dict[str, float]:
    """Pages a second of one warm Chromium and of two at once; the better counts."""
    html, rates = for_chromium(package), {}
    for number in CHROMIUMS:
        with _workers(number, _by_chromium, html) as pool:
            started = time.perf_counter()
            list(pool.map(_by_chromium, [html] * PAGES))
            rates[number] = PAGES / (time.perf_counter() - started)
    best = max(rates, key=rates.get)
    return {"chromiums": best, "chromium_per_second": rates[best]}


@contextmanager
def _workers(number: int, warm_up, argument):
    """A pool in which every process has done its work once: the barrier keeps one from doing it for another."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(number, timeout=TIMEOUT_SECONDS)
    with ProcessPoolExecutor(number, context, worker.start, (barrier,)) as pool:
        list(pool.map(_warm, [warm_up] * number, [argument] * number))
        yield pool
        list(pool.map(_end, range(number)))


def _warm(work, argument):
    work(argument)
    worker.barrier.wait()


def _end(_number):
    press.stop()
    if _browser is not None:
        _browser.close()
        _playwright.stop()
    worker.barrier.wait()


_browser = _playwright = None


def _by_chromium(html: str) -> int:
    global _browser, _playwright
    if _browser is None:
        _playwright = sync_playwright().start()
        _browser = launched(_playwright)
    return len(print_in(_browser, html))


def _watched(package: dict) -> float:
    """The peak, in MB, of the press's child that sets the package."""
    peaks, over = [0.0], threading.Event()
    thread = threading.Thread(target=_watch, args=(peaks, over))
    thread.start()
    press.printed(package)
    over.set()
    thread.join()
    return max(peaks)


def _watch(peaks: list[float], over: threading.Event):
    pid = press._press.pid
    while not over.wait(0.02):
        peaks += map(_peak, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _peak(pid: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
