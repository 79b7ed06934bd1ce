"""Small cases to calculate with."""

from dataclasses import replace
from decimal import Decimal

from businesscases.calculation.inputs import CaseLine, Effect, Estimate, Inputs, Per
from businesscases.economics.discounting import flat
from businesscases.economics.lines import Actor, ControlArea, Kind, Purse

FAMILIES = Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME, "Børn og familie", "5.28.21")
STATE = Purse(Actor.STATE, ControlArea.OUTSIDE)


def estimate(mode, low=None, high=None):
    return Estimate(*(None if value is None else Decimal(str(value)) for value in (mode, low, high)))


def line(key, **fields):
    """A cost of 30,000 kr. for each participant in year 0, in the prices of 2019."""
    written = {
        "name": key.capitalize(),
        "kind": Kind.COST,
        "purse": FAMILIES,
        "first_year": 0,
        "last_year": 0,
        "price_year": 2019,
        "quantity": Decimal(1),
        "price": estimate(30_000),
        "per": Per.PARTICIPANT,
    }
    return CaseLine(key=key, **written | fields)


def gain(key="gain", **fields):
    """60 days of a residential institution a year for each success in years 1–5 (METHODS C, worked example)."""
    written = {
        "kind": Kind.GAIN,
        "first_year": 1,
        "last_year": 5,
        "quantity": Decimal(60) / 365,
        "price": estimate(1_160_000),
        "per": Per.SUCCESS,
        "effect": "home",
    }
    return line(key, **written | fields)


def worked_example(**fields):
    """METHODS C: 100 participants, a quarter of whom need 60 days less a year; 3.5 %."""
    case = Inputs(
        decision_year=2027,
        horizon_years=5,
        price_year=2019,
        schedule=flat(0.035),
        participants=estimate(100),
        effects=(Effect("home", "Bliver hjemme", estimate("0.25")),),
        lines=(line("cost"), gain()),
    )
    return replace(case, **fields)
