"""Rows of other cases in what somebody posts, not in the address: nothing is taken, changed or told.

Herning's contact person writes in Herning's case and names rows of Vejle, of Odense, and of Herning's other case.
"""

import json
import uuid

import pytest
from django.urls import reverse

from businesscases.models import Case, Effect, Line, Price, PriceCatalogue, Share, TheoryElement
from municipalities.models import Role, RoleKind
from partnership.own_data import of_account
from tests.access.addresses import Visitor, words
from tests.access.conftest import SHARED, WORDS, rows
from tests.access.table import TABLE

# The number of a price that is not offered is that of a deleted one: the line keeps its own amount, and no link.
UNLINKED = {(None, "", None)}
HUGE = 10**30  # more than any column holds
LINE = {"name": "Vores linje", "area": "service_frame", "years": "0", "unit_price": "100", "price_year": "2026"}
MODELS = (Case, Effect, Line, Price, PriceCatalogue, Share, TheoryElement)


@pytest.fixture
def other_case(world):
    """Another case of Herning, whose effect and box belong to no other."""
    case = Case.objects.create(
        municipality=world.herning.municipality,
        title="Anden sag",
        created_by=world.herning.person,
        changed_by=world.herning.person,
    )
    case.effect = case.effects.create(name="Egenord-anden", rate="0.5")
    case.box = case.elements.create(part="outcome", text="Egenord-andet felt")
    return case


def url(name, *args):
    return reverse(f"businesscases:{name}", args=args)


def foreign_lines(place):
    """Cells that name a price or an effect of another case, by number and by name."""
    yield LINE | {"price": str(place.price.pk)}
    yield LINE | {"price": f"{place.word}-pris (2026)"}
    yield LINE | {"per": "success", "effect": str(place.effect.pk)}
    yield LINE | {"per": "success", "effect": f"{place.word}-effekt"}


def forged(home, away):
    """(address, what is posted) with rows of `away` in forms of `home`."""
    case = home.case.pk
    for cells in foreign_lines(away):
        yield url("line_create", case), cells | {"key": str(uuid.uuid4()), "version": "0"}
    box = {"text": "Vores felt", "version": "0", "leads_to": [away.element.pk]}
    yield f"{url('element_create', case)}?del=output", box
    shared = {"parts": ["problem"], "audience": "pupils", "approach": "family", "starts_on": "1.1.2026"}
    yield url("case_share", case), shared | {"participation": away.participation.pk}
    place = {"municipality": away.municipality.pk}
    yield url("catalogue_create"), place | {"name": "Vores katalog", "description": ""}
    yield url("case_create"), place | {"title": "Vores idé"}
    yield url("shared_copy", home.share.pk), place | {"token": str(uuid.uuid4())}


def standing(municipality):
    """Every row of the municipality's cases and prices, as it is."""
    mine = [Case.objects.filter(municipality=municipality), PriceCatalogue.objects.filter(municipality=municipality)]
    of_case = [model.objects.filter(case__municipality=municipality) for model in (Effect, Line, Share, TheoryElement)]
    prices = Price.objects.filter(catalogue__municipality=municipality)
    return [list(found.order_by("pk").values()) for found in (*mine, *of_case, prices)]


@pytest.mark.parametrize("foreign", ["vejle", "odense"])
def test_a_row_of_another_municipality_in_a_form_is_no_choice(foreign, cast, world, sign_in):
    home, away = world.herning, getattr(world, foreign)
    visitor, before = Visitor(cast.contact), standing(away.municipality)
    for address, data in forged(home, away):
        response = visitor.keep(address, data)
        typed = {str(data.get(name, "")) for name in ("price", "effect")}
        told = [line for line in words(response).splitlines() if not any(f'"{text}"' in line for text in typed)]
        assert (response.status_code in (200, 302, 422), away.word in "".join(told)) == (True, False), (address, data)
    assert standing(away.municipality) == before
    assert set(home.case.lines.exclude(pk=home.line.pk).values_list("price", "price_name", "effect")) <= UNLINKED
    assert not home.case.elements.exclude(pk=home.element.pk).exists()


@pytest.mark.parametrize("foreign", ["vejle", "odense"])
def test_the_table_takes_no_row_of_another_municipality(foreign, cast, world, sign_in):
    """By number, by name, and under the key of a foreign line, which it neither changes nor deletes."""
    home, away = world.herning, getattr(world, foreign)
    client, before = Visitor(cast.contact).client, standing(away.municipality)
    sent = [{"key": str(uuid.uuid4()), "version": 0, "values": cells} for cells in foreign_lines(away)]
    sent += [{"key": str(away.line_key), "version": 1, "values": LINE}, {"key": str(away.line_key), "version": 1}]
    unknown = str(uuid.uuid4())
    sent += [{"key": unknown, "version": 1, "values": LINE}, {"key": unknown, "version": 1}]
    answers = []
    for row in sent:
        body = json.dumps({"kind": "cost", "rows": [row], "order": [str(away.line_key)]})
        told = client.post(url("line_save", home.case.pk), body, content_type="application/json")
        panel = client.post(url("line_panel", home.case.pk), body, content_type="application/json")
        answers.append(told.json()["rows"][0])
        assert (away.word in words(panel), away.word in words(told)) == (False, False)
    assert [answer["state"] for answer in answers] == ["saved", *["invalid"] * 3, *["gone", "deleted"] * 2]
    assert standing(away.municipality) == before
    made = home.case.lines.exclude(pk=home.line.pk).values_list("price", "price_name", "effect")
    assert list(made) == list(UNLINKED)


def test_rows_of_the_own_municipalitys_other_case_are_no_choice_either(cast, world, other_case, sign_in):
    home, visitor = world.herning, Visitor(cast.contact)
    effect = LINE | {"per": "success", "effect": str(other_case.effect.pk), "key": str(uuid.uuid4()), "version": "0"}
    box = {"text": "Vores felt", "version": "0", "leads_to": [other_case.box.pk]}
    assert visitor.keep(url("line_create", home.case.pk), effect).status_code == 200
    assert visitor.keep(f"{url('element_create', home.case.pk)}?del=output", box).status_code == 200
    for name, row in (("effect_delete", other_case.effect), ("element_delete", other_case.box)):
        assert visitor.keep(url(name, home.case.pk, row.pk), {}).status_code == 404
    for name, row in (("effect_edit", other_case.effect), ("element_edit", other_case.box)):
        told = words(visitor.keep(f"{url(name, home.case.pk, row.pk)}?del=outcome", {"text": "x", "version": "1"}))
        assert "Egenord-and" not in told
    assert (other_case.effects.get().name, other_case.elements.get().version) == ("Egenord-anden", 1)
    assert (home.case.lines.get(), home.case.elements.get()) == (home.line, home.element)


def test_a_number_that_no_row_can_have_is_not_found(cast, world, sign_in):
    visitors = {role: Visitor(getattr(cast, role)) for role in ("leader", "consultant", "contact")}
    wrong = []
    for page in TABLE:
        role = next((role for role in visitors if role in page.roles), None)
        if role is None or not page.name.startswith(("businesscases:", "reports:case_")):
            continue
        known = rows(world.herning, page.rows)
        for kwarg in [kwarg for kwarg, value in known.items() if isinstance(value, int)]:
            address = reverse(page.name, kwargs=known | {kwarg: HUGE})
            wrong += [address for method in page.methods if visitors[role].status(method, address) >= 500]
    assert wrong == []


def test_the_library_and_its_filters_count_what_one_may_read(cast, world, make_person, sign_in):
    readers = {
        "partner": (cast.foreign_leader, 2),
        "consultant": (cast.consultant, 2),
        "elsewhere": (make_person(RoleKind.LEADER, municipality=world.odense.municipality), 1),
        "other consultant": (make_person(RoleKind.CONSULTANT, partnership=world.odense.partnership), 1),
    }
    for who, (person, count) in readers.items():
        for query in ("", "?maalgruppe=pupils", "?q=delt"):
            page = Visitor(person).client.get(f"{url('shared_list')}{query}").context["page"]
            assert (who, query, page.paginator.count) == (who, query, count)


def test_a_price_list_of_another_municipality_is_no_filter(cast, world, sign_in):
    said = words(Visitor(cast.member).ask("GET", f"{url('price_list')}?katalog={world.vejle.catalogue.pk}"))
    assert (WORDS["herning"] in said, WORDS["vejle"] in said) == (True, False)


def test_whoever_has_left_takes_own_words_along_and_no_others(cast, world, sign_in):
    """Own comments are personal data; what the municipality calls its case by now is not."""
    person = cast.leader
    world.herning.case.comments.create(step="problem", text="Mine egne ord", by=person)
    mine = _told(person)
    assert ("Mine egne ord" in mine, f"{WORDS['herning']}-idé" in mine) == (True, True)
    Role.objects.filter(user=person).update(municipality=world.odense.municipality)
    left = _told(type(person).objects.get(pk=person.pk))
    assert ("Mine egne ord" in left, WORDS["herning"] in left) == (True, False)


def test_an_administrator_takes_out_no_words_about_a_case(cast, world, sign_in):
    world.herning.case.comments.create(step="problem", text="Mine egne ord", by=cast.leader)
    taken = Visitor(cast.administrator).client.post(reverse("request_copy"), {"email": cast.leader.email})
    said = words(taken)
    assert (cast.leader.email in said, "Mine egne ord" in said, f"{WORDS['herning']}-idé" in said) == (
        True,
        False,
        False,
    )


def _told(person):
    return str([(section.title, section.facts) for section in of_account(person)])


def test_what_was_shared_is_gone_for_all_when_it_ends(cast, world, sign_in):
    """Page, start, library and its search; its files were never anybody's but the own municipality's."""
    share, visitor = world.vejle.share, Visitor(cast.leader)
    file = reverse("reports:case_file_download", args=[world.vejle.case_file.pk])
    opened = [url("shared_show", share.pk), url("shared_copy", share.pk)]
    assert [visitor.status("GET", address) for address in (*opened, file)] == [200, 200, 404]
    Visitor(cast.foreign_leader).keep(url("share_end", share.pk), {})
    assert [visitor.status("GET", address) for address in (*opened, file)] == [404, 404, 404]
    assert visitor.client.post(opened[1], {"token": str(uuid.uuid4())}).status_code == 404
    for query in ("", "?q=delt"):
        assert SHARED["vejle"] not in words(visitor.ask("GET", f"{url('shared_list')}{query}"))
