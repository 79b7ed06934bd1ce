"""What makes a difference in a case, in words, pictures and tables (METHODS A10), where a design made the cases."""

from django.utils.translation import gettext as _

from reports import findings, level_pictures
from reports.analysis.suggestions import SIGNIFICANT, Suggestion
from reports.elements import Finding
from reports.numbers import NO_FIGURE, decimal, interval
from reports.pictures import estimate
from reports.tables import Table

RISK = "risk_percent"  # assessment and action are asked apart (METHODS A7), and shown apart


def levels(package) -> tuple[Finding, ...]:
    """The parts for a `package` (packages.opened) whose survey has dimensions; none for another."""
    rows = getattr(package, "weights", ())
    if not rows or package.analysis.who.hidden:
        return ()
    shown = [row for row in rows if not row.hidden]
    if not shown:
        heading, n_min = _("What makes a difference in a case"), package.analysis.n_min
        return (Finding("levels-hidden", heading, (findings.hidden(n_min),), figures=rows),)
    first = _first(package, shown)
    rest = [row for row in shown if row not in first]
    return (*(_question(package, row) for row in first), *([_rest(rest)] if rest else []))


def _first(package, shown):
    """The choice of a measure and the assessed risk, or the first question where neither is asked."""
    staircase = package.analysis.staircase
    codes = (staircase.question if staircase else "", RISK)
    return (
        sorted((row for row in shown if row.question in codes), key=lambda row: codes.index(row.question)) or shown[:1]
    )


def _question(package, row):
    places = _places(package, row.question)
    weightiest = sorted(row.dimensions, key=_weight)
    said = [*(statement(row, one, places) for one in weightiest), (_basis_of(row), None)]
    sentences, found = zip(*said, strict=True)
    anchor = f"levels-{row.question}"
    picture = level_pictures.levels(anchor, row, package.municipality.name, sentences, places)
    return Finding(anchor, row.text, sentences, picture, table(row, places), found, row)


def _places(package, question) -> int:
    """Decimals of a mean: none for percentages."""
    kinds = {one.question: one.kind for case in package.analysis.vignettes for one in case.questions}
    return 0 if kinds[question] == "percent" else 1


def _weight(one):
    """The dimension that surely makes the greatest difference comes first, one without a figure last."""
    test = one.own
    return (2, 0.0) if test is None or test.q is None else (int(test.q >= SIGNIFICANT), -test.f)


def _is_whole(row) -> bool:
    """With cases left out the levels of one dimension no longer meet those of the others evenly."""
    return len(row.cases) == row.of


def _basis_of(row):
    text = _(
        "Only %(cases)s of %(of)s cases have answers enough to be shown (n = %(n)s answers by %(people)s people), so "
        "the other circumstances do not even out. Compare yourselves with the others, who answered the same cases, and "
        "not one level with another."
    )
    if _is_whole(row):
        text = _whole_basis()
    facts = {"cases": len(row.cases), "of": row.of, "n": row.n, "people": row.respondents}
    return text % facts


def _whole_basis():
    return _(
        "The cases are alike but for the circumstances below. Each mean is over the cases that have it, so the other "
        "circumstances even out (%(cases)s of %(of)s cases, n = %(n)s answers by %(people)s people)."
    )


def statement(row, one, places) -> tuple[str, Suggestion | None]:
    """What one dimension does to the answers, and the test behind it: between municipalities if that is sure."""
    facts = {"dimension": one.label}
    if one.hidden:
        text = _("“%(dimension)s” is not shown, because some of its levels have no case with answers enough.")
        return text % facts, None
    if one.own is None or one.own.q is None:
        text = _("“%(dimension)s” cannot be told apart from the other circumstances by the cases that are shown.")
        return text % facts, None
    own = _own if _is_whole(row) else _adjusted
    said = f"{own(one, places)} {_between(one, places)}"
    if one.between and one.between.q is not None and one.between.q < SIGNIFICANT:
        return said, _suggested("levels_differ", one.between, row)
    return said, _suggested("levels", one.own, row)


def _suggested(rule, test, row):
    return Suggestion(rule, "f", test.f, None, None, test.q, row.n, None, row.question)


def _own(one, places):
    ordered = sorted(one.levels, key=lambda level: level.mean)
    low, high = ordered[0], ordered[-1]
    facts = {
        "dimension": one.label,
        "top": high.label,
        "high": estimate(high.mean, high.low, high.high, places),
        "bottom": low.label,
        "low": estimate(low.mean, low.low, low.high, places),
        "q": findings.q_value(one.own.q),
    }
    if one.own.q < SIGNIFICANT:
        text = _(
            "“%(dimension)s” makes a sure difference among you: your mean is %(high)s with “%(top)s” and %(low)s with "
            "“%(bottom)s” (%(q)s)."
        )
    else:
        text = _(
            "“%(dimension)s” makes no sure difference among you: your mean goes from %(low)s with “%(bottom)s” to "
            "%(high)s with “%(top)s” (%(q)s)."
        )
    return text % facts


def _adjusted(one, places):
    """The greatest effect against the first level, which holds the other circumstances equal."""
    most = _most(one)
    facts = {
        "dimension": one.label,
        "first": one.levels[0].label,
        "level": most.label,
        "effect": estimate(most.effect, most.effect_low, most.effect_high, places),
        "q": findings.q_value(one.own.q),
    }
    if one.own.q < SIGNIFICANT:
        text = _(
            "“%(dimension)s” makes a sure difference among you, the other circumstances equal: from “%(first)s” to "
            "“%(level)s” your mean changes by %(effect)s (%(q)s)."
        )
    else:
        text = _(
            "“%(dimension)s” makes no sure difference among you, the other circumstances equal: from “%(first)s” to "
            "“%(level)s” your mean changes by %(effect)s (%(q)s)."
        )
    return text % facts


def _between(one, places):
    if one.between is None:
        return findings.comparison(None)
    if one.between.q is None:
        return _("Whether it weighs the same in the municipalities cannot be calculated.")
    facts = {"q": findings.q_value(one.between.q)}
    if one.between.q >= SIGNIFICANT:
        return _("It is not sure that it weighs differently in the municipalities (%(q)s).") % facts
    furthest = max(one.levels, key=lambda level: abs(level.mean - level.others))
    facts |= {
        "level": furthest.label,
        "own": estimate(furthest.mean, furthest.low, furthest.high, places),
        "others": estimate(furthest.others, furthest.others_low, furthest.others_high, places),
    }
    text = _(
        "It does not weigh the same in all municipalities (%(q)s). You are furthest from the others with “%(level)s”: "
        "%(own)s, the others %(others)s."
    )
    return text % facts


def table(row, places) -> Table:
    """Every level that is shown: own mean and the others' with intervals, and the effect against the first level."""
    between = _("95 %% interval") % ()
    head = (_("Circumstance"), _("You"), between, _("The others"), between, _("Effect"), between, "n")
    rows = tuple(
        (f"{one.label}: {level.label}", *_cells(level, places)) for one in row.dimensions for level in one.levels
    )
    caption = _("Mean by circumstance, and effect against the first level of it: %(question)s")
    return Table(caption % {"question": row.text}, head, rows, on_paper=False)


def _cells(level, places):
    return (
        decimal(level.mean, places),
        interval(level.low, level.high, places),
        decimal(level.others, places),
        interval(level.others_low, level.others_high, places),
        decimal(level.effect, places),
        interval(level.effect_low, level.effect_high, places),
        str(level.n),
    )


def _rest(rows):
    """The other questions: which circumstances make a sure difference, in one table."""
    sure = sum(_is_sure(one.own) for row in rows for one in row.dimensions)
    total = sum(one.own is not None and one.own.q is not None for row in rows for one in row.dimensions)
    text = _("In the other questions, %(sure)s of %(total)s combinations of question and circumstance differ surely.")
    basis = Suggestion("levels", "questions", sure, None, None, None, total, None, rows[0].question)
    heading, said = _("The other questions"), text % {"sure": sure, "total": total}
    return Finding("levels-rest", heading, (said,), None, _overview(rows), (basis,), rows)


def _overview(rows):
    head = (_("Question"), *(one.label for one in rows[0].dimensions))
    cells = tuple((row.text, *(_greatest(one) for one in row.dimensions)) for row in rows)
    caption = _("Greatest effect of each circumstance, the others equal, and how sure it is")
    return Table(caption, head, cells, is_text=True)


def _greatest(one):
    if one.hidden:
        return _("hidden")
    if one.own is None or one.own.q is None:
        return NO_FIGURE
    most = _most(one)
    return f"{decimal(most.effect, 1)} ({most.label}), {findings.q_value(one.own.q)}"


def _most(one):
    """The level that differs most from the first one, the other circumstances equal."""
    return max((level for level in one.levels if level.effect is not None), key=lambda level: abs(level.effect))


def _is_sure(test):
    return test is not None and test.q is not None and test.q < SIGNIFICANT
