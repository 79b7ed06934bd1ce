import copy
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _the_test_page_beside_the_projects_templates(settings, tmp_path):
    """And a folder for static files, so that nothing here needs `collectstatic`."""
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.STATIC_ROOT = tmp_path
