"""What somebody wrote over: two people at different parts of a case never stand in each other's way."""

import hashlib


def fingerprint(row, names) -> str:
    """The same for the same values of these fields, whatever else of the row has changed."""
    values = "\x1f".join(f"{name}={getattr(row, name)!r}" for name in names)
    return hashlib.sha256(values.encode()).hexdigest()
