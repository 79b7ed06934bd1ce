"""What a row may say, and what it is told when it may not."""

from decimal import Decimal

import pytest

from businesscases.models import Kind, Line, PriceCatalogue, RefundRule
from tests.businesscases.lines import COST, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(calculated_case):
    return calculated_case()


@pytest.fixture
def read(case, cast):
    """read(**cells) → the line of a row that is right."""

    def read(kind=Kind.COST, **cells):
        form = form_of(case, cast.member, kind, **cells)
        assert form.errors == {}
        return form.instance

    return read


@pytest.fixture
def told(case, cast):
    """told(**cells) → instructions per cell of a row that is wrong."""

    def told(kind=Kind.COST, **cells):
        return {name: texts[0] for name, texts in form_of(case, cast.member, kind, **cells).errors.items()}

    return told


def test_a_row_is_read_as_people_write_it(read):
    line = read(unit_price="1.160.000,50", quantity="25 %", years="1 - 5", per="pr. deltager", is_assumption="x")
    assert (line.unit_price, line.quantity) == (Decimal("1160000.50"), Decimal("0.25"))
    assert (line.first_year, line.last_year, line.per, line.is_assumption) == (1, 5, "participant", True)
    assert (line.actor, line.area, line.price_year) == ("municipality", "service_frame", 2019)


@pytest.mark.parametrize(
    ("typed", "years"), [("0", (0, 0)), ("1–5", (1, 5)), ("1-5", (1, 5)), ("2027–2028", (1, 2)), ("2026", (0, 0))]
)
def test_years_count_from_the_decision_year(read, typed, years):
    line = read(years=typed)
    assert (line.first_year, line.last_year) == years


def test_what_follows_from_the_rest_may_be_left_empty(read):
    line = read(actor="", quantity="", price_year="", per="", index="", account="", administration="", unit="")
    assert (line.actor, line.quantity, line.price_year, line.per, line.index) == ("municipality", 1, 2019, "case", "")


def test_outside_the_municipality_there_is_one_control_area(read):
    assert read(actor="Staten", area="Serviceramme").area == "outside"
    assert read(actor="region", area="").area == "outside"


@pytest.mark.parametrize(
    ("cells", "instruction"),
    [
        ({"name": ""}, {"name": "Skriv, hvad linjen handler om"}),
        ({"quantity": "mange"}, {"quantity": "Indtast et tal som 1.234,5 eller 25 %"}),
        (
            {"quantity": "-2"},
            {"quantity": "Indtast 0 eller mere: linjens art siger, om den er en omkostning eller en gevinst"},
        ),
        ({"unit_price": "ca. 500"}, {"unit_price": "Indtast et beløb som 65.000,50"}),
        ({"unit_price": ""}, {"unit_price": "Prisen mangler"}),
        ({"unit_price_low": "500.000"}, {"unit_price_low": "Mindsteprisen må ikke være højere end enhedsprisen"}),
        ({"unit_price_high": "1"}, {"unit_price_high": "Højesteprisen må ikke være lavere end enhedsprisen"}),
        ({"years": ""}, {"years": "Indtast år"}),
        ({"years": "fem"}, {"years": "Skriv årene talt fra beslutningsåret, fx 0 eller 1–5"}),
        ({"years": "5–1"}, {"years": "Skriv det tidligste år først, fx 1–5"}),
        ({"years": "2020"}, {"years": "Beslutningsåret er 2026. Skriv et år fra da af, eller tæl fra 0"}),
        ({"years": "1–200"}, {"years": "Skriv år op til 100 efter beslutningsåret"}),
        ({"price_year": "i år"}, {"price_year": "Indtast et årstal som 2026"}),
        (
            {"actor": "Kommunerne"},
            {"actor": "Vælg en af: Kommunen, Regionen, Staten, Borgerne, Investoren"},
        ),
        (
            {"area": ""},
            {"area": "Vælg kommunens styringsområde: Serviceramme, Overførsler til personer, Anlæg, Finansiering"},
        ),
        (
            {"per": "success"},
            {"effect": "Beskriv først effekten i trinnet ”Effekter”, eller tæl linjen pr. deltager"},
        ),
        ({"is_assumption": "måske"}, {"is_assumption": "Skriv ”ja”, eller lad feltet være tomt"}),
    ],
)
def test_a_wrong_cell_is_met_with_what_to_do(told, cells, instruction):
    assert told(**cells) == instruction


def test_every_wrong_cell_is_said_at_once(told):
    assert set(told(name="", quantity="-1", unit_price="dyr", years="x")) == {"name", "quantity", "unit_price", "years"}


def test_the_only_effect_is_chosen_by_itself(case, read, told):
    first = case.effects.create(name="I job", rate=Decimal("0.3"))
    assert read(Kind.GAIN, per="success").effect == first
    case.effects.create(name="I uddannelse", rate=Decimal("0.3"))
    assert told(Kind.GAIN, per="success") == {"effect": "Vælg, hvilken effekt linjen hænger på"}
    assert read(Kind.GAIN, per="success", effect="i job").effect == first
    assert read(Kind.GAIN, per="participant", effect="i job").effect is None


def test_a_transfer_has_a_receiver(read, told):
    assert told(Kind.TRANSFER) == {"to_actor": "Vælg, hvem der får pengene"}
    line = read(Kind.TRANSFER, to_actor="Staten")
    assert (line.to_actor, line.to_area) == ("state", "outside")
    assert read(to_actor="Staten").to_actor == ""


def test_only_the_municipality_gets_refund(read, told):
    rule = RefundRule.objects.create(law="Barnets lov § 198", level_year=2026, source="Loven")
    assert read(refund=str(rule.pk)).refund == rule
    assert told(actor="state", refund="Barnets lov § 198 (2026)") == {
        "refund": "Kun kommunen får refusion fra staten. Lad feltet være tomt"
    }


@pytest.fixture
def price(herning):
    catalogue = PriceCatalogue.objects.create(municipality=herning.municipality, name="Vores priser")
    return catalogue.prices.create(
        measure="Plejefamilie", unit="barn pr. år", amount_dkk=470000, price_year=2019, source="Regnskabet"
    )


def test_a_price_is_copied_where_the_cells_are_empty(read, price):
    line = read(price="Plejefamilie (2019)", unit_price="", unit="", price_year="", source="")
    assert (line.price, line.price_name, line.unit_price) == (price, "Plejefamilie", 470000)
    assert (line.unit, line.price_year, line.source) == ("barn pr. år", 2019, "Regnskabet")
    assert read(price=str(price.pk), unit_price="500.000").unit_price == 500000


def test_a_price_that_is_gone_takes_nothing_along(read, told, price):
    pk = price.pk
    price.delete()
    assert (read(price=str(pk)).price, read(price=str(pk)).unit_price) == (None, 482946)
    assert told(price="Plejefamilie") == {
        "price": "Intet katalog har prisen. Vælg en pris, eller tøm feltet og skriv prisen selv"
    }


def test_another_municipalitys_price_cannot_be_chosen(case, cast, read, vejle):
    theirs = PriceCatalogue.objects.create(municipality=vejle.municipality, name="Deres").prices.create(
        measure="Hemmelig", unit="barn", amount_dkk=1, price_year=2019, source="x"
    )
    assert read(price=str(theirs.pk)).price is None


def test_a_row_without_price_only_lacks_its_price(case, cast):
    assert form_of(case, cast.member, unit_price="").is_missing_a_price_only
    assert not form_of(case, cast.member, unit_price="", name="").is_missing_a_price_only
    assert not form_of(case, cast.member, unit_price="dyr").is_missing_a_price_only


def test_the_form_and_the_database_agree(case, cast, read):
    lines = [
        read(actor="state"),
        read(Kind.TRANSFER, to_actor="municipality", to_area="capital"),
        read(unit_price_low="1", unit_price_high="999.999"),
    ]
    for line in lines:
        line.case, line.changed_by = case, cast.member
        line.save()
    assert Line.objects.count() == len(lines)


def test_forms_cost_no_queries(case, cast, django_assert_num_queries):
    form = form_of(case, cast.member)
    with django_assert_num_queries(0):
        again = type(form)(COST | {"price": "77"}, kind=Kind.COST, offer=form.offered)
        assert again.is_valid()
