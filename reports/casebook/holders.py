"""Whose money a row of the results is about, and the formulas that pick it out of the lines."""

from dataclasses import dataclass

from businesscases.calculation.figures import Figures
from businesscases.economics.lines import Actor, Kind
from reports.casebook.grid import Block
from reports.casebook.names import WORDS


@dataclass(frozen=True)
class Holder:
    """All together (`actor` None), one actor, or one administration of an actor. `figures` None: nothing is theirs."""

    label: str
    actor: Actor | None = None
    administration: str | None = None
    figures: Figures | None = None


@dataclass(frozen=True)
class Lines:
    """The two tables of lines, and where their years begin."""

    costs: Block
    consequences: Block

    def year(self, t: int) -> tuple[str, str]:
        """The columns of year t on both sheets."""
        return tuple(block.area(len(block.columns) + t) for block in (self.costs, self.consequences))


def holders(results, words_for_all: str) -> list[Holder]:
    """All together, every actor there can be, and the administrations that occur."""
    actors = [Holder(WORDS.actors[actor], actor, None, results.actors.get(actor)) for actor in Actor]
    places = [
        Holder(WORDS.actors[actor], actor, name, figures) for (actor, name), figures in results.administrations.items()
    ]
    return [Holder(words_for_all, figures=results.total), *actors, *places]


class Picked:
    """Formulas for one holder, whose actor and administration stand in cells A and B of a row."""

    def __init__(self, lines: Lines, row: int, *, by_administration: bool):
        self.lines, self.by_administration = lines, by_administration
        self.actor, self.name = f"$A{row + 1}", f"$B{row + 1}"

    def flow(self, t: int) -> str:
        """Kr. of year t."""
        costs, consequences = self.lines.costs, self.lines.consequences
        in_costs, in_consequences = self.lines.year(t)
        refunds = _product(costs.column("state"), in_costs), _product(consequences.column("state"), in_consequences)
        return "+".join(
            (
                _product(self._pays(costs), costs.column("own"), in_costs),
                _product(self._pays(consequences), consequences.column("own"), in_consequences),
                _product(self._receives(), in_consequences),
                f"IF({self._is_refunding()},{'+'.join(refunds)},0)",
            )
        )

    def gains(self) -> str:
        """Present value of what comes in from others."""
        block = self.lines.consequences
        kind, worth = f"({block.column('kind')}={WORDS.kind(Kind.GAIN)})", block.column("present")
        return "+".join(
            (
                _product(kind, self._pays(block), block.column("own"), worth),
                _product(self._receives(), f"(1-{self._pays(block)})", worth),
                f"IF({self._is_refunding()},{_product(kind, block.column('state'), worth)},0)",
            )
        )

    def costs(self) -> str:
        """Present value of what goes out to others, positive."""
        block, other = self.lines.costs, self.lines.consequences
        moved = f"({other.column('kind')}={WORDS.kind(Kind.TRANSFER)})"
        refunded = _product(block.column("state"), block.column("present"))
        return (
            f"-{_product(self._pays(block), block.column('own'), block.column('present'))}"
            f"+{_product(moved, self._pays(other), f'(1-{self._receives()})', other.column('present'))}"
            f"-IF({self._is_refunding()},{refunded},0)"
        )

    def _pays(self, block: Block) -> str:
        return self._is_theirs(block, "actor", "administration")

    def _receives(self) -> str:
        return self._is_theirs(self.lines.consequences, "to_actor", "to_administration")

    def _is_theirs(self, block: Block, actor: str, administration: str) -> str:
        theirs = f"({block.column(actor)}={self.actor})"
        return f"{theirs}*EXACT({block.column(administration)},{self.name})" if self.by_administration else theirs

    def _is_refunding(self) -> str:
        """The state's refunds are no administration's."""
        is_state = f"{self.actor}={WORDS.state}"
        return f'AND({is_state},{self.name}="")' if self.by_administration else is_state


def _product(*factors: str) -> str:
    return f"SUMPRODUCT({'*'.join(factors)})"
