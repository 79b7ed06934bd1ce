"""Where the municipality stands across the cases: profile, cases, chance, placement, words for risk, economy, roles.

Each part is a finding with what its sentences rest on, and the rows of the package that all of it is made from.
"""

from django.utils.translation import gettext as _

from reports import costing, findings, pictures, standing_tables
from reports.analysis.suggestions import Suggestion, is_reliable
from reports.elements import Finding
from reports.numbers import decimal, interval

# Questions of the instrument that are asked for every case and say how the municipality works, not what it thinks.
USUAL = ("decider", "involved")


def standings(package) -> tuple[Finding, ...]:
    """The parts that `package` (packages.opened) has figures for, hidden ones with the reason."""
    if package.analysis.who.hidden:
        return ()
    named = titles(package)
    parts = (
        *(part(package) for part in (_profile, _spread, _funnel, _cases, _placement, _calibration)),
        costing.economy(package, named),
        *(_usual(package, code) for code in USUAL),
        costing.costs(package, named),
        _roles(package),
    )
    return tuple(part for part in parts if part)


def titles(package) -> dict[str, str]:
    return {vignette.code: vignette.title for vignette in package.analysis.vignettes}


def _profile(package):
    staircase, heading = package.analysis.staircase, _("Your profile on the staircase")
    if staircase is None or staircase.profile is None:
        return None
    profile = staircase.profile
    if staircase.own.hidden or profile.hidden:
        return Finding("profile", heading, (findings.comparison(None),))
    sentences = profile_sentences(profile)
    picture = pictures.profile("profile", heading, profile, package.municipality.name, sentences)
    found = (
        _suggested("profile", "mean", profile.shrunk, profile, profile.n, None, staircase.question),
        *[None] * (len(sentences) - 1),
    )
    return Finding("profile", heading, sentences, picture, None, found, staircase)


def _suggested(rule, statistic, value, ends, n, vignette, question):
    """What a sentence rests on; None where there is no figure."""
    if value is None:
        return None
    return Suggestion(rule, statistic, value, ends.low, ends.high, None, n, vignette, question)


def profile_sentences(profile) -> tuple[str, ...]:
    """The shrunk mean with its interval and, if λ carries it, the interval of the rank: never a place in a league."""
    if profile.shrunk is None:
        return (_("The answers are so alike that no difference can be calculated."),)
    facts = {
        "mean": decimal(profile.shrunk, 1),
        "interval": interval(profile.low, profile.high, 1),
        "centre": decimal(profile.centre, 1),
        "low": profile.rank_low,
        "high": profile.rank_high,
        "municipalities": profile.municipalities,
    }
    own = _("Chance apart, your mean is step %(mean)s (95 %% interval %(interval)s).") % facts
    if profile.icc == 0:
        return (own, _("There is no measurable difference between the municipalities."))
    if not is_reliable(profile) or profile.rank_low is None:
        return (own, _("The answers are too unsure to say where you lie among the municipalities."))
    place = _(
        "Counted from the least intrusive practice, you lie with 95 per cent certainty between number %(low)s and "
        "number %(high)s of %(municipalities)s municipalities."
    )
    if profile.rank_low == profile.rank_high:
        place = _(
            "Counted from the least intrusive practice, you lie with 95 per cent certainty as number %(low)s of "
            "%(municipalities)s municipalities."
        )
    centre = _("The mean of all municipalities is step %(centre)s.")
    caution = _("This is no ranking of quality: a lower step is not better in itself.")
    return (own, centre % facts, place % facts, caution)


def _spread(package):
    staircase, heading = package.analysis.staircase, _("Your first choice and the spread of the others")
    rows = [(row.vignette, row.profile) for row in staircase.by_vignette] if staircase else []
    said = _("In each case your mean, chance apart, stands above the spread of the other municipalities.")
    picture = pictures.spread(rows, titles(package), package.municipality.name, (said,))
    if picture is None:
        return None
    table = standing_tables.profile(staircase, titles(package))
    return Finding("cases-spread", heading, (said,), picture, table, (None,), staircase.by_vignette)


def _funnel(package):
    staircase, heading = package.analysis.staircase, _("More than chance?")
    if staircase is None or staircase.funnel is None or staircase.funnel.hidden:
        return None
    found, sentences = staircase.funnel, funnel_sentences(staircase)
    picture = pictures.funnel(heading, found, package.municipality.name, sentences)
    if picture is None:
        return None
    table = standing_tables.funnel(found, package.municipality.name)
    basis = Suggestion("funnel", "mean", found.mean, None, None, None, found.n, None, staircase.question)
    return Finding("funnel", heading, sentences, picture, table, (None, basis), found)


def funnel_sentences(staircase) -> tuple[str, ...]:
    """How to read the funnel and, if λ carries it, on which side of its limits the own mean lies."""
    found = staircase.funnel
    guide = _("The fewer people have answered, the further chance alone may carry a municipality from the common mean.")
    guide += " " + _("The others' numbers are to the nearest five, so that none of them can be recognised.")
    facts = {"mean": decimal(found.mean, 1), "n": found.n}
    if not is_reliable(staircase.profile):
        return (guide, _("The answers are too unsure to say where you lie among the municipalities."))
    limit = next(row for row in found.limits if row.size == found.n)
    if limit.lower <= found.mean <= limit.upper:
        said = _("Your mean, step %(mean)s, lies within the limits (n = %(n)s): chance alone may explain it.")
    elif limit.low <= found.mean <= limit.high:
        said = _("Your mean, step %(mean)s, lies outside the 95 %% limits, but within those of 99.8 %% (n = %(n)s).")
    else:
        said = _("Your mean, step %(mean)s, lies outside the limits of 99.8 %% (n = %(n)s): chance hardly explains it.")
    return (guide, said % facts)


def _cases(package):
    staircase, heading = package.analysis.staircase, _("First choice, case by case")
    shown = [row for row in staircase.by_vignette if row.own.mean is not None] if staircase else []
    if len(shown) < 2:
        return None
    named, ordered = titles(package), sorted(shown, key=lambda row: row.own.mean)
    low, high = ordered[0], ordered[-1]
    text = _("Your mean goes from step %(low)s in “%(first)s” to step %(high)s in “%(last)s”.")
    facts = {
        "low": decimal(low.own.mean, 1),
        "first": named[low.vignette],
        "high": decimal(high.own.mean, 1),
        "last": named[high.vignette],
    }
    sentences = (text % facts,)
    picture = pictures.vignettes(staircase, named, package.municipality.name, sentences)
    own = high.own
    basis = Suggestion(
        "cases", "mean", own.mean, own.mean_low, own.mean_high, None, own.n, high.vignette, high.question
    )
    table = standing_tables.cases(staircase, named)
    return Finding("cases-compared", heading, sentences, picture, table, (basis,), staircase.by_vignette)


def _roles(package):
    staircase, heading = package.analysis.staircase, _("Roles compared")
    results = [row for row in staircase.by_vignette if row.roles] if staircase else []
    if not results:
        return None
    several = [row for row in results if sum(not role.hidden for role in row.roles) > 1]
    if not several:
        said = _("Too few people in each role have answered to compare the roles.")
        return Finding("roles", heading, (said,), figures=results)
    apart = [titles(package)[row.vignette] for row in several if are_apart(row.roles)]
    facts = {"n": len(apart), "total": len(several), "cases": "; ".join(apart)}
    said = _("In none of the %(total)s cases do the roles choose differently by more than the uncertainty.")
    if apart:
        said = _("In %(n)s of %(total)s cases the roles choose differently by more than the uncertainty: %(cases)s.")
    table = standing_tables.roles(results, titles(package))
    basis = Suggestion("roles", "cases", len(apart), None, None, None, len(several), None, staircase.question)
    return Finding("roles", heading, (said % facts,), None, table, (basis,), results)


def are_apart(roles):
    """Whether the 95 % intervals of two roles do not overlap: stricter than a test at 5 %."""
    known = [(role.mean_low, role.mean_high) for role in roles if not role.hidden and role.mean_low is not None]
    return any(one[1] < other[0] for one in known for other in known)


def _placement(package):
    found, heading = package.analysis.placement, _("When you choose placement")
    if found is None:
        return None
    if found.hidden:
        return Finding("placement", heading, (findings.comparison(None),))
    sentences = placement_sentences(found)
    picture = pictures.placement(found, package.municipality.name, sentences)
    question = package.analysis.staircase.question if package.analysis.staircase else ""
    basis = _suggested("placement", "risk", found.risk, found, found.n, None, question)
    table = standing_tables.placement(found)
    return Finding("placement", heading, sentences, picture, table, (basis,), found)


def placement_sentences(found) -> tuple[str, ...]:
    """The placement threshold in per cent with its interval, beside that of a typical municipality."""
    if found.risk is None or not 0 <= found.risk <= 100:
        return (_("The answers show no risk between 0 and 100 per cent at which half of you choose placement."),)
    facts = {"risk": decimal(found.risk, 0), "n": found.n, "people": found.respondents}
    said = _("Half of you choose step 4 or higher when you assess the risk at about %(risk)s per cent")
    if found.low is not None and found.high is not None:
        facts["interval"] = interval(max(found.low, 0), min(found.high, 100), 0)
        said += " " + _("(95 %% interval %(interval)s per cent, n = %(n)s answers by %(people)s people)")
    else:
        said += " " + _("(the interval cannot be calculated, n = %(n)s answers by %(people)s people)")
    sentences = [said % facts + "."]
    if found.typical is not None and 0 <= found.typical <= 100:
        typical = _("In a typical municipality it is about %(risk)s per cent.")
        sentences.append(typical % {"risk": decimal(found.typical, 0)})
    return tuple(sentences)


def _calibration(package):
    words, heading = package.analysis.calibration, _("What you mean by your words for risk")
    shown = [word for word in words if not word.hidden and word.median is not None]
    if not words:
        return None
    if not shown:
        return Finding("calibration", heading, (findings.hidden(package.analysis.n_min),))
    widest = max(shown, key=lambda word: word.upper_quartile - word.lower_quartile)
    said = _(
        "The word “%(word)s” covers most: half of the answers lie from %(low)s to %(high)s per cent "
        "(median %(median)s, n = %(n)s)."
    )
    sentences = (
        said
        % {
            "word": widest.label,
            "low": decimal(widest.lower_quartile, 0),
            "high": decimal(widest.upper_quartile, 0),
            "median": decimal(widest.median, 0),
            "n": widest.n,
        },
    )
    picture = pictures.calibration(words, package.municipality.name, sentences)
    table = standing_tables.calibration(words)
    basis = Suggestion("calibration", "median", widest.median, None, None, None, widest.n, None, widest.code)
    return Finding("calibration", heading, sentences, picture, table, (basis,), words)


def _usual(package, code):
    """The most frequent answers to one question, case by case."""
    results = [row for vignette in package.analysis.vignettes for row in vignette.questions if row.question == code]
    shown = [row for row in results if not row.own.hidden and row.own.shares and row.own.n]
    if not shown:
        return None
    tops = [findings.top(row.own).label for row in shown]
    top = max(dict.fromkeys(tops), key=tops.count)
    said = _("“%(option)s” is the most frequent answer in %(n)s of %(total)s cases.")
    facts = {"option": top, "n": tops.count(top), "total": len(shown)}
    table = standing_tables.usual(shown, titles(package))
    basis = Suggestion("usual", "cases", tops.count(top), None, None, None, len(shown), None, code)
    return Finding(code, results[0].text, (said % facts,), None, table, (basis,), shown)
