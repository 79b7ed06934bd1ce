"""What every page knows: the main navigation, whom to ask, and whether this is a demonstration."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from municipalities.access import Action, may

# url name, label, the action that shows it
_ITEMS = [
    ("home", _("Overview"), None),
    ("municipalities:partnership_list", _("Partnerships"), Action.PARTNERSHIP_VIEW),
    ("vignettes:survey_list", _("Surveys"), Action.SURVEY_VIEW),
    ("reports:report_list", _("Reports"), Action.REPORT_READ),
    ("meetings:meeting_list", _("Meeting plan"), Action.MEETING_VIEW),
    ("businesscases:price_list", _("Prices"), Action.PRICE_VIEW),
    ("municipalities:person_list", _("People"), Action.PEOPLE_VIEW),
    ("search", _("Search"), Action.SEARCH),
    ("outbox_list", _("Outbox"), Action.OUTBOX_VIEW),
]


def page(request):
    return {
        "demo_banner": settings.DEMO,
        "contact_email": settings.CONTACT_EMAIL,
        "navigation": SimpleLazyObject(lambda: _navigation(request)),  # pages without a menu ask no roles
    }


def _navigation(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return [
        {"url": reverse(name), "label": label, "current": _is_current(request.path, name)}
        for name, label, action in _ITEMS
        if action is None or may(user, action)
    ]


def _is_current(path, name):
    """Every address begins as the overview's does; that one is current on its own page alone."""
    return path == reverse(name) if name == "home" else path.startswith(reverse(name))
