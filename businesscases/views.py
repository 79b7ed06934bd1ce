from django.shortcuts import render
from django.views.decorators.http import require_safe

from businesscases.models import PriceCatalogue
from municipalities.access import Action, requires


@require_safe
@requires(Action.PRICE_VIEW)
def price_list(request):
    """Every price with its source: public figures, so the same for all."""
    catalogues = PriceCatalogue.objects.prefetch_related("prices")
    return render(request, "businesscases/price_list.html", {"catalogues": catalogues})
