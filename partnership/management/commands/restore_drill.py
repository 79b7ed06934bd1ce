from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnership.backup import archive


class Command(BaseCommand):
    help = "Restore a backup into a temporary place, compare it with its manifest, and remove it again."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        seen = archive.drill(folder)
        if seen.faults:
            raise CommandError("\n".join(["The backup is NOT whole:", *seen.faults]))
        self.stdout.write(
            f"The backup is whole: {seen.rows} rows of {seen.tables} tables restored, {seen.files} files checked."
        )
