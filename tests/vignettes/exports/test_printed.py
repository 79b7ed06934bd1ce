"""The codebook as PDF: everything is on it once, in Danish and our fonts, and the validator passes it."""

import io

import pypdf
import pytest

from reports import codebooks, press, setting
from vignettes.exports import build, codebook, printing, reading, warnings
from vignettes.exports.wide import Wide
from vignettes.models import Export, MunicipalityKey


@pytest.fixture
def html(survey, people):
    export = Export(survey=survey, shape="wide", file_format="csv", municipality_key=MunicipalityKey.CODE, pk=7)
    table = Wide(reading.plan_of(survey), reading.frame_of(export, reading.municipalities_of(export)))
    study = build._study(export, "data.csv", 3)
    return codebook.to_print(export, table, study, warnings.told(table, []))


def test_it_is_set_as_pdf_that_may_be_stored(html):
    file = pypdf.PdfReader(io.BytesIO(setting.given(html).content))
    assert (file.trailer["/Root"]["/Lang"], file.metadata.title) == ("da", "Kodebog: Børnesager")
    text = " ".join("".join(page.extract_text() for page in file.pages).split())
    for words in ("risk: Spørgsmålet risk?", "v1_risk, v2_risk", "657 = Herning", "V2: Sag 2", "1 low Lav"):
        assert words in text
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in file.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("-")[0] for name in fonts} == {"IBM"}


def test_it_lies_in_the_archive(people, make_export, unpacked, monkeypatch):
    monkeypatch.setattr(printing, "printed", lambda html: html.encode())
    assert unpacked(make_export())["kodebog.pdf"].startswith(b"\n<!DOCTYPE html>")


def test_a_codebook_that_cannot_be_set_is_told_and_the_export_goes_without(people, make_export, unpacked, monkeypatch):
    def refuse(html):
        raise printing.NotPrintable("🦄")

    monkeypatch.setattr(printing, "printed", refuse)
    export = make_export()
    assert export.warnings[-1] == "Kodebogen kunne ikke sættes som PDF: 🦄. Den er der som HTML."
    assert sorted(unpacked(export)) == ["advarsler.txt", "data.csv", "kodebog-ddi.xml", "kodebog.html"]


def test_what_the_press_refuses_is_no_reason_to_try_again(monkeypatch):
    def refuse(data, kind):
        raise press.NotSettable("MissingCharacters", "🦄")

    monkeypatch.setattr(press, "printed", refuse)
    with pytest.raises(printing.NotPrintable, match="🦄"):
        codebooks.print_codebook("<html/>")
