"""The environment of the tests, set before Django reads its settings (pyproject.toml loads this first)."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "HTTPS": "false",
    "DEMO": "false",
    "MAIL_DELIVERY": "true",
    "OUTBOX_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "DATA_DIR": tempfile.mkdtemp(prefix="partnership-tests-"),
    "STATIC_ROOT": str(Path(__file__).resolve().parent.parent / "staticfiles"),
}

# A busy machine is slow, not wrong.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
