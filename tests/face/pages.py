"""Pages rendered as a browser would get them, and a route that serves them with the real security policy."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from municipalities.models import User
from tests.face.forms import EveryField

PERSON = User(name="Ida Holm", email="ida.holm@herning.example")
LABELS = ["Overblik", "Partnerskaber", "Spørgeskemaer", "Rapporter", "Mødeplan", "Priser", "Personer", "Udbakke"]
NAVIGATION = [{"label": label, "url": f"/{label.lower()}/", "current": label == "Rapporter"} for label in LABELS]
MESSAGES = [
    Message(constants.SUCCESS, "Svaret er gemt."),
    Message(constants.INFO, "Fristen er 14. januar."),
    Message(constants.WARNING, "To kolleger mangler at svare."),
    Message(constants.ERROR, "Rapporten kunne ikke laves."),
]
STEPS = [
    {"label": "Om dig", "url": "/svar/1/", "done": True, "current": False},
    {"label": "Emma, 4 år", "url": "/svar/2/", "done": False, "current": True},
    {"label": "Gennemse og indsend", "url": "", "done": False, "current": False},
]
EVERYTHING = {
    "user": PERSON,
    "navigation": NAVIGATION,
    "demo_banner": True,
    "contact_email": "hjaelp@sekretariatet.example",
    "messages": MESSAGES,
    "steps": STEPS,
}


def render(template, **context):
    """Without a request no context processor runs: the context given here is all that the page knows."""
    return get_template(template).render(context)


def every_part(**context):
    """A page with every part of the frame and one of everything that a page may hold."""
    return render("face/every_part.html", **(EVERYTHING | {"form": EveryField()} | context))


def serve(page, html):
    """Answer the browser page's requests from memory: "/" is the given page, /static/ the project's files."""
    policy = "; ".join(
        f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    )
    headers = {"content-security-policy": policy, "content-type": "text/html; charset=utf-8"}

    def answer(route):
        path = unquote(urlsplit(route.request.url).path)
        if path == "/":
            return route.fulfill(status=200, headers=headers, body=html)
        found = finders.find(path.removeprefix("/static/"))
        return route.fulfill(path=found) if found else route.fulfill(status=404, body="")

    page.route("**/*", answer)
    page.goto("http://platform.test/")
