"""The 98 municipalities and their regions, from municipalities/data/municipalities.csv."""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations

from municipalities.danish import search_key, sort_key

SOURCE = Path(__file__).resolve().parent.parent / "data" / "municipalities.csv"
REGIONS_BEGAN = date(2007, 1, 1)
EAST_DENMARK = "Østdanmark"
EAST_DENMARK_BEGINS = date(2027, 1, 1)
MERGED = ("Hovedstaden", "Sjælland")


def load(apps, schema_editor):
    Region, Municipality, RegionMembership = (
        apps.get_model("municipalities", name) for name in ("Region", "Municipality", "RegionMembership")
    )
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["region_2007_2026"] for row in rows} | {EAST_DENMARK}
    regions = {name: Region.objects.create(name=name) for name in sorted(names)}
    Municipality.objects.bulk_create(_municipality(Municipality, row) for row in rows)
    RegionMembership.objects.bulk_create(
        RegionMembership(municipality_id=row["kode"], region=regions[name], starts_on=starts_on, ends_on=ends_on)
        for row in rows
        for name, starts_on, ends_on in _memberships(row["region_2007_2026"])
    )


def _municipality(model, row):
    return model(
        code=row["kode"],
        name=row["navn"],
        official_name=row["officielt_navn"],
        cvr=row["cvr"],
        kind=row["dst_kommunegruppe"],
        population_2020=int(row["folketal_2020_01_01"]),
        sort_text=sort_key(row["navn"]),
        search_text=search_key(row["navn"]),
    )


def _memberships(region):
    if region not in MERGED:
        return [(region, REGIONS_BEGAN, None)]
    last_day = date(EAST_DENMARK_BEGINS.year - 1, 12, 31)
    return [(region, REGIONS_BEGAN, last_day), (EAST_DENMARK, EAST_DENMARK_BEGINS, None)]


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
