"""The differences of two versions in the words people see: labels and choices, never names of fields or codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesscases.amounts import listed, percent, plain, whole
from businesscases.dossier.cells import Named, Table, input_names
from businesscases.dossier.differences import Cell, Differences, Fate, RowChange
from businesscases.dossier.document import Dossier, Sign
from businesscases.dossier.words import Piece, compared
from businesscases.economics.lines import Kind
from businesscases.models import Actor, Calculation, Case, Effect, Line, Scenario, Step, TheoryElement
from businesscases.panel import back_in, counted

EMPTY = "–"
SHARES = {"rate", "deadweight", "attribution", "displacement", "drop_off", "optimism_bias", "mitigation"}
_STEPS_OF_TEXTS = {
    "intervention": Step.INTERVENTION,
    "legal_basis": Step.INTERVENTION,
    "starts_on": Step.INTERVENTION,
    "duration_months": Step.INTERVENTION,
    "staffing": Step.INTERVENTION,
    "basis_alternative": Step.BASIS,
    "proposal": Step.PROPOSAL,
}
_STEPS_OF_LINES = {Kind.COST: Step.COSTS, Kind.GAIN: Step.CONSEQUENCES, Kind.TRANSFER: Step.PURSES}


@dataclass(frozen=True)
class Text:
    """A text of the guided path, word by word."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Value:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """A line, effect, scenario or part of the theory. A row that is new or gone has its values on one side alone."""

    name: str
    fate: Fate
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Part:
    """What differs in one step, or in the assumptions of the calculation."""

    label: str
    texts: tuple[Text, ...] = ()
    values: tuple[Value, ...] = ()
    rows: tuple[Row, ...] = ()


def parts(found: Differences, before: Dossier, after: Dossier) -> list[Part]:
    """What differs, step by step in the order of the path; the assumptions come before the lines."""
    inputs = input_names(before.calculation) | input_names(after.calculation)
    made = [
        _of_texts(found, Step.PROBLEM),
        _of_texts(found, Step.INTERVENTION),
        _of_rows(Step.THEORY.label, found.theory, TheoryElement),
        _of_texts(found, Step.BASIS),
        Part(_("Assumptions of the calculation"), values=_values(found.assumptions, Calculation)),
        _of_lines(found, Step.COSTS),
        _of_rows(Step.EFFECTS.label, found.effects, Effect),
        _of_lines(found, Step.CONSEQUENCES),
        _of_lines(found, Step.PURSES),
        _of_rows(_("Scenarios"), found.scenarios, Scenario, inputs),
        _of_texts(found, Step.PROPOSAL),
    ]
    return [part for part in made if part.texts or part.values or part.rows]


def sentence(found: Differences) -> str:
    """What was changed, in a sentence for a list: "Problemet ændret. 2 linjer tilføjet"."""
    said = [*_said_of_texts(found), *_said_of_rows(found)]
    if found.is_reordered:
        said.append(_("lines in another order"))
    return capfirst(listed(said)) if said else _("Nothing was changed")


@dataclass(frozen=True)
class Result:
    """One purse before and after: what it has in present value, and when it has it back."""

    name: str
    kr: tuple[str, str]
    back: tuple[str, str]

    @property
    def is_same(self) -> bool:
        return self.kr[0] == self.kr[1] and self.back[0] == self.back[1]


def result_change(before: Dossier, after: Dossier) -> list[Result]:
    """What the difference did to the result, for everybody together and for each purse there is in either."""
    old, new = (_purses(dossier) for dossier in (before, after))
    names = [*old, *(name for name in new if name not in old)]
    nothing = (EMPTY, EMPTY)
    sides = ((name, old.get(name, nothing), new.get(name, nothing)) for name in names)
    return [Result(name, (one[0], other[0]), (one[1], other[1])) for name, one, other in sides]


def _purses(dossier: Dossier) -> dict[str, tuple[str, str]]:
    found = counted(dossier.calculation).found
    if found is None:
        return {}
    own = {str(Actor(who).label): figures for who, figures in found.actors.items()}
    purses = {_("Everybody together"): found.total} | own
    return {name: (whole(own.present_value_kr), back_in(own, own.break_even, found)) for name, own in purses.items()}


def _said_of_texts(found: Differences) -> Iterator[str]:
    names = [*(_label(cell.name, Case) for cell in found.texts), *_assumptions(found)]
    if len(names) > 4:
        names = [*names[:3], _("%(count)s more") % {"count": len(names) - 3}]
    if names:
        yield _("%(names)s changed") % {"names": listed(name[:1].lower() + name[1:] for name in names)}


def _assumptions(found: Differences) -> list[str]:
    return [_label(cell.name, Calculation) for cell in found.assumptions]


def _said_of_rows(found: Differences) -> Iterator[str]:
    for rows, words in ((found.lines, _lines), (found.effects, _effects), (found.scenarios, _scenarios)):
        for fate in (Fate.ADDED, Fate.CHANGED, Fate.REMOVED):
            if count := sum(row.fate is fate for row in rows):
                yield _FATES[fate]() % {"rows": words(count)}
    if found.theory:
        yield _("the theory of change changed")


_FATES = {
    Fate.ADDED: lambda: _("%(rows)s added"),
    Fate.CHANGED: lambda: _("%(rows)s changed"),
    Fate.REMOVED: lambda: _("%(rows)s removed"),
}


def _lines(count):
    return ngettext("%(count)s line", "%(count)s lines", count) % {"count": count}


def _effects(count):
    return ngettext("%(count)s effect", "%(count)s effects", count) % {"count": count}


def _scenarios(count):
    return ngettext("%(count)s scenario", "%(count)s scenarios", count) % {"count": count}


def _of_texts(found: Differences, step: Step) -> Part:
    cells = [cell for cell in found.texts if _STEPS_OF_TEXTS.get(cell.name, Step.PROBLEM) == step]
    texts = [Text(_label(cell.name, Case), compared(_text(cell, "before"), _text(cell, "after"))) for cell in cells]
    return Part(step.label, texts=tuple(texts))


def _text(cell: Cell, side: str) -> str:
    value = str(getattr(cell, side))
    return date_format(date.fromisoformat(value), "j. F Y") if cell.name == "starts_on" and value else value


def _of_lines(found: Differences, step: Step) -> Part:
    return _of_rows(step.label, [row for row in found.lines if _STEPS_OF_LINES[Kind(row.kind)] == step], Line)


def _of_rows(label: str, rows, model: type[Model], inputs: dict[str, str] | None = None) -> Part:
    return Part(label, rows=tuple(_row(row, model, inputs or {}) for row in rows))


def _row(row: RowChange, model: type[Model], inputs: dict[str, str]) -> Row:
    return Row(row.name, row.fate, _values(row.cells, model, inputs))


def _values(cells, model, inputs: dict[str, str] | None = None) -> tuple[Value, ...]:
    """In the order of the model's fields, as people meet them in the forms."""
    order = [field.name for field in model._meta.get_fields()]
    chosen = sorted(cells, key=lambda cell: order.index(cell.name) if cell.name in order else len(order))
    return tuple(_value(cell, model, inputs or {}) for cell in chosen)


def _value(cell: Cell, model, inputs: dict[str, str]) -> Value:
    before, after = (_shown(cell.name, value, model) for value in (cell.before, cell.after))
    if before == after:
        after = _("%(value)s (with other figures)") % {"value": after}
    if cell.name.startswith("value:"):
        return Value(inputs.get(cell.name.removeprefix("value:")) or _("Participants"), before, after)
    return Value(_label(cell.name, model), before, after)


def _label(name: str, model) -> str:
    if name == "signs":
        return _("Indicators")
    label = capfirst(str(model._meta.get_field(name).verbose_name))
    for ending in ("_low", "_high"):
        if name.endswith(ending):
            whole = capfirst(str(model._meta.get_field(name.removesuffix(ending)).verbose_name))
            return f"{whole}, {label[:1].lower()}{label[1:]}"
    return label


def _shown(name: str, value: object, model) -> str:
    if value in ("", None, ()):
        return EMPTY
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Named | Table):
        return value.name
    if isinstance(value, tuple):
        return listed(_item(one) for one in value)
    if isinstance(value, Decimal):
        return percent(value, 2) if name.removesuffix("_low").removesuffix("_high") in SHARES else plain(value, 4)
    return _choice(name, value, model)


def _item(value: object) -> str:
    if isinstance(value, Named):
        return value.name
    assert isinstance(value, Sign)
    return ", ".join(filter(None, (value.name, value.data_source, value.measured, value.baseline, value.target)))


def _choice(name: str, value: object, model) -> str:
    choices = {} if ":" in name else dict(model._meta.get_field(name).flatchoices or ())
    return str(choices.get(value, value))
