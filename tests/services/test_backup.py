"""Backup and restore drill with pg_dump and pg_restore, while somebody goes on writing."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from municipalities.models import Partnership
from partnership.backup import databases

pytestmark = pytest.mark.usefixtures("on_postgres")


@pytest.fixture
def backup_folder(tmp_path, settings):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "none"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return tmp_path / "backup"


def test_the_drill_finds_the_rows_of_the_moment_and_leaves_nothing_behind(backup_folder, postgres, monkeypatch, capsys):
    run = databases._run

    def write_meanwhile(program, *arguments):
        if program == "pg_dump":
            with postgres.connect(connection.settings_dict["NAME"]) as other, other.cursor() as cursor:
                cursor.execute("DELETE FROM municipalities_partnership WHERE name = 'Forbi'")
        run(program, *arguments)

    monkeypatch.setattr(databases, "_run", write_meanwhile)
    Partnership.objects.create(kind="alliance", name="Forbi", starts_on="2026-01-01")
    partnerships = Partnership.objects.count()
    call_command("backup", backup_folder)
    assert Partnership.objects.count() == partnerships - 1
    manifest = json.loads((backup_folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["database"]["rows"]["municipalities_partnership"] == partnerships
    call_command("restore_drill", backup_folder)
    assert capsys.readouterr().out.splitlines()[-1].startswith("The backup is whole: ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'restore_drill%'")
        assert cursor.fetchall() == []


def test_a_dump_that_was_cut_off_is_found(backup_folder):
    call_command("backup", backup_folder)
    dump = backup_folder / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-100])
    with pytest.raises(CommandError, match=r"database.dump is not what was saved\."):
        call_command("restore_drill", backup_folder)


def test_a_missing_program_is_named(backup_folder, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(CommandError, match="The program pg_dump is missing"):
        call_command("backup", backup_folder)
