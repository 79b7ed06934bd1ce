"""Run a worker that is started anew when it stops working: `manage.py watch_worker`."""

from django.core.management.base import BaseCommand

from jobs import watchdog


class Command(BaseCommand):
    help = "Runs one Celery worker and restarts it when it dies or falls silent. Ends at SIGTERM or Ctrl-C."
    requires_system_checks = []  # the worker makes them

    def add_arguments(self, parser):
        parser.add_argument("--include", help="further modules with tasks, separated by commas")

    def handle(self, *, include, **options):
        watchdog.watch(["--include", include] if include else [])
