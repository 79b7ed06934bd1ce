"""From gross to net: what becomes of an effect when that which is not the intervention's own is taken away."""

from dataclasses import dataclass
from decimal import Decimal

from businesscases.calculation.inputs import Effect
from businesscases.calculation.worked import left

OUT_OF = Decimal(100)
LATER_YEARS = 5


@dataclass(frozen=True)
class Netting:
    """People of 100 participants: `gross` less the three others is `net`. `later` is left after five more years."""

    gross: Decimal
    deadweight: Decimal
    attribution: Decimal
    displacement: Decimal
    net: Decimal
    later: Decimal

    @property
    def is_changed(self) -> bool:
        return self.net != self.gross

    @property
    def fades(self) -> bool:
        return self.later != self.net


def netted(effect: Effect) -> Netting:
    """Each share is taken of what the one before has left, as `economics.effects.net_effect` does."""
    gross = OUT_OF * effect.rate.mode
    deadweight = gross * effect.deadweight
    attribution = (gross - deadweight) * effect.attribution
    displacement = (gross - deadweight - attribution) * effect.displacement
    net = gross - deadweight - attribution - displacement
    return Netting(
        gross, deadweight, attribution, displacement, net, net * left(effect, effect.first_year + LATER_YEARS)
    )
