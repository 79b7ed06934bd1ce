"""Nothing of another municipality stands on any page, in any search, choice field, picture or file.

Every planted row has words of its own, so a leak is a word on a page. The same crawl by the rows' owners finds the
words: there was something to leak.
"""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import get_resolver, reverse

from municipalities.models import Invitation, Role, RoleKind, Seat
from reports.models import Report
from tests.access.addresses import Visitor, urls_below, words
from tests.access.conftest import SHARED, WORDS, rows
from tests.access.table import (
    NAMES_ALL_MUNICIPALITIES,
    NAMES_PARTNERS,
    OWN_REACH,
    PUBLIC_ROWS,
    REACH,
    SHARED_REACH,
    SIGNED_IN,
    TABLE,
)

PLACES = {"vejle": "Vejle", "odense": "Odense"}
ADDRESSES = "-besvarer@"  # whom the contact person has invited
PRIVATE = {"-fritekst"}  # what a respondent wrote: on nobody's page
SEARCHES = {
    "search": ("person", "partnerskab", "test.example"),
    "municipalities:person_list": ("person", "test.example"),
}
WHAT_OWNERS_SEE = {
    *("partnerskabet", "beskrivelse", "møde", "tema", "undersøgelse", "fase", "person", "begrundelse"),
    *("anbefaling", "råd", "afsnit", "bemærkning", "afslag", "fil", "inviteret@test.example", "besvarer@test.example"),
    *("påmindelse", "idé", "problem", "målgruppe", "kapitel", "fund", "sætning", "velkomst", "gemt"),
    *("linje", "effekt", "pris", "kilde"),
    *("pris", "priser", "prisfil", "kilde"),
    *("pris", "priser", "prisfil"),
}


def crawl(person, world, role, places):
    """(page, response) for every page that the role opens, with the rows of its places."""
    visitor = Visitor(person)
    for page in TABLE:
        if role in page.roles and "GET" in page.methods:
            mine = places if page.reach is None or role in page.reach else ()
            shown = WORDS if page.name in PUBLIC_ROWS else mine
            kwargs = [rows(getattr(world, place), page.rows) for place in shown] if page.rows else [{}]
            for url in {reverse(page.name, kwargs=each) for each in kwargs}:
                yield page, visitor.ask("GET", url)
            for text in SEARCHES.get(page.name, ()):
                yield page, visitor.ask("GET", f"{reverse(page.name)}?q={text}")


def foreign_words(role, page):
    """Words that must not stand on a page for the role."""
    unseen = set(WORDS) - REACH[role]
    marks = {WORDS[place] for place in unseen}
    if REACH[role] & {"herning", "vejle"}:
        marks -= {WORDS["herning"]}
    partners = SHARED_REACH.get(role, set()) if page.name in NAMES_PARTNERS else OWN_REACH.get(role, set())
    marks |= {SHARED[place] for place in set(SHARED) - partners}
    marks |= PRIVATE if role == "contact" else PRIVATE | {ADDRESSES}
    if page.name in NAMES_ALL_MUNICIPALITIES:
        return marks
    return marks | {PLACES[place] for place in unseen - partners if place in PLACES}


def stands_alone(word, said):
    """Vejle is not in Læsevejledning."""
    return re.search(rf"(?<![a-zæøå]){re.escape(word.casefold())}(?![a-zæøå])", said) is not None


@pytest.mark.parametrize("role", SIGNED_IN.split())
def test_no_foreign_word_on_any_page(role, cast, world, sign_in):
    leaks = set()
    for page, response in crawl(getattr(cast, role), world, role, REACH[role]):
        said = words(response).casefold()
        leaks |= {(page.name, word) for word in foreign_words(role, page) if stands_alone(word, said)}
    assert leaks == set()


def test_there_was_something_to_leak(world, make_person, sign_in):
    odense, seen = world.odense, set()
    for role, place in (
        (RoleKind.CONTACT, {"municipality": odense.municipality}),
        (RoleKind.LEADER, {"municipality": odense.municipality}),
        (RoleKind.CONSULTANT, {"partnership": odense.partnership}),
    ):
        for _page, response in crawl(make_person(role, **place), world, role, ["odense"]):
            seen |= set(re.findall(rf"{odense.word}-([\w@.]+)", words(response), re.IGNORECASE))
    assert seen >= WHAT_OWNERS_SEE
    assert "fritekst" not in seen


def test_own_names_of_the_comparison_stay_hidden(cast, world, sign_in):
    """The report compares Herning with the others without naming them."""
    said = words(Visitor(cast.leader).ask("GET", reverse("reports:report_show", args=[world.herning.report.pk])))
    assert ("Herning" in said, "Vejle" in said) == (True, False)


@pytest.mark.parametrize(("role", "foreign"), [("contact", "vejle"), ("contact", "odense"), ("consultant", "odense")])
def test_forged_choice_is_refused(role, foreign, cast, world, sign_in):
    home, away = world.herning, getattr(world, foreign)
    visitor = Visitor(getattr(cast, role))
    models = (Role, Seat, Invitation, Report)
    before = [list(model.objects.order_by("pk").values("pk")) for model in models]
    on_seats = {"group_pk": home.group.pk, "participation_pk": home.participation.pk}
    member = {"kind": "member", "municipality": away.municipality.pk}
    forged = {
        reverse("municipalities:seat_give", kwargs=on_seats): {"user": away.person.pk, "starts_on": "1.5.2026"},
        reverse("municipalities:contact_transfer", kwargs=on_seats): {"seat": away.seat.pk, "on": "1.5.2026"},
        reverse("municipalities:role_give", args=[home.person.pk]): member,
        reverse("municipalities:person_invite"): member | {"email": "ny@test.example", "name": "Ny"},
    }
    for url, data in forged.items():
        response = visitor.keep(url, data)
        assert (response.status_code, away.word.casefold() in words(response).casefold()) == (200, False), url
    assert [list(model.objects.order_by("pk").values("pk")) for model in models] == before


@pytest.mark.parametrize(
    "data", [{"kind": "consultant"}, {"kind": "researcher"}, {"kind": "administrator"}, {"kind": "owner"}]
)
def test_contact_gives_no_role_of_the_secretariat(data, cast, world, sign_in):
    place = {"municipality": world.herning.municipality.pk, "partnership": world.herning.partnership.pk}
    visitor = Visitor(cast.contact)
    visitor.keep(reverse("municipalities:role_give", args=[world.herning.person.pk]), data | place)
    visitor.keep(reverse("municipalities:person_invite"), data | place | {"email": "ny@test.example", "name": "Ny"})
    assert [role.kind for role in world.herning.person.roles.all()] == ["member"]
    assert not Invitation.objects.filter(email="ny@test.example").exists()


def test_consultant_makes_no_report_for_a_foreign_municipality(cast, world, sign_in):
    before = Report.objects.count()
    url = reverse("reports:report_make", args=[world.herning.survey.pk])
    for participation in (world.odense.participation.pk, 2**62, "x"):
        Visitor(cast.consultant).keep(url, {"participation": participation})
    assert Report.objects.count() == before


def test_django_admin_opens_for_administrators_alone(cast, world, sign_in):
    kwargs = {"object_id": world.odense.person.pk, "app_label": "municipalities", "content_type_id": 1}
    urls = list(urls_below(_admin(), "admin:", kwargs))
    assert len(urls) > 20
    for role in set(SIGNED_IN.split()) - {"administrator"}:
        visitor = Visitor(getattr(cast, role))
        for url in urls:
            said = visitor.ask("GET", url)
            assert said.status_code in (302, 403, 404), url
            assert WORDS["odense"] not in words(said), url
    assert Visitor(cast.administrator).status("GET", reverse("admin:index")) == 200


def _admin():
    return next(each for each in get_resolver().url_patterns if getattr(each, "namespace", None) == "admin")


def test_passkey_of_somebody_else_cannot_be_removed(cast, world, sign_in):
    key = Authenticator.objects.create(user=world.vejle.person, type=Authenticator.Type.WEBAUTHN, data={"name": "N"})
    visitor = Visitor(cast.member)
    url = reverse("mfa_remove_webauthn", args=[key.pk])
    assert visitor.status("GET", url) in (302, 404)
    visitor.keep(url, {})
    assert Authenticator.objects.filter(pk=key.pk).exists()
