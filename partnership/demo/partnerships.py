"""Partnerships, phases, groups, meeting plans and prices of the demonstration."""

from pathlib import Path

import yaml

from businesscases.models import Price, PriceCatalogue
from meetings.models import Meeting
from municipalities.models import Group, Participation, Partnership, Phase

_HERE = Path(__file__).resolve().parent


def load_partnerships() -> None:
    for row in _read("partnerships.yaml"):
        fields = {name: row[name] for name in ("kind", "description", "starts_on", "ends_on")}
        partnership, _created = Partnership.objects.get_or_create(name=row["name"], defaults=fields)
        for code in row["municipalities"]:
            Participation.objects.get_or_create(
                partnership=partnership, municipality_id=code, defaults={"enrolled_on": row["starts_on"]}
            )
        for number, phase in enumerate(row.get("phases", []), start=1):
            Phase.objects.get_or_create(partnership=partnership, number=number, defaults=phase)
        for group in row.get("groups", []):
            Group.objects.get_or_create(partnership=partnership, kind=group["kind"], defaults=group)
        for meeting in row.get("meetings", []):
            Meeting.objects.get_or_create(
                partnership=partnership, title=meeting["title"], month=meeting["month"], defaults=meeting
            )


def load_prices() -> None:
    catalogue, _created = PriceCatalogue.objects.get_or_create(
        name="Offentlige priser på foranstaltninger",
        defaults={"description": "Eksempler med offentlig kilde. Kommunen kan bruge sine egne priser i stedet."},
    )
    for price in _read("prices.yaml"):
        Price.objects.get_or_create(
            catalogue=catalogue, measure=price["measure"], price_year=price["price_year"], defaults=price
        )


def _read(name):
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
