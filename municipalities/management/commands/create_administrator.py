"""Give an installation its first administrator: `manage.py create_administrator mail@example.dk "Anna Holm"`."""

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from municipalities.models import Role, RoleKind, User


class Command(BaseCommand):
    help = (
        "Create an administrator without a password; the sign-in page's link for a forgotten one mails a way to set it."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", type=str.lower)
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *, email, name, **options):
        validate_email(email)
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} has an account already; an administrator gives it the role in the platform.")
        user = User.objects.create_user(email, name=name)
        Role.objects.create(user=user, kind=RoleKind.ADMINISTRATOR)
        self.stdout.write(
            f"{email} is administrator. Choose “Jeg har glemt min adgangskode” on the sign-in page to set a password."
        )
