"""The rows of a case as cells, named as the fields of the models, so that every value has a label people know."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from businesscases.calculation.inputs import CaseLine, Effect, Estimate, Inputs, Series
from businesscases.dossier.document import Dossier, Known
from businesscases.economics.discounting import Schedule
from businesscases.economics.lines import Purse

Value = object


@dataclass(frozen=True)
class Named:
    """Another row that a cell points at: the same row by its key, whatever it is called."""

    key: str
    name: str = field(compare=False)


@dataclass(frozen=True)
class Table:
    """A public table that a cell points at: another one where anything in it is another."""

    name: str
    content: str


@dataclass(frozen=True)
class Row:
    """`name` is what people call it; `kind` of a line says in which step it stands."""

    name: str
    cells: Mapping[str, Value]
    kind: str = ""


def assumptions_of(inputs: Inputs) -> dict[str, Value]:
    return {
        "decision_year": inputs.decision_year,
        "horizon_years": inputs.horizon_years,
        "price_year": inputs.price_year,
        "series": _table(inputs.series),
        "schedule": _table(inputs.schedule),
        "timing": inputs.timing,
        **_estimate("participants", inputs.participants),
        "optimism_bias": inputs.optimism_bias,
        "mitigation": inputs.mitigation,
        "distribution": str(inputs.distribution),
        "draws": inputs.draws,
        "seed": inputs.seed,
        "budget_year": inputs.budget_year,
        "budget_series": _table(inputs.budget_series),
    }


def effects_of(dossier: Dossier) -> dict[str, Row]:
    return {
        effect.key: Row(
            effect.name,
            {
                "name": effect.name,
                **_estimate("rate", effect.rate),
                "first_year": effect.first_year,
                "deadweight": effect.deadweight,
                "attribution": effect.attribution,
                "displacement": effect.displacement,
                "drop_off": effect.drop_off,
                "grade": known.grade,
                "source": known.source,
            },
        )
        for effect, known in ((one, dossier.known.get(one.key, Known(""))) for one in dossier.calculation.effects)
    }


def lines_of(inputs: Inputs) -> dict[str, Row]:
    return {line.key: Row(line.name, _line(inputs, line), str(line.kind)) for line in inputs.lines}


def scenarios_of(dossier: Dossier) -> dict[str, Row]:
    """A scenario is told by its name. Its values are cells "value:KEY", after the input they stand for."""
    return {
        scenario.name: Row(
            scenario.name,
            {"note": scenario.note} | {f"value:{key}": value for key, value in scenario.values.items()},
        )
        for scenario in dossier.scenarios
    }


def theory_of(dossier: Dossier) -> dict[str, Row]:
    names = {element.key: element.text for element in dossier.theory}
    return {
        element.key: Row(
            element.text,
            {
                "part": element.part,
                "text": element.text,
                "assumption": element.assumption,
                "leads_to": tuple(Named(key, names.get(key, "")) for key in sorted(element.leads_to)),
                "signs": element.signs,
            },
        )
        for element in dossier.theory
    }


def input_names(inputs: Inputs) -> dict[str, str]:
    """What people call each input that a scenario may set; "" is the participants, whose word belongs to the page."""
    return (
        {"participants": ""}
        | {f"effect:{effect.key}": effect.name for effect in inputs.effects}
        | {f"line:{line.key}": line.name for line in inputs.lines}
    )


def _line(inputs: Inputs, line: CaseLine) -> dict[str, Value]:
    rule = inputs.refunds.get(line.refund)
    return {
        "kind": str(line.kind),
        "name": line.name,
        **_purse("", line.purse),
        **_purse("to_", line.to),
        "first_year": line.first_year,
        "last_year": line.last_year,
        "per": str(line.per),
        "effect": Named(line.effect, _effect_name(inputs.effects, line.effect)) if line.effect else None,
        "quantity": line.quantity,
        "unit": line.unit,
        **_estimate("unit_price", line.price),
        "price_year": line.price_year,
        "index": str(line.index or ""),
        "refund": Table(f"{rule.law} ({rule.level_year})", repr(rule.bands)) if rule else None,
        "source": line.source,
        "is_assumption": line.is_assumption,
        "note": line.note,
    }


def _purse(prefix: str, purse: Purse | None) -> dict[str, Value]:
    return {
        f"{prefix}actor": str(purse.actor) if purse else "",
        f"{prefix}administration": purse.administration if purse else "",
        f"{prefix}account": purse.account if purse else "",
        f"{prefix}area": str(purse.area) if purse else "",
    }


def _estimate(name: str, estimate: Estimate) -> dict[str, Value]:
    return {name: estimate.mode, f"{name}_low": estimate.low, f"{name}_high": estimate.high}


def _effect_name(effects: tuple[Effect, ...], key: str) -> str:
    return next((effect.name for effect in effects if effect.key == key), "")


def _table(table: Series | Schedule | None) -> Table | None:
    return None if table is None else Table(table.name, repr(table))
