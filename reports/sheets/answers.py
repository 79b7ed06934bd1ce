"""The sheets of single questions: who answered, how the answers are distributed, and what is computed of them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.analysis.suggestions import is_reliable
from reports.workbook import FIGURE, FINE, SHARE, Column, Sheet
from vignettes.models import RespondentRole


def sheets(package) -> tuple[Sheet, ...]:
    """Respondents, answers and questions."""
    return (_who(package.analysis), _answers(package), _questions(package))


def keys() -> tuple[Column, ...]:
    return (
        Column(_("Case"), _("The code of the case in the survey."), width=8),
        Column(_("Title"), _("The title of the case."), width=24),
        Column(_("Question"), _("The wording of the question."), width=44),
    )


def _who(analysis):
    columns = (
        Column(_("Role"), _("The role in which people were invited."), width=30),
        Column(_("Respondents"), _("People who have sent their answers.")),
    )
    hidden = _("hidden")
    own = [(str(RespondentRole(row.role).label), hidden if row.hidden else row.n) for row in analysis.who.roles]
    total = (_("Total"), hidden if analysis.who.hidden else analysis.who.n)
    others = (_("The others"), hidden if analysis.who.others_hidden else analysis.who.others_n)
    return Sheet(_("Respondents"), _("Who has answered."), columns, (*own, total, others))


def _answers(package):
    columns = (
        *keys(),
        Column(_("Option"), _("What could be answered; percentages are put into classes."), width=34),
        Column(
            _("Value"), _("The number that the option counts as in means, where the question has an order."), "0.##"
        ),
        Column(_("Count"), _("Your answers with this option: the numerator of the share.")),
        Column(_("Answers"), _("Your answers to the question: the denominator of the share.")),
        Column(_("Missing"), _("People of yours who have not answered the question.")),
        Column(_("Share"), _("Your share: Count ÷ Answers."), SHARE),
        Column(_("Share, low"), _("Lower end of the 95 %% interval of the share.") % (), SHARE),
        Column(_("Share, high"), _("Upper end of the 95 %% interval of the share.") % (), SHARE),
        Column(_("The others' share"), _("The mean of the other municipalities' shares."), SHARE),
        Column(_("The others' answers"), _("Answers from the others to the question.")),
        Column(_("Municipalities"), _("The other municipalities behind the figure.")),
    )
    rows = [
        (*_place(case, question), *cells)
        for case in package.analysis.vignettes
        for question in case.questions
        for cells in shares(question, values_of(package, question.question))
    ]
    about = _("How the answers to each question are distributed, yours and the others'.")
    return Sheet(_("Answers"), about, columns, tuple(rows))


def values_of(package, question: str) -> dict[str, float]:
    """The number of each option of an ordered question; a package from before they were kept has none."""
    values = getattr(package, "values", None)
    return vars(getattr(values, question)) if hasattr(values, question) else {}


def shares(result, values) -> Iterator[tuple]:
    """One row for each option of a question: option, value, own count to interval, and the others'."""
    own, others, hidden = result.own, result.others, _("hidden")
    around = {share.code: share.share for share in others.shares}
    behind = (hidden, hidden) if others.hidden else (others.n, others.municipalities)
    for share in own.shares or others.shares:
        counted = (share.count, own.n, own.missing, share.share, share.low, share.high)
        yield (
            share.label,
            values.get(share.code),
            *((hidden,) * len(counted) if own.hidden else counted),
            hidden if others.hidden else around.get(share.code),
            *behind,
        )
    if not (own.shares or others.shares):
        yield (None, None, *([hidden if own.hidden else None] * 6), *([hidden if others.hidden else None] * 3))


def _place(case, question):
    return (case.code, case.title, question.text)


def _questions(package):
    columns = (
        *keys(),
        Column("n", _("Your answers to the question.")),
        Column(_("Mean"), _("The mean of your answers."), FIGURE),
        Column(_("Mean, low"), _("Lower end of the 95 %% interval of the mean.") % (), FIGURE),
        Column(_("Mean, high"), _("Upper end of the 95 %% interval of the mean.") % (), FIGURE),
        Column(_("Median"), _("The median of your answers."), FIGURE),
        Column(_("The others' mean"), _("The mean of the other municipalities' means."), FIGURE),
        *difference_columns(),
        Column("H", _("Kruskal–Wallis' statistic over all municipalities behind the comparison."), FIGURE),
        Column("ε²", _("The share of the variation in rank that lies between municipalities."), FINE),
        Column(_("n for H"), _("All answers behind H.")),
        Column("ICC", _("The share of the variance that lies between municipalities."), FINE),
        Column("A", _("van der Eijk's agreement among you: 1 all alike, 0 evenly spread, −1 two camps."), FIGURE),
        Column(_("Polarisation"), _("(1 − A) ÷ 2."), FIGURE),
        Column("r_wg", _("Agreement among you: 1 less the variance over that of evenly spread answers."), FIGURE),
    )
    rows = [
        (*_place(case, question), *_question(question))
        for case in package.analysis.vignettes
        for question in case.questions
        if question.difference
    ]
    about = _("Means, differences and agreement for each question whose answers have an order.")
    return Sheet(_("Questions"), about, columns, tuple(rows))


def difference_columns():
    return (
        Column("δ", _("Cliff's δ, yours over the others'. Left out where λ is below 0.5."), FIGURE),
        Column(_("δ, low"), _("Lower end of the 95 %% interval of δ.") % (), FIGURE),
        Column(_("δ, high"), _("Upper end of the 95 %% interval of δ.") % (), FIGURE),
        Column("q", _("The p-value of δ, corrected. Left out where λ is below 0.5."), FINE),
        Column("λ", _("How far your mean can be told from chance: n·ICC ÷ (1 + (n − 1)·ICC)."), FIGURE),
    )


def _question(question):
    own, others = question.own, question.others
    return (
        *or_hidden(own, "n", "mean", "mean_low", "mean_high", "median"),
        *or_hidden(others, "mean"),
        *difference(question.difference, question.profile),
        *or_hidden(question.omnibus, "h", "epsilon_squared", "n"),
        *or_hidden(question.profile, "icc"),
        *or_hidden(question.agreement, "van_der_eijk", "polarisation", "r_wg"),
    )


def difference(found, profile) -> tuple:
    """δ, its interval, q and λ; where λ is low, the interval stands alone as in the report."""
    if found.hidden:
        return (_("hidden"),) * 5
    reliability = profile.reliability if profile else None
    is_sure = is_reliable(profile)
    return (found.delta if is_sure else None, found.low, found.high, found.q if is_sure else None, reliability)


def or_hidden(result, *names):
    """The named figures of a result, the mark for each where they are hidden, nothing where there is no result."""
    if result is None:
        return (None,) * len(names)
    return (_("hidden"),) * len(names) if result.hidden else tuple(getattr(result, name) for name in names)
