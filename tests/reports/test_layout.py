"""How the report is set: tables that fill their pages, and links that are read aloud once."""

import re

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from reports import build, setting
from reports.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("layout") / "report.pdf"


@pytest.fixture
def file(answered, path):
    if not path.exists():
        data = build.package(Report(survey=answered.survey, participation=answered.m0657, number=1))
        path.write_bytes(setting.document(data).content)
    return PdfReader(path)


def test_the_tables_of_one_case_follow_those_of_the_other(file):
    """Two small cases share a page, and the second begins where the first ends."""
    last = file.pages[-1].extract_text()
    assert "Alle svar i tal" in last
    assert last.index("Alma") < last.index("Yusuf")


def elements(node):
    """Every element of the structure below `node`, as (kind, its own children)."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from elements(child)
    elif isinstance(node, DictionaryObject) and "/K" in node:
        yield node
        yield from elements(node["/K"])


def test_no_link_lies_in_another(file):
    links = [row for row in elements(file.trailer["/Root"]["/StructTreeRoot"]["/K"]) if row.get("/S") == "/Link"]
    inside = [row for link in links for row in elements(link["/K"]) if row.get("/S") == "/Link"]
    assert links
    assert inside == []


def test_the_page_of_a_figure_stands_beside_its_link(file):
    assert "Se tallene (side " in " ".join(" ".join(page.extract_text() for page in file.pages).split())


def test_a_listener_hears_the_figures_of_a_picture_and_not_its_sentences_again(answered):
    data = build.package(Report(survey=answered.survey, participation=answered.m0657, number=1))
    html, pictures = setting.source(data)
    alts = dict(re.findall(r'<img src="picture:([^"]+)" alt="([^"]*)"', html))
    assert alts["staircase"].startswith("Jeres svar: ")
    assert all(alts.values())
    assert set(alts) == set(pictures)
