"""Home, search, health and the accessibility statement: the only views that see every app."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from jobs import health
from jobs.models import OutboxMessage
from municipalities.access import Action, requires
from municipalities.models import Municipality


@require_safe
def home(request):
    return render(request, "home.html")


@require_safe
@requires(Action.SEARCH)
def search(request):
    text = request.GET.get("q", "")[:100]
    municipalities = Municipality.objects.matching(text) if text.strip() else Municipality.objects.none()
    return render(request, "search.html", {"text": text, "municipalities": municipalities})


@require_safe
@requires(Action.OUTBOX_VIEW)
def outbox_list(request):
    page = Paginator(OutboxMessage.objects.all(), 50).get_page(request.GET.get("side"))
    return render(request, "outbox_list.html", {"page": page})


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
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
