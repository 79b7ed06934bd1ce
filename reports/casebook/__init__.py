"""A business case as a workbook that calculates: change a coloured cell, and every figure follows.

The sheets stand in the order of a SØM report. Every formula is written with the value that it has
(businesscases/calculation), and a test has LibreOffice compute it anew (tests/reports/test_case_workbook.py). What no
formula gives stands there as the platform computed it, with the day: the simulation, how many rates of return there
are, and who compensates whom.
"""

from datetime import datetime, time
from io import BytesIO

import xlsxwriter
from django.utils import translation

from businesscases.economics.lines import Kind
from reports.casebook import (
    assumptions,
    budget,
    effects,
    lines,
    rates,
    results,
    sensitivity,
    settling,
    simulation,
    sources,
)
from reports.casebook.grid import Book
from reports.casebook.holders import Lines
from reports.workbook import LANGUAGE


def workbook(facts) -> bytes:
    """The file of a case that has lines (casefiles.opened.CaseFacts), in Danish; the same case gives the same bytes."""
    target = BytesIO()
    with translation.override("da"), xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        created = datetime.combine(facts.made_on, time())
        made.set_properties({"title": facts.title, "author": facts.municipality, "created": created})
        made.set_custom_property("Language", LANGUAGE)
        _write(Book(made), facts)
    return target.getvalue()


def _write(book: Book, facts) -> None:
    numbered = list(enumerate(facts.inputs.lines, start=1))
    costs = tuple((number, line) for number, line in numbered if line.kind is Kind.COST)
    others = tuple((number, line) for number, line in numbered if line.kind is not Kind.COST)
    assumptions.write(book, facts)
    costs_block = lines.write(book, "costs", lines.COSTS, costs, facts)
    effects.write(book, facts)
    others_block = lines.write(book, "consequences", lines.CONSEQUENCES, others, facts)
    both = Lines(costs_block, others_block)
    rows = {
        line.key: row
        for block, of in ((costs_block, costs), (others_block, others))
        for row, (_number, line) in enumerate(of, start=block.first)
    }
    told = results.write(book, both, facts)
    rates.write(book, told, facts)
    settling.write(book, told, facts)
    sensitivity.write(book, both, rows, told.worth(None), facts)
    simulation.write(book, told, facts)
    budget.write(book, both, facts)
    sources.write(book, numbered, facts)
