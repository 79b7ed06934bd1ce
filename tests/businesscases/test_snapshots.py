"""Snapshots freeze a case with its figures; computing them anew gives the same ones, to the last digit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.actions.snapshots import fresh_snapshot, take_snapshot
from businesscases.calculation.inputs import Distribution, Per, from_json, to_json
from businesscases.dossier import frozen
from businesscases.dossier.frozen import Measure, outcome_of
from businesscases.gathering import dossier_of
from businesscases.models import DiscountSchedule, IndexSeries, Snapshot
from businesscases.standing import standing_of
from jobs.errors import Refused
from tests.calculation.cases import estimate, gain, line, worked_example

QUERIES = 6
KR = st.integers(min_value=0, max_value=5_000_000)


def said(response):
    return " ".join(response.content.decode().split())


@st.composite
def drawn_inputs(draw):
    """A case with up to four lines, ranges in any of them, and any seed."""
    lines = []
    for number in range(draw(st.integers(1, 4))):
        low, mode, high = sorted(draw(st.tuples(KR, KR, KR)))
        per, years = (
            draw(st.sampled_from([Per.CASE, Per.PARTICIPANT])),
            sorted(draw(st.tuples(*[st.integers(0, 5)] * 2))),
        )
        make = draw(st.sampled_from([line, gain]))
        fields = {"effect": "", "per": per, "price": estimate(mode, low, high), "quantity": Decimal(draw(KR)) / 7}
        lines.append(make(f"line{number}", first_year=years[0], last_year=years[1], **fields))
    shape = draw(st.sampled_from(list(Distribution)))
    return worked_example(lines=tuple(lines), draws=200, seed=draw(st.integers(1, 10**6)), distribution=shape)


@given(drawn_inputs())
@settings(max_examples=40, deadline=None)
def test_what_is_frozen_gives_the_same_figures_when_it_is_read_back(inputs):
    kept = frozen.to_json(outcome_of(inputs))
    again = outcome_of(from_json(to_json(inputs)))
    assert frozen.to_json(again) == kept
    assert frozen.compared(frozen.from_json(kept), again) == ()


def test_a_figure_that_is_another_is_told_with_both_numbers():
    before, after = (
        outcome_of(worked_example()),
        outcome_of(worked_example(price_year=2019, decision_year=2027, seed=2)),
    )
    assert frozen.compared(before, after) == ()
    dearer = outcome_of(worked_example(optimism_bias=Decimal("0.1")))
    changed = {(one.place.measure, one.place.at): (one.before, one.after) for one in frozen.compared(before, dearer)}
    assert changed[Measure.FLOW, "2027"] == ("-3000000", "-3300000.0")


def test_a_line_that_cannot_be_counted_is_named():
    broken = line("broken", price_year=1990)
    outcome = outcome_of(worked_example(lines=(line("cost"), broken)))
    assert outcome.left_out == ("broken",)
    assert outcome_of(worked_example(lines=())).figures == ()


@pytest.fixture
def case(calculated_case):
    return calculated_case(
        cost={"unit_price_low": 500, "unit_price_high": 2000}, saved={"kind": "gain", "first_year": 1, "last_year": 3}
    )


@pytest.mark.django_db
def test_a_snapshot_has_all_of_the_case(case, cast):
    snapshot = take_snapshot(case=case, occasion="Budget 2027", by=cast.member)
    standing = standing_of(snapshot)
    assert standing.people.startswith("100 deltager")
    assert standing.dossier == dossier_of(case)
    assert (snapshot.number, snapshot.by, len(snapshot.sha256)) == (1, cast.member, 64)
    assert (standing.is_identical, standing.is_whole, standing.tables) == (True, True, ())


@pytest.mark.django_db
def test_two_clicks_freeze_once_and_a_changed_case_anew(case, cast):
    first = take_snapshot(case=case, occasion="Budget 2027", by=cast.member)
    assert take_snapshot(case=case, occasion="Budget 2027", by=cast.member) == first
    assert fresh_snapshot(case, dossier_of(case)) == first
    case.lines.filter(name="Cost").update(unit_price=1001)
    assert fresh_snapshot(case, dossier_of(case)) is None
    assert take_snapshot(case=case, occasion="Budget 2027", by=cast.member).number == 2


@pytest.mark.django_db
def test_an_empty_case_is_not_frozen(make_case, cast):
    with pytest.raises(Refused, match="Der er ikke noget at fastholde endnu"):
        take_snapshot(case=make_case(), occasion="Budget 2027", by=cast.member)


@pytest.mark.django_db
def test_the_page_says_that_the_figures_are_identical(case, cast, sign_in):
    client = sign_in(cast.member)
    url = client.post(reverse("businesscases:snapshot_create", args=[case.pk]), {"occasion": "Udvalgsmøde"}).url
    page = said(client.get(url))
    assert ("tal er identiske" in page, "De offentlige tabeller er de samme i dag." in page) == (True, True)
    assert Snapshot.objects.get().sha256 in page


@pytest.mark.django_db
def test_the_page_shows_what_a_changed_engine_makes_of_it(case, cast, sign_in, monkeypatch):
    snapshot = take_snapshot(case=case, occasion="Udvalgsmøde", by=cast.member)
    compute = frozen.outcome_of
    dearer = lambda inputs: compute(replace(inputs, optimism_bias=Decimal(1)))  # noqa: E731
    monkeypatch.setattr("businesscases.standing.frozen.outcome_of", dearer)
    page = said(sign_in(cast.member).get(reverse("businesscases:snapshot_show", args=[snapshot.pk])))
    assert "Beregningen giver andre tal i dag" in page
    assert "Kommunen, nutidsværdi" in page
    assert '<td class="number" data-title="Fastholdt">−1.000 kr.</td>' in page
    assert '<td class="number" data-title="Genberegnet">−2.000 kr.</td>' in page


@pytest.mark.django_db
def test_newer_tables_stand_beside_what_was_frozen(case, cast, sign_in):
    snapshot = take_snapshot(case=case, occasion="Udvalgsmøde", by=cast.member)
    newer = DiscountSchedule.objects.create(
        name="Finansministeriet 2030", valid_from=date(2030, 1, 1), source="Et brev"
    )
    newer.steps.create(first_year=0, rate=0)
    page = said(sign_in(cast.member).get(reverse("businesscases:snapshot_show", args=[snapshot.pk])))
    assert "Finansministeriet 2030" in page
    assert '<td class="number" data-title="Nutidsværdi med dagens tabeller">2.000 kr.</td>' in page
    assert "tal er identiske" in page


@pytest.mark.django_db
def test_a_newer_index_stands_beside_the_frozen_one(case, cast, sign_in):
    for year, level in ((2025, 100), (2026, 110)):
        series = IndexSeries.objects.create(
            index="net_price", name=f"Nettopristal {year}", published_on=date(year, 1, 1)
        )
        series.levels.create(year=2019, level=level)
        series.levels.create(year=2020, level=120)
        if year == 2025:
            case.calculation.series, case.calculation.price_year = series, 2020
            case.calculation.save()
    snapshot = take_snapshot(case=case, occasion="Udvalgsmøde", by=cast.member)
    standing = standing_of(snapshot)
    assert (standing.tables, standing.is_identical) == (("Nettopristal 2026",), True)
    assert standing.purses[0].kr != standing.purses[0].kr_today


@pytest.mark.django_db
def test_what_was_changed_past_the_platform_is_seen(case, cast, sign_in):
    taken = take_snapshot(case=case, occasion="Udvalgsmøde", by=cast.member)
    forged = Snapshot.objects.create(
        case=case,
        number=2,
        occasion="Andet",
        document=taken.document,
        outcome=taken.outcome,
        sha256="0" * 64,
        by=cast.member,
    )
    broken = Snapshot.objects.create(
        case=case, number=3, occasion="Andet", document="{}", outcome="{}", sha256="0" * 64, by=cast.member
    )
    client = sign_in(cast.member)
    pages = [said(client.get(reverse("businesscases:snapshot_show", args=[row.pk]))) for row in (taken, forged, broken)]
    assert ["Fingeraftrykket passer ikke" in page for page in pages] == [False, True, False]
    assert "som denne ikke kan læse" in pages[2]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_query_count(number, calculated_case, cast, sign_in, django_assert_num_queries):
    case = calculated_case(**{f"line{n}": {} for n in range(number)})
    snapshot = take_snapshot(case=case, occasion="Udvalgsmøde", by=cast.member)
    client, url = sign_in(cast.member), reverse("businesscases:snapshot_show", args=[snapshot.pk])
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
