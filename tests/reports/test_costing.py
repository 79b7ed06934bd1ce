"""Costs in words: what has a price, how sure it is, and never without the effect."""

from dataclasses import replace
from types import SimpleNamespace

from reports import costing
from reports.analysis.cost_results import CaseCost, Costs
from reports.analysis.instrument import StepPrice
from reports.analysis.results import OptionShare, OtherAnswers, OwnAnswers

FOSTER = StepPrice(5, "Plejefamilie", 470_000.0, 2019, "barn pr. år", "NB-Økonomi, 7. oktober 2020")
HOME = replace(FOSTER, step=6, measure="Døgninstitution", kr=1_160_000.0)
CASE = CaseCost("V1", False, 94_000.0, 12_400.0, 198_500.0, 20, 0.2, 150_000.0, -56_000.0)
TOTAL = replace(CASE, vignette="", priced=0.1)
COSTS = Costs((FOSTER, HOME), (1, 2, 3), (CASE, CaseCost("V2", True)), TOTAL)
TITLES = {"V1": "Alma", "V2": "Yusuf"}


HIDDEN = OtherAnswers(hidden=True)


def question(code, vignette, own, others=HIDDEN):
    return SimpleNamespace(question=code, vignette=vignette, own=own, others=others, text="Spiller økonomien ind?")


def package(costs, *rows):
    analysis = SimpleNamespace(costs=costs, n_min=5, vignettes=[SimpleNamespace(questions=rows)])
    return SimpleNamespace(analysis=analysis, municipality=SimpleNamespace(name="Herning"))


EFFECTS = (
    question("effect", "V1", OwnAnswers(False, 20, 20, 0, 7.5, 7.0, 8.1), OtherAnswers(False, mean=6.9)),
    question("effect", "V2", OwnAnswers(hidden=True)),
)


def test_what_has_no_price_is_said_and_the_rest_is_called_a_part():
    found = costing.costs(package(COSTS, *EFFECTS), TITLES)
    assert found.sentences == (
        (
            "Prislisten har disse priser i 2019-kroner (pr. barn pr. år): plejefamilie 470.000 kr. og døgninstitution "
            "1.160.000 kr. (kilde: NB-Økonomi, 7. oktober 2020)."
        ),
        (
            "For ét barn i sagen koster jeres valg af trin med en pris 94.000 kr. om året "
            "(95 %-interval 12.000–198.000 kr., n = 20). De udgør 10 % af jeres førstevalg."
        ),
        (
            "Trin 1, 2 og 3 har ingen offentlig pris. Beløbene er derfor kun en del af det, jeres valg koster. "
            "Prisen siger ikke, hvad der er rigtigt for barnet: Læs den sammen med den gavn, I venter."
        ),
    )
    assert found.table.rows == (
        ("Alma", "20 %", "94", "12–198", "150", "7,5", "7,0–8,1", "6,9"),
        ("Yusuf", "skjult", "–", "–", "–", "skjult", "–", "skjult"),
        ("Ét barn fra hver sag", "10 %", "94", "12–198", "150", "–", "–", "–"),
    )
    assert [row.value if row else None for row in found.found] == [None, 94_000.0, None]


def test_without_a_price_only_the_effect_is_shown():
    unknown = CaseCost("V1", False, n=20)
    found = costing.costs(package(replace(COSTS, prices=(), total=unknown), *EFFECTS), TITLES)
    assert found.sentences == (
        "Prislisten har ingen priser på indsatstrappens trin, så rapporten viser ikke, hvad jeres valg koster.",
    )
    assert (found.picture, found.table.rows[0]) == (None, ("Alma", "7,5", "7,0–8,1", "6,9"))


def test_hidden_costs_say_why_and_without_effect_there_are_none():
    hidden = replace(COSTS, total=CaseCost("", True))
    assert costing.costs(package(hidden, *EFFECTS), TITLES).sentences == (
        "Skjult: Der er færre end 5 svar bag tallet.",
    )
    assert costing.costs(package(COSTS), TITLES) is None
    assert costing.costs(package(None, *EFFECTS), TITLES) is None


def answers(yes, n=20):
    shares = (("no", "Nej", 1 - yes), ("partly", "Delvist", 0.0), ("yes", "Ja", yes))
    return OwnAnswers(
        False, n, n, 0, shares=tuple(OptionShare(c, label, None, s, 0, s / 2, s / 2 + 0.5) for c, label, s in shares)
    )


def test_economy_counts_most_and_least_with_intervals_and_the_guess_beside():
    guess = OwnAnswers(False, 20, 20, 0, shares=(OptionShare("from_25k", "25.000–99.999 kr.", None, 0.6),))
    rows = (
        question("economy_considered", "V1", answers(0.2)),
        question("economy_considered", "V2", answers(0.5)),
        question("cost_class", "V1", guess),
        question("cost_class", "V2", OwnAnswers(hidden=True)),
    )
    found = costing.economy(package(None, *rows), TITLES)
    assert found.sentences == (
        "Flest af jer svarer ja i sagen ”Yusuf”: 50 % (95 %-interval 25–75 %, n = 20).",
        "Færrest svarer ja i ”Alma”: 20 % (95 %-interval 10–60 %, n = 20).",
    )
    assert found.table.rows == (
        ("Alma", "20 % (10–60 %)", "0 %", "skjult", "25.000–99.999 kr. (60 %)"),
        ("Yusuf", "50 % (25–75 %)", "0 %", "skjult", "skjult"),
    )
