"""Order and attention in words: what was found in the whole survey, and what it means for the figures (METHODS A11)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.numbers import decimal, interval


def sentences(found) -> tuple[str, ...]:
    """What the package's `attention` says, consequence included; nothing for a package without it."""
    if found is None:
        return ()
    return tuple(said for said in (_order(found), _alike(found), _fast(found)) if said)


def _order(found):
    if found.slope is None or found.low is None:
        return ""
    facts = {
        "slope": decimal(abs(found.slope)),
        "interval": interval(found.low, found.high),
        "answers": decimal(found.answers, 0),
        "people": found.respondents,
    }
    if facts["slope"] == decimal(0):
        said = _("For each place later in the order, people choose neither higher nor lower steps on average")
    elif found.slope < 0:
        said = _("For each place later in the order, people choose %(slope)s steps lower on average")
    else:
        said = _("For each place later in the order, people choose %(slope)s steps higher on average")
    said = f"{said} " + _("(95 %% interval %(interval)s, n = %(answers)s answers by %(people)s people in the survey).")
    if found.low <= 0 <= found.high:
        meaning = _("That is no certain effect: the order does not explain the differences in the report.")
    else:
        meaning = _("The effect is certain, but the order is random, so it meets all cases and municipalities alike.")
    return f"{said % facts} {meaning}"


def _alike(found):
    if not found.compared:
        return ""
    if not found.alike:
        return _(
            "None of %(total)s people answered every ordered question alike in all cases. Everybody has told the cases "
            "apart."
        ) % {"total": found.compared}
    text = ngettext(
        "%(n)s of %(total)s people answered every ordered question alike in all cases. The answers count like the "
        "others: it may be what the person means.",
        "%(n)s of %(total)s people answered every ordered question alike in all cases. Their answers count like the "
        "others: it may be what they mean.",
        found.alike,
    )
    return text % {"n": found.alike, "total": found.compared}


def _fast(found):
    if not found.timed:
        return ""
    if not found.fast:
        return _("None of %(total)s people took less than a minute per case from start to sending.") % {
            "total": found.timed
        }
    text = ngettext(
        "%(n)s of %(total)s people took less than a minute per case from start to sending. The answers count, but may "
        "have been given without reading everything.",
        "%(n)s of %(total)s people took less than a minute per case from start to sending. Their answers count, but "
        "may have been given without reading everything.",
        found.fast,
    )
    return text % {"n": found.fast, "total": found.timed}
