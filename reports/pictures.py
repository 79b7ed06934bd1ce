"""Figures as pictures: what is drawn, with its alternative text. How it is drawn stands in charts/."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.charts import stacked
from reports.charts import staircase as stairs
from reports.charts.marks import PHONE, WIDE
from reports.charts.svg import Caption, Chart
from reports.numbers import percent


@dataclass(frozen=True)
class Picture:
    """One chart in the width of a page and of a phone. `name` is its address inside the PDF."""

    name: str
    title: str
    wide: Chart
    phone: Chart


def staircase(result, municipality, sentences) -> Picture:
    """The own first choices on the six steps beside the others'."""
    labels = tuple(share.label for share in result.own.shares)
    others = _("The others are hidden, because too few answers stand behind them.")
    spec = stairs.Staircase(
        steps=labels,
        own=stairs.Side(municipality, tuple(share.share for share in result.own.shares)),
        others=stairs.Side(_("The others"), _shares(result.others), "" if result.others.shares else others),
    )
    title = _("First choice on the staircase of measures")
    return _drawn(stairs.draw, spec, "staircase", title, sentences, _said(result.own))


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
    return _drawn(stacked.draw, spec, name, question.text, sentences, _said(question.own))


def _drawn(draw, spec, name, title, sentences, said):
    alt = " ".join([*sentences, said])
    wide, phone = (
        draw(spec, Caption(f"{name}-{suffix}", title, alt), number=percent, width=width)
        for suffix, width in (("wide", WIDE), ("phone", PHONE))
    )
    return Picture(name, title, wide, phone)


def _shares(answers):
    return tuple(share.share for share in answers.shares) or None


def _count(n):
    return "" if n is None else f"n = {n}"


def _said(own):
    """The own distribution as one sentence."""
    parts = ", ".join(f"{share.label} {percent(share.share)}" for share in own.shares)
    return _("Your answers: %(distribution)s.") % {"distribution": parts}
