"""The first sheet: everything that several formulas share, in cells with names."""

from django.utils.translation import gettext as _

from businesscases.economics.discounting import PASSED
from reports.casebook import names
from reports.casebook.grid import FACTOR, FINE, KR, SHARE, WHOLE, Book, Sheet, letters, quoted
from reports.casebook.names import WORDS

_VALUE, _FIRST_YEAR = 1, 3  # columns


def write(book: Book, facts) -> Sheet:
    sheet = book.sheet(names.sheets()["assumptions"])
    sheet.widths(44, 16, 34)
    row = sheet.title(facts.title, *_explained(facts))
    row = _plain(sheet, row, facts)
    row = _rates(sheet, row + 1, facts.inputs.schedule)
    row = _years(sheet, row + 1, facts)
    row = _index(sheet, row + 1, facts.inputs.series, names.INDEX, _("Price index: %(name)s"))
    if facts.budget is not None:
        row = _index(sheet, row + 1, facts.inputs.budget_series, names.BUDGET_INDEX, _("PL estimate: %(name)s"))
    _refunds(sheet, row + 1, facts)
    return sheet


def _explained(facts):
    yield _("Coloured cells can be changed: everything else follows. Amounts are kr., payments negative in the result.")
    yield _("Made on %(day)s from the business case “%(title)s” of %(municipality)s.") % {
        "day": facts.day,
        "title": facts.title,
        "municipality": facts.municipality,
    }
    yield from facts.frozen
    if facts.left_out:
        left_out = ", ".join(line.name for line in facts.left_out)
        yield _("Left out, since they cannot be calculated as they stand: %(lines)s.") % {"lines": left_out}


def _plain(sheet, row, facts):
    inputs = facts.inputs
    row = sheet.heading(row, _("The calculation"))
    sheet.heads(row, [_("Assumption"), _("Value"), _("Explanation")])
    decided, span = inputs.decision_year, inputs.horizon_years
    last = _("Years are counted from it: it is year 0, and not discounted.")
    told = (
        (names.DECISION_YEAR, _("Decision year"), decided, WHOLE, last),
        (names.HORIZON, _("Horizon in years"), span, WHOLE, _("At most %(n)s in this file.") % {"n": span}),
        (names.PRICE_YEAR, _("Price level"), inputs.price_year, WHOLE, _("The year whose prices everything is in.")),
        (names.PARTICIPANTS, _("Participants"), inputs.participants.mode, FINE, _("The most likely number.")),
        (names.BIAS, _("Optimism bias"), inputs.optimism_bias, SHARE, _("Added to every cost.")),
        (names.MITIGATION, _("Share of it that is mitigated"), inputs.mitigation, SHARE, _("Taken off the addition.")),
        *_budget_year(facts),
    )
    for at, (name, label, value, form, meaning) in enumerate(told, start=row + 1):
        _named(sheet, at, name, label, value, form, meaning)
    sheet.page.data_validation(
        row + 2, _VALUE, row + 2, _VALUE, {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": span}
    )
    return _timing(sheet, row + len(told) + 1, inputs.timing)


def _budget_year(facts):
    if facts.budget is not None:
        meaning = _("The proposal goes three years further.")
        yield names.BUDGET_YEAR, _("Budget year"), facts.inputs.budget_year, WHOLE, meaning


def _named(sheet, row, name, label, value, form, meaning):
    sheet.put(row, 0, label)
    sheet.put(row, _VALUE, value, form, is_input=True)
    sheet.put(row, 2, meaning)
    sheet.book.name(name, sheet.address(row, _VALUE))


def _timing(sheet, row, timing):
    sheet.put(row, 0, _("When money falls"))
    sheet.put(row, _VALUE, WORDS.timings[timing], is_input=True)
    sheet.choices(row, _VALUE, list(WORDS.timings.values()))
    sheet.put(row + 1, 0, _("Share of the year that has passed by then"))
    chosen = sheet.address(row, _VALUE)
    middle, end = (quoted(WORDS.timings[value]) for value in ("middle", "end"))
    sheet.calc(row + 1, _VALUE, f"IF({chosen}={end},1,IF({chosen}={middle},0.5,0))", PASSED[timing], "0.0")
    sheet.book.name(names.PASSED, sheet.address(row + 1, _VALUE))
    return row + 2


def _rates(sheet, row, schedule):
    row = sheet.heading(row, _("Discount rate: %(name)s") % {"name": schedule.name})
    sheet.heads(row, [_("From year"), _("Rate")])
    first = row + 1
    for row, (year, rate) in enumerate(schedule.steps, start=first):
        sheet.put(row, 0, year, WHOLE, is_input=True)
        sheet.put(row, 1, rate, "0.00%", is_input=True)
    _name_columns(sheet, first, row, {0: names.RATE_FROM, 1: names.RATE})
    return row + 1


def _years(sheet, row, facts):
    """Rates and factors across, one year more than the horizon: what falls within a year has the rate of the next."""
    span = facts.inputs.horizon_years + 1
    row = sheet.heading(row, _("Discount factors"))
    labels = (_("Year"), _("Calendar year"), _("Rate of the year"), _("Factor at the start"), _("Discount factor"))
    for at, label in enumerate(labels, start=row):
        sheet.put(at, 0, label)
    rates = [0.0, *facts.inputs.schedule.rates(span).tolist()]
    chained = 1.0
    for t in range(span + 1):
        chained = chained / (1 + rates[t])
        _year(sheet, row, t, facts.inputs.decision_year + t, rates[t], chained)
        if t < span:
            factor = float(facts.worked.factors[t])
            sheet.calc(row + 4, _FIRST_YEAR + t, _factor(row, _FIRST_YEAR + t) if t else "1", factor, FACTOR)
    sheet.book.name(names.YEARS, sheet.across(row, _FIRST_YEAR, span))
    sheet.book.name(names.FACTORS, sheet.across(row + 4, _FIRST_YEAR, span))
    return row + 5


def _year(sheet, row, t, calendar, rate, factor):
    column = _FIRST_YEAR + t
    here, before = letters(column), letters(column - 1)
    sheet.put(row, column, t, WHOLE)
    sheet.calc(row + 1, column, f"{names.DECISION_YEAR}+{here}{row + 1}", calendar, WHOLE)
    looked_up = f"LOOKUP({here}{row + 1},{names.RATE_FROM},{names.RATE})" if t else "0"
    sheet.calc(row + 2, column, looked_up, rate, "0.00%")
    sheet.calc(row + 3, column, f"{before}{row + 4}/(1+{here}{row + 3})" if t else "1", factor, FACTOR)


def _factor(row, column):
    """Discounted to the start of the year, and on to the day of the year on which money falls."""
    return f"{letters(column)}{row + 4}*(1+{letters(column + 1)}{row + 3})^-{names.PASSED}"


def _index(sheet, row, series, name, title):
    row = sheet.heading(row, title % {"name": series.name if series else _("none")})
    sheet.heads(row, [_("Year"), _("Level")])
    first = last = row + 1
    for last, (year, level) in enumerate(sorted(series.levels.items()) if series else [], start=first):
        sheet.put(last, 0, year, WHOLE, is_input=True)
        sheet.put(last, 1, level, "0.0000", is_input=True)
    top, bottom = f"$A${first + 1}", f"$B${last + 1}"
    sheet.book.name(name, f"'{sheet.name}'!{top}:{bottom}")
    return last + 1


def _refunds(sheet, row, facts):
    """The bands of all rules; above each threshold counts what its share is more than the one before it."""
    row = sheet.heading(row, _("State refund of expensive single cases"))
    heads = [_("Law"), _("Rule"), _("Level of the year"), _("From kr. a year"), _("Share"), _("Share more than before")]
    sheet.heads(row, heads)
    first = row + 1
    row = first - 1
    for number, rule in enumerate(facts.inputs.refunds.values(), start=1):
        before = 0.0
        for threshold, share in rule.bands:
            row += 1
            _band(sheet, row, number, rule, threshold, share, before)
            before = share
    last = max(row, first)
    _name_columns(sheet, first, last, {1: names.REFUND_RULE, 3: names.REFUND_FROM, 5: names.REFUND_MORE})
    sheet.book.name(names.REFUND_LEVEL, f"'{sheet.name}'!$B${first + 1}:$C${last + 1}")
    return row + 1


def _band(sheet, row, number, rule, threshold, share, before):
    sheet.put(row, 0, rule.law)
    sheet.put(row, 1, number, WHOLE)
    sheet.put(row, 2, rule.level_year, WHOLE)
    sheet.put(row, 3, threshold, KR, is_input=True)
    sheet.put(row, 4, share, SHARE, is_input=True)
    sheet.calc(row, 5, f"E{row + 1}-IF(N(B{row})=B{row + 1},E{row},0)", share - before, SHARE)


def _name_columns(sheet, first, last, columns):
    for column, name in columns.items():
        letter = letters(column)
        sheet.book.name(name, f"'{sheet.name}'!${letter}${first + 1}:${letter}${last + 1}")
