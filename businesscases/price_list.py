"""The rows of the price list: measures in pages, each with all its price years and whether they need a look."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import F, Min, Q
from django.utils import timezone

from businesscases.models import Price
from businesscases.vintages import Vintage, vintage_of

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One price; `is_first` opens the rows of its catalogue on the page."""

    price: Price
    vintage: Vintage | None
    newest_year: int
    is_first: bool


def page_of(prices, text, number):
    """A page of the measures among `prices` whose name or source has the text; `rows` are their prices."""
    if text:
        prices = prices.filter(Q(measure__icontains=text) | Q(source__icontains=text))
    measures = prices.order_by().values("catalogue", "measure").annotate(lowest=Min("step"))
    order = (F("catalogue__municipality").asc(nulls_last=True), "catalogue__name", F("lowest").asc(nulls_last=True))
    page = Paginator(measures.order_by(*order, "measure"), PER_PAGE).get_page(number)
    page.rows = _rows([(one["catalogue"], one["measure"]) for one in page.object_list])
    return page


def _rows(measures):
    found = {measure: [] for measure in measures}
    in_them = Price.objects.filter(
        catalogue__in={catalogue for catalogue, _measure in measures},
        measure__in={name for _catalogue, name in measures},
    )
    for price in in_them.select_related("catalogue__municipality").order_by("-price_year", "pk"):
        if (price.catalogue_id, price.measure) in found:
            found[price.catalogue_id, price.measure].append(price)
    year, rows, before = timezone.localdate().year, [], None
    for prices in found.values():
        newest = prices[0].price_year
        for price in prices:
            vintage = vintage_of(price.price_year, year, newest)
            rows.append(Row(price, vintage, newest, price.catalogue_id != before))
            before = price.catalogue_id
    return rows
