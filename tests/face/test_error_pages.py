"""Error pages as a visitor gets them. No test here may touch the database: pytest-django would refuse."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.face.urls")


@pytest.mark.parametrize(
    ("method", "path", "status", "heading"),
    [
        ("get", "/findes-ikke/", 404, "Vi kan ikke finde siden"),
        ("get", "/nej/", 403, "Du har ikke adgang til denne side"),
        ("get", "/skidt/", 400, "Vi kunne ikke læse det, du sendte"),
        ("get", "/fejl/", 500, "Noget gik galt hos os"),
        ("get", "/konto/log-ud/", 405, "Der er ikke sket noget endnu"),
        ("post", "/send/", 403, "Siden havde været åben for længe"),
    ],
)
def test_a_failure_has_its_status_a_clear_sentence_and_the_id_that_stands_in_the_log(method, path, status, heading):
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = getattr(visitor, method)(path)
    html = response.content.decode()
    assert response.status_code == status
    assert response.headers.get("Content-Length") in (None, str(len(response.content)))
    assert re.findall(r"<h1>(.*?)</h1>", html) == [heading]
    assert re.findall(r"Fejl-id: <strong>(\w+)</strong>", html) == [response.wsgi_request.id]
    assert "the reason stays in the log" not in html
