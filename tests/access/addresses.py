"""The URLconf as a list of named addresses, and requests to them that leave no trace."""

from http.cookies import SimpleCookie
from io import BytesIO
from zipfile import ZipFile

from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def views(resolver=None, namespace=""):
    """(name with namespace, view) of every address. What has no name is called by its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern.callback


def urls_below(resolver, prefix, kwargs):
    """Addresses below `prefix` with `kwargs` for their parts, whatever their names."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from urls_below(pattern, prefix, kwargs)
        elif pattern.name:
            yield reverse(
                f"{prefix}{pattern.name}", kwargs={part: kwargs[part] for part in pattern.pattern.regex.groupindex}
            )


class Visitor:
    """Somebody in front of a browser. `ask` is rolled back, so that the next request meets the same rows."""

    def __init__(self, person=None):
        self.client = Client(raise_request_exception=False)
        if person:
            self.client.force_login(person, backend=BACKEND)
        self._cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, method, url):
        self.client.cookies = SimpleCookie(self._cookies)
        with transaction.atomic():
            response = self.client.generic(method, url)
            transaction.set_rollback(True)
        return response

    def status(self, method, url):
        return self.ask(method, url).status_code

    def keep(self, url, data):
        """Post what stays in the database, if it is accepted."""
        return self.client.post(url, data)


def words(response):
    """Everything the response says, files included, also those in a file (a workbook is one too)."""
    content = response.getvalue() if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as parts:
        return " ".join(parts.read(name).decode() for name in parts.namelist())
