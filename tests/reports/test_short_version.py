"""The short version: one sheet for every municipality, whatever its figures and texts are."""

import pytest
from pypdf import PdfReader

from reports import build, pdf, setting
from reports.documents import DocumentKind
from reports.models import Report
from reports.pdf import validation

pytestmark = pytest.mark.django_db
LONG = "Anbefalingen er lang og har mange ord. " * 500


@pytest.fixture
def package(answered):
    def package(code="0657"):
        return build.package(Report(survey=answered.survey, participation=getattr(answered, f"m{code}"), number=1))

    return package


def short(data):
    return setting.document(data, DocumentKind.SHORT)


def pages_of(rendered, tmp_path):
    path = tmp_path / "short.pdf"
    path.write_bytes(rendered.content)
    return [page.extract_text() for page in PdfReader(path).pages]


def test_front_and_back_say_what_a_politician_needs(package, tmp_path):
    rendered = short(package())
    front, back = pages_of(rendered, tmp_path)
    assert validation.failures(rendered.content) == []
    for words in ("Kort udgave til politikere", "Herning", "Det vigtigste billede", "Tre fund"):
        assert words in front
    for words in ("Tre anbefalinger", "Hvor sikre kan vi være?", "Det kan I beslutte"):
        assert words in back


def test_below_the_threshold_it_has_two_pages_and_no_figures(package, tmp_path):
    rendered = short(package("0183"))
    front, back = pages_of(rendered, tmp_path)
    assert "Færre end 5 personer i Ishøj har sendt deres svar." in front
    assert "Tre fund" not in front
    assert "Mindst 5 personer skal svare og sende." in back
    assert "Skal flere medarbejdere svare næste gang" in back
    assert validation.failures(rendered.content) == []


def test_below_the_threshold_it_shows_what_the_others_choose_and_the_report_shows_the_same(package, tmp_path):
    data = package("0183")
    others = data["analysis"]["staircase"]["by_vignette"][0]["others"]
    assert others["shares"]
    most = max(others["shares"], key=lambda share: share["share"])
    said = f"{most['label']} ({round(100 * most['share'])} %)"
    short_source, source = (setting.source(data, kind)[0] for kind in (DocumentKind.SHORT, DocumentKind.ANALYSIS))
    assert said in short_source.replace("\N{NO-BREAK SPACE}", " ")
    assert said in source.replace("\N{NO-BREAK SPACE}", " ")


def test_below_the_threshold_with_hidden_others_only_the_cases_are_named(package, tmp_path):
    data = package("0183")
    data["analysis"]["who"]["others_hidden"] = True
    front, back = pages_of(short(data), tmp_path)
    assert "Sagerne" in front
    assert "Næstoftest" not in front
    assert "end de andre kommuner" not in back


def test_however_long_the_texts_are_it_is_one_sheet(package, tmp_path):
    data = package()
    data["recommendations"] = [{"title": "Titel " * 26, "text": LONG}] * 5
    data["texts"] = [{"section": "highlights", "text": "\n\n".join([LONG] * 4), "generated": "", "basis_sha256": ""}]
    for share in data["analysis"]["staircase"]["own"]["shares"]:
        share["label"] = "meget lang svarmulighed " * 12
    front, back = pages_of(short(data), tmp_path)
    assert "Anbefalingen er lang" in front
    assert "Titel Titel" in back


def test_what_does_not_fit_is_told_and_not_cut(package, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda html, pictures: pdf.Rendered(b"", 3))
    with pytest.raises(pdf.errors.DoesNotFit, match="3 pages instead of 2"):
        short(package())
