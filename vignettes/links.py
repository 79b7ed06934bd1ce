"""Personal links: a capability of 256 bits that is computed, never stored.

The database holds a random nonce and the hash of the token; the token is an HMAC of the nonce under the installation's
secret key. A reminder can therefore repeat the very link that a colleague has, while neither the database nor a backup
of it opens anybody's answers.
"""

import base64
import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

VALID_FOR = timedelta(days=30)  # counted from the respondent's last activity
SALT = "vignettes.links"
NO_LINK = "anonymous-"  # how the hash of a respondent begins whom no link opens
SESSION_KEY = "respondent"  # under which a session remembers who is answering in it


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def token_of(nonce: str, secret: str | None = None) -> str:
    """43 characters; without `secret` under the key of today."""
    digest = salted_hmac(SALT, nonce, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def living_token(nonce: str, token_hash: str) -> str:
    """The token behind `token_hash`, also when it was made under an earlier key that is still named; "" if none is."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS] if nonce else []
    return next((token for key in keys if hash_token(token := token_of(nonce, key)) == token_hash), "")


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
