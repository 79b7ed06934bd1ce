import copy
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_templates_and_plain_static_names(settings, tmp_path):
    """The test page beside the project's templates; static files from their folders, without `collectstatic`."""
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
