"""The short result beside the tables of lines: what the case says now, with what could not be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesscases.amounts import chance, money
from businesscases.calculation.comparing import counted
from businesscases.calculation.figures import Figures, Results
from businesscases.calculation.inputs import Inputs
from businesscases.calculation.problems import Fault, Problem, problems
from businesscases.calculation.uncertainty import chances
from businesscases.calculation.worked import PARTICIPANTS
from businesscases.economics.appraisal import BreakEven
from businesscases.economics.lines import Actor
from businesscases.headline import Headline, headline, people, whose, years

# Lines × draws in one panel: with 200 lines 1,000 draws, with 20 the 10,000 of the result page.
MOST_PRODUCTS = 200_000
FEWEST_DRAWS = 500

FAULTS = {
    Fault.NO_PARTICIPANTS: gettext_lazy("say how many take part, at least one"),
    Fault.NO_RATE: gettext_lazy("enter a success rate above 0 % and at most 100 %"),
    Fault.NO_EFFECT: gettext_lazy("choose the effect that the line is counted by"),
    Fault.YEARS: gettext_lazy("let the first year lie within the horizon, and not after the last year"),
    Fault.PRICE_YEAR: gettext_lazy("choose a price index that has the line's price year and the price level"),
    Fault.OTHER_INDEX: gettext_lazy("the line follows another price index than the calculation: choose the same one"),
    Fault.NO_REFUND_RULE: gettext_lazy("choose a rule of state refund that is there"),
    Fault.IMPOSSIBLE: gettext_lazy("see quantity, prices and purse: they do not fit together"),
}


@dataclass(frozen=True)
class Left:
    """Something that is not counted, in words, and what to do about it."""

    name: str
    reason: str


@dataclass(frozen=True)
class Purse:
    """One actor's row: what it has in present value, when it has it back, and how likely it is not to lose."""

    name: str
    kr: str
    back: str
    chance: str


@dataclass(frozen=True)
class Panel:
    """What `_panel.html` shows. `left_out` of `lines` lines are not counted; `draws` is 0 where nothing has a range.

    Where others read it, `owner` is the municipality whose it is, and `day` when it was so.
    """

    headline: Headline
    purses: tuple[Purse, ...] = ()
    total: Purse | None = None
    left: tuple[Left, ...] = ()
    left_out: int = 0
    lines: int = 0
    draws: int = 0
    all_draws: int = 0
    owner: str = ""
    day: date | None = None

    @property
    def is_rough(self) -> bool:
        """Are there fewer draws behind the chances than on the result page?"""
        return 0 < self.draws < self.all_draws


def panel_of(inputs: Inputs, unread: Sequence[str] = (), owner: str = "") -> Panel:
    """The panel of a case, saved or being typed. `unread` names lines of which no figures could be read yet.

    `owner` is the name of the municipality where others read the panel.

    Never raises: what cannot be counted is left out and named. The chances come from fewer draws where there are many
    lines; panel and page then say so.
    """
    faults = problems(inputs)
    part = counted(inputs, faults)
    lines = len(inputs.lines) + len(unread)
    left = (*_unread(unread), *left_of(inputs, faults))
    about = {"left": left, "left_out": lines - len(part.inputs.lines), "lines": lines}
    if part.found is None or part.worked is None:
        return Panel(headline(inputs, None, owner=owner), **about)
    draws = min(inputs.draws, max(FEWEST_DRAWS, MOST_PRODUCTS // len(part.inputs.lines)))
    odds = chances(part.worked, draws, inputs.seed)
    actors = part.found.actors.items()
    return Panel(
        headline(part.inputs, part.found, odds, owner),
        purses=tuple(_purse(whose(who, owner), own, part.found, odds.get(who)) for who, own in _in_order(actors)),
        total=_purse(_("Everybody together"), part.found.total, part.found, odds.get(None)),
        draws=draws if odds else 0,
        all_draws=inputs.draws,
        owner=owner,
        **about,
    )


def people_of(inputs: Inputs) -> str:
    """The bottom line that is not money, which stands wherever figures do."""
    return people(inputs, counted(inputs).found)


def _in_order(actors) -> list[tuple[Actor, Figures]]:
    """The municipality first, then as the engine lists them."""
    order = list(Actor)
    return sorted(actors, key=lambda pair: order.index(pair[0]))


def _purse(name: str, own: Figures, found: Results, odds: float | None) -> Purse:
    return Purse(
        name=name,
        kr=money(own.present_value_kr),
        back=back_in(own, own.break_even, found),
        chance="" if odds is None else chance(odds),
    )


def back_in(own: Figures, when: BreakEven, found: Results) -> str:
    """When one purse has its money back, in a cell: "år 6 (2033)", "ikke inden for 10 år"."""
    if not any(own.flows):
        return _("nothing moves")
    at = when.year
    if at is None:
        return _("not within %(years)s") % {"years": years(when.horizon_years)}
    if at == 0:
        return _("never in minus")
    return _("year %(year)s (%(calendar)s)") % {"year": at, "calendar": found.years[at]}


def _unread(names: Sequence[str]) -> list[Left]:
    return [Left(name or _("A line without a name"), str(_("mend the cells that are marked"))) for name in names]


def left_of(inputs: Inputs, faults: Sequence[Problem]) -> tuple[Left, ...]:
    """What keeps lines from being counted, by what people call it."""
    return tuple(Left(place_name(inputs, one.place), str(FAULTS[one.fault])) for one in faults)


def place_name(inputs: Inputs, place: str) -> str:
    """What people call an input: a line or effect by its name."""
    if place == PARTICIPANTS:
        return _("Participants")
    rows = (*((f"line:{line.key}", line.name) for line in inputs.lines), *_effects(inputs))
    return next(name for key, name in rows if key == place)


def _effects(inputs: Inputs) -> list[tuple[str, str]]:
    return [(f"effect:{effect.key}", effect.name) for effect in inputs.effects]
