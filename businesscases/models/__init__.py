"""Business cases with the evidence they rest on, what they are calculated from, and the prices they are built with."""

from businesscases.models.calculations import Calculation, Effect, Scenario, ScenarioValue
from businesscases.models.cases import Case, Evidence, Stage, Step
from businesscases.models.choices import Actor, ControlArea, Distribution, Grade, Index, Kind, Per, Timing
from businesscases.models.lines import Line
from businesscases.models.prices import Price, PriceCatalogue, PriceImport
from businesscases.models.sharing import Approach, Audience, Share, SharedPart
from businesscases.models.tables import DiscountSchedule, DiscountStep, IndexLevel, IndexSeries, RefundBand, RefundRule
from businesscases.models.theory import Indicator, Part, TheoryElement
from businesscases.models.together import Comment, Decision, Snapshot
from businesscases.models.versions import Version

__all__ = [
    "Actor",
    "Approach",
    "Audience",
    "Calculation",
    "Case",
    "Comment",
    "ControlArea",
    "Decision",
    "DiscountSchedule",
    "DiscountStep",
    "Distribution",
    "Effect",
    "Evidence",
    "Grade",
    "Index",
    "IndexLevel",
    "IndexSeries",
    "Indicator",
    "Kind",
    "Line",
    "Part",
    "Per",
    "Price",
    "PriceCatalogue",
    "PriceImport",
    "RefundBand",
    "RefundRule",
    "Scenario",
    "ScenarioValue",
    "Snapshot",
    "Share",
    "SharedPart",
    "Stage",
    "Step",
    "TheoryElement",
    "Timing",
    "Version",
]
