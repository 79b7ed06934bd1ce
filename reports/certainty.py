"""How sure the report can be, in words: reliability of the own means (METHODS A3) and agreement inside (A6)."""

from django.utils.translation import gettext as _

from reports.analysis.suggestions import RELIABLE, TENTATIVE_ALPHA, Suggestion, is_reliable
from reports.findings import HIGH_AGREEMENT, LOW_AGREEMENT
from reports.numbers import cut, decimal

# Ours, as the words for agreement: λ is the share of the variance of a mean that is not chance.
_SURE, _FAIRLY_SURE = 0.8, 0.65


Said = tuple[str, Suggestion | None]


def sentences(analysis) -> tuple[str, ...]:
    """λ of the staircase, the questions whose λ is too low, and agreement; empty parts are left out."""
    return tuple(sentence for sentence, _found in statements(analysis))


def statements(analysis) -> tuple[Said, ...]:
    """The same, each with what it rests on."""
    results = [row for vignette in analysis.vignettes for row in vignette.questions]
    said = (_staircase(analysis.staircase), _unreliable(results), _agreement(results), _across(analysis))
    return tuple(statement for statement in said if statement[0])


def _staircase(staircase) -> Said:
    profile = staircase.profile if staircase else None
    if profile is None or profile.hidden or profile.reliability is None:
        return ("", None)
    said = _degree(profile.reliability) % {"reliability": cut(profile.reliability), "n": profile.n}
    return (said, _figure("reliability", "reliability", profile.reliability, profile.n, staircase.question))


def _figure(rule, statistic, value, n, question=""):
    return Suggestion(rule, statistic, value, None, None, None, n, None, question)


def _degree(reliability):
    if reliability >= _SURE:
        return _("Your mean on the staircase of measures is surely determined (λ = %(reliability)s, n = %(n)s).")
    if reliability >= _FAIRLY_SURE:
        return _("Your mean on the staircase of measures is fairly surely determined (λ = %(reliability)s, n = %(n)s).")
    if reliability >= RELIABLE:
        return _(
            "Your mean on the staircase of measures is determined with uncertainty (λ = %(reliability)s, n = %(n)s)."
        )
    return _(
        "Your mean on the staircase of measures is too unsure to compare with the others "
        "(λ = %(reliability)s, n = %(n)s)."
    )


def _unreliable(results) -> Said:
    """How many questions are not compared in words, and why."""
    compared = [row for row in results if row.profile and not row.profile.hidden]
    left_out = sum(not is_reliable(row.profile) for row in compared)
    found = _figure("unreliable", "questions", left_out, len(compared))
    if not compared:
        return ("", None)
    if not left_out:
        return (_("All ordered questions about the cases are answered surely enough to be compared."), found)
    text = _(
        "For %(n)s of %(total)s ordered questions about the cases λ is below 0.5. There we only show the interval, and "
        "do not write whether you lie higher or lower than the others."
    )
    return (text % {"n": left_out, "total": len(compared)}, found)


def _agreement(results) -> Said:
    """In how many questions colleagues agree, in part or hardly."""
    found = [row.agreement.van_der_eijk for row in results if row.agreement and not row.agreement.hidden]
    known = [value for value in found if value is not None]
    if not known:
        return ("", None)
    high = sum(value >= HIGH_AGREEMENT for value in known)
    low = sum(value < LOW_AGREEMENT for value in known)
    text = _(
        "Among yourselves you agree to a high degree on %(high)s of %(total)s questions, in part on %(part)s, and "
        "disagree considerably on %(low)s."
    )
    said = text % {"high": high, "part": len(known) - high - low, "low": low, "total": len(known)}
    return (said, _figure("agreement", "questions", high, len(known)))


def _across(analysis) -> Said:
    """Whether colleagues tell the cases apart in the same way."""
    question = analysis.staircase.question if analysis.staircase else None
    row = next((row for row in analysis.agreement_across if row.question == question), None)
    if row is None or row.alpha is None:
        return ("", None)
    if row.alpha >= TENTATIVE_ALPHA:
        text = _("You tell the cases apart in much the same way when you choose a measure (α = %(alpha)s).")
    else:
        text = _("You do not tell the cases apart in the same way when you choose a measure (α = %(alpha)s).")
    found = _figure("low_alpha", "krippendorff_alpha", row.alpha, row.respondents, question)
    return (text % {"alpha": decimal(row.alpha)}, found)
