"""How catalogues of prices change. Lines that took a price keep its amount and source."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

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
    same = PriceCatalogue.objects.select_for_update().filter(municipality=municipality, name=name).first()
    if same is None:
        return PriceCatalogue.objects.create(municipality=municipality, name=name, description=description)
    if same.description != description or same.version != 1:
        raise Refused(_("There already is a catalogue with this name. Choose another name, or open that one."))
    return same


@transaction.atomic
def save_catalogue(*, catalogue, version, name, description) -> PriceCatalogue:
    twin = PriceCatalogue.objects.filter(municipality=catalogue.municipality, name=name).exclude(pk=catalogue.pk)
    if twin.exists():
        raise Refused(_("There already is a catalogue with this name. Choose another name, or open that one."))
    return _saved(PriceCatalogue.objects, catalogue, version, {"name": name, "description": description})


@transaction.atomic
def delete_catalogue(*, catalogue) -> None:
    catalogue.delete()


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
    price.delete()


@transaction.atomic
def upload(*, catalogue, file_name, rows, by) -> PriceImport:
    """Keep what a file says until somebody says yes. An earlier one of the same person that waits is dropped."""
    PriceImport.objects.filter(catalogue=catalogue, uploaded_by=by, stored_at=None).delete()
    return PriceImport.objects.create(catalogue=catalogue, file_name=file_name[-200:], rows=rows, uploaded_by=by)


@transaction.atomic
def store(*, row, news) -> PriceImport:
    """Write the prices of an import, all or none. `news(rows, prices)` parts them into new and changed ones.

    The second click of two stores nothing.
    """
    _take_turns(row.catalogue)
    row = PriceImport.objects.select_for_update().get(pk=row.pk)
    if row.stored_at:
        return row
    found = news(row.rows, row.catalogue.prices.all())
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


def _saved(rows, row, version, facts):
    row = rows.select_for_update().get(pk=row.pk)
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
    PriceCatalogue.objects.select_for_update().get(pk=catalogue.pk)


def _key(facts):
    return {name: facts[name] for name in ("measure", "price_year")}


def _taken(facts):
    sentence = _("The catalogue already has a price of “%(measure)s” for %(year)s. Correct that one instead.")
    return sentence % {"measure": facts["measure"], "year": facts["price_year"]}
