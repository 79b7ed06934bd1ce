"""Questions for the leaders at home: open ones, each about a finding of the report. None that the figures answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import costing
from reports.analysis.suggestions import Suggestion
from reports.elements import Statement
from reports.numbers import decimal, listed, percent
from reports.proposals import Proposal, propose
from reports.standings import are_apart, titles

MOST = 6


def questions(package) -> tuple[Statement, ...]:
    """At most six, the ones that concern most first; one that always can be asked where the figures raise none."""
    if package.analysis.who.hidden:
        return (_open(),)
    found = tuple(_of_rules(package)) + tuple(_across(package))
    return found[:MOST] or (_open(),)


def _open():
    return Statement(_("What in the cases is most like your own practice, and what surprises you?"))


def _of_rules(package) -> Iterator[Statement]:
    """One question for the strongest finding of each rule that leaders can do something about."""
    first: dict[str, Proposal] = {}
    for row in propose(package):
        first.setdefault(row.rule, row)
    texts = {row.question: row.text for case in package.analysis.vignettes for row in case.questions}
    for rule in ("staircase_overall", "staircase_difference", "low_agreement", "question_difference", "low_alpha"):
        if row := first.get(rule):
            case = titles(package).get(row.found.vignette, "")
            text = _asked(rule, row.found.value > 0) % {"case": case, "question": texts[row.found.question]}
            yield Statement(text, row.found, row.anchor)


def _asked(rule: str, is_higher: bool) -> str:
    return {
        ("staircase_overall", True): _(
            "You choose more intrusive measures than the others. What leads you there, and which help near everyday "
            "life would you need in order to choose otherwise?"
        ),
        ("staircase_overall", False): _(
            "You choose less intrusive measures than the others. What makes that possible with you, and how do you "
            "notice in time the children who need more?"
        ),
        ("staircase_difference", True): _(
            "In “%(case)s” you choose more intrusively than the others. What in the case weighs most with you, and is "
            "that how you want it to be?"
        ),
        ("staircase_difference", False): _(
            "In “%(case)s” you choose less intrusively than the others. What would make you go a step higher, and who "
            "would say so first?"
        ),
        ("question_difference", True): _(
            "In “%(case)s” you answer higher than the others when asked: “%(question)s” Which experience may lie "
            "behind it, and what does it mean for the families?"
        ),
        ("question_difference", False): _(
            "In “%(case)s” you answer lower than the others when asked: “%(question)s” Which experience may lie "
            "behind it, and what does it mean for the families?"
        ),
        ("low_agreement", True): _(
            "In “%(case)s” you are far from each other when asked: “%(question)s” What would the family meet, "
            "depending on whom of you it came to, and where should there be room for different judgements?"
        ),
        ("low_alpha", True): _(
            "You do not tell the cases apart in the same way. Which signs should always weigh heavily, whoever has the "
            "case?"
        ),
    }[rule, is_higher or rule.startswith("low_")]


def _across(package) -> Iterator[Statement]:
    """What the practice across the cases asks."""
    for ask in (_roles, _calibration, _costs, _placement, _economy):
        if found := ask(package):
            yield found


def _roles(package):
    staircase = package.analysis.staircase
    rows = [row for row in staircase.by_vignette if are_apart(row.roles)] if staircase else []
    if not rows:
        return None
    text = _(
        "The roles choose differently in %(cases)s. When do you talk about that in everyday work, and who decides when "
        "you disagree?"
    )
    found = Suggestion(
        "roles", "cases", len(rows), None, None, None, len(staircase.by_vignette), None, rows[0].question
    )
    return Statement(text % {"cases": listed(f"”{titles(package)[row.vignette]}”" for row in rows)}, found, "roles")


def _calibration(package):
    shown = [word for word in package.analysis.calibration if not word.hidden and word.median is not None]
    widest = max(shown, key=lambda word: word.upper_quartile - word.lower_quartile, default=None)
    if widest is None or widest.upper_quartile == widest.lower_quartile:
        return None
    text = _(
        "With you, half of those who write “%(word)s” about the risk mean %(low)s to %(high)s per cent, the others "
        "less or more. How do you make sure that whoever reads the word understands what the writer meant?"
    )
    facts = {
        "word": widest.label.lower(),
        "low": decimal(widest.lower_quartile, 0),
        "high": decimal(widest.upper_quartile, 0),
    }
    found = Suggestion("calibration", "median", widest.median, None, None, None, widest.n, None, widest.code)
    return Statement(text % facts, found, "calibration")


def _costs(package):
    found = package.analysis.costs
    if found is None or found.total.hidden or not found.unpriced or not found.prices:
        return None
    text = ngettext(
        "Step %(steps)s has no public price. What does it cost with you, and what do the children get for it?",
        "Steps %(steps)s have no public price. What do they cost with you, and what do the children get for it?",
        len(found.unpriced),
    )
    [(_first, _none), (_text, basis), *_rest] = costing.cost_statements(found)
    return Statement(text % {"steps": listed(found.unpriced)}, basis, "costs")


def _placement(package):
    found = package.analysis.placement
    if found is None or found.risk is None or not 0 <= found.risk <= 100:
        return None
    text = _(
        "Half of you choose placement at a risk of about %(risk)s per cent. Is that a limit you will stand by before "
        "the families, and what should have been tried before?"
    )
    question = package.analysis.staircase.question
    basis = Suggestion("placement", "risk", found.risk, found.low, found.high, None, found.n, None, question)
    return Statement(text % {"risk": decimal(found.risk, 0)}, basis, "placement")


def _economy(package):
    finding = costing.economy(package, titles(package))
    if finding is None:
        return None
    basis = finding.found[0]
    text = _(
        "%(share)s of you say that economy would count in “%(case)s”. When is that reasonable, and when must it not "
        "count?"
    )
    facts = {"share": percent(basis.value), "case": titles(package)[basis.vignette]}
    return Statement(text % facts, basis, "economy")
