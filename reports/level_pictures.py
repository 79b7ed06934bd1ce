"""The picture of the levels (reports/level_findings.py)."""

from django.utils.translation import gettext as _

from charts import levels as means
from charts.estimates import Estimate
from reports.pictures import Picture, axis_of, drawn, estimate


def levels(name, row, municipality, sentences, places) -> Picture | None:
    """Own means of the levels of each dimension and the others' (level_results.Weights), with their intervals."""
    groups = tuple(_group(one, places) for one in row.dimensions)
    shown = means.estimates(groups)
    if not shown:
        return None
    words = means.Words(
        municipality,
        _("The others"),
        _("95 %% interval") % (),
        _("The others are hidden, because too few answers stand behind them."),
    )
    spec = means.Levels(groups, axis_of([end for one in shown for end in one.reach]), words)
    said = "; ".join(_said(group) for group in groups if group.rows)
    return drawn(means.draw, spec, (name, row.text), sentences, _("Your means: %(means)s.") % {"means": said})


def _group(one, places):
    hidden = _("Hidden: too few answers") if one.hidden else ""
    return means.Group(one.label, tuple(_row(level, places) for level in one.levels), hidden)


def _row(level, places):
    others = None
    if level.others is not None:
        others = _estimate(level.others, level.others_low, level.others_high, places)
    return means.Row(level.label, _estimate(level.mean, level.low, level.high, places), others)


def _estimate(value, low, high, places):
    return Estimate(value, estimate(value, low, high, places), low, high)


def _said(group):
    return f"{group.title} " + ", ".join(f"{row.label} {row.own.text}" for row in group.rows)
