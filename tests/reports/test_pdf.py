"""The renderer fetches nothing but the document's own pictures and the project's static files."""

import gc
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
from page import validate_pdf_bytes
from pypdf import PdfReader

from reports import pdf

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#0b4f86"/></svg>'
)


def page(body, head=""):
    return f'<html lang="da"><head><title>Prøve</title>{head}</head><body><h1>Overskrift</h1>{body}</body></html>'


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("not for municipal eyes")
    return path.as_uri()


@pytest.fixture
def visits():
    """Addresses of a web server nobody may call, and the calls it got all the same."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", calls
    server.shutdown()
    thread.join()
    server.server_close()


def test_text_pictures_and_pages():
    rendered = pdf.render(page('<p>Ærø og Å</p><img src="picture:one" alt="En firkant">'), {"one": PICTURE})
    reader = PdfReader(BytesIO(rendered.content))
    assert (rendered.page_count, len(reader.pages)) == (1, 1)
    assert "Ærø og Å" in reader.pages[0].extract_text()
    assert reader.metadata.title == "Prøve"
    assert reader.trailer["/Root"]["/Lang"] == "da"


def test_the_file_is_pdf_ua_1():
    rendered = pdf.render(page('<p>Tekst</p><img src="picture:one" alt="En firkant">'), {"one": PICTURE})
    report = validate_pdf_bytes(rendered.content, profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []


def test_the_collector_works_again_afterwards_also_after_a_refusal():
    pdf.render(page("<p>Tekst</p>"), {})
    assert gc.isenabled()
    with pytest.raises(pdf.ForbiddenAddress):
        pdf.render(page("<img src='picture:none' alt='x'>"), {})
    assert gc.isenabled()


HOSTILE = [
    ("<img src='{}' alt='x'>", ""),
    ("<object data='{}'></object>", ""),
    ("<embed src='{}'>", ""),
    ("<a rel='attachment' href='{}'>x</a>", ""),
    ("<p style='background: url({})'>x</p>", ""),
    ("<ul style='list-style-image: url({})'><li>x</li></ul>", ""),
    ("", "<link rel='attachment' href='{}'>"),
    ("", "<link rel='stylesheet' href='{}'>"),
    ("", "<style>@import url({});</style>"),
    ("<p style='font-family: x'>x</p>", "<style>@font-face {{ font-family: x; src: url({}) }}</style>"),
]


@pytest.mark.parametrize(("body", "head"), HOSTILE)
def test_a_file_address_stops_the_rendering(body, head, secret_file):
    with pytest.raises(pdf.ForbiddenAddress):
        pdf.render(page(body.format(secret_file), head.format(secret_file)), {})


@pytest.mark.parametrize(("body", "head"), HOSTILE)
def test_a_web_address_stops_the_rendering_before_any_call(body, head, visits):
    address, calls = visits
    with pytest.raises(pdf.ForbiddenAddress):
        pdf.render(page(body.format(address), head.format(address)), {})
    assert calls == []


@pytest.mark.parametrize("address", ["static:../settings.py", "static:css/../../manage.py", "static:%2e%2e/manage.py"])
def test_nothing_outside_the_static_files(address):
    with pytest.raises(pdf.ForbiddenAddress):
        pdf.render(page(f"<img src='{address}' alt='x'>"), {})


def test_a_picture_inside_a_picture_fetches_nothing(visits):
    """WeasyPrint passes over what it cannot draw inside a picture; what counts is that nobody was called."""
    address, calls = visits
    hostile = PICTURE.replace("<rect", f'<image href="{address}" width="9" height="9"/><rect')
    with suppress(pdf.ForbiddenAddress):
        pdf.render(page("<img src='picture:one' alt='x'>"), {"one": hostile})
    assert calls == []
