"""Backup and restore drill on SQLite; tests/services/test_backup.py does the same on PostgreSQL."""

import json
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from municipalities.models import Partnership

REPORT = "reports/one.pdf"
pytestmark = pytest.mark.usefixtures("stored")


@pytest.fixture
def stored(transactional_db, settings, tmp_path):
    """A platform with one partnership and two files; what /readyz writes in passing is no file of it."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "storage"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    Partnership.objects.create(kind="alliance", name="Alliancen", starts_on="2026-01-01")
    for name, content in {REPORT: b"%PDF-1.7", "logo.svg": b"<svg/>", "health/now": b"ok"}.items():
        default_storage.save(name, ContentFile(content))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups" / "today"


@pytest.fixture
def saved(folder, capsys):
    call_command("backup", folder)
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_names_every_file_and_counts_every_row(saved, folder, capsys):
    assert saved["files"] == {REPORT: sha256(b"%PDF-1.7").hexdigest(), "logo.svg": sha256(b"<svg/>").hexdigest()}
    rows = saved["database"]["rows"]
    assert [rows[f"municipalities_{name}"] for name in ("municipality", "partnership", "seat")] == [98, 1, 0]
    assert saved["database"]["sha256"] == sha256((folder / "database.sqlite3").read_bytes()).hexdigest()
    assert capsys.readouterr().out == f"{sum(rows.values())} rows of {len(rows)} tables and 2 files saved.\n"


def test_nobody_else_on_the_machine_reads_it(saved, folder):
    modes = {path.name: path.stat().st_mode & 0o077 for path in folder.rglob("*") if path.name != "manifest.json"}
    assert {name for name, others in modes.items() if others} == set()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_drill_finds_it_whole(saved, folder, capsys):
    capsys.readouterr()
    Partnership.objects.all().delete()  # what has happened since does not matter
    call_command("restore_drill", folder)
    rows = saved["database"]["rows"]
    said = f"The backup is whole: {sum(rows.values())} rows of {len(rows)} tables restored, 2 files checked.\n"
    assert capsys.readouterr().out == said
    assert Partnership.objects.count() == 0


def tampered(folder, change):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def fewer_rows(folder):
    tampered(folder, lambda manifest: manifest["database"]["rows"].update(municipalities_seat=7))


def cut_database(folder):
    path = folder / "database.sqlite3"
    path.write_bytes(path.read_bytes()[:-4096])


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "files" / REPORT).unlink(), f"{REPORT} is missing or not what was saved."),
        (lambda folder: (folder / "files/logo.svg").write_bytes(b"x"), "logo.svg is missing or not what was saved."),
        (fewer_rows, "municipalities_seat has 0 rows instead of 7."),
        (cut_database, "database.sqlite3 is not what was saved."),
    ],
)
def test_the_drill_names_what_is_wrong(saved, folder, damage, said):
    damage(folder)
    with pytest.raises(CommandError) as failed:
        call_command("restore_drill", folder)
    assert str(failed.value) == f"The backup is NOT whole:\n{said}"


def test_a_report_without_its_file_is_found(folder, settings, survey_report):
    call_command("backup", folder)
    with pytest.raises(
        CommandError, match=r"^The backup is NOT whole:\nThe report reports/gone.pdf has no whole file.$"
    ):
        call_command("restore_drill", folder)


@pytest.fixture
def survey_report(stored, herning, make_person):
    """A draft whose file is gone."""
    survey = herning.partnership.surveys.create(title="Prøven", year=2026)
    fields = {"state": "draft", "file": "reports/gone.pdf", "file_sha256": "0" * 64}
    survey.reports.create(participation=herning, number=1, requested_by=make_person(), **fields)


def test_an_unfinished_backup_is_none(saved, folder):
    (folder / "manifest.json").unlink()
    with pytest.raises(CommandError, match="is no finished backup"):
        call_command("restore_drill", folder)


def test_an_earlier_backup_is_not_written_over(saved, folder):
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", folder)
