"""Error pages: a clear sentence, the right status, and an id that stands in the log."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", {"error_id": request.id}, status=403)


@requires_csrf_token
def bad_request(request, exception):
    return render(request, "400.html", {"error_id": request.id}, status=400)


@requires_csrf_token
def permission_denied(request, exception):
    return render(request, "403.html", {"error_id": request.id}, status=403)


@requires_csrf_token
def not_found(request, exception):
    return render(request, "404.html", {"error_id": request.id}, status=404)


@requires_csrf_token
def server_error(request):
    """Needs neither database nor context processors, since one of them may be what failed."""
    page = loader.render_to_string("500.html", {"error_id": getattr(request, "id", "")})
    return HttpResponseServerError(page)
