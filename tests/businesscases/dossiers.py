"""A whole case to compare, check and freeze."""

from dataclasses import replace

from businesscases.dossier.document import Dossier, Element, Known, Sign
from tests.calculation.cases import estimate, gain, line, worked_example

TEXTS = {
    "title": "Tidlig hjælp",
    "problem": "Vi kommer for sent.",
    "target_group": "Børn på 6–9 år med højt fravær",
    "target_group_size": "cirka 40 om året",
    "target_group_found": "I skolens fraværsliste",
    "intervention": "Et forløb i familien",
    "basis_alternative": "Den hjælp, der gives i dag",
    "starts_on": "2027-08-01",
    "duration_months": "12",
}


def dossier(texts=None, **fields):
    """A case in order: METHODS' worked example, with sources, ranges, theory and a theory of change."""
    inputs = worked_example(
        lines=(
            line("cost", source="Budget 2019", price=estimate(30_000, 25_000, 40_000)),
            gain(source="NB-Økonomi, 2020"),
        )
    )
    rate = replace(inputs.effects[0], rate=estimate("0.25", "0.1", "0.4"))
    return Dossier(
        texts=TEXTS | (texts or {}),
        calculation=replace(inputs, **{"effects": (rate,)} | fields),
        known={"home": Known("comparison", "Et dansk studie, 2021")},
        theory=(Element("school", "outcome", "Børnene er i skole", signs=(Sign("Fravær"),)),),
    )


def with_lines(*lines):
    return dossier(lines=lines)
