"""Cases drawn at random, with everything a case can have: transfers, refund, drop-off, bias, index, steps of rates."""

import random
from decimal import Decimal

from businesscases.calculation.inputs import CaseLine, Distribution, Effect, Estimate, Inputs, Per, Series
from businesscases.calculation.problems import problems
from businesscases.economics.discounting import SCHEDULES, Schedule, flat
from businesscases.economics.lines import Actor, ControlArea, Kind, Purse
from businesscases.economics.prices import Index
from businesscases.economics.refund import RULES

_PLACES = [
    Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME, "Børn og familie", "5.28.21"),
    Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME, "børn og familie", "5.28.21"),
    Purse(Actor.MUNICIPALITY, ControlArea.TRANSFERS, "=Job*", "5.57.71"),
    Purse(Actor.MUNICIPALITY, ControlArea.CAPITAL, ""),
    Purse(Actor.REGION, ControlArea.OUTSIDE, "Psykiatrien"),
    Purse(Actor.STATE, ControlArea.OUTSIDE),
    Purse(Actor.STATE, ControlArea.OUTSIDE, "12"),
    Purse(Actor.CITIZEN, ControlArea.OUTSIDE),
]
_PAY = Series(Index.PAY_AND_PRICE, "PL-skøn", {year: Decimal(100) + 3 * (year - 2019) for year in range(2019, 2030)})
_STEPS = Schedule("trin", ((0, 0.04), (3, 0.03), (9, 0.02)), source="prøve")


def drawn_case(seed: int) -> Inputs:
    """A case that can be calculated, the same for the same seed."""
    chance = random.Random(seed)
    horizon = (1, 30, 12, 5, 2)[seed % 5]
    effects = tuple(_effect(chance, number, horizon) for number in range(chance.randint(1, 3)))
    lines = (
        *(_line(chance, number, horizon, effects) for number in range(chance.randint(3, 14))),
        _line(chance, 99, horizon, effects, kind=Kind.COST, first_year=0),
    )
    case = Inputs(
        decision_year=2027,
        horizon_years=horizon,
        price_year=2026,
        schedule=(_STEPS, SCHEDULES["fm-2021"], flat(0.05))[seed % 3],
        timing=("start", "middle", "end")[seed % 3],
        participants=_around(chance, chance.randint(10, 400)),
        lines=lines,
        effects=effects,
        series=Series(Index.NET_PRICE, "Prøveindeks", {year: _share(chance, 90, 130) for year in range(2019, 2028)}),
        refunds={"lov": RULES["barnets-lov-2022"], "gammel": RULES["serviceloven-2020"]},
        optimism_bias=chance.choice([Decimal(0), Decimal("0.24")]),
        mitigation=chance.choice([Decimal(0), Decimal("0.5")]),
        distribution=chance.choice(list(Distribution)),
        draws=100,
        seed=seed,
        budget_year=2027 + seed % 2,
        budget_series=_PAY,
    )
    assert problems(case) == ()
    return case


def _share(chance, low, high):
    return Decimal(chance.randint(low * 100, high * 100)) / 100


def _around(chance, mode):
    mode = Decimal(mode)
    return Estimate(mode, mode * Decimal("0.8"), mode * Decimal("1.3")) if chance.random() < 0.6 else Estimate(mode)


def _effect(chance, number, horizon):
    rate = _share(chance, 5, 60) / 100
    return Effect(
        key=f"virkning-{number}",
        name=f"Virkning {number}",
        rate=Estimate(rate, rate / 2, rate * Decimal("1.2")) if chance.random() < 0.6 else Estimate(rate),
        first_year=chance.randint(0, min(3, horizon)),
        deadweight=_share(chance, 0, 40) / 100,
        attribution=chance.choice([Decimal(0), Decimal("0.1")]),
        displacement=chance.choice([Decimal(0), Decimal("0.05")]),
        drop_off=chance.choice([Decimal(0), Decimal("0.2"), Decimal(1)]),
    )


def _line(chance, number, horizon, effects, **fields):
    kind = fields.get("kind") or chance.choice(list(Kind))
    purse, to = chance.sample(_PLACES, 2)
    per = chance.choice(list(Per))
    first = chance.randint(0, horizon)
    refunds = purse.actor is Actor.MUNICIPALITY and kind is not Kind.TRANSFER and chance.random() < 0.5
    written = {
        "key": f"linje-{number}",
        "name": chance.choice(["=1+1", "-Æbler", "@Forløb", "Døgnanbringelse på åben institution", "+45"]),
        "kind": kind,
        "purse": purse,
        "to": to if kind is Kind.TRANSFER else None,
        "first_year": first,
        "last_year": chance.randint(first, horizon + 4),
        "price_year": chance.choice([2019, 2024, 2026]),
        "quantity": _share(chance, 0, 20),
        "price": _around(chance, chance.choice([0, 365, 45_000, 1_250_000, 3_000_000])),
        "per": per,
        "effect": chance.choice(effects).key if per is Per.SUCCESS else "",
        "refund": chance.choice(["lov", "gammel"]) if refunds else "",
        "source": "Prøve",
    }
    return CaseLine(**written | fields)
