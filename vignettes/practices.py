"""How the twelve municipalities of the demonstration differ in the simulated answers.

**Everything here is invented for the demonstration.** The names are those of the partnership's municipalities, but
the values say nothing about how the real municipalities work; they are chosen so that the report has something to
show: a cautious and an intervening municipality, one that prefers kin, one that asks about money, one too small.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Practice:
    """A municipality's leaning, as shifts that are added to every respondent's own.

    concern: how serious the same case looks, in logits of the risk.
    intervention: how far up the staircase one goes at the same risk, in steps.
    kinship: factor on the weight of kin and network when a child is placed.
    optimism: expected effect, in points of 0–10.
    economy: how much money enters the considerations, in standard deviations.
    escalation: how high up decisions are taken, in levels from caseworker to committee.
    involvement: how many others are asked, in logits.
    emphasis: factor on what the levels of a designed case do to the risk (simulated_levels.py).
    """

    concern: float = 0.0
    intervention: float = 0.0
    kinship: float = 1.0
    optimism: float = 0.0
    economy: float = 0.0
    escalation: float = 0.0
    involvement: float = 0.0
    emphasis: float = 1.0


@dataclass(frozen=True, slots=True)
class DemoMunicipality:
    """One municipality of the demonstration: how many are invited, and which shares of them never finish or start."""

    code: str
    name: str
    respondent_count: int
    practice: Practice
    unfinished_share: float = 0.10
    unstarted_share: float = 0.08


DEMO_MUNICIPALITIES = (
    DemoMunicipality("0400", "Bornholm", 24, Practice(concern=0.05, intervention=0.05, kinship=1.5, involvement=0.3)),
    DemoMunicipality("0320", "Faxe", 21, Practice(concern=0.15, intervention=0.10, economy=0.2, escalation=0.2)),
    DemoMunicipality("0250", "Frederikssund", 26, Practice(concern=-0.05, optimism=0.2, economy=-0.2)),
    DemoMunicipality(
        "0657",
        "Herning",
        40,
        Practice(
            concern=-0.10, intervention=-0.28, kinship=1.8, optimism=0.6, economy=0.5, involvement=0.5, emphasis=1.6
        ),
    ),
    DemoMunicipality("0615", "Horsens", 38, Practice(concern=0.05, intervention=-0.05, optimism=0.1, escalation=-0.2)),
    # Seven invited and four finished: below the smallest number that may be shown.
    DemoMunicipality(
        "0183",
        "Ishøj",
        7,
        Practice(concern=0.10, intervention=0.10, economy=0.3),
        unfinished_share=0.29,
        unstarted_share=0.14,
    ),
    DemoMunicipality("0306", "Odsherred", 19, Practice(concern=0.20, intervention=0.24, kinship=0.7, optimism=-0.6)),
    DemoMunicipality("0329", "Ringsted", 20, Practice(intervention=-0.08, economy=0.6, escalation=0.5)),
    DemoMunicipality("0265", "Roskilde", 36, Practice(concern=-0.20, intervention=0.05, involvement=0.2, emphasis=0.6)),
    DemoMunicipality("0175", "Rødovre", 25, Practice(concern=0.10, intervention=0.15, economy=-0.3, escalation=0.3)),
    DemoMunicipality("0630", "Vejle", 40, Practice(concern=-0.05, intervention=-0.18, kinship=1.3, optimism=0.4)),
    DemoMunicipality("0390", "Vordingborg", 22, Practice(concern=0.20, optimism=-0.3, economy=0.2, escalation=-0.4)),
)
