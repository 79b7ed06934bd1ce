"""Effects: in per cent, net of what is not the intervention's own, and never without a word on how one knows."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from businesscases.assembling import effect_of
from businesscases.models import Effect
from businesscases.netting import netted

FILLED = {
    "name": "Barnet bliver hjemme",
    "rate": "25",
    "rate_low": "12,5",
    "rate_high": "40",
    "first_year": "1",
    "deadweight": "20",
    "attribution": "25",
    "displacement": "0",
    "drop_off": "10",
    "grade": "comparison",
    "source": "VIVE 2018, side 12",
    "version": "0",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.member)


def said(response):
    return " ".join(response.content.decode().split())


def url(case, name="case_effects", **kwargs):
    return reverse(f"businesscases:{name}", kwargs={"pk": case.pk} | kwargs)


def edit(effect, name="effect_edit"):
    return url(effect.case, name, effect_pk=effect.pk)


@pytest.fixture
def effect(make_case):
    return make_case().effects.create(name="Skolegang", rate=Decimal("0.25"))


def test_percentages_are_stored_as_shares(member, make_case, cast):
    case = make_case()
    assert member.post(url(case, "effect_create"), FILLED).url == url(case)
    effect = case.effects.get()
    assert (effect.rate, effect.rate_low, effect.rate_high) == (Decimal("0.25"), Decimal("0.125"), Decimal("0.4"))
    assert (effect.deadweight, effect.attribution, effect.drop_off) == (Decimal("0.2"), Decimal("0.25"), Decimal("0.1"))
    case.refresh_from_db()
    assert (case.changed_by, case.versions.count()) == (cast.member, 1)


def test_the_second_click_creates_nothing(member, make_case):
    case = make_case()
    for _click in range(2):
        member.post(url(case, "effect_create"), FILLED)
    assert case.effects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "instruction"),
    [
        ("rate", "140", "Indtast højst 100 procent: Ud af 100 deltagere kan højst 100 lykkes"),
        ("rate", "140 %", "Indtast højst 100 procent"),
        ("rate", "0", "Indtast en procent over 0, for eksempel 15"),
        ("rate", "mange", "Indtast en procent som 12,5"),
        ("rate_low", "30", "Indtast et laveste tal, der ikke er over det mest sandsynlige"),
        ("rate_high", "20", "Indtast et højeste tal, der ikke er under det mest sandsynlige"),
        ("rate_low", "-101", "Indtast en procent fra −100 til 100"),
        ("attribution", "-1", "Indtast en procent fra 0 til 100"),
        ("drop_off", "101", "Indtast en procent fra 0 til 100"),
        ("first_year", "snart", "Indtast et helt år, for eksempel 1"),
        ("source", "", "Indtast kilden, eller vælg ”Antagelse, ikke dokumenteret” ovenfor"),
        ("name", "", "Besvar spørgsmålet ”Hvad sker der?”"),
    ],
)
def test_bad_input_is_met_with_what_to_do_and_the_rest_is_kept(field, typed, instruction, member, make_case):
    page = member.post(url(make_case(), "effect_create"), FILLED | {field: typed})
    form = page.context["form"]
    assert [instruction in error for error in form.errors[field]] == [True]
    assert (instruction in said(page), 'value="20"' in said(page), Effect.objects.count()) == (True, True, 0)


def test_a_guess_needs_no_source_and_is_called_an_assumption(member, make_case):
    case = make_case()
    member.post(url(case, "effect_create"), FILLED | {"source": "", "grade": "assumption"})
    page = said(member.get(url(case)))
    assert ("Antagelse</span>" in page, "Den er jeres bedste bud" in page) == (True, True)


def test_the_page_shows_what_is_left_of_an_effect(member, make_case):
    case = make_case()
    member.post(url(case, "effect_create"), FILLED)
    page = said(member.get(url(case)))
    for cell in ("25 % (mindst 12,5 %, højst 40 %)", ">25</td>", ">−5</td>", "<strong>15</strong>", ">8,9</td>"):
        assert cell in page


def test_from_gross_to_net_by_hand(make_case):
    """100 · 0.25 = 25; less 20 % = 20; less 25 % = 15; after five years at 10 %: 15 · 0.9⁵ = 8.85735."""
    effect = Effect(name="x", rate=Decimal("0.25"), deadweight=Decimal("0.2"), attribution=Decimal("0.25"))
    effect.drop_off = Decimal("0.1")
    found = netted(effect_of(effect))
    assert (found.gross, found.deadweight, found.attribution, found.displacement) == (25, 5, 5, 0)
    assert (found.net, found.later) == (15, Decimal("8.85735"))


def test_others_are_asked_about_and_not_ones_own_share(member, make_case):
    assert "Hvor meget af den skyldes andre?" in said(member.get(url(make_case(), "effect_create")))


def test_two_at_the_same_effect_see_both(member, effect):
    before = FILLED | {"version": "1"}
    member.post(edit(effect), before | {"name": "Kollegans ord"})
    page = member.post(edit(effect), before | {"name": "Mine ord", "rate": "30"})
    assert page.context["meanwhile"] == [
        ("Hvad sker der?", "Kollegans ord"),
        ("Hvor mange procent lykkes det for?", "25"),
    ]
    assert (str(page.context["form"]["version"].value()), page.context["form"]["name"].value()) == ("2", "Mine ord")
    member.post(edit(effect), before | {"name": "Mine ord", "version": "2"})
    effect.refresh_from_db()
    assert (effect.name, effect.version) == ("Mine ord", 3)


def test_what_was_typed_into_a_deleted_effect_comes_back(member, effect):
    case, address = effect.case, edit(effect)
    effect.delete()
    page = member.post(address, FILLED | {"version": "1"})
    assert ("slettet effekten i mellemtiden" in said(page), "Barnet bliver hjemme" in said(page)) == (True, True)
    assert f'action="{url(case, "effect_create")}"' in said(page)
    assert member.get(address).status_code == 404


def test_an_effect_with_lines_is_not_deleted(member, calculated_case):
    case = calculated_case()
    effect = case.effects.create(name="Skolegang", rate=Decimal("0.25"))
    line = {
        "kind": "gain",
        "name": "Færre anbringelser",
        "per": "success",
        "effect": effect,
        "changed_by": case.created_by,
    }
    case.lines.create(unit_price=1, price_year=2019, **line)
    assert "Færre anbringelser" in said(member.get(edit(effect, "effect_delete")))
    assert "Vælg en anden effekt til linjen" in said(member.post(edit(effect, "effect_delete")))
    case.lines.all().delete()
    assert member.post(edit(effect, "effect_delete")).url == url(case)
    assert case.effects.count() == 0


def told_alike(*responses):
    """Whether nobody learns from the answers which numbers another case has; the token of each form is its own."""
    words = {re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", said(response)) for response in responses}
    return len(words) == 1


def test_the_effect_of_another_municipality_is_not_there(member, make_case, vejle, effect):
    foreign = make_case(participation=vejle).effects.create(name="Naboens", rate=Decimal("0.25"))
    mixed = url(effect.case, "effect_edit", effect_pk=foreign.pk)
    for address in (edit(foreign), edit(foreign, "effect_delete"), url(foreign.case), mixed):
        assert member.get(address).status_code == 404
    unknown = url(effect.case, "effect_edit", effect_pk=2**40)
    assert told_alike(member.post(mixed, FILLED), member.post(unknown, FILLED))
    assert effect.case.effects.get() == effect


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(rows, member, calculated_case, django_assert_num_queries):
    case = calculated_case(**{f"line{number}": {} for number in range(rows)})
    for number in range(rows):
        effect = case.effects.create(name=f"Effekt {number}", rate=Decimal("0.25"))
    with django_assert_num_queries(13):
        member.get(url(case))
    with django_assert_num_queries(12):
        member.get(edit(effect))
