"""The lines, effects and theory of a case as tables of its document."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from businesscases.amounts import NO_FIGURE, percent, plain
from businesscases.calculation.inputs import CaseLine, Effect, Estimate
from businesscases.calculation.worked import kept
from businesscases.economics.lines import Kind, Purse
from businesscases.headline import named
from businesscases.models.choices import ControlArea, Grade
from businesscases.models.choices import Per as PerNames
from businesscases.models.theory import Part
from reports.casebook.numbers import numbers_of
from reports.tables import Table

_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%|kr|mi[oa])|(?<=mi[oa]\.) (?=kr)")
_ORDER = [*Part.values]
MOST_COLUMNS = 7  # with figures beside the first, on a sheet of A4


def lines(facts, kinds: tuple[Kind, ...], caption: str) -> Table | None:
    """What each line is made of and what it comes to; None without lines of these kinds."""
    chosen = [line for line in facts.inputs.lines if line.kind in kinds]
    head = (
        _("Line"),
        _("Who"),
        _("Years"),
        _("Quantity in a year"),
        _("Unit price"),
        _("Price year"),
        _("Present value, kr."),
    )
    rows = tuple(_line(facts, line) for line in chosen)
    return Table(caption, head, rows, is_text=True, look="case-lines") if rows else None


def _line(facts, line: CaseLine) -> tuple[str, ...]:
    worth = numbers_of(facts.inputs, line, facts.worked.factors.tolist()).present
    return (
        _marked(line.name, is_assumption=line.is_assumption),
        _purses(line),
        _years(line, facts.inputs.decision_year),
        f"{plain(line.quantity, 4)} {line.unit} {PerNames(line.per).label}".replace("  ", " "),
        _range(line.price, money_plain),
        str(line.price_year),
        money_plain({Kind.COST: -worth}.get(line.kind, worth)),
    )


def _marked(name: str, *, is_assumption: bool) -> str:
    return _("%(name)s (assumption)") % {"name": name} if is_assumption else name


def _purses(line: CaseLine) -> str:
    if line.to is None:
        return purse_name(line.purse)
    return _("from %(payer)s to %(receiver)s") % {"payer": purse_name(line.purse), "receiver": purse_name(line.to)}


def purse_name(purse: Purse) -> str:
    """An administration by its name, others by the actor."""
    actor = named(purse.actor, first=True)
    return f"{actor}: {purse.administration}" if purse.administration else actor


def _years(line: CaseLine, decision_year: int) -> str:
    """The years of the calendar: whoever reads the document does not know which one is counted as 0."""
    first, last = decision_year + line.first_year, decision_year + line.last_year
    return str(first) if first == last else f"{first}–{last}"


def money_plain(kr) -> str:
    return plain(kr, 2 if abs(kr) < 1000 else 0)


def _range(estimate: Estimate, write) -> str:
    """The most likely value, with its range where it has one."""
    if not estimate.is_uncertain:
        return write(estimate.mode)
    ends = {"mode": write(estimate.mode), "low": write(estimate.lowest), "high": write(estimate.highest)}
    return _("%(mode)s (%(low)s to %(high)s)") % ends


def sources(facts) -> Table | None:
    """Where every line has its price from, what is an assumption, and what somebody noted."""
    rows = tuple(
        (line.name, line.source or NO_FIGURE, _("yes") if line.is_assumption else _("no"), line.note or NO_FIGURE)
        for line in facts.dossier.calculation.lines
    )
    head = (_("Line"), _("Source"), _("Assumption"), _("Note"))
    return Table(_("Sources of the lines"), head, rows, is_text=True, look="case-sources") if rows else None


def effects(facts) -> Table | None:
    head = (
        _("Effect of the intervention"),
        _("Success rate"),
        _("Would have happened anyway"),
        _("Caused by others"),
        _("Only moved"),
        _("Net effect"),
        _("First year with effect"),
        _("Lost from year to year"),
    )
    rows = tuple(_effect(effect) for effect in facts.inputs.effects)
    return Table(_("From gross to net effect"), head, rows, is_text=True) if rows else None


def _effect(effect: Effect) -> tuple[str, ...]:
    net = effect.rate.mode * kept(effect)
    return (
        effect.name,
        _range(effect.rate, lambda share: percent(share, 1)),
        *(percent(share, 1) for share in (effect.deadweight, effect.attribution, effect.displacement)),
        percent(net, 1),
        str(effect.first_year),
        percent(effect.drop_off, 1),
    )


def grades(facts) -> Table | None:
    """How well each effect is known."""
    rows = tuple(
        (effect.name, str(Grade(known.grade).label), known.source or NO_FIGURE)
        for effect, known in ((one, facts.known(one.key)) for one in facts.inputs.effects)
    )
    head = (_("Effect of the intervention"), _("How we know"), _("Source"))
    return Table(_("How well the effects are known"), head, rows, is_text=True, look="case-grades") if rows else None


def theory(facts) -> Iterator[Table]:
    """The theory of change box by box in the order of its columns, and the signs by which one sees it come true."""
    elements = sorted(facts.dossier.theory, key=lambda element: Part.values.index(element.part))
    texts = {element.key: element.text for element in elements}
    rows = tuple(
        (
            element.text,
            str(Part(element.part).label),
            "; ".join(texts[key] for key in element.leads_to if key in texts) or NO_FIGURE,
            element.assumption or NO_FIGURE,
        )
        for element in sorted(elements, key=lambda element: _ORDER.index(element.part))
    )
    if rows:
        head = (_("What"), _("Place in the theory"), _("Leads to"), _("What must hold"))
        yield Table(_("Theory of change"), head, rows, is_text=True)
    signs = tuple(
        (sign.name, element.text, *(text or NO_FIGURE for text in (sign.measured, sign.baseline, sign.target)))
        for element in elements
        for sign in element.signs
    )
    if signs:
        head = (_("Indicator"), _("Shows"), _("Measured"), _("Now"), _("Target"))
        yield Table(_("Indicators"), head, signs, is_text=True)


def fitting(table) -> Iterator[Table]:
    """A table with as many columns as a sheet has room for: one with more becomes several."""
    rows = (*table.rows, table.foot) if getattr(table, "foot", ()) else table.rows
    count = max(1, -(-(len(table.head) - 1) // MOST_COLUMNS))
    each = -(-(len(table.head) - 1) // count)
    is_text = getattr(table, "is_text", False)
    for part in range(count):
        chosen = slice(1 + part * each, 1 + (part + 1) * each)
        caption = f"{table.caption} ({part + 1}/{count})" if count > 1 else table.caption
        cut = tuple((row[0], *map(_unbroken, row[chosen])) for row in rows)
        yield Table(caption, (table.head[0], *table.head[chosen]), cut, is_text=is_text)


def _unbroken(cell: str) -> str:
    """No line ends between a number and its unit."""
    return _BEFORE_UNIT.sub("\N{NO-BREAK SPACE}", cell)


def area_name(area: str) -> str:
    return str(ControlArea(area).label)
