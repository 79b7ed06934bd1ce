"""What one report's file costs beside Chromium printing the same page, and beside what no program can leave out."""

import os
import resource
import time
import zlib
from io import BytesIO
from statistics import median

from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.line_break import create_layout

from reports import press, setting
from reports.pdf import drawing, typeface
from reports.pdf.source import parsed
from tests.bench.chromium import for_chromium, launched, print_in
from tests.bench.processes import cpu_below

ROUNDS = 3


def measure(package: dict) -> dict[str, float]:
    """Medians of interleaved rounds with both warm."""
    page, ours, theirs = for_chromium(package), [], []
    with sync_playwright() as playwright:
        browser = launched(playwright)
        print_in(browser, page)
        before = cpu_below(os.getpid())
        for _round in range(ROUNDS):
            print_in(browser, page)
        chromium_cpu = cpu_below(os.getpid()) - before
        press.printed(package)
        for _round in range(ROUNDS):
            theirs.append(_timed(print_in, browser, page))
            ours.append(_timed(press.printed, package))
        browser.close()
    made, printed = ours[0][0], theirs[0][0]
    assert len({file.sha256 for file, _ in ours}) == 1, "the same package must give the same bytes"
    return {
        "rounds": ROUNDS,
        "pages": made.page_count,
        "report_s": median(seconds for _, seconds in ours),
        "report_cpu_s": _cpu(package),
        "report_kb": len(made.content) / 1000,
        "chromium_s": median(seconds for _, seconds in theirs),
        "chromium_cpu_s": chromium_cpu / ROUNDS,
        "chromium_kb": len(printed) / 1000,
        "limit_s": _limit(package, made.content),
    }


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


def _limit(package: dict, content: bytes) -> float:
    """CPU seconds of what no program can leave out: parse the page, shape its texts, deflate what the file holds."""
    html, _charts = setting.source(package)
    streams = [page.get_contents().get_data() for page in PdfReader(BytesIO(content)).pages]
    fonts, _sheet = typeface.style()
    style = drawing.Style(INITIAL_VALUES | {"font_family": [typeface.FAMILY], "font_size": 10}, fonts)
    started = time.process_time()
    for text in {text for text in parsed(html).itertext() if text.strip()}:
        create_layout(text, style, None, None, 0).get_first_line()
    for stream in streams:
        zlib.compress(stream)
    return time.process_time() - started
