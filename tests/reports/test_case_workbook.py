"""The workbook of a case: LibreOffice computes it anew and gets every figure to the øre, also after a change."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from businesscases.calculation.figures import results
from businesscases.calculation.inputs import Estimate
from businesscases.calculation.worked import worked_out
from businesscases.dossier.document import Dossier, to_json
from businesscases.economics.discounting import flat
from businesscases.economics.lines import Actor
from reports.casebook import workbook
from reports.casefiles.opened import CaseFacts
from tests.calculation.cases import gain, line, worked_example
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
SHEETS = [
    *("Forudsætninger", "Omkostninger", "Effekter", "Konsekvenser og priser"),
    *("Resultat", "Følsomhed", "Kilder"),
]
# Functions that Excel and LibreOffice have both had for twenty years.
KNOWN = {
    *("ABS", "AND", "EXACT", "IF", "IFERROR", "INDEX", "IRR", "LOOKUP", "MAX", "N", "OR", "SIGN"),
    *("SUM", "SUMIF", "SUMPRODUCT", "VLOOKUP"),
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
    """The case of seed 3, as somebody changes it in four cells."""
    case = drawn_case(3)
    return replace(
        case, participants=Estimate(Decimal(777)), schedule=flat(0.11), optimism_bias=Decimal("0.5"), horizon_years=4
    )


def change(book):
    """The same changes in the workbook, which loses all values it was written with."""
    named(book, "Deltagere").value = 777
    for row in named_cells(book, "Rente_sats"):
        row.value = 0.11
    named(book, "Optimismetillæg").value = 0.5
    named(book, "Horisont").value = 4


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
    book = openpyxl.load_workbook(folder / "3.xlsx")
    change(book)
    book.save(folder / "changed.xlsx")
    anew = recalculated(folder, [*files, folder / "changed.xlsx"])
    written = {str(seed): openpyxl.load_workbook(folder / f"{seed}.xlsx", data_only=True) for seed in SEEDS}
    return written, anew


@pytest.mark.parametrize("seed", SEEDS)
def test_libreoffice_computes_every_figure_to_the_ore(computed, seed):
    written, anew = (cells(books[str(seed)]) for books in computed)
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


def test_a_change_in_four_cells_moves_everything_to_the_figures_of_the_changed_case(computed):
    assert_result(computed[1]["changed"], changed_case())


def assert_result(book, case):
    """The sheet of results against the calculation: all together, each actor and each administration."""
    found = results(case, worked_out(case))
    span = len(found.years)
    worth, flows, sums = (table(book, head) for head in ("Det er casen værd", "År for år, kr.", "Lagt sammen, kr."))
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
