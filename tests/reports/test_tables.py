"""Tables drawn directly and the same tables set by WeasyPrint: the same picture, the same words, the same structure."""

import subprocess
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from reports import pdf
from reports.pdf import tables, validation

HEAD = '<html lang="da"><head><title>Prøve</title><meta name="dcterms.created" content="2026-11-22T00:00:00Z"/></head>'
LONG = "Støtte i hjemmet fra familiekonsulent, kontaktperson og socialpædagogisk forebyggelsesmedarbejder"


def table(rows, *, columns=("wide-first", "column", "column"), head=("Svar", "I", "De andre"), caption="Førstevalg"):
    widths = "".join(f'<col class="{name}"/>' for name in columns)
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<table><caption>{caption}</caption><colgroup>{widths}</colgroup><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


SHORT = table([("Ja", "21 %", "34 %"), ("Nej", "79 %", "66 %")])
CASES = {
    "short": f'<div class="table">{SHORT}</div>',
    "wrapped": f'<div class="table">{table([(LONG, "21 %", "–"), ("AVAT Te fi", "", "1.234,5 kr.")])}</div>',
    "long caption": f'<div class="table">{table([("Ja", "1", "2")], caption=LONG + LONG)}</div>',
    "dense": f'<div class="numbers"><div class="table">{SHORT}</div><div class="table">{SHORT}</div></div>',
    "words": f'<div class="table table--text">{table([("Ja", LONG, "tekst")], columns=("case-first", "even", "even"))}'
    "</div>",
    "narrow head": '<div class="table">'
    + table([("Ja", "1", "2")], columns=("question", "figure", "figure"), head=("Sag", LONG, "Uden tilfældigheder"))
    + "</div>",
}


def rendered(body):
    return pdf.render(f"{HEAD}<body><h1>Tal</h1><p>Før.</p>{body}<p>Efter.</p></body></html>", {}).content


def by_weasyprint(monkeypatch, body):
    with monkeypatch.context() as patch:
        patch.setattr(tables, "KNOWN", "another version")
        return rendered(body)


def pixels(content):
    png = subprocess.run(["pdftoppm", "-r", "96", "-png"], input=content, capture_output=True, check=True).stdout
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"), dtype=int)


def words(content):
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout


def tree(element):
    """(kind, scope, children) of an element, without the spans and blocks that say nothing."""
    children = element.get("/K", [])
    found = (child.get_object() for child in (children if isinstance(children, list) else [children]))
    below = [branch for child in found if isinstance(child, dict) for branch in tree(child)]
    if element["/S"] in ("/Span", "/NonStruct", "/Div"):
        return below
    return [(str(element["/S"]), str(element.get("/A", {}).get("/Scope", "")), below)]


def structure(content):
    return tree(PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object())


@pytest.mark.parametrize("body", CASES.values(), ids=CASES.keys())
def test_both_ways_give_the_same_picture_words_and_structure(body, monkeypatch):
    ours, theirs = rendered(body), by_weasyprint(monkeypatch, body)
    assert ours != theirs
    assert len(ours) < len(theirs)
    assert words(ours) == words(theirs)
    assert structure(ours) == structure(theirs)
    difference = np.abs(pixels(ours) - pixels(theirs)).max(axis=2)
    # A filled line and a drawn one are smoothed in different ways; nothing else differs.
    assert difference.mean() < 0.2
    assert (difference > 150).sum() == 0
    assert validation.failures(ours) == []


def test_each_cell_has_its_own_words():
    content = rendered(CASES["wrapped"])
    said = subprocess.run(["pdfinfo", "-struct-text", "-"], input=content, capture_output=True, check=True).stdout
    lines = [line.strip() for line in said.decode().splitlines()]
    at = lines.index('"Førstevalg"')
    assert [line for line in lines[at:] if line.startswith(('"', "T", "Caption"))][-15:-1] == [
        "TBody",
        "TR",
        "TH:",
        '"Støtte i hjemmet fra familiekonsulent, kontaktperson og socialpæda-gogisk forebyggelsesmedarbejder"',
        "TD",
        '"21 %"',
        "TD",
        '"–"',
        "TR",
        "TH:",
        '"AVAT Te fi"',
        "TD",
        "TD",
        '"1.234,5 kr."',
    ]


LEFT_TO_WEASYPRINT = {
    "an element in a cell": SHORT.replace("21 %", "<strong>21 %</strong>"),
    "a cell over two columns": SHORT.replace("<td>21 %</td><td>34 %</td>", '<td colspan="2">21 %</td>'),
    "no caption": SHORT.replace("<caption>Førstevalg</caption>", ""),
    "borders in common": SHORT.replace("<table>", '<table style="border-collapse: collapse">'),
    "a background": SHORT.replace("<table>", '<table style="background: #eee">'),
    "in the middle": SHORT.replace("<td>", '<td style="vertical-align: middle">'),
    "longer than a page": table([(f"Svar {number}", "1 %", "2 %") for number in range(60)]),
}


@pytest.mark.parametrize("body", LEFT_TO_WEASYPRINT.values(), ids=LEFT_TO_WEASYPRINT.keys())
def test_what_is_more_than_a_plain_table_is_set_by_weasyprint(body, monkeypatch):
    if "longer" in body:
        assert len(PdfReader(BytesIO(rendered(body))).pages) == 2
    assert rendered(body) == by_weasyprint(monkeypatch, body)


def test_a_character_without_a_glyph_stops_the_rendering_here_too():
    with pytest.raises(pdf.errors.MissingCharacters) as failure:
        rendered(table([("Godt \N{PARTY POPPER}", "1", "2")]))
    assert failure.value.characters == "\N{PARTY POPPER}"


def test_a_table_that_was_not_drawn_stops_the_rendering():
    with pytest.raises(ValueError, match="table:0 was not drawn"):
        rendered(f'<div style="visibility: hidden">{SHORT}</div>')


def said(element):
    """The texts that are read aloud instead of what an element and those below it mark."""
    children = element.get("/K", [])
    found = (child.get_object() for child in (children if isinstance(children, list) else [children]))
    below = [text for child in found if isinstance(child, dict) for text in said(child)]
    return [str(element["/ActualText"]), *below] if "/ActualText" in element else below


def test_lines_are_read_aloud_as_the_text_they_are():
    content = rendered(f'<div class="table">{table([(LONG, "Ja", "1")], caption=LONG + LONG)}</div>')
    root = PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    assert said(root) == [LONG + LONG, LONG]
    assert validation.failures(content) == []
