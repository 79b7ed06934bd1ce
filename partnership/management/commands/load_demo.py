"""Fill an installation with the demonstration: `manage.py load_demo`. Running it again changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.demo.cases import load_cases, load_indices
from partnership.demo.partnerships import load_partnerships, load_prices
from partnership.demo.people import load_people
from partnership.demo.survey import load_designed_survey, load_survey


class Command(BaseCommand):
    help = "Load the demonstration: partnerships, invented people, business cases, two surveys and simulated answers."

    @transaction.atomic
    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("This installation is not a demonstration (DEMO is false); nothing was loaded.")
        load_partnerships()
        load_prices()
        load_people()
        load_indices()
        load_cases()
        load_survey()
        load_designed_survey()
