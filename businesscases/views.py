from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires


@require_safe
@requires(Action.PRICE_VIEW)
def price_list(request):
    return render(request, "businesscases/price_list.html")
