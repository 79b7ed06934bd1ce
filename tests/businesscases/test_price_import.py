"""Prices from a file: nothing is stored before somebody says yes, and then all of it once."""

import io
from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from businesscases.models import Price, PriceCatalogue, PriceImport

HEAD = "indsats;trin;enhed;pris;prisår;kilde"
ROWS = f"{HEAD}\nForløb;3;forløb;45.094,50;2024;Regnskab\nÆøå-tilbud;;time;850;2025;KL\n"


@pytest.fixture
def own(herning):
    return PriceCatalogue.objects.create(municipality=herning.municipality, name="Egne priser")


@pytest.fixture
def upload(cast, sign_in, own):
    """upload(content) → the response; `upload.client`."""
    client = sign_in(cast.member)

    def send(content, name="priser.csv"):
        raw = content.encode() if isinstance(content, str) else content
        return client.post(f"/priser/kataloger/{own.pk}/import/", {"file": SimpleUploadedFile(name, raw)})

    send.client = client
    return send


def _workbook(*rows):
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def _stored():
    found = Price.objects.order_by("measure", "price_year")
    return [(row.measure, row.step, row.unit, row.amount_dkk, row.price_year, row.source) for row in found]


STORED = [
    ("Forløb", 3, "forløb", Decimal("45094.50"), 2024, "Regnskab"),
    ("Æøå-tilbud", None, "time", Decimal("850.00"), 2025, "KL"),
]


@pytest.mark.parametrize(
    "raw",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("cp1252"),
        ROWS.replace(",", "§").replace(";", ",").replace("45.094§50", '"45.094,50"').encode(),
        _workbook(
            HEAD.split(";"),
            ["Forløb", 3, "forløb", 45094.5, 2024, "Regnskab"],
            ["Æøå-tilbud", None, "time", 850, 2025, "KL"],
        ),
    ],
    ids=["utf-8", "bom", "windows", "comma", "xlsx"],
)
def test_nothing_is_stored_before_the_yes_and_everything_after_it(upload, raw):
    said = upload(raw)
    assert said.status_code == 302
    page = upload.client.get(said.url).content.decode()
    assert ("2 nye priser" in page, "45.094,50" in page) == (True, True)
    assert _stored() == []
    for _click in range(2):
        assert upload.client.post(said.url).status_code == 302
    assert _stored() == STORED


def test_same_file_twice_changes_nothing(upload, own):
    upload.client.post(upload(ROWS).url)
    before = list(own.prices.values())
    again = upload(ROWS)
    page = upload.client.get(again.url).content.decode()
    assert ("2 priser står der i forvejen" in page, "Der er ikke noget at importere" in page) == (True, True)
    upload.client.post(again.url)
    assert list(own.prices.values()) == before


def test_changed_price_is_shown_beside_todays(upload, own):
    upload.client.post(upload(ROWS).url)
    said = upload(ROWS.replace("850", "900"))
    page = " ".join(upload.client.get(said.url).content.decode().split())
    assert '>850</td> <td class="number" data-title="I filen">900</td>' in page
    upload.client.post(said.url)
    changed = own.prices.get(measure="Æøå-tilbud")
    assert (changed.amount_dkk, changed.version) == (Decimal("900.00"), 2)
    entry = LogEntry.objects.get_for_object(PriceImport.objects.first()).get(additional_data__isnull=False)
    assert entry.additional_data == {"new": 0, "changed": {str(changed.pk): {"amount_dkk": ["850.00", "900"]}}}


def test_every_mistake_by_row_and_cell(upload):
    text = f"{HEAD}\nForløb;7;forløb;mange;24;\n;3;forløb;1;2024;Kilde\nForløb;3;t;1;2024;K\nForløb;3;t;2;2024;K\n"
    said = upload(text)
    page = " ".join(said.content.decode().split())
    cells = [
        ("2", "trin", "7"),
        ("2", "pris", "mange"),
        ("2", "prisår", "24"),
        ("2", "kilde", "–"),
        ("3", "indsats", "–"),
        ("5", "indsats", "Forløb"),
    ]
    assert said.status_code == 422
    assert "6 celler skal rettes" in page
    for line, column, text in cells:
        assert (
            f'<th scope="row" data-title="Række">{line}</th> <td data-title="Kolonne">{column}</td>'
            f' <td data-title="Der står">{text}</td>'
        ) in page
    assert "Den samme indsats og det samme prisår står også i række 4" in page
    assert (PriceImport.objects.count(), Price.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "tom"),
        (HEAD, "Filen har ingen rækker med priser"),
        ("indsats;pris\nA;1\n", "Filen mangler disse kolonner: enhed, prisår, kilde"),
        (f"{HEAD};ekstra\nA;1;t;1;2024;K;x\n", "kolonner, som priser ikke har: ekstra"),
        (f"{HEAD}\nA;1;t;1;2024;K;for meget\n", "Række 2 har flere celler"),
        (b"PK\x03\x04 ikke en projektmappe", "Filen kan ikke læses"),
        (b"%PDF-1.7\x00\x01", "hverken CSV eller XLSX"),
        (HEAD + "\n" + "".join(f"I{n};;t;1;2024;K\n" for n in range(5001)), "mere end 5.000 rækker"),
        (b"x" * 3_000_001, "højst 3 MB"),
    ],
)
def test_files_that_cannot_be_read_get_an_instruction(upload, content, sentence):
    said = upload(content)
    assert said.status_code == 422
    assert sentence in said.content.decode()
    assert not PriceImport.objects.exists()


def test_five_thousand_rows_work(upload, own):
    text = HEAD + "\n" + "".join(f"Indsats {n};;time;{n},50;2024;Kilde\n" for n in range(5000))
    said = upload(text)
    upload.client.post(said.url)
    assert own.prices.count() == 5000
    assert own.prices.get(measure="Indsats 4999").amount_dkk == Decimal("4999.50")


def test_number_with_three_decimals_in_a_workbook_is_no_thousand(upload):
    said = upload(_workbook(HEAD.split(";"), ["A", None, "t", 234.567, 2024, "K"]))
    assert "højst to decimaler" in said.content.decode()


def test_a_second_file_takes_the_place_of_the_one_that_waits(upload):
    first = upload(ROWS)
    upload(ROWS.replace("850", "900"))
    assert PriceImport.objects.count() == 1
    assert upload.client.post(first.url).status_code == 404


def test_template_can_be_filled_in_and_read(upload, own):
    raw = upload.client.get("/priser/skabelon.xlsx").content
    assert [cell.value for cell in load_workbook(io.BytesIO(raw)).active[1]] == HEAD.split(";")
    for ending in ("csv", "xlsx"):
        said = upload(upload.client.get(f"/priser/skabelon.{ending}").content, f"skabelon.{ending}")
        upload.client.post(said.url)
    assert own.prices.get().amount_dkk == Decimal("45094.50")
    assert upload.client.get("/priser/skabelon.exe").status_code == 404
