"""One file that is PDF/UA-1 and PDF/A-2a, and what a screen reader meets in it."""

import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import pdf
from reports.pdf import finishing, validation

HTML = """
<html lang="da">
  <head><title>Prøve</title><meta name="author" content="Ærø"/>
  <meta name="dcterms.created" content="2026-11-22T00:00:00Z"/></head>
  <body>
    <p class="cover__title" data-owner="Løbende fod">Forside</p>
    <h1>Overskrift</h1>
    <ul class="contents"><li><a href="#tal">Alle svar
      i tal</a><span class="pg" data-t="#tal"></span></li></ul>
    <p>Tekst.</p>
    <img style="display: block; width: 100px" src="picture:one" alt="En firkant"/>
    <h1 id="tal">Tal</h1>
    <table><caption>Svar</caption><thead><tr><th scope="col">Svar</th><th scope="col">Jer</th></tr></thead>
    <tbody><tr><th scope="row">Ja</th><td>21 %</td></tr></tbody></table>
  </body>
</html>
"""
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#0b4f86"/></svg>'
)


@pytest.fixture(scope="module")
def content():
    return pdf.render(HTML, {"one": SQUARE}).content


@pytest.fixture(scope="module")
def reader(content):
    return PdfReader(BytesIO(content))


def elements(element):
    yield element
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if isinstance(child.get_object(), dict) and "/S" in child.get_object():
            yield from elements(child.get_object())


@pytest.fixture(scope="module")
def tagged(reader):
    """tagged("/TH") → the elements of that kind in reading order."""
    document = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    return lambda kind: [element for element in elements(document) if element["/S"] == kind]


def run(content, *command):
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def test_both_profiles_hold(content):
    assert validation.failures(content) == []


def test_a_file_that_breaks_a_rule_is_named_and_refused(monkeypatch):
    monkeypatch.setattr(finishing, "_identify", lambda objects: None)
    broken = pdf.render(HTML, {"one": SQUARE}).content
    with pytest.raises(pdf.errors.InvalidFile, match="PDFA2A-METADATA-FILTER-001"):
        validation.check(broken)


def test_headers_have_their_scope(tagged):
    assert [cell["/A"]["/Scope"] for cell in tagged("/TH")] == ["/Column", "/Column", "/Row"]


def test_a_figure_has_its_box_in_points_from_the_bottom_of_the_page(tagged, reader):
    [figure] = tagged("/Figure")
    left, bottom, right, top = figure["/A"]["/BBox"]
    margin = 20 / 25.4 * 72
    assert (left, right - left, top - bottom) == pytest.approx((margin, 75, 75), abs=0.01)
    assert 0 < bottom < top < reader.pages[0].mediabox.height - margin


def test_links_say_where_they_lead(reader):
    [link] = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert (link["/Contents"], link["/Dest"]) == ("Alle svar i tal", "tal")


def test_running_heads_and_page_numbers_are_not_read(content, tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    printed = run(content, "pdftotext", "-", "-")
    assert "Løbende fod" in printed
    read = run(None, "pdfinfo", "-struct-text", str(path))
    assert "Løbende fod" not in read
    assert read.count('"Overskrift"') == 1
    words = ["Forside", "Overskrift", "Alle svar i tal", "Tekst.", "Tal", "Svar", "Jer", "Ja", "21 %"]
    assert [read.index(f'"{word}"') for word in words] == sorted(read.index(f'"{word}"') for word in words)


def test_the_file_is_sound_and_has_our_fonts_embedded_and_subset(content, tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    assert "No syntax or stream encoding errors found" in run(None, "qpdf", "--check", str(path))
    fonts = [line.split() for line in run(None, "pdffonts", str(path)).splitlines()[2:]]
    assert sorted((font[0].split("+")[1], font[-5:-2]) for font in fonts) == [
        ("IBM-Plex-Sans", ["yes", "yes", "yes"]),
        ("IBM-Plex-Sans-Semi-Bold", ["yes", "yes", "yes"]),
    ]


def test_title_author_language_and_date(reader):
    assert (reader.metadata.title, reader.metadata.author) == ("Prøve", "Ærø")
    assert reader.metadata.creation_date.isoformat() == "2026-11-22T00:00:00+00:00"
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("da", True)
    assert [entry.title for entry in reader.outline] == ["Overskrift", "Tal"]


def test_the_same_document_gives_the_same_bytes_and_another_its_own_identifier(content):
    assert pdf.render(HTML, {"one": SQUARE}).content == content
    other = PdfReader(BytesIO(pdf.render(HTML.replace("21 %", "22 %"), {"one": SQUARE}).content))
    assert other.trailer["/ID"] != PdfReader(BytesIO(content)).trailer["/ID"]


def test_no_stream_ends_like_a_line_whatever_the_text():
    """One in 128 does otherwise; the validator takes its last byte for the line end and refuses the file."""
    for number in range(40):
        content = pdf.render(HTML.replace("21 %", f"{number} %"), {"one": SQUARE}).content
        assert finishing.AMBIGUOUS.search(content) is None
        assert validation.failures(content) == []


def test_a_file_written_again_is_as_good(monkeypatch, content):
    monkeypatch.setattr(finishing.Finisher, "settled", lambda self, _: finishing._written_again(self._pdf, self._count))
    again = pdf.render(HTML, {"one": SQUARE}).content
    assert again != content
    assert validation.failures(again) == []
