"""Packages of cases as the worker gets them."""

from dataclasses import replace
from decimal import Decimal

from businesscases.calculation.inputs import Series
from businesscases.dossier.document import Dossier, Element, Known, Sign, to_json
from businesscases.economics.prices import Index
from tests.calculation.cases import STATE, estimate, gain, line, worked_example

_PL = Series(Index.PAY_AND_PRICE, "PL-skøn", {year: Decimal(100 + 2 * (year - 2019)) for year in range(2019, 2030)})
_TEXTS = {
    "title": "Tidlig hjælp til familier",
    "problem": "For mange børn anbringes sent.\nVi ser dem først i 4. klasse.",
    "target_group": "Familier med børn på 6–9 år og bekymrende fravær",
    "target_group_size": "120 familier om året",
    "intervention": "To familievejledere følger familien i et år.",
    "legal_basis": "Barnets lov § 32",
    "starts_on": "2027-08-01",
    "basis_alternative": "Skolen klarer det alene, som i dag.",
    "proposal": "Det foreslås, at Byrådet afsætter midler til to familievejledere.\nIndsatsen begynder 1. august 2027.",
}
_THEORY = (
    Element("a", "activity", "Vejleder hjemme hver uge", leads_to=("b",)),
    Element("b", "outcome", "Barnet bliver i skolen", "Familien vil være med", signs=(Sign("Fravær", target="5 %"),)),
)


def inputs(**fields):
    """METHODS' example with ranges, a gain of the state's, a budget year, and six years."""
    case = worked_example(
        horizon_years=6,
        participants=estimate(100, 60, 130),
        lines=(
            line("cost", name="Familievejledere", is_assumption=True, source="Eget skøn"),
            gain(name="Færre døgn på institution", price=estimate(1_160_000, 800_000, 1_300_000), source="VIVE 2020"),
            gain("tax", name="Mere i skat", purse=STATE, price=estimate(200_000)),
        ),
        budget_year=2027,
        budget_series=_PL,
        draws=500,
    )
    return replace(case, **fields)


def package(case=None, **said):
    """The package of a case in the stage of calculation."""
    case = case or inputs()
    known = {"home": Known("comparison", "Evaluering fra nabokommunen")}
    return {
        "format": 1,
        "title": _TEXTS["title"],
        "municipality": "Herning",
        "partnership": "Partnerskabet",
        "stage": "calculation",
        "made_on": "2026-11-22",
        "dossier": to_json(Dossier(_TEXTS, case, known, theory=_THEORY)),
        "evidence": [
            {
                "section": "Alma",
                "heading": "Alma: Hvilket trin vælger du først?",
                "sentence": "I svarer højere end de andre.",
                "rule_name": "sammenligning",
                "statistic": "δ = 0,42",
                "interval": "0,10 til 0,66",
                "q": "q = 0,012",
                "n": 24,
                "survey": "Prøveundersøgelsen",
                "report_number": 2,
                "published_on": "2026-05-03",
                "is_withdrawn": False,
            }
        ],
        "decisions": [
            {
                "number": 1,
                "from_stage": "idea",
                "to_stage": "calculation",
                "body": "Børneudvalget",
                "decided_on": "2026-10-01",
                "reason": "Regn på det.",
            }
        ],
    } | said
