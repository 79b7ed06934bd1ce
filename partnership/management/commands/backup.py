from pathlib import Path

from django.core.management.base import BaseCommand

from partnership.backup import archive


class Command(BaseCommand):
    help = "Save the database and the files into a new folder, with a manifest of what is in it."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        manifest = archive.make(folder)
        rows = manifest["database"]["rows"]
        self.stdout.write(f"{sum(rows.values())} rows of {len(rows)} tables and {len(manifest['files'])} files saved.")
