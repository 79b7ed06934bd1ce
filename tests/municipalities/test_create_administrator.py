"""`manage.py create_administrator`: the way in for the first person."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError

from municipalities.models import Role, RoleKind, User

pytestmark = pytest.mark.django_db


def test_account_has_the_role_and_a_proved_address_but_no_password():
    call_command("create_administrator", "Anna.Holm@test.example", "Anna Holm")
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == ("anna.holm@test.example", "Anna Holm", False)
    assert [role.kind for role in Role.objects.filter(user=user)] == [RoleKind.ADMINISTRATOR]
    assert EmailAddress.objects.get(user=user).verified is True


def test_account_that_exists_gets_nothing(make_person):
    person = make_person()
    with pytest.raises(CommandError, match="has an account already"):
        call_command("create_administrator", person.email.upper(), "Somebody")
    assert Role.objects.count() == 0


def test_address_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        call_command("create_administrator", "anna", "Anna Holm")
    assert User.objects.count() == 0
