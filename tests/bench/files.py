"""What a report's file costs beside Chromium printing the same page, and whether memory stays flat over many."""

import re
import resource
import shutil
import threading
import time
import zlib
from io import BytesIO
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.line_break import create_layout

from reports import press, setting
from reports.pdf import drawing, typeface
from reports.pdf.resources import STATIC, static_content
from reports.pdf.source import parsed
from tests.browser import ARGUMENTS

ROUNDS = 3
IMAGE = re.compile(r'<img src="picture:([^"]+)"[^>]*/>')


def measure(packages: list[dict], count: int) -> dict[str, float]:
    """Medians of interleaved rounds with both warm; `count` files are then set one after the other."""
    page, ours, theirs = _for_chromium(packages[0]), [], []
    press.printed(packages[0])
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        _by_chromium(browser, page)
        for _round in range(ROUNDS):
            theirs.append(_timed(_by_chromium, browser, page))
            ours.append(_timed(press.printed, packages[0]))
        browser.close()
    made, seconds = (list(values) for values in zip(*ours, strict=True))
    printed, chromium_seconds = (list(values) for values in zip(*theirs, strict=True))
    return {
        "report_s": median(seconds),
        "report_cpu_s": _cpu(packages[0]),
        "report_kb": len(made[0].content) / 1000,
        "chromium_s": median(chromium_seconds),
        "chromium_kb": len(printed[0]) / 1000,
        "limit_s": _limit(packages[0], made[0].content),
    } | _many(packages, count)


def _many(packages: list[dict], count: int) -> dict[str, float]:
    """Peaks of the first and the last tenth, and files per second, of one press."""
    peaks = []
    press.printed(packages[0])
    started = time.perf_counter()
    for number in range(count):
        with _watched() as watched:
            press.printed(packages[number % len(packages)])
        peaks.append(max(watched))
    tenth = max(count // 10, 1)
    return {
        "files_per_second": count / (time.perf_counter() - started),
        "first_mb": max(peaks[:tenth]),
        "last_mb": max(peaks[-tenth:]),
    }


class _watched:
    """The peaks, in MB, of the press's children while the block lasts."""

    def __enter__(self) -> list[float]:
        self.peaks, self.over = [0.0], threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self.peaks

    def __exit__(self, *_exception):
        self.over.set()
        self.thread.join()

    def _watch(self):
        pid = press._press.pid
        while not self.over.wait(0.02):
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                self.peaks.append(_peak(child))


def _peak(pid: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _timed(work, *arguments):
    """(result, seconds)"""
    started = time.perf_counter()
    result = work(*arguments)
    return result, time.perf_counter() - started


def _cpu(package: dict) -> float:
    """CPU seconds of one report: what a press with three uses more than one with one."""
    return (_cpu_of_press(package, 3) - _cpu_of_press(package, 1)) / 2


def _cpu_of_press(package: dict, count: int) -> float:
    press.stop()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _report in range(count):
        press.printed(package)
    press.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _for_chromium(package: dict) -> str:
    """The same page in one piece: charts inline, style sheet and fonts within."""
    html, charts = setting.source(package)
    style = static_content("css/report.css").decode()
    for file in typeface.FILES.values():
        style = style.replace(f"{STATIC}{file}", (Path("staticfiles").resolve() / file).as_uri())
    html = IMAGE.sub(lambda found: charts[found[1]].svg, html)
    return html.replace("</head>", f"<style>{style}</style></head>")


def _by_chromium(browser, html: str) -> bytes:
    page = browser.new_page()
    page.set_content(html)
    content = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.close()
    return content


def _limit(package: dict, content: bytes) -> float:
    """CPU seconds of what no program can leave out: parse the page, shape its texts, deflate what the file holds."""
    html, _charts = setting.source(package)
    streams = [page.get_contents().get_data() for page in PdfReader(BytesIO(content)).pages]
    fonts, _sheet = typeface.style()
    style = drawing.Style(INITIAL_VALUES | {"font_family": [typeface.FAMILY], "font_size": 10}, fonts)
    started = time.process_time()
    for text in parsed(html).itertext():
        if text.strip():
            create_layout(text, style, None, None, 0).get_first_line()
    for stream in streams:
        zlib.compress(stream, 9)
    return time.process_time() - started
