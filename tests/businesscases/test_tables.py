"""The public tables: read by everybody with prices, kept by the secretariat, never changed under a case."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile

from businesscases.models import DiscountSchedule, IndexSeries, RefundRule

SERIES = {"index": "net_price", "name": "Nettoprisindeks 2026", "source": "Danmarks Statistik, PRIS114"}
SERIES |= {"published_on": "10.10.2026", "pairs": "2024 118,3\n2025\t121,45"}
NEW = "/tabeller/prisindeks/ny/"


def _levels(series):
    return [(level.year, level.level) for level in series.levels.all()]


def test_everybody_reads_and_the_secretariat_writes(cast, sign_in):
    schedule = DiscountSchedule.objects.first()
    url = f"/tabeller/diskonteringsrenter/{schedule.pk}/"
    found = {}
    for name in ("member", "researcher", "consultant", "administrator"):
        client = sign_in(getattr(cast, name))
        found[name] = [client.get(one).status_code for one in ("/tabeller/", url, f"{url}ny-udgave/", NEW)]
    reads, writes = [200, 200, 403, 403], [200] * 4
    assert found == {"member": reads, "researcher": reads, "consultant": writes, "administrator": writes}
    assert sign_in(cast.member).get("/tabeller/andet/1/").status_code == 404


def test_index_is_entered_once_with_source_and_day(cast, sign_in):
    client = sign_in(cast.consultant)
    for _click in range(2):
        assert client.post(NEW, SERIES).status_code == 302
    series = IndexSeries.objects.get(name="Nettoprisindeks 2026")
    assert _levels(series) == [(2024, Decimal("118.3")), (2025, Decimal("121.45"))]
    page = client.get(f"/tabeller/prisindeks/{series.pk}/").content.decode()
    assert ("10. oktober 2026" in page, "118,3" in page, "PRIS114" in page) == (True, True, True)


def test_index_is_imported_from_a_file(cast, sign_in):
    file = SimpleUploadedFile("indeks.csv", "år;indeks\n2023;115,0\n2024;118,3\n".encode("cp1252"))
    assert sign_in(cast.consultant).post(NEW, SERIES | {"pairs": "", "file": file}).status_code == 302
    assert _levels(IndexSeries.objects.get()) == [(2023, Decimal(115)), (2024, Decimal("118.3"))]


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ("2024 hundrede", "Linje 1: skriv to tal som vist"),
        ("2024 100\n2024 101", "Linje 2: skriv to tal som vist"),
        ("2024 0", "Linje 1: skriv to tal som vist"),
        ("2024", "Linje 1: skriv to tal som vist"),
        ("", "Skriv mindst ét år med niveau"),
    ],
)
def test_mistakes_are_named_by_line(cast, sign_in, pairs, sentence):
    said = sign_in(cast.consultant).post(NEW, SERIES | {"pairs": pairs}).content.decode()
    assert (sentence in said, "PRIS114" in said) == (True, True)
    assert not IndexSeries.objects.exists()


def test_table_in_use_stays_and_is_corrected_by_a_new_edition(cast, sign_in, make_case):
    case = make_case()
    schedule = case.calculation.schedule
    assert schedule.unverified_from == 71
    client, url = sign_in(cast.consultant), f"/tabeller/diskonteringsrenter/{schedule.pk}/"
    assert "Vi har ikke set renten fra år 71" in client.get(url).content.decode()
    words = {"name": schedule.name, "source": "x", "pairs": "0 3,5\n36 2,5\n71 1,5"}
    said = client.post(f"{url}ret/", words).content.decode()
    assert "En businesscase er beregnet med denne tabel" in said
    assert [step.first_year for step in schedule.steps.all()] == [0, 36]
    words |= {"name": "Finansministeriet 2021, fuld", "valid_from": "7.1.2021", "source": "Nøgletalskataloget"}
    assert client.post(f"{url}ny-udgave/", words).status_code == 302
    newer = DiscountSchedule.objects.get(name="Finansministeriet 2021, fuld")
    rates = [(step.first_year, step.rate) for step in newer.steps.all()]
    assert rates == [(0, Decimal("0.035")), (36, Decimal("0.025")), (71, Decimal("0.015"))]
    case.calculation.refresh_from_db()
    assert case.calculation.schedule == schedule


def test_new_edition_begins_with_the_rows_of_the_old_one(cast, sign_in):
    rule = RefundRule.objects.order_by("law").first()
    page = sign_in(cast.consultant).get(f"/tabeller/refusion/{rule.pk}/ny-udgave/").content.decode()
    first = rule.bands.first()
    assert f"{first.threshold_dkk:.0f} 25" in page
    assert rule.law in page


def test_table_nobody_uses_can_be_corrected(cast, sign_in):
    client = sign_in(cast.administrator)
    client.post(NEW, SERIES)
    series = IndexSeries.objects.get()
    client.post(f"/tabeller/prisindeks/{series.pk}/ret/", SERIES | {"pairs": "2024 118,4"})
    assert _levels(series) == [(2024, Decimal("118.4"))]
    entry = LogEntry.objects.get_for_object(series).get(additional_data__isnull=False)
    assert (entry.additional_data["after"], entry.actor) == ([["2024", "118.4"]], cast.administrator)
    assert len(entry.additional_data["before"]) > 1


def test_same_name_with_other_rows_is_refused(cast, sign_in):
    client = sign_in(cast.consultant)
    client.post(NEW, SERIES)
    said = client.post(NEW, SERIES | {"pairs": "2024 1"}).content.decode()
    assert "Der findes allerede en tabel med det navn" in said


def test_refund_rule_of_another_year(cast, sign_in):
    facts = {"law": "Barnets lov § 198", "level_year": "2026", "source": "SM, takster 2026"}
    said = sign_in(cast.consultant).post("/tabeller/refusion/ny/", facts | {"pairs": "940.000 25 %\n1.840.000 50"})
    assert said.status_code == 302
    rule = RefundRule.objects.get(level_year=2026)
    assert [(band.threshold_dkk, band.share) for band in rule.bands.all()] == [
        (Decimal(940_000), Decimal("0.25")),
        (Decimal(1_840_000), Decimal("0.5")),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(cast, sign_in, count, django_assert_num_queries):
    for number in range(count):
        series = IndexSeries.objects.create(index="net_price", name=f"N{number}", source="K")
        series.levels.create(year=2024 + number, level=100)
    client = sign_in(cast.member)
    client.get("/tabeller/")
    with django_assert_num_queries(6):
        client.get("/tabeller/")
