"""The sheets across the cases: staircase, profile, roles, placement, words for risk and agreement."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.analysis.suggestions import is_reliable
from reports.sheets.answers import difference, difference_columns, or_hidden, shares, values_of
from reports.workbook import FIGURE, FINE, SHARE, Column, Sheet
from vignettes.models import RespondentRole

EFFECT = "effect"
# With every decimal, the number of people behind a mean could be worked out, and a municipality told by its size.
_OTHERS_PLACES = 1


def sheets(package) -> Iterator[Sheet]:
    """The sheets that the package has results for; those of a package of an older format are fewer."""
    analysis = package.analysis
    if analysis.staircase:
        yield _staircase(package)
        yield _profile(package)
        yield _others(package)
        yield _roles(package)
    if analysis.placement:
        yield _placement(analysis.placement)
    if analysis.calibration:
        yield _words(analysis.calibration)
    yield _across(analysis)
    effects = {row.vignette: row.own for case in analysis.vignettes for row in case.questions if row.question == EFFECT}
    if analysis.costs and effects:  # costs never stand without the effect that is expected for them
        yield _costs(analysis, effects)
        yield _prices(analysis.costs)


def _staircase(package):
    result = package.analysis.staircase
    columns = (
        Column(_("Step"), _("A step of the staircase of measures."), width=34),
        Column(_("Value"), _("The number of the step."), "0.##"),
        Column(_("Count"), _("Your first choices of this step, over all cases.")),
        Column(_("Answers"), _("All your first choices: one person gives one for each case.")),
        Column(_("Missing"), _("First choices that are missing.")),
        Column(_("Share"), _("Your share: Count ÷ Answers."), SHARE),
        Column(_("Share, low"), _("Lower end of the 95 %% interval of the share.") % (), SHARE),
        Column(_("Share, high"), _("Upper end of the 95 %% interval of the share.") % (), SHARE),
        Column(_("The others' share"), _("The mean of the other municipalities' shares."), SHARE),
        Column(_("The others' answers"), _("Answers from the others to the question.")),
        Column(_("Municipalities"), _("The other municipalities behind the figure.")),
        *difference_columns(),
    )
    compared = difference(result.difference, result.profile)
    rows = [
        (*row, *(compared if place == 0 else (None,) * len(compared)))
        for place, row in enumerate(shares(result, values_of(package, result.question)))
    ]
    about = _("First choices over all cases, with the difference from the others on the first row.")
    return Sheet(_("Staircase"), about, columns, tuple(rows))


def _profile(package):
    columns = (
        Column(_("Case"), _("The title of the case, or all cases together."), width=30),
        Column("n", _("People of yours behind the mean.")),
        Column(_("Mean"), _("The mean step of your first choices."), FIGURE),
        Column(_("Chance apart"), _("The mean drawn towards that of all, the more the less sure it is."), FIGURE),
        Column(_("Low"), _("Lower end of its 95 %% interval.") % (), FIGURE),
        Column(_("High"), _("Upper end of its 95 %% interval.") % (), FIGURE),
        Column(_("All"), _("The mean of all municipalities. Left out where λ is below 0.5."), FIGURE),
        Column("ICC", _("The share of the variance that lies between municipalities."), FINE),
        Column("λ", _("How far your mean can be told from chance: n·ICC ÷ (1 + (n − 1)·ICC)."), FIGURE),
        Column(
            _("Rank, low"), _("The lowest plausible rank, 1 being the least intrusive. Only where λ is 0.5 or more.")
        ),
        Column(_("Rank, high"), _("The highest plausible rank. Only where λ is 0.5 or more.")),
        Column(_("Municipalities"), _("All municipalities behind the profile, yours included.")),
    )
    rows = tuple((title, *_standing(result)) for title, result in _profiled(package))
    about = _("Where your mean lies among the municipalities' once chance is taken out.")
    return Sheet(_("Profile"), about, columns, rows)


def _profiled(package):
    """All cases together and one by one, as (title, result)."""
    staircase = package.analysis.staircase
    titles = {case.code: case.title for case in package.analysis.vignettes}
    rows = [(_("All cases"), staircase), *((titles[row.vignette], row) for row in staircase.by_vignette)]
    return [(title, row) for title, row in rows if row.profile is not None]


def _standing(result):
    found = result.profile
    own = or_hidden(result.own, "respondents", "mean")
    if found.hidden:
        return (*own, *[_("hidden")] * 9)
    is_sure = is_reliable(found)
    ranks = (found.rank_low, found.rank_high) if is_sure else (None, None)
    centre = found.centre if is_sure else None
    return (
        *own,
        found.shrunk,
        found.low,
        found.high,
        centre,
        found.icc,
        found.reliability,
        *ranks,
        found.municipalities,
    )


def _others(package):
    columns = (
        Column(_("Case"), _("The title of the case, or all cases together."), width=30),
        Column(
            _("Mean"),
            _("Another municipality's mean step with chance apart, rounded, in order of size, without names."),
            "0.0",
        ),
    )
    rows = [
        (title, round(mean, _OTHERS_PLACES))
        for title, result in _profiled(package)
        if not result.profile.hidden
        for mean in result.profile.others
    ]
    about = _("The other municipalities' means beside your own. A row is no certain municipality.")
    return Sheet(_("The others' means"), about, columns, tuple(rows))


def _roles(package):
    columns = (
        Column(_("Case"), _("The title of the case."), width=30),
        Column(_("Role"), _("The role in which people were invited."), width=24),
        Column("n", _("People in the role who answered.")),
        Column(_("Mean"), _("The mean step of their first choices."), FIGURE),
        Column(_("Low"), _("Lower end of its 95 %% interval.") % (), FIGURE),
        Column(_("High"), _("Upper end of its 95 %% interval.") % (), FIGURE),
    )
    titles = {case.code: case.title for case in package.analysis.vignettes}
    rows = [
        (
            titles[row.vignette],
            str(RespondentRole(role.role).label),
            *or_hidden(role, "n", "mean", "mean_low", "mean_high"),
        )
        for row in package.analysis.staircase.by_vignette
        for role in row.roles
    ]
    return Sheet(_("Roles"), _("First choices of each role, case by case."), columns, tuple(rows))


def _placement(found):
    columns = (
        Column(_("Whose"), _("You, or a typical municipality."), width=24),
        Column(_("Risk"), _("The assessed risk in per cent at which step 4 or higher is as likely as not."), FIGURE),
        Column(_("Low"), _("Lower end of its 95 %% interval.") % (), FIGURE),
        Column(_("High"), _("Upper end of its 95 %% interval.") % (), FIGURE),
        Column(_("Slope"), _("How much the log-odds of placement rise for each percentage point of risk."), "0.0000"),
        Column(_("Answers"), _("Pairs of risk and first choice behind it.")),
        Column(_("Respondents"), _("People behind them.")),
        Column(_("Municipalities"), _("All municipalities behind the curve.")),
    )
    own = or_hidden(found, "risk", "low", "high", "slope", "n", "respondents", "municipalities")
    typical = (*or_hidden(found, "typical"), None, None, *or_hidden(found, "slope"), None, None, *own[-1:])
    about = _("The risk at which placement is as likely as not, from a logistic curve common to all municipalities.")
    return Sheet(_("Placement"), about, columns, ((_("You"), *own), (_("Typical"), *typical)))


def _words(words):
    classes = ["0–9", "10–19", "20–29", "30–39", "40–49", "50–59", "60–69", "70–79", "80–89", "90–100"]
    columns = (
        Column(_("Word"), _("A word for the risk."), width=24),
        Column(_("Answers"), _("Answers of yours with this word.")),
        Column(_("Respondents"), _("People behind them.")),
        Column(_("Median"), _("The median of the percentages beside the word."), FIGURE),
        Column(_("Quartile, lower"), _("A quarter of the percentages lie below it."), FIGURE),
        Column(_("Quartile, upper"), _("A quarter of the percentages lie above it."), FIGURE),
        *(Column(f"{name} %", _("Answers with a percentage from %(range)s.") % {"range": name}) for name in classes),
    )
    rows = tuple(
        (
            word.label,
            *or_hidden(word, "n", "respondents", "median", "lower_quartile", "upper_quartile"),
            *([_("hidden")] * len(classes) if word.hidden else word.classes or [None] * len(classes)),
        )
        for word in words
    )
    return Sheet(_("Words for risk"), _("The percentages that you gave beside each word for risk."), columns, rows)


def _across(analysis):
    columns = (
        Column(_("Question"), _("The wording of the question."), width=60),
        Column(
            "α",
            _("Krippendorff's α, people × cases: 1 all tell the cases apart in the same way, 0 as by chance."),
            FINE,
        ),
        Column(_("Level"), _("Whether the order of the options counts."), width=16),
        Column(_("Respondents"), _("People behind it.")),
        Column(_("Cases"), _("Cases behind it.")),
    )
    labels = {row.question: row.text for case in analysis.vignettes for row in case.questions}
    levels = {"ordinal": _("with order"), "nominal": _("without order")}
    rows = tuple(
        (
            labels[row.question],
            *or_hidden(row, "alpha"),
            levels.get(row.level, row.level),
            *or_hidden(row, "respondents", "vignettes"),
        )
        for row in analysis.agreement_across
    )
    return Sheet(_("Agreement"), _("Whether colleagues tell the cases apart in the same way."), columns, rows)


def _costs(analysis, effects):
    columns = (
        Column(_("Case"), _("The title of the case, or one child of each case."), width=30),
        Column("n", _("Your first choices behind the cost.")),
        Column(
            _("Cost (kr.)"), _("What your first choices cost on average, as far as the steps have a price."), "#,##0"
        ),
        Column(_("Low"), _("Lower end of its 95 %% interval.") % (), "#,##0"),
        Column(_("High"), _("Upper end of its 95 %% interval.") % (), "#,##0"),
        Column(_("With a price"), _("The share of your first choices on a step that has a price."), SHARE),
        Column(_("Median (kr.)"), _("The median of all municipalities, yours included."), "#,##0"),
        Column(_("Above it (kr.)"), _("Your cost less the median."), "#,##0"),
        Column(
            _("Mean of the expected effect"),
            _("The mean of your answers on what effect you expect of the first choice, on the scale of the question."),
            FIGURE,
        ),
    )
    titles = {case.code: case.title for case in analysis.vignettes}
    total = (_("One child of each case"), *_cost(analysis.costs.total), None)
    rows = tuple(
        (titles[cost.vignette], *_cost(cost), *or_hidden(effects[cost.vignette], "mean"))
        for cost in analysis.costs.vignettes
    )
    about = _("What your first choices cost. A step without a public price counts nothing: it is a part of the cost.")
    return Sheet(_("Costs"), about, columns, (*rows, total))


def _cost(cost):
    return or_hidden(cost, "n", "kr", "low", "high", "priced", "median", "difference")


def _prices(costs):
    columns = (
        Column(_("Value"), _("The number of the step."), width=8),
        Column(_("Measure"), _("What the price is of."), width=34),
        Column(_("Price (kr.)"), _("The price of one unit."), "#,##0"),
        Column(_("Year"), _("The year of the price.")),
        Column(_("Unit"), _("What one unit is."), width=20),
        Column(_("Source"), _("Where the price is published."), width=60),
    )
    rows = tuple((row.step, row.measure, row.kr, row.year, row.unit, row.source) for row in costs.prices)
    return Sheet(_("Prices"), _("The prices behind the costs."), columns, rows)
