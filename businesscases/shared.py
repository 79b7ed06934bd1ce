"""What others read of a shared case: a document that holds the chosen parts alone, and is all that is ever sent."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format

from businesscases.assembling import inputs_of
from businesscases.forms.line_fields import years_text
from businesscases.gathering import element_of
from businesscases.headline import Headline, people
from businesscases.models import Actor, Case, Grade, Kind, Part, Per, SharedPart
from businesscases.panel import Panel, Purse, panel_of
from municipalities.models import Seat

TEXTS = {
    SharedPart.PROBLEM: ("problem", "target_group", "target_group_size", "target_group_found"),
    SharedPart.INTERVENTION: ("intervention", "legal_basis", "starts_on", "duration_months", "staffing"),
    SharedPart.BASIS: ("basis_alternative",),
    SharedPart.PROPOSAL: ("proposal",),
}
# Neither notes nor who changed a line: the first are for the own colleagues, the second are people.
LINE = ("name", "kind", "actor", "administration", "area", "to_actor", "to_administration", "to_area")
LINE += ("first_year", "last_year", "per")
PRICED = ("quantity", "unit", "unit_price", "unit_price_low", "unit_price_high", "price_year", "index", "source")
EFFECT = ("name", "rate", "rate_low", "rate_high", "first_year", "deadweight", "attribution", "displacement")
EFFECT += ("drop_off", "grade", "source")


def document_of(case, parts) -> dict:
    """The chosen parts of the case as they stand, as JSON."""
    document = {"texts": {name: _plain(getattr(case, name)) for part in parts for name in TEXTS.get(part, ())}}
    if SharedPart.THEORY in parts:
        elements = case.elements.prefetch_related("leads_to", "indicators")
        document["theory"] = [asdict(element_of(element)) for element in elements]
    if SharedPart.EFFECTS in parts:
        document["effects"] = [_facts(effect, EFFECT) for effect in case.effects.all()]
    if SharedPart.LINES in parts:
        numbers = {effect.pk: number for number, effect in enumerate(case.effects.all(), start=1)}
        document["lines"] = [_line(line, parts, numbers) for line in case.lines.select_related("effect", "refund")]
    if SharedPart.RESULTS in parts:
        document["results"] = _results(case, parts)
    return document


def panel_from(results, owner: str) -> Panel:
    """The panel that `owner` shared, for the partial that shows every panel. It never says "you": others read it."""
    line = Headline(results["sentence"], results["people"], tuple(results["notes"]))
    purses = tuple(Purse(**purse) for purse in results["purses"])
    total = Purse(**results["total"]) if results["total"] else None
    drawn = {"draws": results["draws"], "all_draws": results["all_draws"]}
    return Panel(line, purses, total, **drawn, owner=owner, day=date.fromisoformat(results["on"]))


def texts_of(document) -> list[tuple[str, list[tuple[str, str]]]]:
    """The words of each chosen part: its name, and (label, text) of what is written in it."""
    return [
        (part.label, [(_label(name), _shown(name, document["texts"][name])) for name in names])
        for part, names in TEXTS.items()
        if names[0] in document["texts"]
    ]


def lines_of(document) -> list[dict]:
    """The lines with the words of their choices, and amounts as numbers."""
    return [
        line
        | {
            "kind": Kind(line["kind"]).label,
            "actor": Actor(line["actor"]).label,
            "to_actor": Actor(line["to_actor"]).label if line["to_actor"] else "",
            "per": Per(line["per"]).label,
            "years": years_text(line["first_year"], line["last_year"]),
        }
        | {name: Decimal(line[name]) for name in ("quantity", "unit_price") if name in line}
        for line in document.get("lines", ())
    ]


def effects_of(document) -> list[dict]:
    return [
        effect | {"percent": Decimal(effect["rate"]) * 100, "grade": Grade(effect["grade"]).label}
        for effect in document.get("effects", ())
    ]


def theory_of(document) -> list[tuple[str, list[dict]]]:
    """The boxes of the theory of change by column; the empty ones are left out."""
    boxes = document.get("theory", ())
    columns = ((part.label, [box for box in boxes if box["part"] == part]) for part in Part)
    return [column for column in columns if column[1]]


def contact_of(participation):
    """The contact person today, the only person whom others are told of; None without one."""
    seat = Seat.objects.current().contacts().filter(participation=participation).select_related("user").first()
    return seat and seat.user


def words_of(share) -> str:
    """Everything one can search for in a shared case."""
    found = [share.title, str(share.participation.municipality), *_texts(share.document)]
    return " ".join(found).casefold()


def _label(name):
    label = str(Case._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _shown(name, value):
    if value and name == "starts_on":
        return date_format(date.fromisoformat(value), "j. F Y")
    return "" if value is None else str(value)


def _line(line, parts, numbers):
    """`effect_number` counts the shared effects, of which two may have one name."""
    facts = _facts(line, LINE)
    if SharedPart.EFFECTS in parts and line.effect:
        facts |= {"effect": line.effect.name, "effect_number": numbers[line.effect_id]}
    if SharedPart.PRICES in parts:
        facts |= _facts(line, PRICED)
        facts |= {"refund": str(line.refund)} if line.refund else {}
    return facts


def _results(case, parts):
    """The panel. Notes and what happens to people can name effects, and lines that are not counted name themselves:
    without the words of both, people are only counted, but never left out beside the money.
    """
    inputs, owner = inputs_of(case), case.municipality.official_name
    panel = panel_of(inputs, owner=owner)
    is_named = {SharedPart.EFFECTS, SharedPart.LINES} <= set(parts)
    return {
        "sentence": panel.headline.sentence,
        "people": panel.headline.people if is_named else people(inputs, None, owner),
        "notes": list(panel.headline.notes) if is_named else [],
        "purses": [asdict(purse) for purse in panel.purses],
        "total": asdict(panel.total) if panel.total else None,
        "draws": panel.draws,
        "all_draws": panel.all_draws,
        "left_out": panel.left_out,
        "price_year": inputs.price_year,
        "horizon_years": inputs.horizon_years,
        "on": timezone.localdate().isoformat(),
    }


def _facts(row, names):
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value):
    if value is None or isinstance(value, (str, int)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []
