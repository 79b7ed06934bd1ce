"""What the page of results shows, in its order: the sentence, the figures, and a section for each question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from django.utils.translation import gettext as _

from businesscases import result_pictures as pictures
from businesscases import result_tables as tables
from businesscases import uncertainty_tables as spreads
from businesscases.amounts import money, number
from businesscases.calculation.comparing import Compared, Counted, compared, counted, otherwise_discounted
from businesscases.calculation.figures import Figures, Refund, Results
from businesscases.calculation.inputs import Inputs
from businesscases.calculation.matrix import matrix
from businesscases.calculation.problems import problems
from businesscases.calculation.uncertainty import Hinges, Uncertainty, hinges, odds_of, uncertain
from businesscases.calculation.worked import Worked
from businesscases.economics.lines import Actor
from businesscases.headline import Headline, headline, raised, whose
from businesscases.models.choices import Timing
from businesscases.panel import Left, left_of
from businesscases.result_pictures import Picture
from businesscases.result_tables import Table

# A table of more years than this is folded.
LONG = 12


@dataclass(frozen=True)
class Shown:
    """A table, open or folded under its caption."""

    table: Table
    is_open: bool = True


@dataclass(frozen=True)
class Choice:
    """One purse that a section can be read for; `value` is what the address says, "" for everybody together."""

    name: str
    value: str
    is_chosen: bool


@dataclass(frozen=True)
class Section:
    """One question: what to know first, a picture or some, and the numbers behind; `choices` where it can be moved."""

    anchor: str
    heading: str
    words: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Shown, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, eq=False)
class ResultPage:
    """`key` is None as long as nothing can be calculated. `small` is what few ask for: seed, price level."""

    headline: Headline
    left: tuple[Left, ...]
    left_out: int
    lines: int
    key: Table | None = None
    sections: tuple[Section, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything the sections are made of."""

    inputs: Inputs
    worked: Worked
    found: Results
    spread: Uncertainty | None
    hinging: tuple[Hinges, ...] = ()
    own: tuple[tuple[str, Compared], ...] = ()
    others: list = field(default_factory=list)


def result_page(inputs: Inputs, scenarios=(), schedules=(), purses: Sequence[Actor | None] = (None,)) -> ResultPage:
    """The page of a case. `scenarios` are (name, values), `schedules` those it is computed under beside its own.

    `purses` are those of which it says what their result hangs on, None being everybody together. One that the case
    does not have is passed over; without any left it is everybody together.
    """
    faults = problems(inputs)
    part = counted(inputs, faults)
    about = {
        "left": left_of(inputs, faults),
        "left_out": len(inputs.lines) - len(part.inputs.lines),
        "lines": len(inputs.lines),
    }
    if part.worked is None or part.found is None:
        return ResultPage(headline(inputs, None), **about)
    facts = _facts(part, part.worked, part.found, scenarios, schedules, purses)
    return ResultPage(
        headline(part.inputs, part.found, odds_of(facts.spread) if facts.spread else None),
        key=tables.key_figures(part.found),
        sections=tuple(_sections(facts)),
        small=tuple(_small(facts)),
        **about,
    )


def _facts(part: Counted, worked: Worked, found: Results, scenarios, schedules, purses) -> Facts:
    spread = uncertain(worked, part.inputs.draws, part.inputs.seed)
    drawn = spread.simulation if spread else None
    return Facts(
        inputs=part.inputs,
        worked=worked,
        found=found,
        spread=spread,
        hinging=tuple(filter(None, (hinges(worked, who) for who in _shown(purses, found)))),
        own=tuple((name, compared(part.inputs, values, drawn)) for name, values in scenarios),
        others=otherwise_discounted(part.inputs, schedules),
    )


def _shown(purses: Sequence[Actor | None], found: Results) -> Sequence[Actor | None]:
    """Where there is one purse only, it is everybody."""
    several = len(found.actors) > 1
    return [who for who in purses if who is None or (several and who in found.actors)] or [None]


def _sections(facts: Facts) -> Iterator[Section]:
    yield _over_time(facts)
    yield _purses(facts)
    yield _frame(facts)
    if facts.found.refund:
        yield _refund(facts, facts.found.refund)
    yield from _uncertainty(facts)
    yield _scenarios(facts)
    yield from _discounting(facts)


def _over_time(facts: Facts) -> Section:
    """The curve of the municipality, where it takes part, and that of everybody together."""
    found, spread = facts.found, facts.spread
    shown = [(None, found.total, spread.band if spread else None)]
    if Actor.MUNICIPALITY in found.actors and len(found.actors) > 1:
        own = found.actors[Actor.MUNICIPALITY]
        shown.insert(0, (Actor.MUNICIPALITY, own, spread.own_band if spread else None))
    drawn, listed = [], []
    for who, own, band in shown:
        worth = _discounted(own, facts.worked)
        picture = pictures.course(who, own, worth, band, found)
        drawn.append(picture)
        table = tables.course(own, worth, band, found)
        listed.append(Shown(Table(f"{picture.title}. {table.caption}", table.head, table.rows), is_open=False))
    return Section("tid", _("When is the money back?"), (), tuple(drawn), tuple(listed))


def _discounted(own: Figures, worked: Worked) -> list[float]:
    """Cumulative kr. with interest, t = 0..horizon."""
    return list(accumulate(float(kr) * factor for kr, factor in zip(own.flows, worked.factors.tolist(), strict=False)))


def _purses(facts: Facts) -> Section:
    cells = matrix(facts.found)
    listed = (
        Shown(tables.sides(facts.found)),
        Shown(tables.pockets(cells, facts.found), is_open=len(cells.years) <= LONG),
    )
    return Section("kasser", _("Who pays, and who gains?"), (), (pictures.sides(facts.found),), listed)


def _frame(facts: Facts) -> Section:
    frame = facts.found.frame
    heading = _("What does it mean for the service frame?")
    if not any((*frame.room, *frame.outside)):
        return Section("serviceramme", heading, (_("The municipality's money is not touched."),))
    words = _(
        "Money within the service frame can be used for other service. A saving on transfers to persons is money in "
        "the cash box, but gives no room in the service frame."
    )
    shown = Shown(tables.frame(facts.found), is_open=False)
    return Section("serviceramme", heading, (words,), (pictures.frame(facts.found),), (shown,))


def _refund(facts: Facts, refund: Refund) -> Section:
    amounts = {"returned": money(sum(refund.returned)), "lapsed": money(sum(refund.lapsed))}
    words = (
        _(
            "Over all years the state returns %(returned)s of what the municipality pays, and %(lapsed)s of refund "
            "lapses with what it saves, without interest."
        )
        % amounts,
        _("The share is that of the most likely price; the state's part is in the state's figures."),
    )
    yearly = Shown(tables.refund(facts.found, refund), is_open=len(facts.found.years) <= LONG)
    return Section("refusion", _("State refund"), words, tables=(yearly, Shown(tables.refunds(facts.inputs))))


def _uncertainty(facts: Facts) -> Iterator[Section]:
    spread = facts.spread
    if spread is None:
        words = _("No input has a range yet, so everything is taken as certain. Give the ranges under “Uncertainty”.")
        yield Section("usikkerhed", _("How sure is it?"), (words,))
        return
    words = _("Each purse's chance of not losing money within the horizon, when all inputs vary at once.")
    shown = Shown(spreads.chances(spread), is_open=False)
    yield Section("usikkerhed", _("How sure is it?"), (words,), (pictures.chances(spread),), (shown,))
    yield _hinges(facts)


def _hinges(facts: Facts) -> Section:
    words = [_("One input at a time goes from its lowest to its highest value, the others stand at the most likely.")]
    drawn, listed = [], []
    for one in facts.hinging:
        table = spreads.hinges(facts.inputs, one)
        if picture := pictures.hinges(facts.inputs, one.tornado, one.who):
            drawn.append(picture)
            listed.append(Shown(table, is_open=False))
        else:
            words.append(_("%(purse)s: no input with a range changes the result.") % {"purse": whose(one.who)})
    heading = _("What does the result hang on?")
    return Section("haenger-paa", heading, tuple(words), tuple(drawn), tuple(listed), tuple(_choices(facts)))


def _choices(facts: Facts) -> Iterator[Choice]:
    """The purses one can choose between, where the section shows one of several."""
    actors = tables.in_order(facts.found.actors)
    if len(actors) > 1 and len(facts.hinging) == 1:
        chosen = facts.hinging[0].who
        for who in (None, *actors):
            yield Choice(whose(who), who.value if who else "", who is chosen)


def _scenarios(facts: Facts) -> Section:
    words = [_("Your own scenarios are drawn with the same random numbers, so that only what you changed differs.")]
    if facts.spread:
        worst = _("Pessimistic and optimistic have every input at its worse or better end at once, which is unlikely.")
        words.insert(0, worst)
    shown = Shown(spreads.scenarios(facts.found, facts.spread, facts.own))
    return Section("scenarier", _("What if?"), tuple(words), tables=(shown,))


def _discounting(facts: Facts) -> Iterator[Section]:
    """Nothing where there is no other rate, as in a document, and nothing to say of the own one."""
    words, year = [], facts.inputs.schedule.unverified_from
    if year is not None and year <= facts.inputs.horizon_years:
        words.append(_("From year %(year)s on nobody has confirmed the discount rate of the case.") % {"year": year})
    shown = Shown(spreads.discounted(facts.inputs, facts.found, facts.others))
    if words or facts.others:
        yield Section("rente", _("With another discount rate"), tuple(words), tables=(shown,))


def _small(facts: Facts) -> Iterator[str]:
    inputs = facts.inputs
    series = inputs.series.name if inputs.series else _("no index: all prices are of that year")
    yield _("Prices of %(year)s (%(series)s), years %(first)s–%(last)s.") % {
        "year": inputs.price_year,
        "series": series,
        "first": facts.found.years[0],
        "last": facts.found.years[-1],
    }
    yield _("Discount rate: %(name)s.") % {"name": inputs.schedule.name}
    when = str(Timing(inputs.timing).label)
    yield _("Money falls %(when)s.") % {"when": when[:1].lower() + when[1:]}
    yield from raised(inputs)
    if facts.spread:
        yield _("%(draws)s draws with seed %(seed)s: the same seed gives the same figures.") % {
            "draws": number(inputs.draws),
            "seed": inputs.seed,
        }
