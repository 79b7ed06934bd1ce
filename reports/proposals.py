"""What stands out, in words: at the top of a report, and as proposals that a consultant may take over."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.analysis.suggestions import Suggestion, suggest
from reports.findings import q_value
from reports.numbers import cut, decimal, interval

TITLE_LENGTH = 160

_SYMBOLS = {
    "share": "p",
    "cliffs_delta": "δ",
    "epsilon_squared": "ε²",
    "r_wg": "r_wg",
    "krippendorff_alpha": "α",
    "reliability": "λ",
    "f": "F",
}
_PLACES = {"mean": 1, "median": 0, "risk": 0, "kr": 0}


@dataclass(frozen=True)
class Proposal:
    """One finding of a rule. `key` names it in its report; `anchor` is the place of the figure on the page."""

    key: str
    rule: str
    heading: str
    sentence: str
    figure: str
    advice: str
    anchor: str
    found: Suggestion

    @property
    def rule_name(self) -> str:
        return rule_name(self.rule)

    @property
    def title(self) -> str:
        return self.heading[:TITLE_LENGTH]

    @property
    def text(self) -> str:
        """The start of a recommendation: what the figures say, and what usually helps."""
        return f"{self.sentence} ({self.figure}).\n\n{self.advice}"


@dataclass(frozen=True)
class Printed:
    """The parts of a figure in words: "δ = 0,42", "0,10 til 0,66", "q = 0,012", "n = 24"."""

    statistic: str = ""
    interval: str = ""
    q: str = ""
    n: str = ""


def propose(package, limit: int | None = 3) -> tuple[Proposal, ...]:
    """The findings of `package` (packages.opened) in the order of the rules: at most `limit` of each (None: all), none
    from hidden figures."""
    return tuple(_proposal(package, found) for found in suggest(package.analysis, limit))


def figure_anchor(order: int, question: str) -> str:
    """Where the figure of a question about the vignette with this `order` stands."""
    return f"vignette-{order}-{question}"


def _proposal(package, found: Suggestion) -> Proposal:
    vignette = next((row for row in package.analysis.vignettes if row.code == found.vignette), None)
    texts = {row.question: row.text for case in package.analysis.vignettes for row in case.questions}
    question = texts[found.question]
    return Proposal(
        key=":".join((found.rule, found.vignette or "", found.question)),
        rule=found.rule,
        heading=f"{vignette.title}: {question}" if vignette else question,
        sentence=_sentence(found),
        figure=figure(found),
        advice=_advice(found.rule),
        anchor=figure_anchor(vignette.order, found.question) if vignette else _WHOLE[found.rule],
        found=found,
    )


_WHOLE = {"staircase_overall": "staircase", "low_alpha": "consistency"}


def _sentence(found: Suggestion) -> str:
    is_higher = found.value > 0
    return {
        "staircase_overall": _more_intrusive(is_higher),
        "staircase_difference": _more_intrusive(is_higher),
        "question_difference": _("You answer higher than the others")
        if is_higher
        else _("You answer lower than the others"),
        "municipalities_differ": _("The municipalities answer differently"),
        "low_agreement": _("Your answers lie far apart"),
        "low_alpha": _("You do not tell the cases apart in the same way"),
    }[found.rule]


def _more_intrusive(is_higher: bool) -> str:
    if is_higher:
        return _("You choose more intrusive measures than the others")
    return _("You choose less intrusive measures than the others")


def rule_name(rule: str) -> str:
    """What a rule looks at, for whoever wants to know where a sentence comes from."""
    return {
        "staircase_overall": _("the staircase over all cases"),
        "staircase_difference": _("the staircase in one case"),
        "question_difference": _("difference from the others"),
        "municipalities_differ": _("differences between all municipalities"),
        "low_agreement": _("agreement on one question"),
        "low_alpha": _("agreement across the cases"),
        "respondents": _("number of respondents"),
        "most_chosen": _("the most frequent answer"),
        "comparison": _("comparison with the others"),
        "reliability": _("how sure the own mean is"),
        "unreliable": _("questions with λ below 0.5"),
        "agreement": _("questions on which you agree to a high degree"),
        "profile": _("the mean, chance apart"),
        "cases": _("the case with the highest mean"),
        "funnel": _("the mean between the limits of chance"),
        "roles": _("intervals of roles that do not overlap"),
        "placement": _("the risk at which placement is as likely as not"),
        "calibration": _("percentages beside the word"),
        "costs": _("first choices times the prices of steps"),
        "economy": _("the share that says yes"),
        "usual": _("the most frequent answer, case by case"),
        "levels": _("what a circumstance does to the answers"),
        "levels_differ": _("whether a circumstance weighs the same in all municipalities"),
    }[rule]


def figure(found: Suggestion) -> str:
    """The statistic with all it rests on: "δ = 0,42, 95 % interval 0,10 til 0,66, q = 0,012, n = 24"."""
    parts = printed(found)
    between = _("95 %% interval %(interval)s") % {"interval": parts.interval} if parts.interval else ""
    return ", ".join(filter(None, [parts.statistic, between, parts.q, parts.n]))


def printed(found: Suggestion) -> Printed:
    """The statistic and what it rests on as readers meet them; empty where there is nothing to print."""
    if found.statistic == "count":
        return Printed(n=f"n = {found.n}")
    if found.statistic in ("cases", "questions"):
        return Printed(_("%(value)s of %(n)s") % {"value": found.value, "n": found.n})
    places = _PLACES.get(found.statistic, 2)
    written = cut if found.statistic == "reliability" else decimal
    is_between = found.low is not None and found.high is not None
    return Printed(
        statistic=f"{_symbol(found.statistic)} = {written(found.value, places)}",
        interval=interval(found.low, found.high, places) if is_between else "",
        q="" if found.q is None else q_value(found.q),
        n=f"n = {found.n}",
    )


def _symbol(statistic: str) -> str:
    words = {"mean": _("mean"), "median": _("median"), "risk": _("risk in per cent"), "kr": _("kroner")}
    return words.get(statistic) or _SYMBOLS[statistic]


def _advice(rule: str) -> str:
    return {
        "staircase_overall": _("Discuss what the difference rests on, and whether you mean it to be there."),
        "staircase_difference": _("Discuss what the difference rests on, and whether you mean it to be there."),
        "question_difference": _("Discuss what the difference rests on, and whether you mean it to be there."),
        "municipalities_differ": _("Hear how the other municipalities would handle the case."),
        "low_agreement": _("Take the case up at a joint meeting, and compare what each of you attaches weight to."),
        "low_alpha": _("Agree on what you attach weight to when you assess cases like these."),
    }[rule]
