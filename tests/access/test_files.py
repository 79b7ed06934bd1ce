"""Files are served through an access check alone: no address leads to the folder they lie in."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.access.addresses import Visitor, views, words

PREFIXES = ("/", "/files/", "/media/", "/static/", "/static/../files/", "/static/%2e%2e/files/", "/rapporter/")


@pytest.fixture
def file_on_disk(world, settings, tmp_path):
    """Herning's published report, its file in a real folder as in the demonstration."""
    store = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": store}
    report = world.herning.report
    path = tmp_path / report.file.name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-1.7 Egenord-fil")
    return report.file


def test_no_address_but_the_download_has_the_file(file_on_disk, cast, world, sign_in):
    guesses = [f"{prefix}{file_on_disk.name}" for prefix in PREFIXES]
    guesses += [file_on_disk.url, f"/{file_on_disk.path}", f"/static/{file_on_disk.path}"]
    for visitor in (Visitor(), Visitor(cast.leader), Visitor(cast.consultant), Visitor(cast.administrator)):
        assert {guess: visitor.status("GET", guess) for guess in guesses} == dict.fromkeys(guesses, 404)
    download = reverse("reports:report_download", args=[world.herning.report.pk])
    assert words(Visitor(cast.leader).ask("GET", download)) == "%PDF-1.7 Egenord-fil"


def test_download_is_stored_by_nobody_on_the_way(file_on_disk, cast, world, sign_in):
    response = Visitor(cast.leader).ask("GET", reverse("reports:report_download", args=[world.herning.report.pk]))
    assert (words(response), response.headers["Cache-Control"]) == ("%PDF-1.7 Egenord-fil", "no-store")


def test_no_view_serves_a_folder():
    assert not [name for name, view in views() if view.__module__ in ("django.views.static", "whitenoise.base")]


def test_static_files_and_stored_files_lie_apart():
    stored = Path(settings.DATA_DIR).resolve()
    for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
        static = Path(folder[1] if isinstance(folder, tuple) else folder).resolve()
        assert static not in (stored, *stored.parents)
        assert stored not in static.parents
