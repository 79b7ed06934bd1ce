"""The library of shared cases, and a start from one of them."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from businesscases.actions.sharing import share_case
from businesscases.models import Case, RefundRule, SharedPart

URL = "/businesscases/bibliotek/"
QUERIES = 4


@pytest.fixture
def shared(vejle, make_case, cast):
    """shared(title, *parts) → a share of Vejle's case with a line per success."""

    def make(title="Naboens case", *parts, audience="families", approach="family"):
        case = make_case(vejle, title=title, problem="Mange børn anbringes")
        effect = case.effects.create(name="Færre anbringes", rate=Decimal("0.25"), source="Forskning")
        case.lines.create(
            name="Sparet plads",
            kind="gain",
            per="success",
            effect=effect,
            quantity=2,
            unit_price=470000,
            price_year=2019,
            refund=RefundRule.objects.get(level_year=2022),
            last_year=3,
            source="NB-Økonomi",
            note="intern note",
            changed_by=cast.foreign_leader,
        )
        return share_case(
            case=case,
            participation=vejle,
            parts=list(parts) or [part.value for part in SharedPart],
            by=cast.foreign_leader,
            audience=audience,
            approach=approach,
            starts_on=date(2026, 1, 1),
        )

    return make


def _start(client, share, token=None):
    said = client.post(f"{URL}{share.pk}/brug/", {"token": token or uuid4()})
    return Case.objects.get(pk=said.url.strip("/").split("/")[-1])


def test_found_by_target_group_intervention_and_words(cast, sign_in, shared):
    shared("Familiecase")
    shared("Ungecase", audience="young", approach="education")
    client = sign_in(cast.member)
    queries = (
        "",
        "?malgruppe=young",
        "?indsats=family",
        "?q=UNGEC",
        "?q=vejle",
        "?q=mange+børn",
        "?q=intern+note",
        "?malgruppe=x",
    )
    found = {
        query: tuple(name in client.get(f"{URL}{query}").content.decode() for name in ("Familiecase", "Ungecase"))
        for query in queries
    }
    assert found == {
        "": (True, True),
        "?malgruppe=young": (False, True),
        "?indsats=family": (True, False),
        "?q=UNGEC": (False, True),
        "?q=vejle": (True, True),
        "?q=mange+børn": (True, True),
        "?q=intern+note": (False, False),
        "?malgruppe=x": (True, True),
    }


def test_empty_library_says_what_will_stand_here(cast, sign_in):
    assert (
        "Når en kommune i jeres partnerskaber gør det, står den her" in sign_in(cast.member).get(URL).content.decode()
    )


def test_start_takes_the_shared_parts_marked_as_to_be_checked(cast, sign_in, shared, herning):
    case = _start(sign_in(cast.member), shared())
    assert (case.municipality, case.title, case.problem) == (
        herning.municipality,
        "Naboens case",
        "Mange børn anbringes",
    )
    line, effect = case.lines.get(), case.effects.get()
    assert (line.unit_price, line.quantity, line.price_year, line.effect) == (Decimal(470000), 2, 2019, effect)
    assert (line.is_assumption, line.note) == (True, "Skal efterprøves her")
    assert line.refund.level_year == 2022
    assert line.source == "Vejle: Naboens case. NB-Økonomi"
    assert (effect.rate, effect.source) == (Decimal("0.25"), "Vejle: Naboens case. Forskning")
    assert (line.changed_by, line.price, case.participation) == (cast.member, None, None)


def test_two_effects_of_one_name_keep_their_lines(cast, sign_in, shared):
    share = shared()
    case = share.case
    case.effects.create(name="Færre anbringes", rate=Decimal("0.9"), position=1)
    share_case(case=case, participation=share.participation, parts=["effects", "lines"], by=cast.foreign_leader)
    started = _start(sign_in(cast.member), share)
    assert started.lines.get().effect.rate == Decimal("0.25")


def test_start_takes_nothing_that_is_not_shared(cast, sign_in, shared):
    case = _start(sign_in(cast.member), shared("Kun linjer", "lines"))
    line = case.lines.get()
    assert (case.problem, case.effects.count()) == ("", 0)
    assert (line.unit_price, line.quantity, line.per, line.effect) == (0, 1, "participant", None)


def test_double_click_starts_one_case(cast, sign_in, shared):
    client, share, token = sign_in(cast.member), shared(), uuid4()
    assert _start(client, share, token) == _start(client, share, token)
    assert _start(client, share) != _start(client, share)
    assert Case.objects.filter(title="Naboens case").count() == 4


def test_secretariat_reads_but_starts_nothing(cast, sign_in, shared):
    share, client = shared(), sign_in(cast.consultant)
    assert client.get(f"{URL}{share.pk}/").status_code == 200
    assert client.post(f"{URL}{share.pk}/brug/", {"token": uuid4()}).status_code == 403


def test_two_municipalities_of_one_person_do_not_mix(cast, sign_in, shared, make_person, odense, herning):
    """Somebody who works in Odense too starts a case in Herning alone, which takes part where it is shared."""
    both = make_person("member", municipality=odense.municipality)
    both.roles.create(kind="member", municipality=herning.municipality)
    share = shared()
    case = _start(sign_in(both), share)
    assert case.municipality == herning.municipality
    forged = {"token": uuid4(), "municipality": odense.municipality.pk}
    sign_in(both).post(f"{URL}{share.pk}/brug/", forged)
    assert not Case.objects.filter(municipality=odense.municipality).exists()


def test_consultant_of_one_partnership_carries_nothing_to_a_municipality_of_another(
    sign_in, shared, make_person, odense, herning
):
    person = make_person("consultant", partnership=herning.partnership)
    person.roles.create(kind="member", municipality=odense.municipality)
    share, client = shared(), sign_in(person)
    page = client.get(f"{URL}{share.pk}/")
    assert (page.status_code, "/brug/" in page.content.decode()) == (200, False)
    assert client.post(f"{URL}{share.pk}/brug/", {"token": uuid4()}).status_code == 404


def test_result_says_what_it_rests_on(cast, sign_in, shared):
    page = " ".join(sign_in(cast.member).get(f"{URL}{shared().pk}/").content.decode().split())
    heading = page.partition('id="panel-heading">')[2].partition("<")[0]
    assert "Vejle" in heading
    assert "Resultatet lige nu" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(cast, sign_in, shared, count, django_assert_num_queries):
    for number in range(count):
        shared(f"Case {number}")
    client = sign_in(cast.member)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
