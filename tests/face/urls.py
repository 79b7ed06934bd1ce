"""The platform's addresses and, before them, one for every way to fail."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import include, path

from partnership.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def failing(error):
    @login_not_required
    def view(request):
        raise error

    return view


urlpatterns = [
    path("fejl/", failing(RuntimeError("the reason stays in the log"))),
    path("nej/", failing(PermissionDenied())),
    path("skidt/", failing(SuspiciousOperation())),
    path("send/", failing(AssertionError("a form without its token must not get this far"))),
    path("", include("partnership.urls")),
]
