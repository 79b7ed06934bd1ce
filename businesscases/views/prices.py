"""The price list."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from businesscases.models import PriceCatalogue
from municipalities.access import Action, may, reach_of, requires


@require_safe
@requires(Action.PRICE_VIEW)
def price_list(request):
    """Every price with its source: the public ones, and the own municipality's."""
    own = reach_of(request.user, Action.CASE_VIEW)
    context = {
        "catalogues": PriceCatalogue.objects.shown_within(own).prefetch_related("prices"),
        "may_view_cases": may(request.user, Action.CASE_VIEW),
    }
    return render(request, "businesscases/price_list.html", context)
