"""What every request and response carries."""

import re
import uuid
from http import HTTPStatus

from django.template.loader import render_to_string

from partnership.logs import request_id as current_request_id

_GIVEN = re.compile(r"[0-9a-f]{32}")


def request_id(get_response):
    """Give the request an id that stands in every log line and on error pages."""

    def middleware(request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = current_request_id.set(request.id)
        try:
            response = get_response(request)
        finally:
            current_request_id.reset(token)
        response.headers["X-Request-ID"] = request.id
        return response

    return middleware


def explain_wrong_method(get_response):
    """A page instead of nothing for who opens the address of a button, say after having had to log in again."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            response.content = render_to_string("405.html", {"error_id": request.id}, request)
        return response

    return middleware


PERMISSIONS_POLICY = ", ".join(
    [
        *(f"{feature}=()" for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


def response_headers(get_response):
    """Headers Django has no setting for. Pages of signed-in people are never stored."""

    def middleware(request):
        response = get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
