"""A survey as a file: out and in again, and every bad file refused in words with the draft as it was."""

import json
from io import BytesIO

import openpyxl
import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings

from tests.vignettes.conftest import instrument
from tests.vignettes.test_draft_pages import words
from tests.vignettes.test_drafts import documents
from vignettes import files
from vignettes.actions import drafting
from vignettes.drafts import as_document
from vignettes.models import Draft

SOUND = as_document(instrument())
BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"


@settings(max_examples=30)
@given(documents())
def test_written_and_read_again_is_the_same(content):
    assert files.read(files.written(content)) == content
    assert files.read(json.dumps(content).encode()) == content


@pytest.mark.parametrize(
    ("raw", "reason", "line"),
    [
        (b"x" * 500_001, "size", 0),
        ("title: Børn\ncode: x".encode("latin-1"), "encoding", 1),
        (b"\xff\xfea\0", "encoding", 1),
        (b"code: x\n  title: y: z", "syntax", 2),
        (b'{"code": ', "syntax", 1),
        (b"code: 2026-13-45", "syntax", 0),
        (b"code: !!python/object:os.system x", "syntax", 1),
        (BOMB.encode(), "alias", 2),
        (b"[" * 10_000, "depth", 1),
        (b'{"a":' * 200_000, "size", 0),
        (b'{"a":' * 90_000, "depth", 0),
        (b"\0", "syntax", 0),
    ],
)
def test_unreadable_files_say_why_and_where(raw, reason, line):
    with pytest.raises(files.Unreadable) as refused:
        files.read(raw)
    assert (refused.value.reason, refused.value.line) == (reason, line)


@pytest.fixture
def survey(make_survey):
    return make_survey(introduction="Velkommen")


@pytest.fixture
def upload(survey, cast, sign_in):
    """upload(raw) → the page after sending a file with these bytes."""
    drafting.start_draft(survey=survey, by=cast.consultant)
    client = sign_in(cast.consultant)

    def send(raw, revision=1):
        file = SimpleUploadedFile("survey.yaml", raw)
        address = reverse("vignettes:draft_import", args=[survey.pk])
        return client.post(address, {"file": file, "revision": revision}, follow=True)

    return send


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"x" * 2_000_000, "Vælg en fil på højst 500 kB."),
        ("å".encode("latin-1"), "Gem filen som UTF-8, og prøv igen. Det første ulæselige tegn står i linje 1."),
        (b"a: b: c", "Filen er hverken et regneark, YAML eller JSON. Se på linje 1."),
        (BOMB.encode(), "Skriv det ud, som forkortelsen (& og *) i linje 2 står for."),
        (b"[" * 400, "Filen har for mange niveauer inden i hinanden. Se på linje 1."),
        (b"hello", "Selve undersøgelsen: Skriv dette som felter med navne"),
        (b"", "Vælg en fil, der er noget i."),
        (b"PK\x03\x04", "Filen kan ikke læses som et regneark. Gem den som .xlsx, og prøv igen."),
        (b"\xd0\xcf\x11\xe0", "Gem regnearket som .xlsx uden adgangskode, og prøv igen."),
    ],
)
def test_bad_file_is_refused_in_words_and_changes_nothing(upload, raw, sentence):
    before = Draft.objects.get().content
    page = upload(raw)
    assert page.status_code == 422
    assert sentence in words(page)
    assert (Draft.objects.get().content, Draft.objects.get().revision) == (before, 1)


def test_every_fault_of_a_file_is_listed_with_its_place(upload):
    bad = SOUND | {"title": "", "colour": "<b>rød</b>"}
    bad["battery"] = [bad["battery"][0] | {"kind": "essay", "text": True}]
    said = words(upload(yaml.safe_dump(bad).encode()))
    for line in (
        "Selve undersøgelsen: Fjern feltet “colour”, eller ret dets navn.",
        "Selve undersøgelsen: Skriv titlen.",
        "Spørgsmål om hver sag, nummer 1: Sæt anførselstegn om teksten, så det læses som tekst.",
        (
            "Spørgsmål om hver sag, nummer 1: Vælg en af typerne single, multiple, ordinal, ranking, matrix, percent,"
            " number, money, date, line, text, section, information."
        ),
    ):
        assert line in said


def test_good_file_takes_the_place_of_the_draft_once(upload):
    text = "<em>Alma</em> 🙂 עברית < 5"
    new = SOUND | {"vignettes": [{"code": "V9", "title": text, "text": text}]}
    page = upload(json.dumps(new | {"introduction": f"<b>{new['introduction']}</b>"}).encode())
    assert Draft.objects.get().content == new
    assert text in words(page)
    assert "Der er ikke sket noget" in words(upload(files.written(SOUND)))
    assert Draft.objects.get().content == new


def test_download_is_the_draft(upload, survey, client):
    response = client.get(reverse("vignettes:draft_export", args=[survey.pk]))
    assert files.read(response.content) == Draft.objects.get().content
    assert response.headers["Content-Disposition"] == 'attachment; filename="boernesager-kladde.yaml"'


def test_draft_is_corrected_as_a_spreadsheet(upload, survey, client):
    """One mistake and nothing is read in; without it everything is."""
    response = client.get(reverse("vignettes:draft_workbook", args=[survey.pk]))
    assert response.headers["Content-Disposition"] == 'attachment; filename="boernesager-kladde.xlsx"'
    book = openpyxl.load_workbook(BytesIO(response.content))
    book["survey"]["C2"], book["survey"]["E5"] = "Hvilken rolle har du?", "måske"
    page = upload(_bytes(book))
    assert (page.status_code, Draft.objects.get().revision) == (422, 1)
    assert "Ark survey, række 5: Skriv yes eller no i kolonnen “required”." in words(page)
    book["survey"]["E5"] = "no"
    assert "Filen er indlæst." in words(upload(_bytes(book)))
    content = Draft.objects.get().content
    assert (content["background"][0]["text"], content["battery"][1]["required"]) == ("Hvilken rolle har du?", False)


def _bytes(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()
