"""Everything a municipality has written in a case, as one document that is written to JSON and read back."""

from dataclasses import dataclass
from decimal import Decimal

import msgspec

from businesscases.calculation.inputs import Inputs, written
from businesscases.economics.flows import InvalidInput


@dataclass(frozen=True)
class Known:
    """How an effect is known: one of the model's grades, and where it is written."""

    grade: str
    source: str = ""


@dataclass(frozen=True)
class ScenarioValues:
    """Keys of `values` as in `calculation.inputs.with_values`."""

    name: str
    note: str
    values: dict[str, Decimal]


@dataclass(frozen=True)
class Sign:
    """An indicator: how one sees whether an element of the theory comes true."""

    name: str
    data_source: str = ""
    measured: str = ""
    baseline: str = ""
    target: str = ""


@dataclass(frozen=True)
class Element:
    """A box of the theory of change. `part` is its column; `leads_to` are keys of boxes in the next one."""

    key: str
    part: str
    text: str
    assumption: str = ""
    leads_to: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """`texts` has what is written in the guided path by the name of its field, "" where nothing is; days as ISO.

    `known` has each effect of the calculation by its key, `theory` the theory of change in its order.
    """

    texts: dict[str, str]
    calculation: Inputs
    known: dict[str, Known]
    scenarios: tuple[ScenarioValues, ...] = ()
    theory: tuple[Element, ...] = ()

    @property
    def outcomes(self) -> tuple[Element, ...]:
        """What the intervention shall lead to, as the theory of change has it."""
        return tuple(element for element in self.theory if element.part == "outcome")


def to_json(dossier: Dossier) -> str:
    """The document, the same text for the same case."""
    return written(dossier).decode()


def from_json(document: str) -> Dossier:
    """The case of a document. InvalidInput where it is not one."""
    try:
        return msgspec.json.decode(document, type=Dossier)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InvalidInput(f"the document is not a case: {error}") from error
