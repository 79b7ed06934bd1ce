"""Backups that prove themselves: the database, the files, and a manifest of both (docs/operations.md)."""
