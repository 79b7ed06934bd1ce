"""Personal links: a capability of 256 random bits. The database holds its hash alone."""

import hashlib
import secrets
from datetime import timedelta

VALID_FOR = timedelta(days=30)  # counted from the respondent's last activity


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
