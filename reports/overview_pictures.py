"""The pictures of the partnership overview: first choices of all, and the municipalities' places on one axis."""

from django.utils.translation import gettext as _

from charts import caterpillar, stacked
from charts.estimates import Estimate
from reports.numbers import decimal, interval, percent
from reports.pictures import Picture, axis_of, drawn


def staircase(overall, shown, titles, sentences) -> Picture:
    """One bar for all cases together, and one for each case that may be shown."""
    everybody = stacked.Row(_("All cases"), _shares(overall), note=f"n = {decimal(overall.n, 0)}")
    rows = [stacked.Row(titles[case.vignette], _shares(case), note=f"n = {decimal(case.n, 0)}") for case in shown]
    labels = tuple(share.label for share in overall.shares)
    spec = stacked.Stacked(labels, (everybody, *rows), ordered=True)
    title = _("First choice on the staircase of measures")
    said = "; ".join(f"{share.label} {percent(share.share)}" for share in overall.shares)
    return drawn(stacked.draw, spec, ("partnership", title), sentences, f"{_('All cases')}: {said}.", number=percent)


def places(overall, names, sentences) -> Picture | None:
    """Each municipality's mean; those who agreed with name and interval, the others as dots alone."""
    if not overall.places:
        return None
    rows = tuple(caterpillar.Row(names.get(place.code, ""), _estimate(place, names)) for place in overall.places)
    centre = (overall.centre, _("All %(mean)s") % {"mean": decimal(overall.centre, 1)})
    ticks = axis_of([overall.centre, *(end for row in rows for end in row.estimate.reach)])
    spec = caterpillar.Caterpillar(rows, ticks, _("A municipality"), centre)
    means = "; ".join(_mean(place, names) for place in overall.places)
    title = _("The municipalities' mean steps")
    return drawn(caterpillar.draw, spec, ("places", title), sentences, _("Means: %(means)s.") % {"means": means})


def _mean(place, names):
    named = f"{names[place.code]} " if place.code in names else ""
    return named + (_estimate(place, names).text or decimal(place.mean, 1))


def _estimate(place, names):
    if place.code not in names:
        return Estimate(place.mean, "")
    text = f"{decimal(place.mean, 1)} ({interval(place.low, place.high, 1)})"
    return Estimate(place.mean, text, place.low, place.high)


def _shares(spread):
    return tuple(share.share for share in spread.shares)
