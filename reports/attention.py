"""Order and attention in words: what was found in the whole survey, and what it means for the figures (METHODS A11)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.analysis.suggestions import TENTATIVE_ALPHA
from reports.numbers import decimal, interval, percent
from reports.tables import Table

STABLE_ALPHA = 0.8  # Krippendorff (2004); below TENTATIVE_ALPHA he draws no conclusions


def sentences(found, repeats=(), question=None) -> tuple[str, ...]:
    """What the package's `attention` says, consequence included, and its `repeats` about one question.

    That is the `question` asked for, or the first; nothing for a package without them.
    """
    asked = sorted(repeats, key=lambda row: row.question != question)[:1]
    said = (_order(found), _alike(found), _fast(found)) if found else ()
    return tuple(one for one in (*said, *map(_repeated, asked)) if one)


def repeats_table(repeats, titles) -> Table | None:
    """How alike the same people answer the same case, question by question; None where none was shown twice."""
    if not repeats:
        return None
    caption = _("How alike the same person answers the same case (“%(case)s” was shown twice)")
    head = (_("Question"), _("Same answer"), _("95 %% interval") % (), "α", _("Number of people"))
    rows = tuple((row.text, percent(row.share), _between(row), decimal(row.alpha), str(row.n)) for row in repeats)
    return Table(caption % {"case": titles[repeats[0].vignette]}, head, rows)


def _repeated(row):
    text = _(
        "%(n)s people in the survey were shown the same case twice. To “%(question)s” %(share)s of them gave the same "
        "answer both times (95 %% interval %(interval)s, α = %(alpha)s)."
    )
    facts = {
        "n": row.n,
        "question": row.text,
        "share": percent(row.share),
        "interval": _between(row),
        "alpha": decimal(row.alpha),
    }
    return f"{text % facts} {_stability(row.alpha)}".rstrip()


def _stability(alpha):
    if alpha is None:
        return ""
    if alpha >= STABLE_ALPHA:
        return _("A person's own answers are stable, so differences between people are more than chance.")
    if alpha >= TENTATIVE_ALPHA:
        return _("A person's own answers are fairly stable. A part of what parts colleagues is the moment's.")
    return _("A person's own answers vary too. So a good part of what parts colleagues is the moment's.")


def _between(row):
    return f"{round(100 * row.low)}–{round(100 * row.high)} %"


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
