"""The theory of change: boxes with arrows to the next column, indicators, and the picture of them."""

import pytest
from django.urls import reverse

from businesscases.gathering import element_of
from businesscases.guide import guide
from businesscases.models import Part, Step
from businesscases.models.theory import MOST_OF_PART
from businesscases.theory_picture import theory_picture

INDICATOR = {
    "name": "Fravær i procent",
    "data_source": "Skolens fraværsliste",
    "measured": "Hvert halve år",
    "baseline": "18 (2026)",
    "target": "10 (2029)",
    "version": "0",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.member)


@pytest.fixture
def case(make_case):
    return make_case()


def said(response):
    return " ".join(response.content.decode().split())


def url(case, name="case_theory", **kwargs):
    return reverse(f"businesscases:{name}", kwargs={"pk": case.pk} | kwargs)


def edit(box, name="element_edit"):
    return url(box.case, name, element_pk=box.pk)


def create(case, part):
    return f"{url(case, 'element_create')}?del={part}"


@pytest.fixture
def chain(case):
    """chain() → a box of each column, each leading to the next."""

    def make():
        rows = [case.elements.create(part=part, text=f"{part} 1", position=n) for n, part in enumerate(Part.values)]
        for one, other in zip(rows, rows[1:], strict=False):
            one.leads_to.add(other)
        return rows

    return make


def test_a_box_is_written_into_its_column_with_what_it_leads_to(member, case, cast):
    home = case.elements.create(part=Part.OUTCOME, text="Barnet bliver hjemme")
    sent = {"text": "40 familier", "assumption": "Familien lukker op", "leads_to": [home.pk], "version": "0"}
    sent_on = member.post(create(case, "output"), sent).url
    box = case.elements.get(part=Part.OUTPUT)
    assert sent_on == f"{url(case)}#felt-{box.pk}"
    assert (box.text, box.assumption, list(box.leads_to.all())) == ("40 familier", "Familien lukker op", [home])
    case.refresh_from_db()
    assert (case.changed_by, case.versions.count()) == (cast.member, 1)
    page = said(member.get(url(case)))
    assert page.count("40 familier") > 1
    assert "”40 familier” fører til ”Barnet bliver hjemme”." in page


def test_the_second_click_creates_nothing(member, case):
    for _click in range(2):
        member.post(create(case, "input"), {"text": "Tid", "version": "0"})
    assert case.elements.count() == 1


def test_a_box_leads_to_the_next_column_alone(member, case, make_case):
    foreign = make_case().elements.create(part=Part.OUTCOME, text="Anden sag")
    after = case.elements.create(part=Part.OUTCOME, text="To kolonner længere fremme")
    case.elements.create(part=Part.OUTPUT, text="Næste kolonne")
    for other in (foreign, after):
        page = member.post(create(case, "activity"), {"text": "Besøg", "leads_to": [other.pk], "version": "0"})
        assert list(page.context["form"].errors) == ["leads_to"]


def test_an_empty_box_is_met_with_the_question(member, case):
    page = member.post(create(case, "outcome"), {"text": " ", "assumption": "Bliver stående", "version": "0"})
    assert page.context["form"].errors["text"] == ["Besvar spørgsmålet ”Hvad fører det til?”"]
    assert "Bliver stående" in said(page)
    assert member.get(create(case, "noget")).status_code == 404


def test_a_column_has_room_for_twelve(member, case):
    for number in range(MOST_OF_PART):
        case.elements.create(part=Part.INPUT, text=f"Nr. {number}")
    page = said(member.post(create(case, "input"), {"text": "Nr. 13", "version": "0"}))
    assert ("Der er plads til 12 felter" in page, 'value="Nr. 13"' in page) == (True, True)


def test_boxes_are_moved_within_their_column(member, case):
    rows = [case.elements.create(part=Part.INPUT, text=text, position=n) for n, text in enumerate("abc")]
    case.elements.create(part=Part.OUTCOME, text="for sig", position=1)
    for row, way in ((rows[2], "up"), (rows[0], "down"), (rows[2], "up"), (rows[1], "down")):
        assert member.post(edit(row, "element_move"), {way: "1"}).url == f"{url(case)}#felt-{row.pk}"
    assert "".join(case.elements.filter(part=Part.INPUT).values_list("text", flat=True)) == "cab"


def test_two_at_the_same_box_see_both(member, case):
    home = case.elements.create(part=Part.OUTCOME, text="Hjemme")
    box = case.elements.create(part=Part.OUTPUT, text="Før")
    member.post(edit(box), {"text": "Kollegans", "leads_to": [home.pk], "version": "1"})
    page = member.post(edit(box), {"text": "Mine", "version": "1"})
    stands = [("Hvad kommer der ud af det?", "Kollegans"), ("Hvad fører det til?", "Hjemme")]
    assert (page.context["meanwhile"], page.context["form"]["text"].value()) == (stands, "Mine")
    member.post(edit(box), {"text": "Mine", "version": "2"})
    box.refresh_from_db()
    assert (box.text, box.version, box.leads_to.count()) == ("Mine", 3, 0)


def test_what_was_typed_into_a_deleted_box_comes_back(member, case):
    box = case.elements.create(part=Part.OUTPUT, text="Før")
    address = f"{edit(box)}?del=output"
    member.post(edit(box, "element_delete"))
    page = said(member.post(address, {"text": "Mine ord", "version": "1"}))
    assert ("slettet feltet i mellemtiden" in page, "Mine ord" in page) == (True, True)
    assert f'action="{create(case, "output")}"' in page
    assert member.get(address).status_code == 404


def test_an_indicator_says_how_one_sees_it(member, case):
    box = case.elements.create(part=Part.OUTCOME, text="I skole")
    member.post(url(case, "indicator_create", element_pk=box.pk), INDICATOR)
    page = said(member.get(url(case)))
    assert "Fravær i procent: 18 (2026) → 10 (2029) <br>Skolens fraværsliste; Hvert halve år" in page
    indicator = box.indicators.get()
    change = url(case, "indicator_edit", indicator_pk=indicator.pk)
    member.post(change, INDICATOR | {"name": "Kollegans", "version": "1"})
    late = member.post(change, INDICATOR | {"name": "Mit", "version": "1"})
    assert late.context["meanwhile"] == [("Hvad ser I på?", "Kollegans")]
    member.post(url(case, "indicator_delete", indicator_pk=indicator.pk))
    assert box.indicators.count() == 0


@pytest.mark.parametrize("name", ["indicator_create", "indicator_edit"])
def test_an_indicator_whose_box_was_deleted_finds_another(member, case, name):
    box, other = (case.elements.create(part=Part.OUTCOME, text=text) for text in ("Væk", "I skole"))
    places = {
        "indicator_create": {"element_pk": box.pk},
        "indicator_edit": {"indicator_pk": box.indicators.create(name="Før").pk},
    }
    address = url(case, name, **places[name])
    box.delete()
    page = said(member.post(address, INDICATOR))
    told = "En kollega har slettet feltet eller indikatoren i mellemtiden. Vælg et felt, og gem."
    assert (told in page, INDICATOR["name"] in page, case.elements.get().indicators.count()) == (True, True, 0)
    assert "Besvar spørgsmålet ”Hvilket felt hører den til?”" in said(member.post(address, INDICATOR | {"element": ""}))
    assert member.post(address, INDICATOR | {"element": other.pk}).url == f"{url(case)}#felt-{other.pk}"
    assert (other.indicators.get().name, member.get(address).status_code) == (INDICATOR["name"], 404)


def test_another_municipalitys_theory_is_not_there(member, case, make_case, vejle):
    box = make_case(participation=vejle).elements.create(part=Part.OUTCOME, text="Naboens")
    sign = box.indicators.create(name="Naboens tal")
    mixed = {"element_pk": box.pk}, {"indicator_pk": sign.pk}
    addresses = [
        url(box.case),
        *(url(case, name, **mixed[0]) for name in ("element_edit", "element_delete", "indicator_create")),
        *(url(case, name, **mixed[1]) for name in ("indicator_edit", "indicator_delete")),
    ]
    assert [member.get(address).status_code for address in addresses] == [404] * 6
    page = said(member.post(f"{addresses[1]}?del=outcome", {"text": "Mine ord", "version": "1"}))
    assert ("slettet feltet i mellemtiden" in page, "Naboens" in page, case.elements.count()) == (True, False, 0)


def test_the_guide_says_what_the_theory_lacks(case, chain):
    def lacks():
        state = next(state for state in guide(case).steps if state.step == Step.THEORY)
        return [str(words) for words in state.missing]

    assert lacks() == [
        *("hvad I bruger", "hvad I gør", "hvad der kommer ud af det"),
        "hvad det fører til for mennesker",
    ]
    rows = chain()
    assert lacks() == ["en indikator til én virkning"]
    rows[3].indicators.create(name="Fravær")
    rows[0].leads_to.clear()
    assert lacks() == ["hvad ét felt fører til"]


def test_the_picture_says_in_words_what_it_shows(chain):
    rows = chain()
    rows[3].indicators.create(name="Fravær")
    picture = theory_picture([element_of(row) for row in rows])
    assert picture.wide.alt.startswith("Ressourcer: input 1. Aktiviteter: activity 1.")
    assert picture.wide.alt.endswith("”output 1” fører til ”outcome 1”.")
    assert "Ses på: Fravær" in picture.narrow.svg


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(rows, member, chain, case, django_assert_num_queries):
    for _number in range(rows):
        chain()[3].indicators.create(name="Fravær")
    with django_assert_num_queries(10):
        member.get(url(case))
