"""What every page knows: the main navigation, whom to ask, and whether this is a demonstration."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from municipalities.access import Action, may

# url name, label, the action that shows it
ITEMS = [
    ("home", _("Overview"), None),
    ("municipalities:partnership_list", _("Partnerships"), Action.PARTNERSHIP_VIEW),
    ("vignettes:survey_list", _("Surveys"), Action.SURVEY_VIEW),
    ("reports:report_list", _("Reports"), Action.REPORT_READ),
    ("meetings:meeting_list", _("Meeting plan"), Action.MEETING_VIEW),
    ("businesscases:case_list", _("Business cases"), Action.CASE_VIEW),
    ("businesscases:shared_list", _("Library"), Action.SHARE_VIEW),
    ("businesscases:price_list", _("Prices"), Action.PRICE_VIEW),
    ("municipalities:person_list", _("People"), Action.PEOPLE_VIEW),
    ("search", _("Search"), Action.SEARCH),
    ("outbox_list", _("Outbox"), Action.OUTBOX_VIEW),
    ("request_find", _("Personal data"), Action.SECRETARIAT_MANAGE),
]

_BY_APP = {
    "businesscases": "businesscases:case_list",
    "vignettes": "vignettes:survey_list",
    "reports": "reports:report_list",
    "meetings": "meetings:meeting_list",
}
_BY_NOUN = dict.fromkeys(
    ["partnership", "participation", "phase", "group", "seat", "contact", "municipality"],
    "municipalities:partnership_list",
)
_BY_NOUN |= dict.fromkeys(["person", "role", "invitation"], "municipalities:person_list")
_BY_NOUN |= dict.fromkeys(["price", "catalogue", "table"], "businesscases:price_list")
_BY_NOUN |= {
    "outbox": "outbox_list",
    "request": "request_find",
    "case": "businesscases:case_list",
    "snapshot": "businesscases:case_list",
    "shared": "businesscases:shared_list",
}


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
    here = place(request.resolver_match)
    return [
        {"url": reverse(name), "label": label, "current": name == here}
        for name, label, action in ITEMS
        if action is None or may(user, action)
    ]


def place(match):
    """The item of the menu that a page belongs to: its noun's, its app's, or its own."""
    if match is None:
        return None
    noun = (match.url_name or "").partition("_")[0]
    return _BY_NOUN.get(noun) or _BY_APP.get(match.app_name) or match.view_name
