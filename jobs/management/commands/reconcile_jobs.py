"""Ring for waiting jobs by hand: `manage.py reconcile_jobs`."""

from django.core.management.base import BaseCommand

from jobs import reconciler


class Command(BaseCommand):
    help = "Parks jobs that killed their worker three times and sends waiting jobs to the workers again."

    def handle(self, **options):
        self.stdout.write(f"{reconciler.reconcile()} jobs rung for")
