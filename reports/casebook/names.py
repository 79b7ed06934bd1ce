"""The names that formulas use, in the language of the file, and the words that they compare with."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from businesscases.economics.lines import Actor
from businesscases.models.choices import Actor as ActorLabels
from businesscases.models.choices import ControlArea as AreaLabels
from businesscases.models.choices import Kind as KindLabels
from businesscases.models.choices import Per as PerLabels
from businesscases.models.choices import Timing as TimingLabels
from reports.casebook.grid import quoted

DECISION_YEAR, HORIZON, PRICE_YEAR, PASSED = "Beslutningsår", "Horisont", "Prisår", "Andel_af_året"
PARTICIPANTS, BIAS, MITIGATION = "Deltagere", "Optimismetillæg", "Afdækket_del"
RATE_FROM, RATE = "Rente_fra_år", "Rente_sats"
YEARS, FACTORS = "År", "Diskonteringsfaktor"
INDEX = "Prisindeks"
BUDGET_YEAR, BUDGET_INDEX = "Budgetår", "PL_skøn"
REFUND_RULE, REFUND_FROM, REFUND_MORE = "Refusion_regel", "Refusion_fra", "Refusion_tilvækst"
REFUND_LEVEL = "Refusion_niveau"
EFFECT_RATE, EFFECT_NET = "Virkning_brutto", "Virkning_netto"
EFFECT_DROP, EFFECT_FROM = "Virkning_aftager", "Virkning_fra_år"


@dataclass(frozen=True)
class Words:
    """Labels of choices as they stand in cells."""

    @cached_property
    def actors(self) -> dict[str, str]:
        return {value: str(ActorLabels(value).label) for value in ActorLabels.values}

    @cached_property
    def areas(self) -> dict[str, str]:
        return {value: str(AreaLabels(value).label) for value in AreaLabels.values}

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {value: str(KindLabels(value).label) for value in KindLabels.values}

    @cached_property
    def pers(self) -> dict[str, str]:
        return {value: str(PerLabels(value).label) for value in PerLabels.values}

    @cached_property
    def timings(self) -> dict[str, str]:
        return {value: str(TimingLabels(value).label) for value in TimingLabels.values}

    @property
    def municipality(self) -> str:
        return quoted(self.actors[Actor.MUNICIPALITY])

    @property
    def state(self) -> str:
        return quoted(self.actors[Actor.STATE])

    def kind(self, value: str) -> str:
        return quoted(self.kinds[value])

    def per(self, value: str) -> str:
        return quoted(self.pers[value])


WORDS = Words()


def sheets() -> dict[str, str]:
    """The names of the sheets, in the order of a SØM report."""
    return {
        "assumptions": _("Assumptions"),
        "costs": _("What it costs"),
        "effects": _("Effects"),
        "consequences": _("Consequences and prices"),
        "results": _("Result"),
        "rates": _("Internal rates of return"),
        "settling": _("Compensation"),
        "sensitivity": _("Sensitivity"),
        "simulation": _("Simulation"),
        "budget": _("Budget proposal"),
        "sources": _("Sources"),
    }
