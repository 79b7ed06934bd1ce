"""The renderer fetches nothing but the document's own pictures and the project's static files."""

import gc
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import pdf
from reports.pdf import typeface

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
    rendered = pdf.render(page('<p>Ærø og Å</p><img src="picture:one" alt="En firkant"/>'), {"one": PICTURE})
    reader = PdfReader(BytesIO(rendered.content))
    assert (rendered.page_count, len(reader.pages)) == (1, 1)
    assert "Ærø og Å" in reader.pages[0].extract_text()
    assert reader.metadata.title == "Prøve"
    assert reader.trailer["/Root"]["/Lang"] == "da"


def test_the_collector_works_again_afterwards_also_after_a_refusal():
    pdf.render(page("<p>Tekst</p>"), {})
    assert gc.isenabled()
    with pytest.raises(pdf.errors.ForbiddenAddress):
        pdf.render(page("<img src='picture:none' alt='x'/>"), {})
    assert gc.isenabled()


HOSTILE = [
    ("<img src='{}' alt='x'/>", ""),
    ("<object data='{}'></object>", ""),
    ("<embed src='{}'/>", ""),
    ("<a rel='attachment' href='{}'>x</a>", ""),
    ("<p style='background: url({})'>x</p>", ""),
    ("<ul style='list-style-image: url({})'><li>x</li></ul>", ""),
    ("", "<link rel='attachment' href='{}'/>"),
    ("", "<link rel='stylesheet' href='{}'/>"),
    ("", "<style>@import url({});</style>"),
    ("<p style='font-family: x'>x</p>", "<style>@font-face {{ font-family: x; src: url({}) }}</style>"),
]


@pytest.mark.parametrize(("body", "head"), HOSTILE)
def test_a_file_address_stops_the_rendering(body, head, secret_file):
    with pytest.raises(pdf.errors.ForbiddenAddress):
        pdf.render(page(body.format(secret_file), head.format(secret_file)), {})


@pytest.mark.parametrize(("body", "head"), HOSTILE)
def test_a_web_address_stops_the_rendering_before_any_call(body, head, visits):
    address, calls = visits
    with pytest.raises(pdf.errors.ForbiddenAddress):
        pdf.render(page(body.format(address), head.format(address)), {})
    assert calls == []


@pytest.mark.parametrize("address", ["static:../settings.py", "static:css/../../manage.py", "static:%2e%2e/manage.py"])
def test_nothing_outside_the_static_files(address):
    with pytest.raises(pdf.errors.ForbiddenAddress):
        pdf.render(page(f"<img src='{address}' alt='x'/>"), {})


def test_a_picture_inside_a_picture_fetches_nothing(visits):
    address, calls = visits
    hostile = PICTURE.replace("<rect", f'<image href="{address}" width="9" height="9"/><rect')
    with pytest.raises(pdf.errors.RenderingFailed):
        pdf.render(page("<img src='picture:one' alt='x'/>"), {"one": hostile})
    assert calls == []


@pytest.mark.parametrize("body", ["<p>ikke lukket", "<p>a & b</p>", "<br>", "<p>a&nbsp;b</p>", "<p class=x>a</p>"])
def test_a_malformed_template_is_a_failure_and_not_repaired(body):
    with pytest.raises(pdf.errors.MalformedDocument, match="near"):
        pdf.render(page(body), {})


def test_characters_that_xml_forbids_are_left_out():
    rendered = pdf.render(page("<p>Klip\x00 \x0bog\x1f \ufffe\ud800klister</p>"), {})
    assert "Klip og klister" in PdfReader(BytesIO(rendered.content)).pages[0].extract_text()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(PICTURE.replace("<rect", '<g transform="rotate(x)"/><rect'), id="bad transformation"),
        pytest.param(PICTURE.replace("<rect", '<use href="#a"/><g id="a"><use href="#a"/></g><rect'), id="endless"),
        pytest.param(PICTURE[:-3], id="not XML"),
    ],
)
def test_a_picture_that_cannot_be_drawn_stops_the_rendering(broken):
    with pytest.raises(pdf.errors.Incomplete, match="picture:one"):
        pdf.render(page("<img src='picture:one' alt='x'/>"), {"one": broken})


def test_errors_of_another_thread_are_not_ours():
    handler = pdf._Complaints()
    handler.emit(logging.makeLogRecord({"msg": "elsewhere", "thread": threading.get_ident() + 1}))
    assert handler.messages == []


def test_a_character_without_a_glyph_stops_the_rendering():
    with pytest.raises(pdf.errors.MissingCharacters) as failure:
        pdf.render(page("<p>Godt \N{PARTY POPPER} gået \N{CJK UNIFIED IDEOGRAPH-4E2D}</p>"), {})
    assert failure.value.characters == "\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{PARTY POPPER}"


def test_no_font_of_the_machine_is_used():
    """Asked for by name, by kind or not at all: only the two weights of our own font are embedded."""
    texts = "<p style='font-family: DejaVu Sans, serif'>serif</p><p><b>fed</b></p><code>kode</code>"
    reader = PdfReader(BytesIO(pdf.render(page(texts), {}).content))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in fonts}
    assert names <= {"IBM-Plex-Sans", "IBM-Plex-Sans-Semi-Bold"}


def test_a_font_that_is_not_ours_stops_the_rendering(monkeypatch):
    monkeypatch.setattr(typeface, "FAMILY", "Another Family")
    with pytest.raises(pdf.errors.ForeignFont, match="IBM Plex Sans"):
        pdf.render(page("<p>Tekst</p>"), {})
