"""How catalogues of prices change. Lines that took a price keep its amount and source."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from businesscases.actions.trail import note
from businesscases.models import Price, PriceCatalogue, PriceImport
from jobs.errors import Refused


class StalePrice(Refused):
    """Somebody else has changed the row since the form was opened. `current` is the row as it stands."""

    def __init__(self, current):
        super().__init__(_("Somebody has changed this meanwhile. Compare the two, and save what shall stand."))
        self.current = current


@transaction.atomic
def create_catalogue(*, municipality, name, description) -> PriceCatalogue:
    """The second click of two creates nothing."""
    facts = {"municipality": municipality, "name": name}
    try:
        with transaction.atomic():
            return PriceCatalogue.objects.create(**facts, description=description)
    except IntegrityError:
        same = PriceCatalogue.objects.get(**facts)
    if same.description != description or same.version != 1:
        raise Refused(_("There already is a catalogue with this name. Choose another name, or open that one."))
    return same


@transaction.atomic
def save_catalogue(*, catalogue, version, name, description) -> PriceCatalogue:
    try:
        with transaction.atomic():
            return _saved(PriceCatalogue.objects, catalogue, version, {"name": name, "description": description})
    except IntegrityError as twin:
        taken = _("There already is a catalogue with this name. Choose another name, or open that one.")
        raise Refused(taken) from twin


@transaction.atomic
def delete_catalogue(*, catalogue) -> None:
    """Lines keep what they took. The second click of two deletes nothing."""
    for standing in PriceCatalogue.objects.select_for_update().filter(pk=catalogue.pk):
        hold_prices(standing.prices.values_list("pk", flat=True), until_deleted=True)
        standing.delete()


@transaction.atomic
def create_price(*, catalogue, **facts) -> Price:
    """The second click of two stores nothing."""
    _take_turns(catalogue)
    same = Price.objects.filter(catalogue=catalogue, **_key(facts)).first()
    if same is None:
        return Price.objects.create(catalogue=catalogue, **facts)
    if not is_same(same, facts):
        raise Refused(_taken(facts))
    return same


@transaction.atomic
def save_price(*, price, version, **facts) -> Price:
    """Change a price, written over `version` of it."""
    _take_turns(price.catalogue)
    if Price.objects.filter(catalogue=price.catalogue, **_key(facts)).exclude(pk=price.pk).exists():
        raise Refused(_taken(facts))
    return _saved(Price.objects, price, version, facts)


@transaction.atomic
def delete_price(*, price) -> None:
    """Lines keep what they took of it. The second click of two deletes nothing."""
    for standing in Price.objects.select_for_update().filter(pk=price.pk):
        standing.delete()


def hold_prices(pks, *, until_deleted=False) -> set[int]:
    """Which of these prices still stand; nobody deletes them before this transaction ends.

    Always in the same order, so that no two wait for each other.
    """
    rows = Price.objects.select_for_update(no_key=not until_deleted).filter(pk__in=list(pks)).order_by("pk")
    return set(rows.values_list("pk", flat=True))


@transaction.atomic
def upload(*, catalogue, file_name, rows, by) -> PriceImport:
    """Keep what a file says until somebody says yes. An earlier one of the same person that waits is dropped."""
    _take_turns(catalogue)
    PriceImport.objects.filter(catalogue=catalogue, uploaded_by=by, stored_at=None).delete()
    return PriceImport.objects.create(catalogue=catalogue, file_name=file_name[-200:], rows=rows, uploaded_by=by)


@transaction.atomic
def store(*, row, news, by) -> PriceImport:
    """Write the prices of an import, all or none. `news(rows, prices)` parts them into new and changed ones.

    One entry of the audit trail tells what became of all. The second click of two stores nothing.
    """
    _take_turns(row.catalogue)
    row = PriceImport.objects.select_for_update(of=("self",)).select_related("catalogue").filter(pk=row.pk).first()
    if row is None:
        raise Refused(_("You have read another file into the catalogue meanwhile. Look at that one."))
    if row.stored_at:
        return row
    found = news(row.rows, row.catalogue.prices.select_for_update(no_key=True).order_by("pk"))
    note(row, by=by, **_told(found))
    Price.objects.bulk_create(Price(catalogue=row.catalogue, **facts) for facts in found.new)
    for price, facts in found.changed:
        for name, value in facts.items():
            setattr(price, name, value)
        price.version += 1
    Price.objects.bulk_update(
        [price for price, _facts in found.changed], ["step", "unit", "amount_dkk", "source", "version"], batch_size=500
    )
    row.rows, row.stored_at = [], timezone.now()
    row.save()
    return row


def is_same(price, facts) -> bool:
    return all(getattr(price, name) == value for name, value in facts.items())


def _told(found):
    """New prices stand in the catalogue; of a changed one only the trail says what it was, by its key."""
    return {"new": len(found.new), "changed": {price.pk: _differences(price, facts) for price, facts in found.changed}}


def _differences(price, facts):
    pairs = {name: (getattr(price, name), value) for name, value in facts.items()}
    return {name: [str(old), str(new)] for name, (old, new) in pairs.items() if old != new}


def _saved(rows, row, version, facts):
    row = rows.select_for_update().filter(pk=row.pk).first()
    if row is None:
        raise _deleted()
    if is_same(row, facts):
        return row
    if row.version != version:
        raise StalePrice(row)
    for name, value in facts.items():
        setattr(row, name, value)
    row.version = version + 1
    row.save()
    return row


def _take_turns(catalogue):
    """Also for whoever deletes it: who comes after that is told so."""
    if not PriceCatalogue.objects.select_for_update().filter(pk=catalogue.pk).exists():
        raise _deleted()


def _deleted():
    return Refused(_("Somebody has deleted this meanwhile. Talk to your colleagues before you enter it again."))


def _key(facts):
    return {name: facts[name] for name in ("measure", "price_year")}


def _taken(facts):
    sentence = _("The catalogue already has a price of “%(measure)s” for %(year)s. Correct that one instead.")
    return sentence % {"measure": facts["measure"], "year": facts["price_year"]}
