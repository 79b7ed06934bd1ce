"""The environment of the tests, set before Django reads its settings (pyproject.toml loads this first)."""

import gc
import os
import tempfile
from pathlib import Path

from hypothesis import settings

STATIC_ROOT = Path(__file__).resolve().parent.parent / "staticfiles"
STATIC_ROOT.mkdir(exist_ok=True)

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "HTTPS": "false",
    "DEMO": "false",
    "MAIL_DELIVERY": "true",
    "OUTBOX_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "DATA_DIR": tempfile.mkdtemp(prefix="partnership-tests-"),
    "STATIC_ROOT": str(STATIC_ROOT),
}

# A busy machine is slow, not wrong, and one commit is right or wrong every time; `make explore` looks for new examples.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("suite")

# What has been imported is no garbage, however often one looks through it.
gc.set_threshold(50_000, 10, 50)
