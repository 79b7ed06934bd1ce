"""What the choices cost, beside the effect expected of them, and whether economy counts (METHODS A9)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts.costs import Pair
from reports import findings, pictures
from reports.analysis.suggestions import Suggestion
from reports.elements import Finding
from reports.numbers import NO_FIGURE, decimal, kroner, listed, percent, thousands
from reports.tables import Table

# Questions of the instrument asked for every case.
EFFECT, ECONOMY, COST_CLASS, YES, PARTLY = "effect", "economy_considered", "cost_class", "yes", "partly"


def results(package, code) -> dict:
    """The results of one question by code of the vignette."""
    rows = [row for vignette in package.analysis.vignettes for row in vignette.questions]
    return {row.vignette: row for row in rows if row.question == code}


def costs(package, titles) -> Finding | None:
    """The costed choices: never without the expected effect, and never more than has a price."""
    found, heading = package.analysis.costs, _("What your choices cost, and what effect you expect")
    effects = results(package, EFFECT)
    if found is None or not effects:
        return None
    if found.total.hidden:
        return Finding("costs", heading, (findings.hidden(package.analysis.n_min),))
    figures = (found, list(effects.values()))
    if not found.prices:
        said = _("The price list has no price for the steps of the staircase, so no costs are shown.")
        return Finding("costs", heading, (said,), table=_effects(effects, titles), figures=figures)
    said, basis = zip(*cost_statements(found), strict=True)
    picture = _picture(package, found, effects, titles, said)
    return Finding("costs", heading, said, picture, _table(package, found, effects, titles), basis, figures)


def cost_statements(found) -> list[tuple[str, Suggestion | None]]:
    """Which prices there are, what the total is as far as they reach, and how to read it."""
    total = found.total
    basis = Suggestion("costs", "kr", total.kr, total.low, total.high, None, total.n, None, EFFECT)
    return [(_prices(found.prices), None), (_total(found), basis), (_reading(found), None)]


def _prices(prices):
    text = _("The price list has these prices in kroner of %(year)s (per %(unit)s): %(prices)s (source: %(sources)s).")
    named = listed(f"{row.measure.lower()} {kroner(row.kr)}" for row in prices)
    sources = listed(dict.fromkeys(row.source for row in prices))
    return text % {"year": prices[0].year, "unit": prices[0].unit, "prices": named, "sources": sources}


def _total(found):
    shown, total = sum(not row.hidden for row in found.vignettes), found.total
    if not total.priced:
        return _("None of you chooses a step with a price.")
    facts = {
        "kr": kroner(round(total.kr, -3)),
        "children": ngettext("one child in the case", "one child in each of the %(n)s cases", shown) % {"n": shown},
        "interval": f"{thousands(total.low)}–{thousands(total.high)} kr.",
        "n": total.n,
        "share": percent(total.priced),
    }
    if found.unpriced:
        text = _(
            "For %(children)s your choices of steps with a price come to %(kr)s a year (95 %% "
            "interval %(interval)s, n = %(n)s). They are %(share)s of your first choices."
        )
    else:
        text = _("For %(children)s your first choices cost %(kr)s a year (95 %% interval %(interval)s, n = %(n)s).")
    return text % facts


def _reading(found):
    more = _("A cost says nothing about what is right for the child: read it together with the expected effect.")
    if not found.unpriced:
        return more
    text = ngettext(
        "Step %(steps)s has no public price. The amounts are therefore only a part of what your choices cost.",
        "Steps %(steps)s have no public price. The amounts are therefore only a part of what your choices cost.",
        len(found.unpriced),
    )
    return f"{text % {'steps': listed(found.unpriced)}} {more}"


def _picture(package, found, effects, titles, sentences):
    rows = [
        (titles[row.vignette], row, pictures.expected(effects[row.vignette].own, effects[row.vignette].others))
        for row in found.vignettes
    ]
    apart = _("The effect is not added up.")
    total = (_("One child of each case"), found.total, Pair(None, None, apart, apart))
    year = found.prices[0].year
    steps = {"steps": listed(row.step for row in found.prices), "year": year}
    heads = (
        (
            _("Kr. a year on step %(steps)s (prices of %(year)s)")
            if found.unpriced
            else _("Kr. a year (prices of %(year)s)")
        )
        % steps,
        _("Expected effect after a year (0–10)"),
    )
    return pictures.costs(rows, total, heads, package.municipality.name, sentences)


def _table(package, found, effects, titles):
    head = (
        _("Case"),
        _("Choices with a price"),
        _("1,000 kr. a year"),
        _("95 %% interval") % (),
        _("Median of all"),
        _("Expected effect"),
        _("95 %% interval") % (),
        _("The others' effect"),
    )
    rows = tuple((titles[row.vignette], *_cells(row, effects[row.vignette])) for row in found.vignettes)
    total = (_("One child of each case"), *_amounts(found.total), *[NO_FIGURE] * 3)
    return Table(_("Costs on steps with a price, and expected effect"), head, (*rows, total), on_paper=False)


def _cells(row, effect):
    return (*_amounts(row), *_means(effect))


def _amounts(row):
    if row.hidden:
        return (_("hidden"), *[NO_FIGURE] * 3)
    between = NO_FIGURE if row.low is None else f"{_in_thousands(row.low)}–{_in_thousands(row.high)}"
    own = (_in_thousands(row.kr), between) if row.priced else (NO_FIGURE, NO_FIGURE)
    return (percent(row.priced), *own, _in_thousands(row.median))


def _in_thousands(kr):
    return decimal(kr if kr is None else kr / 1000, 0)


def _means(effect):
    own, others = effect.own, effect.others
    mean = _("hidden") if own.hidden else decimal(own.mean, 1)
    between = NO_FIGURE if own.mean_low is None else f"{decimal(own.mean_low, 1)}–{decimal(own.mean_high, 1)}"
    return mean, between, _("hidden") if others.hidden else decimal(others.mean, 1)


def _effects(effects, titles):
    head = (_("Case"), _("Expected effect"), _("95 %% interval") % (), _("The others' effect"))
    rows = tuple((titles[code], *_means(row)) for code, row in effects.items())
    return Table(_("Expected effect (0–10)"), head, rows)


def economy(package, titles) -> Finding | None:
    """Whether economy counts in the choice: shares with their intervals, and the cost that people guess beside them."""
    asked, guesses = results(package, ECONOMY), results(package, COST_CLASS)
    shown = [row for row in asked.values() if not row.own.hidden and row.own.n and _share(row.own, YES)]
    if not shown:
        return None
    said, basis = zip(*economy_statements(shown, titles), strict=True)
    table = _economy_table(shown, guesses, titles)
    figures = (shown, list(guesses.values()))
    return Finding("economy", shown[0].text, said, table=table, found=basis, figures=figures)


def economy_statements(shown, titles) -> list[tuple[str, Suggestion]]:
    """The cases in which most and fewest say yes, each with interval and n."""
    ordered = sorted(shown, key=lambda row: -_share(row.own, YES).share)
    most, least = ordered[0], ordered[-1]
    text = _("Most of you say yes in “%(case)s”: %(share)s (95 %% interval %(interval)s, n = %(n)s).")
    found = [(text % _facts(most, titles), _basis(most))]
    if _share(least.own, YES).share < _share(most.own, YES).share:
        text = _("Fewest say yes in “%(case)s”: %(share)s (95 %% interval %(interval)s, n = %(n)s).")
        found.append((text % _facts(least, titles), _basis(least)))
    return found


def _facts(row, titles):
    yes = _share(row.own, YES)
    return {"case": titles[row.vignette], "share": percent(yes.share), "interval": _between(yes), "n": row.own.n}


def _basis(row):
    yes = _share(row.own, YES)
    return Suggestion("economy", "share", yes.share, yes.low, yes.high, None, row.own.n, row.vignette, row.question)


def _share(answers, code):
    return next((share for share in answers.shares if share.code == code), None)


def _between(share):
    return NO_FIGURE if share.low is None else f"{round(100 * share.low)}–{round(100 * share.high)} %"


def _economy_table(shown, guesses, titles):
    head = (
        _("Case"),
        _("You: yes (95 %% interval)") % (),
        _("You: partly"),
        _("The others: yes"),
        _("The cost that most of you guess"),
    )
    rows = tuple((titles[row.vignette], *_economy_cells(row, guesses.get(row.vignette))) for row in shown)
    return Table(
        _("Does economy count? And what do you think your first choice costs a year?"), head, rows, is_text=True
    )


def _economy_cells(row, guess):
    yes, partly, others = _share(row.own, YES), _share(row.own, PARTLY), _share(row.others, YES)
    return (
        f"{percent(yes.share)} ({_between(yes)})",
        percent(partly.share) if partly else NO_FIGURE,
        percent(others.share) if others else _("hidden"),
        (findings.most_chosen(guess.own) or _("hidden")) if guess else NO_FIGURE,
    )
