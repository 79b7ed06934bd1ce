"""A copy of an own case: everything that is calculated with, and nothing that people said about it."""

from decimal import Decimal
from uuid import uuid4

import pytest

from businesscases.actions.copying import copy_case
from businesscases.models import Case


@pytest.fixture
def whole(calculated_case, cast, quoted):
    """A case with something of everything."""
    case = calculated_case(løn={"unit_price": 500}, gevinst={"kind": "gain"})
    case.problem, case.intervention = "Problemet", "Indsatsen"
    case.save()
    effect = case.effects.create(name="Trivsel", rate=Decimal("0.3"))
    gain = case.lines.get(name="Gevinst")
    gain.per, gain.effect = "success", effect
    gain.save()
    scenario = case.scenarios.create(name="Værst")
    for key, value in ((f"effect:{effect.key}", "0.1"), (f"line:{gain.key}", "900"), ("participants", "40")):
        scenario.values.create(key=key, value=value)
    box = case.elements.create(part="input", text="Penge")
    box.leads_to.add(case.elements.create(part="activity", text="Forløb", position=1))
    box.indicators.create(name="Kroner brugt")
    evidence = quoted()
    evidence.case = case
    evidence.save()
    case.comments.create(step="problem", text="Hemmelig bemærkning", by=cast.leader)
    return case


@pytest.fixture
def copied(cast, sign_in, whole):
    client = sign_in(cast.contact)
    assert "Lav kopien" in client.get(f"/businesscases/{whole.pk}/kopier/").content.decode()
    said = client.post(f"/businesscases/{whole.pk}/kopier/", {"token": uuid4()})
    return Case.objects.get(pk=said.url.strip("/").split("/")[-1])


def test_copy_has_texts_assumptions_and_evidence(copied, whole, cast):
    assert (copied.title, copied.problem, copied.intervention) == ("Tidlig hjælp (kopi)", "Problemet", "Indsatsen")
    assert (copied.created_by, copied.stage, copied.version) == (cast.contact, "idea", 1)
    assert (copied.calculation.price_year, copied.calculation.participants) == (2019, 100)
    assert copied.evidence.get().sentence == whole.evidence.get().sentence
    assert Case.objects.get(pk=whole.pk).calculation.participants == 100


def test_lines_and_effects_have_new_keys_and_belong_together(copied, whole):
    names = list(whole.lines.values_list("name", "unit_price", "position"))
    assert list(copied.lines.values_list("name", "unit_price", "position")) == names
    assert not set(copied.lines.values_list("key")) & set(whole.lines.values_list("key"))
    gain, effect = copied.lines.get(name="Gevinst"), copied.effects.get()
    assert gain.effect == effect
    values = dict(copied.scenarios.get().values.values_list("key", "value"))
    assert values == {f"effect:{effect.key}": Decimal("0.1"), f"line:{gain.key}": 900, "participants": 40}


def test_two_effects_in_one_place_keep_their_lines(cast, whole):
    """Positions order effects and need not tell them apart."""
    other = whole.effects.create(name="Fravær", rate=Decimal("0.9"), position=whole.effects.get().position)
    copy = copy_case(case=Case.objects.get(pk=whole.pk), token=uuid4(), by=cast.contact)
    assert copy.lines.get(name="Gevinst").effect.name == "Trivsel"
    assert copy.effects.get(name=other.name).lines.count() == 0


def test_theory_is_linked_as_before(copied, whole):
    box = copied.elements.get(part="input")
    assert [after.text for after in box.leads_to.all()] == ["Forløb"]
    assert (box.indicators.get().name, copied.elements.count(), whole.elements.count()) == ("Kroner brugt", 2, 2)


def test_comments_versions_and_sharing_stay_behind(copied, whole):
    assert (copied.comments.count(), copied.versions.count(), copied.shares.count()) == (0, 1, 0)


def test_double_click_makes_one_and_a_new_page_another(cast, sign_in, whole):
    client, url, token = sign_in(cast.member), f"/businesscases/{whole.pk}/kopier/", uuid4()
    assert client.post(url, {"token": token}).url == client.post(url, {"token": token}).url
    client.post(url, {"token": uuid4()})
    assert Case.objects.filter(title="Tidlig hjælp (kopi)").count() == 2


def test_long_title_is_cut_before_its_ending(cast, sign_in, make_case):
    case = make_case(title="Å" * 160)
    sign_in(cast.member).post(f"/businesscases/{case.pk}/kopier/", {"token": uuid4()})
    assert Case.objects.get(title=f"{'Å' * 153} (kopi)")


def test_anothers_case_cannot_be_copied(cast, sign_in, make_case, vejle):
    case = make_case(vejle)
    assert sign_in(cast.member).post(f"/businesscases/{case.pk}/kopier/", {"token": uuid4()}).status_code == 404
    assert sign_in(cast.consultant).post(f"/businesscases/{case.pk}/kopier/", {"token": uuid4()}).status_code == 403
