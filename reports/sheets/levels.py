"""The sheets of a survey whose cases a design made: what each circumstance does, and how alike people answer again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.workbook import FIGURE, FINE, SHARE, Column, Sheet


def sheets(package) -> Iterator[Sheet]:
    """The sheets that the package has results for; none where no design made the cases."""
    weights = getattr(package, "weights", ())
    yield _levels(weights)
    yield _tests(weights)
    yield _repeats(getattr(package, "repeats", ()))


def _levels(weights):
    columns = (
        *_keys(),
        Column(_("Level"), _("What the circumstance is in the cases."), width=24),
        Column(_("Cases"), _("Cases with this level that may be shown.")),
        Column("n", _("Your answers about them.")),
        Column(_("Mean"), _("The mean of your answers: the marginal mean of the level."), FIGURE),
        Column(_("Low"), _("Lower end of its 95 %% interval.") % (), FIGURE),
        Column(_("High"), _("Upper end of its 95 %% interval.") % (), FIGURE),
        Column(_("The others' mean"), _("The mean of the other municipalities' means, about the same cases."), FIGURE),
        Column(_("The others, low"), _("Lower end of its 95 %% interval.") % (), FIGURE),
        Column(_("The others, high"), _("Upper end of its 95 %% interval.") % (), FIGURE),
        Column(
            _("Effect"),
            _("How much your answers change from the first level to this one, the other circumstances equal (AMCE)."),
            FIGURE,
        ),
        Column(_("Effect, low"), _("Lower end of its 95 %% interval.") % (), FIGURE),
        Column(_("Effect, high"), _("Upper end of its 95 %% interval.") % (), FIGURE),
    )
    about = _("What each circumstance in the cases does to the answers, question by question.")
    return Sheet(_("Circumstances"), about, columns, tuple(_level_rows(weights)))


def _level_rows(weights):
    hidden = _("hidden")
    for row in weights:
        others = (hidden,) * 3 if row.others_hidden else None
        for one in row.dimensions:
            for level in one.levels:
                yield (
                    row.text,
                    one.label,
                    level.label,
                    *(level.cases, level.n, level.mean, level.low, level.high),
                    *(others or (level.others, level.others_low, level.others_high)),
                    *(level.effect, level.effect_low, level.effect_high),
                )
            if one.hidden:
                yield (row.text, one.label, None, *(hidden,) * 11)


def _keys():
    return (
        Column(_("Question"), _("The wording of the question."), width=44),
        Column(_("Circumstance"), _("What changes from case to case."), width=24),
    )


def _tests(weights):
    columns = (
        *_keys(),
        Column(
            "F", _("Whether the circumstance makes a difference among you: all its effects tested together."), FIGURE
        ),
        Column(_("q for F"), _("Its p-value, corrected."), FINE),
        Column(
            _("F, municipalities"),
            _("Whether the circumstance weighs the same in all municipalities behind it."),
            FIGURE,
        ),
        Column(_("q, municipalities"), _("Its p-value, corrected."), FINE),
        Column(_("Respondents"), _("People of yours behind the figures.")),
        Column(_("The others"), _("People of the others.")),
        Column(_("Municipalities"), _("The other municipalities behind the figure.")),
    )
    rows = tuple(
        (row.text, one.label, *_tested(one, one.own), *_between(row, one), row.respondents, *_others(row))
        for row in weights
        for one in row.dimensions
    )
    about = _(
        "How sure it is that a circumstance makes a difference, and a different one from municipality to municipality."
    )
    return Sheet(_("Circumstances, tests"), about, columns, rows)


def _tested(one, test):
    if one.hidden:
        return (_("hidden"),) * 2
    return (None, None) if test is None else (test.f, test.q)


def _between(row, one):
    return (_("hidden"),) * 2 if row.others_hidden else _tested(one, one.between)


def _others(row):
    return (_("hidden"),) * 2 if row.others_hidden else (row.others_n, row.municipalities)


def _repeats(found):
    columns = (
        Column(_("Question"), _("The wording of the question."), width=60),
        Column("n", _("People in the whole survey who answered the case both times.")),
        Column(_("Same answer"), _("People who gave the same answer both times.")),
        Column(_("Share"), _("Same answer ÷ n."), SHARE),
        Column(_("Low"), _("Lower end of its 95 %% interval.") % (), SHARE),
        Column(_("High"), _("Upper end of its 95 %% interval.") % (), SHARE),
        Column("α", _("Krippendorff's α of the two showings: 1 always the same, 0 as by chance."), FINE),
        Column(_("Municipalities"), _("All municipalities behind the figure.")),
    )
    rows = tuple(
        (row.text, row.n, row.same, row.share, row.low, row.high, row.alpha, row.municipalities) for row in found
    )
    about = _("How alike the same person answers the same case. It is about the whole survey.")
    return Sheet(_("Repeated case"), about, columns, rows)
