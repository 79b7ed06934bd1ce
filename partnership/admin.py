"""Django admin for administrators alone; it signs nobody in by itself and replaces no page."""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from municipalities.access import Action, may


class AdminSite(admin.AdminSite):
    site_header = site_title = _("Administration")

    def has_permission(self, request):
        return may(request.user, Action.SECRETARIAT_MANAGE)

    def login(self, request, extra_context=None):
        """Send the visitor through the platform's own sign-in, with its rate limits and second factor."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.path))
