"""Where the tests' Chromium is: the machine's own, or the one `python -m tests.chromium` fetched into the checkout."""

import shutil
from pathlib import Path

from partnership.machine import working_browser

FETCHED = Path(__file__).parents[2] / ".cache" / "chromium" / "chromium"


def path() -> str:
    """The program that runs on this machine; LookupError says what to do where there is none."""
    found = working_browser() or shutil.which(FETCHED)
    if not found:
        raise LookupError("Chromium is missing; `make test` installs it")
    return found
