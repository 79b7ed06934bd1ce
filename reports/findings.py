"""Figures in words. Every sentence says what it rests on, and nothing is said about what is hidden."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.analysis.suggestions import SIGNIFICANT as SIGNIFICANT_Q
from reports.analysis.suggestions import is_reliable
from reports.numbers import cut, decimal, interval, percent

# van der Eijk's A runs from −1 (two opposite camps) over 0 (evenly spread) to 1 (all alike).
HIGH_AGREEMENT, LOW_AGREEMENT = 0.6, 0.3


def hidden(n_min) -> str:
    return _("Hidden: fewer than %(n_min)s answers stand behind the figure.") % {"n_min": n_min}


def size(difference) -> str:
    """The size of Cliff's delta in a word, by the usual limits (docs/methods.md)."""
    return {
        "negligible": _("negligible"),
        "small": _("small"),
        "medium": _("medium"),
        "large": _("large"),
    }[difference.magnitude]


def comparison(difference, profile=None) -> str:
    """One sentence on whether the municipality answers higher or lower than the others, with its uncertainty."""
    if difference is None or difference.hidden:
        return _("No comparison is shown, because too few answers or municipalities stand behind it.")
    is_alike = profile is not None and profile.reliability is None
    if difference.delta is None or difference.q is None or is_alike:
        return _("The answers are so alike that no difference can be calculated.")
    if not is_reliable(profile):
        return _unreliable(difference, profile)
    facts = {
        "size": size(difference),
        "delta": decimal(difference.delta),
        "interval": interval(difference.low, difference.high),
        "q": q_value(difference.q),
    }
    if difference.q >= SIGNIFICANT_Q:
        text = _("No certain difference from the others (δ = %(delta)s, 95 %% interval %(interval)s, %(q)s).")
    elif difference.delta > 0:
        text = _(
            "You answer higher than the others. Size: %(size)s (δ = %(delta)s, 95 %% interval %(interval)s, %(q)s)."
        )
    else:
        text = _(
            "You answer lower than the others. Size: %(size)s (δ = %(delta)s, 95 %% interval %(interval)s, %(q)s)."
        )
    return text % facts


def _unreliable(difference, profile):
    """The interval alone: the mean of few answers, or of answers that hardly differ between municipalities."""
    text = _(
        "The answers do not show whether you lie higher or lower than the others (λ = %(reliability)s, "
        "95 %% interval for δ %(interval)s)."
    )
    return text % {
        "reliability": cut(profile.reliability),
        "interval": interval(difference.low, difference.high),
    }


def digest(results) -> str:
    """What the comparisons of one case come to, in a few words."""
    shown = [row for row in results if row.difference and not row.difference.hidden]
    if not shown:
        return _("no comparison is shown")
    certain = sum(
        row.difference.q is not None and row.difference.q < SIGNIFICANT_Q and is_reliable(row.profile) for row in shown
    )
    if not certain:
        return _("no certain difference")
    return ngettext("%(n)s certain difference", "%(n)s certain differences", certain) % {"n": certain}


def staircase(difference, profile=None) -> str:
    """The same about the staircase, where higher means more intrusive."""
    is_certain = difference.q is not None and difference.q < SIGNIFICANT_Q and is_reliable(profile)
    if difference.hidden or difference.delta is None or not is_certain:
        return comparison(difference, profile)
    facts = {"size": size(difference), "delta": decimal(difference.delta), "q": q_value(difference.q)}
    if difference.delta > 0:
        text = _("You choose more intrusive measures than the others. Size: %(size)s (δ = %(delta)s, %(q)s).")
    else:
        text = _("You choose less intrusive measures than the others. Size: %(size)s (δ = %(delta)s, %(q)s).")
    return text % facts


def q_value(q) -> str:
    return "q < 0,001" if q < 0.001 else f"q = {decimal(q, 3)}"


def agreement(result) -> str:
    """How far colleagues in the municipality agree, in words and with the figure."""
    if result is None or result.hidden or result.van_der_eijk is None:
        return ""
    figure = {"a": decimal(result.van_der_eijk)}
    if result.van_der_eijk >= HIGH_AGREEMENT:
        return _("You agree to a high degree among yourselves (A = %(a)s).") % figure
    if result.van_der_eijk >= LOW_AGREEMENT:
        return _("You agree in part among yourselves (A = %(a)s).") % figure
    return _("You disagree considerably among yourselves (A = %(a)s).") % figure


def top(answers):
    """The share of the option most people chose, the first of several; None without answers."""
    return max(answers.shares, key=lambda share: share.share, default=None)


def most_chosen(answers) -> str:
    """The option most people chose, with its share: "Støtte i hjemmet (54 %)"."""
    chosen = top(answers)
    return f"{chosen.label} ({percent(chosen.share)})" if chosen else ""


def first_choice(own) -> str:
    """The step of the staircase that the municipality chooses most often."""
    return _("Most often you choose: %(option)s.") % {"option": most_chosen(own)}


def both(own, others) -> str:
    """The most frequent answers of a question without order, own and others'."""
    text = _("Most often you answer: %(option)s.") % {"option": most_chosen(own)}
    if not others.shares:
        return text
    return f"{text} " + _("The others: %(option)s.") % {"option": most_chosen(others)}


def elsewhere(who) -> str:
    """How many stand behind the others' figures."""
    text = _(
        "%(n)s people in %(m)s other municipalities have judged the same cases. Each municipality weighs the same."
    )
    return text % {"n": who.others_n, "m": who.others_municipalities}


def who(result, n_min) -> str:
    """How many answered, and how many municipalities they are compared with."""
    if result.hidden:
        return hidden(n_min)
    own = ngettext("%(n)s person answered for you.", "%(n)s people answered for you.", result.n) % {"n": result.n}
    if result.others_hidden or not result.others_municipalities:
        return own
    others = _("You are compared with %(n)s people in %(m)s other municipalities.") % {
        "n": result.others_n,
        "m": result.others_municipalities,
    }
    return f"{own} {others}"
