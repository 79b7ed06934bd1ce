"""Charts drawn as PDF operators and the same charts drawn from their SVG: the same picture, the same text."""

import subprocess
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from charts import dots, response, stacked, staircase
from charts.marks import Dot, Line, Picture, Polygon, Rect, Text
from charts.svg import Caption, chart
from reports import pdf
from reports.pdf import drawing

CAPTION = Caption("figur", "Titel", "Alt")
LABELS = ("Meget usandsynligt", "Usandsynligt", "Lige så sandsynligt", "Sandsynligt", "Meget sandsynligt")
STEPS = ("Tidlig indsats i dagtilbud", "Støtte i hjemmet", "Anbringelse på døgninstitution")
EVERY_MARK = Picture(
    640,
    60,
    (
        Rect(10, 10, 80, 30, "#0b4f86"),
        Dot(150, 30, 14, "#b3005e"),
        Dot(160, 30, 14, "#b3005e"),
        Polygon(((200, 10), (240, 30), (200, 50)), "#e8a15a"),
        Line(260, 10, 330, 50, "#1a1a1a", 2.5),
        Text(350, 35, "Ærøskøbing – ½ “AVAT” 12,5 %", 12),
        Text(350, 55, "  for <b>fed</b> & stor\n skrift", 16, "#9c4a00", bold=True),
    ),
)


def percent(share):
    return f"{share * 100:.0f} %"


def charts():
    own, others = staircase.Side("Herning", (0.2, 0.5, 0.3)), staircase.Side("De andre", (0.1, 0.6, 0.3))
    yield chart(EVERY_MARK, CAPTION)
    yield staircase.draw(staircase.Staircase(STEPS, own, others), CAPTION, number=percent)
    rows = (
        stacked.Row("Herning", (0.1, 0.2, 0.4, 0.2, 0.1), note="n = 33", own=True),
        stacked.Row("De andre", None, hidden="Skjult: for få svar"),
    )
    yield stacked.draw(stacked.Stacked(LABELS, rows, ordered=True, neutral=2), CAPTION, number=percent)
    words = dots.Words("Favrskov", "95 %-interval", "Median", "Midterste halvdel", "10.–90. percentil")
    row = dots.Row("Risiko", dots.Own(50, 60, 75, "60 %"), dots.Spread(10, 25, 50, 75, 90, "50 %"))
    ticks = tuple((float(value), f"{value} %") for value in (0, 50, 100))
    yield dots.draw(dots.Dots((row,), ticks, words), CAPTION)
    counted = (response.Row("Aalborg", response.Counts(40, 20, 10)), response.Row("Ærø", response.Counts(10, 0, 0)))
    yield response.draw(response.Response(counted, "Inviteret", "Begyndt", "Afsendt"), CAPTION)


def rendered(picture):
    html = (
        '<html lang="da"><head><title>Prøve</title></head>'
        '<body><h1>Figur</h1><p>Tekst.</p><img style="display: block" src="picture:one" alt="Alt"/></body></html>'
    )
    return pdf.render(html, {"one": picture}).content


def pixels(content):
    png = subprocess.run(["pdftoppm", "-r", "96", "-png"], input=content, capture_output=True, check=True).stdout
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"), dtype=int)


def words(content):
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("drawn", tuple(charts()), ids=["marks", "staircase", "stacked", "dots", "response"])
def test_both_ways_give_the_same_picture_and_the_same_text(drawn):
    direct, from_svg = rendered(drawn), rendered(drawn.svg)
    assert direct != from_svg
    assert sorted(words(direct).split()) == sorted(words(from_svg).split())
    difference = np.abs(pixels(direct) - pixels(from_svg)).max(axis=2)
    assert difference.mean() < 0.05
    assert (difference > 100).sum() == 0


def test_an_unknown_version_draws_from_the_svg(monkeypatch):
    drawn = chart(EVERY_MARK, CAPTION)
    from_svg = rendered(drawn.svg)
    monkeypatch.setattr(drawing, "KNOWN", "another version")
    assert rendered(drawn) == from_svg


def test_a_character_without_a_glyph_stops_the_rendering_here_too():
    drawn = chart(Picture(640, 40, (Text(10, 20, "Godt \N{PARTY POPPER}"),)), CAPTION)
    for picture in (drawn, drawn.svg):
        with pytest.raises(pdf.errors.MissingCharacters) as failure:
            rendered(picture)
        assert failure.value.characters == "\N{PARTY POPPER}"


def test_a_chart_is_one_figure_with_its_alternative_text():
    reader = PdfReader(BytesIO(rendered(chart(EVERY_MARK, CAPTION))))
    elements = [element.get_object() for element in reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0]["/K"]]
    assert [str(element["/S"]) for element in elements] == ["/H1", "/P", "/Figure"]
    assert elements[-1]["/Alt"] == "Alt"
