"""Tests of jobs put the registry of kinds aside; what the apps register must be in it before."""

import pytest

from partnership.celery import app


@pytest.fixture(scope="session", autouse=True)
def _kinds_are_registered():
    """A module registers its kinds when it is first read, and only then: not while a test has another registry."""
    app.loader.import_default_modules()
