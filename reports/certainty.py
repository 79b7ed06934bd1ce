"""How sure the report can be, in words: reliability of the own means (METHODS A3) and agreement inside (A6)."""

from django.utils.translation import gettext as _

from reports.analysis.suggestions import RELIABLE, TENTATIVE_ALPHA, is_reliable
from reports.findings import HIGH_AGREEMENT, LOW_AGREEMENT
from reports.numbers import decimal

# Ours, as the words for agreement: λ is the share of the variance of a mean that is not chance.
_SURE, _FAIRLY_SURE = 0.8, 0.65


def sentences(analysis) -> tuple[str, ...]:
    """λ of the staircase, the questions whose λ is too low, and agreement; empty parts are left out."""
    results = [row for vignette in analysis.vignettes for row in vignette.questions]
    profile = analysis.staircase.profile if analysis.staircase else None
    said = (_staircase(profile), _unreliable(results), _agreement(results), _across(analysis))
    return tuple(sentence for sentence in said if sentence)


def _staircase(profile):
    if profile is None or profile.hidden or profile.reliability is None:
        return ""
    return _degree(profile.reliability) % {"reliability": decimal(profile.reliability), "n": profile.n}


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


def _unreliable(results):
    """How many questions are not compared in words, and why."""
    compared = [row for row in results if row.profile and not row.profile.hidden]
    left_out = sum(not is_reliable(row.profile) for row in compared)
    if not compared:
        return ""
    if not left_out:
        return _("All ordered questions about the cases are answered surely enough to be compared.")
    text = _(
        "For %(n)s of %(total)s ordered questions about the cases λ is below 0.5. There we only show the interval, and "
        "do not write whether you lie higher or lower than the others."
    )
    return text % {"n": left_out, "total": len(compared)}


def _agreement(results):
    """In how many questions colleagues agree, in part or hardly."""
    found = [row.agreement.van_der_eijk for row in results if row.agreement and not row.agreement.hidden]
    known = [value for value in found if value is not None]
    if not known:
        return ""
    high = sum(value >= HIGH_AGREEMENT for value in known)
    low = sum(value < LOW_AGREEMENT for value in known)
    text = _(
        "Among yourselves you agree to a high degree on %(high)s of %(total)s questions, in part on %(part)s, and "
        "disagree considerably on %(low)s."
    )
    return text % {"high": high, "part": len(known) - high - low, "low": low, "total": len(known)}


def _across(analysis):
    """Whether colleagues tell the cases apart in the same way."""
    question = analysis.staircase.question if analysis.staircase else None
    alpha = next((row.alpha for row in analysis.agreement_across if row.question == question), None)
    if alpha is None:
        return ""
    if alpha >= TENTATIVE_ALPHA:
        text = _("You tell the cases apart in much the same way when you choose a measure (α = %(alpha)s).")
    else:
        text = _("You do not tell the cases apart in the same way when you choose a measure (α = %(alpha)s).")
    return text % {"alpha": decimal(alpha)}
