"""The second step of log-in: app, recovery codes, and whom it is compulsory for."""

from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.checks import Tags, run_checks
from django.urls import get_resolver, reverse

from municipalities.middleware import SETTING_UP, compulsory_mfa
from municipalities.models import RoleKind
from tests.signin.conftest import PASSWORD, code_of, mails

WRONG = ["Koden eller adgangsnøglen passer ikke. Prøv igen."]
SECRETARIAT = ["consultant", "researcher", "administrator"]


def test_the_code_of_the_app_is_asked_for_after_the_password(client, leader, log_in, app_of):
    code = app_of(leader)
    answer = log_in(leader.email)
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("home")).status_code == 302
    assert client.post(answer.url, {"code": code}).url == reverse("home")
    assert client.session["_auth_user_id"] == str(leader.pk)


def test_a_code_works_once(client, leader, log_in, app_of, another_browser):
    code = app_of(leader)
    log_in(leader.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    thief = another_browser(leader)
    assert thief.post(reverse("mfa_authenticate"), {"code": code}).context["form"].errors == {"code": WRONG}


def test_a_recovery_code_works_once(client, leader, log_in, app_of, another_browser):
    app_of(leader)
    code = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]
    log_in(leader.email)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == reverse("home")
    thief = another_browser(leader)
    assert thief.post(reverse("mfa_authenticate"), {"code": code}).context["form"].errors == {"code": WRONG}


def test_after_five_wrong_codes_the_right_one_waits_too(client, leader, log_in, app_of):
    code = app_of(leader)
    log_in(leader.email)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _attempt in range(5):
        assert client.post(reverse("mfa_authenticate"), {"code": wrong}).context["form"].errors == {"code": WRONG}
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert answer.context["form"].errors == {
        "code": ["Du har prøvet for mange gange. Vent fem minutter, og prøv så igen."]
    }


def test_secrets_are_not_readable_in_the_database(leader, app_of):
    app_of(leader)
    stored = {row.type: row.data for row in Authenticator.objects.all()}
    assert stored["totp"]["secret"].startswith("gAAAA")
    assert stored["recovery_codes"]["seed"].startswith("gAAAA")


def test_a_changed_secret_key_still_opens_older_secrets(client, leader, log_in, app_of, settings):
    code = app_of(leader)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next key", [settings.SECRET_KEY]
    log_in(leader.email)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == reverse("home")


@pytest.mark.parametrize("name", SECRETARIAT)
def test_the_secretariat_sets_up_a_second_factor_first(client, cast, set_password, log_in, name):
    person = set_password(getattr(cast, name))
    assert client.get(log_in(person.email).url).url == reverse("mfa_index")
    page = client.get(reverse("mfa_index"))
    assert "Én ting, før du går i gang" in page.content.decode()
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).url == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(reverse("municipalities:account_show")).status_code == 200


def test_people_of_municipalities_choose_for_themselves(client, leader, log_in):
    log_in(leader.email)
    assert client.get(reverse("municipalities:account_show")).status_code == 200


def views(resolver, prefix=()):
    """(name, view) of everything in the URLconf."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern, (*prefix, pattern.namespace) if pattern.namespace else prefix)
        else:
            yield ":".join([*prefix, str(pattern.name)]), pattern.callback


ALL_VIEWS = sorted(views(get_resolver()), key=lambda pair: pair[0])


@pytest.fixture
def turned_away(consultant, rf):
    """turned_away(name, view, method): does a consultant without second factor fail to reach this view?"""
    middleware = compulsory_mfa(lambda request: None)

    def ask(name, view, method):
        request = rf.generic(method, "/")
        request.user, request.resolver_match = consultant, SimpleNamespace(view_name=name)
        answer = middleware.process_view(request, view, (), {})
        return answer is not None and (answer.status_code, answer.url) == (302, reverse("mfa_index"))

    return ask


def test_without_it_no_other_view_opens_by_any_method(turned_away):
    """The middleware stands before every view: pages, PDF files, Django admin, saving of answers."""
    opened = {name for name, view in ALL_VIEWS for method in ("GET", "POST") if not turned_away(name, view, method)}
    assert opened == SETTING_UP


def test_without_it_the_real_stack_answers_no_page_file_or_form(client, consultant, log_in):
    log_in(consultant.email)
    paths = [reverse("home"), reverse("admin:index"), reverse("search"), reverse("municipalities:account_show")]
    answers = [client.generic(method, path) for path in paths for method in ("GET", "HEAD", "POST", "PUT", "DELETE")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("mfa_index"))}


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_demo_may_do_without(settings, demo):
    settings.MFA_COMPULSORY, settings.DEMO = False, demo
    found = [error.id for error in run_checks(tags=[Tags.security]) if error.id == "partnership.E001"]
    assert found == ([] if demo else ["partnership.E001"])


def test_in_a_demo_the_secretariat_gets_in_without(client, consultant, log_in, settings):
    settings.MFA_COMPULSORY = False
    log_in(consultant.email)
    assert client.get(reverse("municipalities:account_show")).status_code == 200


def test_removing_the_app_later_needs_proof_and_is_told_by_mail(client, consultant, log_in, app_of, settings):
    code = app_of(consultant)
    log_in(consultant.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("municipalities:account_show")).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    proof = client.post(reverse("mfa_deactivate_totp"))
    assert proof.url == f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('mfa_deactivate_totp')})}"
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    client.post(proof.url, {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=consultant).count() == 0
    assert [mail.subject for mail in mails()] == ["En godkendelsesapp er fjernet"]
    assert client.get(reverse("home")).url == reverse("mfa_index")


def test_a_new_role_in_the_secretariat_brings_the_duty_at_once(client, leader, log_in):
    log_in(leader.email)
    assert client.get(reverse("municipalities:account_show")).status_code == 200
    leader.roles.create(kind=RoleKind.RESEARCHER)
    assert client.get(reverse("municipalities:account_show")).url == reverse("mfa_index")


@pytest.mark.parametrize(
    ("name", "what_happens"),
    [("consultant", "Din rolle kræver log ind i to trin."), ("leader", "du logger ind med adgangskoden alene")],
)
def test_the_page_says_what_removing_the_app_means_for_this_person(request, client, log_in, app_of, name, what_happens):
    person = request.getfixturevalue(name)
    code = app_of(person)
    log_in(person.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert what_happens in client.get(reverse("mfa_deactivate_totp")).content.decode()
