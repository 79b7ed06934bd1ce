"""How a simulated respondent sees a case that a design made: its levels alone decide how serious it looks.

The levels of a dimension count as standing from the least to the most worrying, as the instrument has them. The lowest
takes the dimension's weight from the seriousness of the case, the highest adds it, the others lie evenly between; a
municipality's `Practice.emphasis` multiplies that. The weights follow the order of the dimensions and begin anew after
the last. So what the levels do to the risk is known, and what they do to the steps follows from it
(simulated_answers.py). The sentences are written by hand; they are data, not interface, hence Danish.
"""

from vignettes.cases import Case
from vignettes.instrument import Instrument
from vignettes.simulated_cases import CASE_PROFILES, CaseProfile

WEIGHTS = (0.25, 0.6, 1.1)  # logits of the risk
_SEVERITY = 0.2
_INVOLVED = {"parents": 0.95, "child": 0.8, "daycare_school": 0.7, "network": 0.5, "health_care": 0.3}
_OBSERVATIONS = (
    "Alderen betyder meget for, hvad vi kan gøre.",
    "Det er bekymringen, der vejer tungest for mig.",
    "Jeg mangler at høre barnet selv.",
    "Netværket skal i spil, før vi vælger noget større.",
    "Forældrene vil gerne samarbejde, og det bygger jeg på.",
    "Skolen ser barnet hver dag og må med fra starten.",
    "Hvor længe har det stået på? Det afgør meget.",
    "Jeg ville begynde med at tale med familien derhjemme.",
)


def profiles(cases: tuple[Case, ...], instrument: Instrument, emphasis: float) -> dict[str, CaseProfile]:
    """Every case as the respondents of one municipality see it; one that is shown again looks as it did."""
    return {
        case.code: _designed(case, instrument, emphasis) if case.levels else CASE_PROFILES[case.repeats or case.code]
        for case in cases
    }


def level_shifts(instrument: Instrument) -> dict[str, dict[str, float]]:
    """What each level (by dimension) adds to the seriousness, in logits."""
    return {
        dimension.code: {
            level.code: WEIGHTS[place % len(WEIGHTS)] * (2 * rank / (len(dimension.levels) - 1) - 1)
            for rank, level in enumerate(dimension.levels)
        }
        for place, dimension in enumerate(instrument.dimensions)
    }


def _designed(case: Case, instrument: Instrument, emphasis: float) -> CaseProfile:
    shifts = level_shifts(instrument)
    return CaseProfile(
        severity=_SEVERITY + emphasis * sum(shifts[dimension][level] for dimension, level in case.levels),
        placement_weights=(0.4, 0.45, 0.15),
        familiarity=0.4,
        involved=_INVOLVED,
        observations=_OBSERVATIONS,
    )
