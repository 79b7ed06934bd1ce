"""Home, search, health and the accessibility statement: the only views that see every app."""

import hmac

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from jobs import health, mail
from jobs import metrics as job_metrics
from jobs.errors import Refused
from jobs.models import OutboxMessage
from municipalities.access import Action, may, reach_of, requires
from municipalities.forms.lists import SearchForm
from municipalities.models import Municipality, Partnership, User
from partnership.overview import overview

MOST_FOUND = 50


@require_safe
def home(request):
    return render(request, "home.html", {"overview": overview(request.user)})


@require_safe
@requires(Action.SEARCH)
def search(request):
    form = SearchForm.of(request)
    results = _found(request, form.text) if form.text else []
    return render(request, "search.html", {"form": form, "results": results})


def _found(request, text):
    """Headings with the rows that match, each kind within the reach that shows it elsewhere."""
    kinds = [
        (_("Partnerships"), Partnership.objects.within(request.reach)),
        (_("Municipalities"), Municipality.objects.all()),
    ]
    if may(request.user, Action.PEOPLE_VIEW):
        kinds.append((_("People"), User.objects.within(reach_of(request.user, Action.PEOPLE_VIEW))))
    found = [(heading, list(rows.matching(text)[:MOST_FOUND])) for heading, rows in kinds]
    return [(heading, rows) for heading, rows in found if rows]


@require_safe
@requires(Action.OUTBOX_VIEW)
def outbox_list(request):
    page = Paginator(OutboxMessage.objects.all(), 50).get_page(request.GET.get("side"))
    return render(request, "outbox_list.html", {"page": page})


@require_safe
@requires(Action.OUTBOX_VIEW)
def outbox_show(request, pk):
    """One mail; its text, which may hold a personal link, only in a demonstration (docs/decisions.md)."""
    message = get_object_or_404(OutboxMessage, pk=pk)
    return render(request, "outbox_show.html", {"mail": message, "with_text": settings.DEMO})


@require_POST
@requires(Action.OUTBOX_SEND)
def outbox_resend(request, pk):
    message = get_object_or_404(OutboxMessage, pk=pk)
    try:
        mail.send_again(message=message, by=request.user)
        messages.success(request, _("The mail is sent again within a minute."))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("outbox_show", pk)


@require_safe
@login_not_required
def accessibility_statement(request):
    return render(request, "accessibility_statement.html")


@require_safe
@login_not_required
def was(request):
    """The address under which Danish public sites are expected to have their accessibility statement."""
    return redirect("accessibility_statement")


@require_safe
@login_not_required
def livez(request):
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@login_not_required
def readyz(request):
    checks = health.checks()
    ready = all(checks.values())
    return JsonResponse({"ready": ready} | checks, status=200 if ready else 503)


@require_safe
@login_not_required
def metrics(request):
    """Prometheus metrics for whoever has the token; without a token in the settings there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(generate_latest() + generate_latest(job_metrics.REGISTRY), content_type=CONTENT_TYPE_LATEST)
