"""The checklist of quality in words: what is in order, what lacks, and where to mend it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from businesscases.amounts import listed
from businesscases.dossier.checklist import Check, Finding, Question, Verdict, checked
from businesscases.dossier.document import Dossier, from_json
from businesscases.economics.flows import InvalidInput
from businesscases.gathering import dossier_of
from businesscases.guide import address, assumptions_address
from businesscases.models import Price, Step
from businesscases.panel import counted
from businesscases.vintages import newest_years

MOST_NAMES = 4

# None: it is mended in the assumptions of the calculation.
QUESTIONS = {
    Question.TARGET_GROUP: (_("Is the target group sharp?"), Step.PROBLEM),
    Question.BASIS: (_("Is the basis alternative described?"), Step.BASIS),
    Question.DOUBLE_COUNTING: (_("Is nothing counted twice?"), Step.CONSEQUENCES),
    Question.HORIZON: (_("Does the horizon fit the lines?"), None),
    Question.PRICE_YEARS: (_("Are all prices in one price level?"), None),
    Question.EVIDENCE: (_("Does every effect say how we know it?"), Step.EFFECTS),
    Question.SOURCES: (_("Does every line have a source, or the mark of an assumption?"), Step.COSTS),
    Question.PURSES: (_("Do the purses add up?"), Step.PURSES),
    Question.RANGES: (_("Are there ranges on what you are unsure of?"), Step.UNCERTAINTY),
    Question.INDICATORS: (_("Can you see whether it works?"), Step.THEORY),
    Question.OUTCOME: (_("Does the outcome for people stand beside the money?"), Step.EFFECTS),
    Question.OLD_PRICES: (_("Are the prices new enough?"), Step.COSTS),
}
FINDINGS = {
    Finding.NO_GROUP: _("Describe the target group so precisely that a colleague would choose the same people."),
    Finding.NO_SIZE: _("Write how many they are, and how you know."),
    Finding.SIZE_WITHOUT_NUMBER: _("Write how many they are as a number."),
    Finding.NOT_FOUND: _("Write how you find them."),
    Finding.NO_BASIS: _("Describe what happens without the intervention. The case is compared with it."),
    Finding.COUNTED_TWICE: _(
        "These lines save on the same effect, for the same purse, in the same unit and years. Check that it is not the "
        "same money: %(names)s."
    ),
    Finding.SAME_NAME: _(
        "These lines stand twice for the same purse in the same years: %(names)s. Delete one of them?"
    ),
    Finding.LINES_CUT: _(
        "These lines go on after the horizon, and the rest is not counted: %(names)s. Make the horizon longer, or say "
        "in the proposal why it ends there."
    ),
    Finding.HORIZON_EMPTY: _(
        "No line reaches the last year of the horizon. Check whether the gains really end before."
    ),
    Finding.LONGER_THAN_HORIZON: _("One course takes longer than the horizon. Make the horizon longer."),
    Finding.NO_LINES: _("Write what the intervention costs, and what it saves."),
    Finding.NO_INDEX: _("These lines have prices of other years than the case. Choose a price index: %(names)s."),
    Finding.YEAR_OUTSIDE_INDEX: _(
        "The price index does not have the price year of these lines: %(names)s. Choose another index, or find a price "
        "of another year."
    ),
    Finding.NO_EFFECTS: _("Write at least one effect, and how you know it."),
    Finding.NO_EFFECT_SOURCE: _("Say where it is documented: %(names)s."),
    Finding.ONLY_ASSUMED: _("These effects are assumptions: %(names)s. Look for a study, or plan how to test them."),
    Finding.NO_SOURCE: _("Give a source, or tick that it is an assumption: %(names)s."),
    Finding.NO_ADMINISTRATION: _("Say which administration pays or gains: %(names)s."),
    Finding.NO_RECEIVER: _("Say which administration receives the money: %(names)s."),
    Finding.NOT_ADDING_UP: _("The purses do not add up to the total. Tell those who run the platform."),
    Finding.NO_RANGES: _("Give a lowest and a highest value of what you are least sure of."),
    Finding.EFFECT_WITHOUT_RANGE: _("The result hangs on these effects, which have no range: %(names)s."),
    Finding.NO_OUTCOMES: _("Write in the theory of change what the intervention shall lead to."),
    Finding.NO_INDICATOR: _("Write how you will see it: %(names)s."),
    Finding.NO_PEOPLE: _("Write how many take part, and at least one effect, so that people stand beside the money."),
    Finding.OLD_PRICE: _(
        "These prices are more than five years older than the price level, or there is a newer one in the catalogue: "
        "%(names)s."
    ),
}


@dataclass(frozen=True)
class Point:
    """One question with what to do. `url` leads to the step where it is mended."""

    question: str
    verdict: Verdict
    remarks: tuple[str, ...]
    url: str
    step: str


@dataclass(frozen=True)
class Checklist:
    points: tuple[Point, ...]

    @property
    def in_order(self) -> int:
        return sum(point.verdict is Verdict.OK for point in self.points)

    @property
    def open(self) -> tuple[Point, ...]:
        """What lacks first, then what somebody should look at."""
        order = (Verdict.MISSING, Verdict.LOOK)
        return tuple(point for verdict in order for point in self.points if point.verdict is verdict)


def checklist_of(case, dossier: Dossier | None = None) -> Checklist:
    """The checklist of a case as it stands. At most 2 queries besides those of the document."""
    dossier = dossier or dossier_of(case)
    found = counted(dossier.calculation).found
    return Checklist(tuple(_point(case, check) for check in checked(dossier, found, _newest_years(case))))


def remembered_checklist(case) -> Checklist | None:
    """The checklist of a case as its newest version has it, in 3 queries; None before the first version."""
    last = case.versions.first()
    try:
        return checklist_of(case, from_json(last.document)) if last else None
    except InvalidInput:
        return None


def _newest_years(case) -> dict[str, int]:
    """The newest price year of each line's price, by the line's key."""
    copied = list(case.lines.exclude(price=None).values_list("key", "price__catalogue", "price__measure"))
    if not copied:
        return {}
    prices = Price.objects.filter(catalogue__in={catalogue for _key, catalogue, _measure in copied})
    newest = newest_years(prices.values_list("catalogue", "measure", "price_year"))
    return {str(key): newest[catalogue, measure] for key, catalogue, measure in copied}


def _point(case, check: Check) -> Point:
    question, step = QUESTIONS[check.question]
    remarks = tuple(str(FINDINGS[remark.finding]) % {"names": _names(remark.names)} for remark in check.remarks)
    url, label = (
        (address(step, case), step.label) if step else (assumptions_address(case), _("Assumptions of the calculation"))
    )
    return Point(str(question), check.verdict, remarks, url, str(label))


def _names(names) -> str:
    shown = [f"”{name}”" for name in names[:MOST_NAMES]]
    more = len(names) - len(shown)
    return listed([*shown, _("%(count)s more") % {"count": more}] if more else shown)
