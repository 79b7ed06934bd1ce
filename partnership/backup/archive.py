"""A backup is a folder: the database, the stored files, and `manifest.json`, which is written last."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from partnership.backup.databases import KINDS

MANIFEST = "manifest.json"
FILES = "files"
PASSING = "health"  # what /readyz writes and removes again
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Drill:
    """What a restore drill saw; `faults` are sentences, none when the backup is whole."""

    tables: int
    rows: int
    files: int
    faults: list[str]


def make(folder: Path) -> dict:
    """Write a backup into `folder`, which must be new or empty; returns the manifest.

    The database comes first: a file without its row is harmless, a row without its file is not.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CommandError(f"The folder {folder} is not empty. Name a new one.")
    database = KINDS[connection.vendor]()
    copy = folder / database.file_name
    rows = database.save(copy)
    manifest = {
        "made_at": timezone.now().isoformat(),
        "database": {"kind": connection.vendor, "file": copy.name, "sha256": _sha256(copy), "rows": rows},
        "files": {name: _copied(name, folder / FILES) for name in _stored()},
    }
    written = folder / f"{MANIFEST}.part"
    written.write_text(json.dumps(manifest, indent=2, sort_keys=True), encoding="utf-8")
    written.rename(folder / MANIFEST)
    return manifest


def drill(folder: Path) -> Drill:
    """Restore the backup in `folder` into a temporary place and compare it with its manifest; changes nothing else."""
    manifest = _manifest(folder)
    known = manifest["database"]
    database = KINDS[known["kind"]]()
    if connection.vendor != known["kind"]:
        raise CommandError(f"The backup is of {known['kind']}. Run the drill with such a database.")
    faults = _changed_files(folder, manifest["files"])
    if _sha256(folder / known["file"]) != known["sha256"]:
        faults.append(f"{known['file']} is not what was saved.")
        return Drill(len(known["rows"]), 0, len(manifest["files"]), faults)
    with tempfile.TemporaryDirectory() as place, database.restored(folder / known["file"], Path(place)) as ask:
        found = {table: ask(f'SELECT count(*) FROM "{table}"')[0][0] for table in known["rows"]}
        faults += [
            f"{table} has {found[table]} rows instead of {count}."
            for table, count in known["rows"].items()
            if found[table] != count
        ]
        faults += _lost_reports(ask, manifest["files"])
    return Drill(len(found), sum(found.values()), len(manifest["files"]), faults)


def _manifest(folder):
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CommandError(f"{folder} is no finished backup: it has no readable {MANIFEST}.") from None


def _changed_files(folder, files):
    paths = {name: folder / FILES / name for name in files}
    return [
        f"{name} is missing or not what was saved."
        for name, path in paths.items()
        if not path.is_file() or _sha256(path) != files[name]
    ]


def _lost_reports(ask, files):
    """Reports whose file is not in the backup as it was made."""
    rows = ask(
        "SELECT file, file_sha256 FROM reports_report WHERE file <> '' "
        "UNION SELECT file, file_sha256 FROM reports_attachment ORDER BY file"
    )
    return [f"The report {name} has no whole file." for name, sha256 in rows if files.get(name) != sha256]


def _stored(folder: str = "") -> Iterator[str]:
    """The names of everything in the file storage."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing has been stored yet
        return
    yield from sorted(f"{folder}{name}" for name in names)
    for name in sorted(set(folders) - {PASSING}):
        yield from _stored(f"{folder}{name}/")


def _copied(name, folder):
    """Copy one stored file below `folder`; its sha256 as it was read."""
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with default_storage.open(name) as source, path.open("wb") as target:
        for chunk in source.chunks(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    path.chmod(0o600)
    return digest.hexdigest()


def _sha256(path):
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
