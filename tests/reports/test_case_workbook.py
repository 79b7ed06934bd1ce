"""The workbook of a case: LibreOffice computes it anew and gets every figure to the øre, also after a change."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from businesscases.calculation.figures import budget_proposal, results
from businesscases.calculation.inputs import Estimate, Per, Series
from businesscases.calculation.uncertainty import simulated
from businesscases.calculation.worked import worked_out
from businesscases.dossier.document import Dossier, to_json
from businesscases.economics.discounting import flat
from businesscases.economics.lines import Actor, ControlArea, Kind, Purse
from businesscases.economics.prices import Index
from reports.casebook import workbook
from reports.casefiles.opened import CaseFacts
from tests.calculation.cases import STATE, gain, line, worked_example
from tests.reports.drawn_cases import drawn_case
from tests.reports.recalculating import recalculated

SEEDS = range(1, 7)
ORE = 0.005
ACTORS = {
    Actor.MUNICIPALITY: "Kommunen",
    Actor.REGION: "Regionen",
    Actor.STATE: "Staten",
    Actor.CITIZEN: "Borgerne",
    Actor.INVESTOR: "Investoren",
}
AREAS = {
    ControlArea.SERVICE_FRAME: "Serviceramme",
    ControlArea.TRANSFERS: "Overførsler til personer",
    ControlArea.CAPITAL: "Anlæg",
    ControlArea.FINANCING: "Finansiering",
}
SHEETS = [
    *("Forudsætninger", "Omkostninger", "Effekter", "Konsekvenser og priser"),
    *("Resultat", "Interne renter", "Udligning", "Følsomhed", "Simulering", "Budgetforslag", "Kilder"),
]
# Functions that Excel and LibreOffice have both had for twenty years.
KNOWN = {
    *("ABS", "AND", "EXACT", "IF", "IFERROR", "INDEX", "INT", "IRR", "LOOKUP", "MAX", "N", "OR", "ROUND", "SIGN"),
    *("SUM", "SUMIF", "SUMPRODUCT", "TRUNC", "VLOOKUP"),
}


def facts_of(inputs, **said):
    told = {"title": "Prøvesagen", "municipality": "Herning", "made_on": "2026-11-22"}
    return CaseFacts(told | {"dossier": to_json(Dossier({}, inputs, {}))} | said)


def opened(inputs, **said):
    return openpyxl.load_workbook(BytesIO(workbook(facts_of(inputs, **said))))


def cells(book):
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def named(book, name):
    """The cell that a name stands for."""
    sheet, address = next(iter(book.defined_names[name].destinations))
    return book[sheet][address.replace("$", "")]


def changed_case():
    """The case of seed 3, as somebody changes it in five cells."""
    case = drawn_case(3)
    return replace(
        case,
        participants=Estimate(Decimal(777)),
        schedule=flat(0.11),
        optimism_bias=Decimal("0.5"),
        horizon_years=4,
        budget_year=2027,
    )


def once(key, kind, kr, year=0, **fields):
    """A line of one amount in one year."""
    whole = {"price": Estimate(Decimal(kr)), "quantity": Decimal(1), "per": Per.CASE, "effect": ""}
    return line(key, **whole | {"kind": kind, "first_year": year, "last_year": year} | fields)


def two_rates():
    """1, −2.3 and 1.32 m. kr. come out at zero at 10 % and at 20 %; at 15 % the municipality can give the state 500."""
    paid, back = Kind.COST, Kind.GAIN
    own = (once("a", paid, 1_000_000), once("b", back, 2_300_000, 1), once("c", paid, 1_320_000, 2))
    return worked_example(lines=(*own, once("d", paid, 500, purse=STATE)), schedule=flat(0.15), effects=())


def halves():
    """Three accounts of 500 kr. and one of 2,500: 4,000 kr., and two thousands that are left over."""
    accounts = [Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME, "Skole", f"3.{number}") for number in range(4)]
    lines = [once(f"l{n}", Kind.COST, kr, purse=accounts[n]) for n, kr in enumerate((500, 500, 500, 2500))]
    levels = {2019: Decimal(100), 2027: Decimal(100)}
    series = Series(Index.PAY_AND_PRICE, "PL-skøn", levels)
    return worked_example(lines=tuple(lines), effects=(), budget_year=2027, budget_series=series)


MADE_UP = {"rates": two_rates(), "halves": halves(), "own prices": replace(halves(), budget_series=None)}


def change(book):
    """The same changes in the workbook, which loses all values it was written with."""
    named(book, "Deltagere").value = 777
    for row in named_cells(book, "Rente_sats"):
        row.value = 0.11
    named(book, "Optimismetillæg").value = 0.5
    named(book, "Horisont").value = 4
    named(book, "Budgetår").value = 2027


def named_cells(book, name):
    sheet, address = next(iter(book.defined_names[name].destinations))
    return [row[0] for row in book[sheet][address.replace("$", "")]]


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """{seed: (values as written, values as LibreOffice computes them)}, and the changed workbook, in one start."""
    folder = tmp_path_factory.mktemp("office")
    files = [folder / f"{seed}.xlsx" for seed in SEEDS]
    for seed, file in zip(SEEDS, files, strict=True):
        file.write_bytes(workbook(facts_of(drawn_case(seed))))
    for name, case in MADE_UP.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(workbook(facts_of(case)))
    book = openpyxl.load_workbook(folder / "3.xlsx")
    change(book)
    book.save(folder / "changed.xlsx")
    anew = recalculated(folder, [*files, folder / "changed.xlsx"])
    written = {file.stem: openpyxl.load_workbook(file, data_only=True) for file in files}
    return written, anew


@pytest.mark.parametrize("name", [*map(str, SEEDS), *MADE_UP])
def test_libreoffice_computes_every_figure_to_the_ore(computed, name):
    written, anew = (cells(books[name]) for books in computed)
    told = {place: value for place, value in written.items() if value not in (None, "")}
    assert len(told) > 500
    assert {place: anew[place] for place in told} == {
        place: pytest.approx(value, abs=ORE, rel=1e-12) if isinstance(value, int | float) else value
        for place, value in told.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_written_figures_are_those_of_the_calculation(computed, seed):
    case = drawn_case(seed)
    assert_result(computed[0][str(seed)], case)


def test_a_change_in_five_cells_moves_everything_to_the_figures_of_the_changed_case(computed):
    assert_result(computed[1]["changed"], changed_case())
    assert_budget(computed[1]["changed"], changed_case())


@pytest.mark.parametrize("name", ["1", "2", "3", "6", "halves"])
def test_the_budget_proposal_is_that_of_the_platform(computed, name):
    assert_budget(computed[1][name], MADE_UP[name] if name in MADE_UP else drawn_case(int(name)))


def assert_budget(book, case):
    """Every account, rounded as the platform rounds, both sums, and what falls outside the four years."""
    found = budget_proposal(case, worked_out(case))
    rows = [row[:7] for row in book["Budgetforslag"].iter_rows(values_only=True)]
    for title, part, total in (
        ("Varige ændringer", found.lasting, found.lasting_total),
        ("Engangsbeløb", found.one_off, found.one_off_total),
    ):
        first = next(at for at, row in enumerate(rows) if row[0] == title) + 2
        last = next(at for at, row in enumerate(rows) if at > first and row[0] == "I alt")
        assert rows[first][3:] == found.years
        shown = [((row[0] or "", row[1] or "", row[2]), row[3:]) for row in rows[first + 1 : last] if any(row[3:])]
        accounts = [((row.administration, row.account, AREAS[row.area]), row.amounts) for row in part]
        assert shown == [(account, amounts) for account, amounts in accounts if any(amounts)]
        assert rows[last][3:] == total
    told = {row[0]: row[3:] for row in rows if row[0]}
    assert told["Varige ændringer og engangsbeløb"] == found.total
    outside = [told[f"Bruges netto {when}, kr."][0] for when in ("før budgetåret", "efter det sidste overslagsår")]
    assert outside == to_the_ore([float(found.earlier_kr), float(found.later_kr)])
    assert told["Er alle linjernes konti med i tabellerne?"][0] == "ja"


def test_thousands_left_over_go_to_the_first_of_equal_accounts(computed):
    book = computed[1]["halves"]["Budgetforslag"]
    shown = {row[1]: row[3] for row in book.iter_rows(values_only=True, max_row=20) if row[0] == "Skole" and row[3]}
    assert shown == {"3.0": 1, "3.1": 1, "3.3": 2}


def test_several_rates_of_return_are_all_there_and_a_word_says_what_they_are_worth(computed):
    rows = {row[0]: row[2:] for row in computed[1]["rates"]["Interne renter"].iter_rows(values_only=True) if row[0]}
    own, state = rows["Kommunen"], rows["Staten"]
    assert own[:4] == (2, 2, pytest.approx(0.1), pytest.approx(0.2))
    assert own[4] == "Flere: ingen af dem kan sammenlignes med diskonteringsrenten. Se på nutidsværdien."
    assert state == (0, 0, None, None, "ingen: pengene går kun én vej")
    assert rows["Regionen"][-1] == "ingen: der flyttes ingen penge"


def test_the_compensation_says_who_gives_whom_and_that_it_suffices(computed):
    book = computed[1]["rates"]["Udligning"]
    rows = [row[:6] for row in book.iter_rows(values_only=True) if row[0]]
    assert rows[4] == ("Kommunen", "Staten", pytest.approx(500), None, None, None)
    purses = {row[0]: row[1:] for row in rows[5:]}
    worth = results(two_rates(), worked_out(two_rates())).actors[Actor.MUNICIPALITY].present_value_kr
    assert purses["Kommunen"] == (to_the_ore(worth), to_the_ore(500), 0, to_the_ore(worth - 500), "ja")
    assert purses["Staten"] == (-500, 0, to_the_ore(500), pytest.approx(0, abs=ORE), "ja")
    assert purses["Det mangler de, der taber, kr."][0] == to_the_ore(500)


def test_the_simulation_stands_there_with_its_seed_and_says_that_it_is_no_formula():
    case = drawn_case(1)
    drawn = simulated(worked_out(case), case.draws, case.seed)
    sheet = opened(case)["Simulering"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert (rows["Trækninger"][0], rows["Startværdi"][0]) == (100, 1)
    whole = drawn.total
    figures = (whole.mean, whole.p5, whole.p50, whole.p95, whole.probability)
    assert rows["Alle tilsammen"][1:6] == to_the_ore(figures)
    assert rows["Kommunen"][5] == drawn.actors["municipality"].probability
    assert "tal, ikke formler" in sheet["A2"].value
    assert opened(worked_example())["Simulering"]["A5"].value == "Ingen af tallene har et spænd endnu."


def test_a_case_without_a_budget_year_is_told_what_its_proposal_lacks():
    book = opened(worked_example())
    assert book["Budgetforslag"]["A2"].value.startswith("Vælg et budgetår i beregningens grundlag.")
    assert "Budgetår" not in book.defined_names


def assert_result(book, case):
    """The sheet of results against the calculation: all together, each actor and each administration."""
    found = results(case, worked_out(case))
    span = len(found.years)
    heads = ("Det er businesscasen værd", "År for år, kr.", "Lagt sammen, kr.")
    worth, flows, sums = (table(book, head) for head in heads)
    for holder, figures in holders(found).items():
        assert worth[holder][:3] == to_the_ore([figures.present_value_kr, figures.gains_kr, figures.costs_kr])
        assert worth[holder][3] == ("–" if figures.ratio is None else pytest.approx(figures.ratio))
        assert worth[holder][5] == to_the_ore(figures.annual_kr)
        assert worth[holder][6:9] == [
            back_in(figures.break_even),
            "ja" if figures.break_even.crosses_back else "nej",
            back_in(figures.discounted_break_even),
        ]
        assert flows[holder][:span] == to_the_ore([float(kr) for kr in figures.flows])
        assert sums[holder][:span] == to_the_ore([float(kr) for kr in figures.cumulative])
    frame = table(book, "Kommunens serviceramme, kr.")
    assert frame["Serviceramme", None][:span] == to_the_ore([float(kr) for kr in found.frame.room])
    assert frame["Uden for servicerammen", None][:span] == to_the_ore([float(kr) for kr in found.frame.outside])
    refund = table(book, "Statsrefusion til kommunen, kr.")["I alt", None][:span]
    assert refund == to_the_ore([float(kr) for kr in refunded(found)])


def refunded(found):
    if found.refund is None:
        return [0] * len(found.years)
    return [back - lost for back, lost in zip(found.refund.returned, found.refund.lapsed, strict=True)]


def holders(found):
    actors = {(ACTORS[actor], None): figures for actor, figures in found.actors.items()}
    places = {(ACTORS[actor], name): figures for (actor, name), figures in found.administrations.items() if name}
    return {("Alle tilsammen", None): found.total} | actors | places


def table(book, head):
    """{(who, which administration): figures} of the first table below this heading on the sheet of results."""
    rows = list(book["Resultat"].iter_rows(values_only=True))
    first = next(number for number, row in enumerate(rows) if row[0] == head) + 2
    last = next(number for number, row in enumerate(rows[first:], start=first) if not row[0])
    found = {}
    for who, administration, *figures in rows[first:last]:
        found.setdefault((who, administration or None), figures)
    return found


def to_the_ore(amounts):
    return pytest.approx(amounts, abs=ORE, rel=1e-12)


def back_in(break_even):
    return "ikke inden for horisonten" if break_even.year is None else break_even.year


def test_the_sheets_stand_in_the_order_of_a_som_report_and_shared_numbers_have_names():
    book = opened(drawn_case(1))
    assert book.sheetnames == SHEETS
    assert {"Deltagere", "Prisår", "Horisont", "Diskonteringsfaktor", "Prisindeks"} <= set(book.defined_names)
    assert named(book, "Deltagere").value == float(drawn_case(1).participants.mode)


def test_formulas_use_only_functions_that_excel_and_libreoffice_have():
    formulas = [value for value in cells(opened(drawn_case(1))).values() if str(value).startswith("=")]
    assert len(formulas) > 1000
    texts_left_out = [re.sub('"[^"]*"', "", formula) for formula in formulas]
    assert {name for formula in texts_left_out for name in re.findall(r"([A-Z]+)\(", formula)} == KNOWN


def test_a_text_that_looks_like_a_formula_stays_a_text():
    named_so = line("cost", name="=HYPERLINK(1)", note="+45 1234", source="@kilde")
    said = {"title": "-Tidlig hjælp"}
    book = opened(worked_example(lines=(named_so, gain(name="Æblegrød Å"))), **said)
    row = [cell for cell in book["Omkostninger"][6] if cell.value == "=HYPERLINK(1)"]
    assert [(cell.data_type, cell.quotePrefix) for cell in row] == [("s", True)]
    assert "Æblegrød Å" in [cell.value for cell in book["Konsekvenser og priser"][6]]
    assert [cell.value for cell in book["Kilder"][5]][3:] == ["@kilde", None, "+45 1234"]
    assert book["Forudsætninger"]["A1"].data_type == "s"


def test_the_same_case_gives_the_same_bytes_and_three_hundred_lines_are_no_trouble():
    many = tuple(line(f"l{number}", name=f"Linje {number} " + "æ" * 140) for number in range(300))
    assert workbook(facts_of(worked_example())) == workbook(facts_of(worked_example()))
    assert opened(worked_example(lines=(*many[:-1], gain())))["Omkostninger"].max_row == 5 + 299


def test_lines_that_cannot_be_calculated_are_named_and_left_out():
    broken = line("broken", name="Uden indeks", price_year=2012)
    book = opened(worked_example(lines=(line("cost"), gain(), broken)))
    assert book["Forudsætninger"]["A4"].value == "Ikke regnet med, fordi der mangler noget: Uden indeks."
    assert [cell.value for cell in book["Kilder"]["C"]][4:] == ["Cost", "Gain", "Bliver hjemme", "flat", "Uden indeks"]
