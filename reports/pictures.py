"""Figures as pictures: what is drawn, with its alternative text. How it is drawn stands in charts/.

A picture that would show nothing, because its figures are hidden or undefined, is None. `sentences` is the finding in
words; the alternative text is the finding and the figures drawn. `scale` holds values of other pictures of the report
that shall have the same axis.
"""

from dataclasses import dataclass
from statistics import quantiles

from django.utils.translation import gettext as _

from charts import calibration as strips
from charts import caterpillar, dots, multiples, stacked
from charts import costs as bars
from charts import funnel as funnels
from charts import staircase as stairs
from charts import threshold as curves
from charts.axes import round_ticks
from charts.estimates import Estimate
from charts.marks import PHONE, WIDE
from charts.svg import Caption, Chart
from reports.numbers import decimal, interval, kroner, percent, thousands

_EFFECTS = (0, 10)
RISKS = tuple((float(risk), f"{risk} %") for risk in range(0, 101, 20))


@dataclass(frozen=True)
class Picture:
    """One chart in two widths; `name` is its address in the PDF, `figures` its numbers in words."""

    name: str
    title: str
    wide: Chart
    phone: Chart
    figures: str


def staircase(result, municipality, sentences, name="staircase") -> Picture:
    """The own first choices on the six steps beside the others'."""
    labels = tuple(share.label for share in result.own.shares)
    others = _("The others are hidden, because too few answers stand behind them.")
    spec = stairs.Staircase(
        steps=labels,
        own=stairs.Side(municipality, tuple(share.share for share in result.own.shares)),
        others=stairs.Side(_("The others"), _shares(result.others), "" if result.others.shares else others),
    )
    title = _("First choice on the staircase of measures")
    return drawn(stairs.draw, spec, (name, title), sentences, _said(result.own), number=percent)


def answers(vignette, question, municipality, sentences) -> Picture:
    """The distribution of one ordered question that may be shown, own answers first."""
    labels = tuple(share.label for share in question.own.shares)
    hidden = _("Hidden: too few answers")
    rows = (
        stacked.Row(municipality, _shares(question.own), note=_count(question.own.n), own=True),
        stacked.Row(
            _("The others"),
            _shares(question.others),
            note=_count(question.others.n),
            hidden="" if question.others.shares else hidden,
        ),
    )
    neutral = len(labels) // 2 if len(labels) % 2 else None
    spec = stacked.Stacked(labels, rows, ordered=True, neutral=neutral)
    name = f"{vignette.code}-{question.question}"
    return drawn(stacked.draw, spec, (name, question.text), sentences, _said(question.own), number=percent)


def profile(name, title, result, municipality, sentences, scale=()) -> Picture | None:
    """The own mean with its interval among the others' means, all shrunk (results.Profile), nobody else named."""
    if result.hidden or result.shrunk is None:
        return None
    own = Estimate(result.shrunk, estimate(result.shrunk, result.low, result.high, 1), result.low, result.high)
    rows = (
        caterpillar.Row(municipality, own, own=True),
        *(caterpillar.Row("", Estimate(value, "")) for value in result.others),
    )
    centre = (result.centre, _("All %(mean)s") % {"mean": decimal(result.centre, 1)})
    ticks = axis_of([*own.reach, *result.others, result.centre, *scale])
    spec = caterpillar.Caterpillar(rows, ticks, _("Another municipality"), centre)
    said = [_("Your mean is %(mean)s.") % {"mean": own.text}]
    if result.others:
        ends = interval(min(result.others), max(result.others), 1)
        said.append(_("The means of the others: %(ends)s.") % {"ends": ends})
    return drawn(caterpillar.draw, spec, (name, title), sentences, " ".join(said))


def spread(rows, titles, municipality, sentences) -> Picture | None:
    """The own means of cases (results.Profile by code) above the spread of the other municipalities, all shrunk."""
    shown = tuple(dots.Row(titles[code], *_spread(found)) for code, found in rows)
    ends = [end for row in shown for end in dots.extremes(row)]
    if not ends:
        return None
    words = dots.Words(
        municipality,
        _("95 %% interval") % (),
        _("The others' median"),
        _("Half of the municipalities"),
        _("Eight of ten municipalities"),
    )
    said = f"{_('Mean step')}: " + "; ".join(f"{row.label} {row.own.text}" for row in shown if row.own)
    spec = dots.Dots(shown, axis_of(ends), words)
    return drawn(
        dots.draw, spec, ("cases-spread", _("Your first choice and the spread of the others")), sentences, said
    )


def _spread(found):
    hidden = _("Hidden: too few answers")
    if found is None or found.hidden or found.shrunk is None or len(found.others) < 2:
        return None, None, hidden, hidden
    own = dots.Own(found.low, found.shrunk, found.high, estimate(found.shrunk, found.low, found.high, 1))
    tens = quantiles(found.others, n=20, method="inclusive")
    # Between means that are equal, as with ICC 0, the interpolation may round the higher percentile below the lower.
    parts = sorted((tens[1], tens[4], tens[9], tens[14], tens[17]))
    return own, dots.Spread(*parts, decimal(tens[9], 1))


def vignettes(result, titles, municipality, sentences) -> Picture | None:
    """First choices vignette by vignette on one scale (results.Staircase); `titles` by code of the vignette."""
    shown = [question for question in result.by_vignette if question.own.shares]
    if not shown:
        return None
    panels = tuple(_panel(question, titles[question.vignette]) for question in result.by_vignette)
    options = tuple(share.label for share in shown[0].own.shares)
    shares = [share for panel in panels for share in (*(panel.own or ()), *(panel.others or ()))]
    ticks = round_ticks([0, *shares], percent, most=4)
    spec = multiples.Multiples(options, panels, ticks, municipality, _("The others"))
    said = " ".join(f"{titles[question.vignette]}: {_said(question.own)}" for question in shown)
    title = _("First choice on the staircase of measures, case by case")
    return drawn(multiples.draw, spec, ("vignettes", title), sentences, said)


def _panel(question, title):
    hidden = _("Hidden: too few answers")
    others = _("The others are hidden, because too few answers stand behind them.")
    return multiples.Panel(title, _shares(question.own), _shares(question.others), hidden, others)


def placement(result, municipality, sentences, others=()) -> Picture | None:
    """Probability of placement by risk (results.PlacementThreshold); `others` are thresholds that may be shown."""
    if result.hidden or not result.slope or result.typical is None:
        return None
    own = curves.Curve(None, _("Your threshold cannot be computed."))
    if result.risk is not None:
        text = f"{municipality} {estimate(result.risk, result.low, result.high, 0, ' %')}"
        own = curves.Curve(Estimate(result.risk, text, result.low, result.high))
    typical = _("A typical municipality %(risk)s") % {"risk": f"{decimal(result.typical, 0)} %"}
    words = curves.Words(_("Probability of placement"), _("Assessed risk"), _("The others"))
    spec = curves.Placement(result.slope, own, curves.Curve(Estimate(result.typical, typical)), others, RISKS, words)
    said = f"{own.threshold.text}. {typical}." if own.threshold else f"{own.hidden} {typical}."
    title = _("The risk at which placement is as likely as not")
    return drawn(curves.draw, spec, ("placement", title), sentences, said, number=percent)


def calibration(result, municipality, sentences, others=None) -> Picture | None:
    """The percentages beside each word for risk (results.WordCalibration); `others`, if compared, by code of word."""
    rows = tuple(_strip(word, others.get(word.code) if others else None) for word in result)
    if not any(row.own for row in rows):
        return None
    words = strips.Words(municipality, _("Your median"), _("The others"), _("The others' median"))
    spec = strips.Calibration(rows, RISKS, words, alone=others is None)
    said = ", ".join(f"{row.word} {row.own.text}" for row in rows if row.own)
    title = _("What you mean by your words for risk")
    return drawn(strips.draw, spec, ("calibration", title), sentences, _("Medians: %(medians)s.") % {"medians": said})


def _strip(word, other):
    return strips.Row(word.label, _use(word), _use(other), _unused(word), _unused(other))


def _use(word):
    """The distribution of a word that may be shown and was used."""
    if word is None or word.hidden or not word.n:
        return None
    shares = tuple(count / word.n for count in word.classes)
    return strips.Use(shares, word.median, f"{decimal(word.median, 0)} %")


def _unused(word):
    return _("Hidden: too few answers") if word is None or word.hidden else _("Nobody used this word.")


def funnel(title, result, municipality, sentences) -> Picture | None:
    """Means by number of people (results.Funnel) between the limits of chance, nobody else named."""
    if result is None or result.hidden or result.n is None or len(result.limits) < 2:
        return None
    own = funnels.Point(municipality, funnels.Place(result.n, result.mean, decimal(result.mean, 1)), own=True)
    others = (funnels.Point("", funnels.Place(row.n, row.mean)) for row in result.others)
    points = (own, *others)
    limits = tuple(funnels.Limit(row.size, row.low, row.lower, row.upper, row.high) for row in result.limits)
    words = funnels.Words(
        _("Number of people"), _("Mean step"), _("95 % limits"), _("99.8 % limits"), _("Another municipality")
    )
    centre = (result.centre, _("All %(mean)s") % {"mean": decimal(result.centre, 1)})
    means = [*(point.place.value for point in points), result.centre]
    ends = [end for row in result.limits for end in (row.lower, row.upper)]
    sizes = axis_of([*(point.place.size for point in points), limits[0].size, limits[-1].size])
    spec = funnels.Funnel(points, limits, centre, sizes, axis_of([*means, *ends]), words)
    said = f"{words.values}: {municipality} {own.place.text}. {centre[1]}."
    return drawn(funnels.draw, spec, ("funnel", title), sentences, said)


def costs(rows, total, heads, municipality, sentences) -> Picture | None:
    """What practice costs beside the effect expected of it: (label, results.CaseCost, effect as bars.Pair) per case.

    `total` is the same for one child of each case; `heads` is what the two plots show, with price year and unit.
    """
    pairs = [bars.Row(label, _cost(cost), effect) for label, cost, effect in (*rows, total)]
    if not any(row.cost.own for row in pairs):
        return None
    blocks = (_block(_("Per case"), pairs[:-1]), _block(_("In total"), pairs[-1:]))
    spec = bars.Costs(blocks, municipality, _("Median of all (cost), the others (effect)"), *heads)
    said = "; ".join(_said_cost(row) for row in pairs[:-1] if row.cost.own)
    title = _("What your choices cost, and what effect is expected")
    return drawn(bars.draw, spec, ("costs", title), sentences, f"{said}." if said else "")


def _cost(cost):
    """Own cost and the median of all; where nobody chose a step with a price there is nothing to draw."""
    if cost.hidden or cost.kr is None:
        return bars.Pair(None, None, _("Hidden: too few answers"), _("Hidden: too few answers"))
    own, nobody = None, _("None of you chooses a step with a price.")
    if not cost.priced and not cost.median:
        return bars.Pair(None, None, nobody, nobody)
    if cost.priced:
        # A bootstrap interval need not hold the estimate; such a one cannot be drawn around it.
        ends = (cost.low, cost.high) if cost.low is not None and cost.low <= cost.kr <= cost.high else ()
        text = kroner(round(cost.kr, -3)) + (f" ({thousands(ends[0])}–{thousands(ends[1])})" if ends else "")
        own = Estimate(cost.kr, text, *ends)
    others = None if cost.median is None else Estimate(cost.median, kroner(round(cost.median, -3)))
    return bars.Pair(own, others, nobody, _("Hidden: too few answers"))


def expected(own, others) -> bars.Pair:
    """The mean effect that people expect of their choice (results.OwnAnswers, OtherAnswers), own with its interval."""
    hidden = _("Hidden: too few answers")
    if own.hidden or own.mean is None:
        return bars.Pair(None, None, hidden, hidden)
    mean = Estimate(own.mean, estimate(own.mean, own.mean_low, own.mean_high, 1), own.mean_low, own.mean_high)
    if others.hidden or others.mean is None:
        return bars.Pair(mean, None, "", hidden)
    return bars.Pair(mean, Estimate(others.mean, decimal(others.mean, 1)))


def _block(title, rows):
    kr = [end for row in rows for estimate in row.cost.shown for end in estimate.reach]
    effects = [end for row in rows for estimate in row.effect.shown for end in estimate.reach]
    return bars.Block(title, tuple(rows), axis_of([0, *kr], most=4), axis_of([*_EFFECTS, *effects]))


def _said_cost(row):
    """Cost and effect of a row in one breath: the cost never stands alone."""
    effect = row.effect.own.text if row.effect.own else row.effect.hidden_own
    return _("%(case)s: %(cost)s, expected effect %(effect)s") % {
        "case": row.label,
        "cost": row.cost.own.text,
        "effect": effect,
    }


def axis_of(values, most=6):
    """Round ticks around the values, all with the same number of decimals."""
    ticks = [value for value, _text in round_ticks(values, str, most)]
    places = next(places for places in (0, 1, 2, 6) if all(abs(round(v, places) - v) < 1e-9 for v in ticks))
    return tuple((value, decimal(value, places)) for value in ticks)


def estimate(value, low, high, places, unit=""):
    """A figure with its interval, if it has one."""
    text = decimal(value, places) + unit
    return text if low is None else f"{text} ({interval(low, high, places)})"


def drawn(draw, spec, named, sentences, said, **options) -> Picture:
    """The picture of `spec` in both widths. `named` is its name and title, `said` what the figures in it are."""
    name, title = named
    alt = " ".join([*sentences, said])
    wide, phone = (
        draw(spec, Caption(f"{name}-{suffix}", title, alt), width=width, **options)
        for suffix, width in (("wide", WIDE), ("phone", PHONE))
    )
    return Picture(name, title, wide, phone, said or title)


def _shares(answers):
    return tuple(share.share for share in answers.shares) or None


def _count(n):
    return "" if n is None else f"n = {n}"


def _said(own):
    """The own distribution as one sentence."""
    parts = ", ".join(f"{share.label} {percent(share.share)}" for share in own.shares)
    return _("Your answers: %(distribution)s.") % {"distribution": parts}
