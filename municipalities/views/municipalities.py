"""The 98 municipalities. Their facts are public, so everybody with a role sees them all; what they do here is not."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires
from municipalities.forms.lists import MunicipalitySearchForm
from municipalities.models import Municipality

PER_PAGE = 50


@require_safe
@requires(Action.PARTNERSHIP_VIEW)
def municipality_list(request):
    form = MunicipalitySearchForm.of(request)
    page = Paginator(Municipality.objects.matching(form.text), PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "municipalities/municipality_list.html", {"form": form, "page": page})


@require_safe
@requires(Action.PARTNERSHIP_VIEW)
def municipality_show(request, code):
    municipality = get_object_or_404(Municipality.objects.matching(""), pk=code)
    context = {
        "municipality": municipality,
        "region": municipality.region_on(timezone.localdate()),
        "memberships": municipality.region_memberships.select_related("region"),
        "participations": municipality.participations.within(request.reach).select_related("partnership"),
    }
    return render(request, "municipalities/municipality_show.html", context)
