"""Every address × role × GET and POST against the table that people wrote (tests/access/table.py).

Anonymous → log-in; no such right → 403; another's row → 404; the own row opens.
"""

from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Role, User
from tests.access.addresses import Visitor, views
from tests.access.conftest import WORDS, rows
from tests.access.signin import ADMIN, OPEN, OWN_ACCOUNT
from tests.access.table import ANSWERED_AS_DELETED, EVERYONE, PUBLIC, PUBLIC_ROWS, RESPONDENT, SIGNED_IN, TABLE

LISTED = [*(page.name for page in TABLE), *RESPONDENT, *PUBLIC, *OPEN, *OWN_ACCOUNT]
SHUT = (401, 403, 404, 405)


def test_every_address_is_listed_once_and_every_entry_is_an_address():
    walked = {name for name, _view in views() if not name.startswith(ADMIN)}
    assert sorted(LISTED) == sorted(walked)


def test_what_needs_no_log_in_is_on_a_list_with_its_reason():
    needless = {name for name, view in views() if not getattr(view, "login_required", True)}
    assert {name for name in needless if not name.startswith(ADMIN)} == {*PUBLIC, *RESPONDENT, *OPEN}


def test_what_asks_for_no_right_is_for_every_signed_in_person():
    named = dict(views())
    unasked = {page.name for page in TABLE if not hasattr(named[page.name], "action")}
    assert unasked == {page.name for page in TABLE if "nobody" in page.roles}


@pytest.fixture
def listed(world):
    """listed(page) → (url, the places whose row it is) for each combination of planted rows."""

    def combine(page):
        owners = {}
        for place in WORDS:
            owners.setdefault(_url(page, rows(getattr(world, place), page.rows)), set()).add(place)
        per_kwarg = [{rows(getattr(world, place), page.rows)[kwarg] for place in WORDS} for kwarg in page.rows]
        for values in product(*per_kwarg):
            owners.setdefault(_url(page, dict(zip(page.rows, values, strict=True))), set())
        return list(owners.items())

    return combine


def _url(page, kwargs):
    return reverse(page.name, kwargs=kwargs)


def _wrong(page, method, role, owners, status):
    """What is wrong about a signed-in person's status, or nothing."""
    if method not in page.methods:
        return "" if status == 405 else "not 405"
    if role not in page.roles:
        return "" if status == 403 else "not 403"
    if page.rows and page.name not in PUBLIC_ROWS and not owners & page.reached_by(role):
        is_as_deleted = page.name in ANSWERED_AS_DELETED and method == "POST" and not owners
        return "" if status == 404 or (is_as_deleted and status == 200) else "not 404"
    return "shut" if status in SHUT or status >= 500 else ""


@pytest.mark.parametrize("role", SIGNED_IN.split())
def test_role(role, cast, listed, sign_in):
    visitor = Visitor(getattr(cast, role))
    wrong = []
    for page, method in product(TABLE, ("GET", "POST")):
        for url, owners in listed(page) if method in page.methods and role in page.roles else listed(page)[:1]:
            status = visitor.status(method, url)
            if fault := _wrong(page, method, role, owners, status):
                wrong.append(f"{method} {url} ({page.name}): {status}, {fault}")
    assert wrong == []


def test_rights_of_two_roles_do_not_mix(cast, make_person, world, sign_in):
    """Contact person in Herning and consultant in Odense's partnership: neither right reaches to the other's rows."""
    person = make_person("contact", municipality=world.herning.municipality)
    Role.objects.create(user=person, kind="consultant", partnership=world.odense.partnership)
    visitor, wrong = Visitor(person), []
    for page in TABLE:
        is_contacts, is_consultants = "contact" in page.roles, "consultant" in page.roles
        if page.rows and page.name not in PUBLIC_ROWS and is_contacts != is_consultants:
            url = _url(page, rows(world.odense if is_contacts else world.herning, page.rows))
            wrong += [url for method in page.methods if visitor.status(method, url) != 404]
    assert wrong == []


def test_anonymous_goes_to_the_log_in(listed):
    visitor = Visitor()
    for page, method in product(TABLE, ("GET", "POST")):
        for url, _owners in listed(page)[:1]:
            assert _is_at_the_log_in(visitor.ask(method, url)), url


def _is_at_the_log_in(response):
    return response.status_code == 302 and response.url.startswith(f"{reverse('account_login')}?next=")


@pytest.fixture
def own(listed):
    """own(page) → the address of Herning's row."""
    return lambda page: next(url for url, owners in listed(page) if not page.rows or "herning" in owners)


def test_ended_roles_open_nothing(cast, own, sign_in):
    Role.objects.update(ended_on=timezone.localdate())
    urls = [(page.methods[0], own(page)) for page in TABLE if "nobody" not in page.roles]
    for visitor in [Visitor(getattr(cast, role)) for role in EVERYONE.split()]:
        assert {url: visitor.status(method, url) for method, url in urls} == {url: 403 for _method, url in urls}


def test_deactivated_people_go_to_the_log_in(cast, own, sign_in):
    visitors = [Visitor(getattr(cast, role)) for role in SIGNED_IN.split()]
    User.objects.update(is_active=False)
    for visitor, page in product(visitors, TABLE):
        assert _is_at_the_log_in(visitor.ask(page.methods[0], own(page))), page.name


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_in_the_session_answers_nothing(method, cast, sign_in):
    visitor = Visitor(cast.member)
    for name, methods in RESPONDENT.items():
        kwargs = {"number": 1} if name == "vignettes:answer_vignette" else {}
        assert visitor.status(method, reverse(name, kwargs=kwargs)) == (401 if method in methods else 405), name


@pytest.mark.parametrize("role", ["contact", "leader"])
def test_the_own_draft_is_not_shown_before_it_is_published(role, cast, world, sign_in):
    visitor = Visitor(getattr(cast, role))
    for name in ("report_show", "report_download"):
        for report in (world.herning.draft, world.herning.failed):
            status = visitor.status("GET", reverse(f"reports:{name}", args=[report.pk]))
            assert status == (403 if (role, name) == ("contact", "report_download") else 404)
