"""Sharing a case: the chosen parts for the people of one partnership, for a time, and never a word more."""

from datetime import timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from businesscases.models import Share, SharedPart
from municipalities.models import Role
from tests.conftest import enrol

# A word in each part that stands nowhere else, and words of what is never shared
WORDS = {
    SharedPart.PROBLEM: ("ordproblem", "ordgruppe", "ordfundet", "ordantal"),
    SharedPart.INTERVENTION: ("ordindsats", "ordlov", "ordbemanding"),
    SharedPart.THEORY: ("ordboks", "ordforudsætning", "ordindikator"),
    SharedPart.BASIS: ("ordbasis",),
    SharedPart.EFFECTS: ("ordeffekt", "ordeffektkilde"),
    SharedPart.LINES: ("ordlinje", "ordforvaltning"),
    SharedPart.PRICES: ("ordkilde", "ordenhed"),
    SharedPart.RESULTS: ("Nutidsværdi",),
    SharedPart.PROPOSAL: ("ordforslag",),
}
NEVER = ("ordnote", "ordkommentar", "ordscenarie", "ordbevis", "ordmedlem", "ordleder", "ordpris")
ALL = [part.value for part in SharedPart]


@pytest.fixture
def case(calculated_case, cast, quoted, own_price):
    """A case of Herning with every word."""
    cast.member.name, cast.leader.name = "ordmedlem", "ordleder"
    cast.member.save()
    cast.leader.save()
    case = calculated_case(linje={"administration": "ordforvaltning", "source": "ordkilde", "unit": "ordenhed"})
    case.lines.update(name="ordlinje", note="ordnote", price=own_price("ordpris", source="ordpris"))
    texts = {
        "problem": "ordproblem",
        "target_group": "ordgruppe",
        "target_group_found": "ordfundet",
        "target_group_size": "ordantal",
        "intervention": "ordindsats",
        "legal_basis": "ordlov",
        "staffing": "ordbemanding",
        "basis_alternative": "ordbasis",
        "proposal": "ordforslag",
    }
    type(case).objects.filter(pk=case.pk).update(**texts)
    case.effects.create(name="ordeffekt", rate=Decimal("0.25"), source="ordeffektkilde")
    box = case.elements.create(part="input", text="ordboks", assumption="ordforudsætning")
    box.indicators.create(name="ordindikator")
    case.scenarios.create(name="ordscenarie")
    case.comments.create(step="problem", text="ordkommentar", by=cast.leader)
    evidence = quoted(sentence="ordbevis", heading="ordbevis")
    evidence.case = case
    evidence.save()
    case.refresh_from_db()
    return case


@pytest.fixture
def share(cast, sign_in, case, herning):
    """share("problem", …, ends_on="…") → the share that the leader makes."""

    def make(*parts, **fields):
        facts = {"participation": herning.pk, "parts": parts, "audience": "families", "approach": "family"}
        facts |= {"starts_on": "1.1.2026", "ends_on": ""} | fields
        said = sign_in(cast.leader).post(f"/businesscases/{case.pk}/del/", facts)
        assert said.status_code == 302, said.content.decode()
        return Share.objects.get(case=case, ended_at=None)

    return make


def _page(client, share):
    return client.get(share.get_absolute_url())


@pytest.mark.parametrize("part", ALL)
def test_what_is_not_chosen_is_never_sent(part, cast, sign_in, share):
    """Each part alone: its own words, and not one of any other part."""
    chosen = {part, SharedPart.LINES} if part == SharedPart.PRICES else {part}
    made = share(*chosen)
    said = _page(sign_in(cast.foreign_leader), made).content.decode()
    seen = {one for one, words in WORDS.items() for word in words if word in said}
    assert seen == chosen
    assert [word for word in WORDS[part] if word not in said] == []
    assert [word for word in NEVER if word in said] == []


def test_all_parts_together_still_have_no_notes_comments_or_names(cast, sign_in, share):
    made = share(*ALL)
    for person in (cast.foreign_leader, cast.consultant):
        client = sign_in(person)
        said = _page(client, made).content.decode() + client.get("/businesscases/bibliotek/").content.decode()
        assert [word for words in WORDS.values() for word in words if word not in said] == []
        assert [word for word in NEVER if word in said] == []


def test_stored_document_holds_the_chosen_parts_alone(share):
    """Nothing else could be sent by mistake: it is not there."""
    for parts in combinations(("problem", "basis", "lines"), 2):
        document = str(share(*parts).document)
        words = {one: WORDS[one][0] in document for one in ("problem", "basis", "lines")}
        assert words == {one: one in parts for one in words}
        assert [word for word in NEVER if word in document] == []


def test_what_is_written_afterwards_is_seen_when_shared_again(cast, sign_in, share, case):
    made = share("problem")
    type(case).objects.filter(pk=case.pk).update(problem="nyt udkast")
    assert "nyt udkast" not in _page(sign_in(cast.foreign_leader), made).content.decode()
    again = share("problem")
    assert (again.pk, "nyt udkast" in _page(sign_in(cast.foreign_leader), again).content.decode()) == (made.pk, True)


def test_who_sees_it(cast, sign_in, share, make_person, odense, herning):
    """People of the partnership and its consultants; a municipality of another partnership of Herning does not."""
    made = share("problem")
    enrol(odense.partnership, "0657")  # Herning takes part in Odense's partnership too
    far = make_person("leader", municipality=odense.municipality)
    far_consultant = make_person("consultant", partnership=odense.partnership)
    people = (cast.member, cast.foreign_leader, cast.consultant, far, far_consultant)
    seen = [_page(sign_in(person), made).status_code for person in people]
    assert seen == [200, 200, 200, 404, 404]
    assert [_page(sign_in(person), made).status_code for person in (cast.researcher, cast.administrator)] == [403, 403]
    listed = ["Tidlig hjælp" in sign_in(person).get("/businesscases/bibliotek/").content.decode() for person in people]
    assert listed == [True, True, True, False, False]


def test_ending_ends_access_at_once_and_empties_it(cast, sign_in, share):
    made = share(*ALL)
    client = sign_in(cast.contact)
    for _click in range(2):
        assert client.post(f"/businesscases/deling/{made.pk}/afslut/").status_code == 302
    made.refresh_from_db()
    assert (made.document, made.ended_by) == ({}, cast.contact)
    for person in (cast.foreign_leader, cast.consultant, cast.member):
        client = sign_in(person)
        assert _page(client, made).status_code == 404
        assert "Tidlig hjælp" not in client.get("/businesscases/bibliotek/").content.decode()
    assert sign_in(cast.foreign_leader).get(f"/businesscases/bibliotek/{made.pk}/brug/").status_code == 404


def test_leaving_the_partnership_ends_access_on_both_sides(cast, sign_in, share, herning, vejle):
    made, today = share("problem"), timezone.localdate()
    vejle.withdrawn_on = today
    vejle.save()
    assert [_page(sign_in(one), made).status_code for one in (cast.foreign_leader, cast.consultant)] == [404, 200]
    vejle.withdrawn_on, herning.withdrawn_on = None, today
    vejle.save()
    herning.save()
    assert [_page(sign_in(one), made).status_code for one in (cast.foreign_leader, cast.consultant)] == [404, 404]


def test_ended_role_sees_nothing(cast, sign_in, share):
    made = share("problem")
    Role.objects.filter(user=cast.consultant).update(ended_on=timezone.localdate())
    assert _page(sign_in(cast.consultant), made).status_code == 403


@pytest.mark.parametrize(("first", "last", "status"), [(1, 5, 404), (-5, -1, 404), (-5, 0, 200), (0, None, 200)])
def test_only_from_the_first_day_to_the_last(cast, sign_in, share, first, last, status):
    made, today = share("problem"), timezone.localdate()
    made.starts_on = today + timedelta(days=first)
    made.ends_on = None if last is None else today + timedelta(days=last)
    made.save()
    assert _page(sign_in(cast.foreign_leader), made).status_code == status


def test_only_contact_person_and_leader_share_and_only_with_own_partnerships(cast, sign_in, case, odense, vejle):
    url = f"/businesscases/{case.pk}/del/"
    seen = {name: sign_in(getattr(cast, name)).get(url).status_code for name in ("member", "consultant", "contact")}
    assert seen == {"member": 403, "consultant": 403, "contact": 200}
    facts = {"parts": ["problem"], "audience": "families", "approach": "family", "starts_on": "1.1.2026"}
    for place in (odense, vejle):
        said = sign_in(cast.leader).post(url, facts | {"participation": place.pk})
        assert said.status_code == 200
    assert not Share.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"parts": []}, "Besvar spørgsmålet"),
        ({"parts": ["prices"]}, "Vælg også linjerne"),
        ({"ends_on": "1.1.2020"}, "Vælg en sidste dag"),
        ({"starts_on": "snart"}, "Indtast en dato"),
        ({"audience": "alle"}, "alle"),
    ],
)
def test_mistakes_are_instructions(cast, sign_in, case, herning, fields, sentence):
    facts = {"participation": herning.pk, "parts": ["problem"], "audience": "families", "approach": "family"}
    facts |= {"starts_on": "1.1.2026", "ends_on": ""} | fields
    said = sign_in(cast.leader).post(f"/businesscases/{case.pk}/del/", facts)
    assert (said.status_code, Share.objects.exists()) == (200, False)
    assert sentence in said.content.decode()


def test_contact_person_is_the_only_name(cast, sign_in, share, herning):
    made = share(*ALL)
    cast.contact.name = "Amira Hjort"
    cast.contact.save()
    group = herning.partnership.groups.create(kind="working")
    group.seats.create(participation=herning, user=cast.contact, is_contact=True, starts_on=timezone.localdate())
    assert "Amira Hjort" in _page(sign_in(cast.foreign_leader), made).content.decode()


def test_the_result_is_told_to_others_in_the_third_person(cast, sign_in, share, case):
    """Neither "right now" nor "your ranges": it is Herning's, of the day it was shared."""
    case.lines.update(unit_price_high=3000)
    shown = _page(sign_in(cast.foreign_leader), share("results")).content.decode()
    said = " ".join(shown[shown.index('class="result-panel"') :].split())
    today = date_format(timezone.localdate(), "j. F Y")
    assert f"Resultatet hos Herning Kommune den {today}" in said
    assert "inden for de spænd, Herning Kommune har angivet" in said
    assert ">Herning Kommune</th>" in said or "Herning Kommune <" in said
    assert [word for word in ("lige nu", "jeres", "Kommunen ") if word in said[: said.index("</section>")]] == []
