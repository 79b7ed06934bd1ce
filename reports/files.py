"""The files of reports as they are stored: each under a name that nobody guesses and that is written to once."""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def store(content: bytes, ending: str) -> dict[str, str]:
    """Name and fingerprint of the new file."""
    name = default_storage.save(f"reports/{secrets.token_hex(16)}.{ending}", ContentFile(content))
    return {"file": name, "sha256": hashlib.sha256(content).hexdigest()}


def is_whole(name: str, sha256: str) -> bool:
    """Is the file there, and what it was when it was stored? Reads all of it."""
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
