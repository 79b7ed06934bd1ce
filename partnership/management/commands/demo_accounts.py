"""Print the accounts of the demonstration: `manage.py demo_accounts`."""

from django.core.management.base import BaseCommand
from django.utils import translation

from partnership.demo.people import PASSWORD, accounts


class Command(BaseCommand):
    help = "Print the demonstration's accounts and their password."

    def handle(self, *args, **options):
        with translation.override("da"):
            for account in accounts():
                self.stdout.write(f"  {account.role:<16} {account.place:<10} {account.email}")
        self.stdout.write(f"  Password for all: {PASSWORD}")
