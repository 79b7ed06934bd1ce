"""Chromium as the yardstick: the same page in one piece, printed by a browser that is kept warm."""

import re
from pathlib import Path

from partnership.machine import working_browser
from reports import setting
from reports.pdf import typeface
from reports.pdf.resources import STATIC, static_content
from tests import chromium
from tests.browser import ARGUMENTS

IMAGE = re.compile(r'<img src="picture:([^"]+)"[^>]*/>')


def for_chromium(package: dict) -> str:
    """The report as one page: charts inline, style sheet within, fonts beside it."""
    html, charts = setting.source(package)
    style = static_content("css/report.css").decode()
    for file in typeface.FILES.values():
        style = style.replace(f"{STATIC}{file}", (Path("staticfiles").resolve() / file).as_uri())
    html = IMAGE.sub(lambda found: charts[found[1]].svg, html)
    return html.replace("</head>", f"<style>{style}</style></head>")


def launched(playwright):
    """The whole browser, as people have it, before the one without windows that the tests drive."""
    program = working_browser(("chromium", "chromium-browser", "google-chrome")) or chromium.path()
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


def print_in(browser, html: str) -> bytes:
    page = browser.new_page()
    page.set_content(html)
    content = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.close()
    return content
