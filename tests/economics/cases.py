"""Lines for tests: made up, but as a family programme looks."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from businesscases.economics.lines import Actor, ControlArea, Kind, Line, Purse

FAMILY = Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME, "Family", "5.28.21")
SCHOOL = Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME, "School", "3.22.01")
WORK = Purse(Actor.MUNICIPALITY, ControlArea.TRANSFERS, "Work", "5.57.73")
BUILDING = Purse(Actor.MUNICIPALITY, ControlArea.CAPITAL, "Family", "5.28.21")
STATE = Purse(Actor.STATE, ControlArea.OUTSIDE)
REGION = Purse(Actor.REGION, ControlArea.OUTSIDE)
CITIZEN = Purse(Actor.CITIZEN, ControlArea.OUTSIDE)
PURSES = (FAMILY, SCHOOL, WORK, BUILDING, STATE, REGION, CITIZEN)


def line(name="course", kind=Kind.COST, purse=FAMILY, years=(0,), quantity="100", unit_price="30000", **more):
    return Line(name, kind, purse, years, more.pop("price_year", 2019), Decimal(quantity), Decimal(unit_price), **more)


def worked_example():
    """METHODS C: 100 families × 30,000 in year 0; 25 % × 60 days × 1,160,000/365 kr. a day in years 1–5."""
    day = Decimal(1_160_000) / 365
    return [line(), replace(line("placement", Kind.GAIN, years=(1, 2, 3, 4, 5), quantity="1500"), unit_price=day)]


money = st.decimals(0, 100_000, places=2)


@st.composite
def drawn_lines(draw):
    """One to eight lines of any kind between any purses over years 0–9, all in one price year."""
    made = []
    for at in range(draw(st.integers(1, 8))):
        kind, purse = draw(st.sampled_from(list(Kind))), draw(st.sampled_from(PURSES))
        to = draw(st.sampled_from([other for other in PURSES if other != purse])) if kind is Kind.TRANSFER else None
        years = tuple(draw(st.lists(st.integers(0, 9), min_size=1, max_size=10, unique=True)))
        shares = tuple(draw(money) for _ in years) if draw(st.booleans()) else ()
        made.append(Line(f"line {at}", kind, purse, years, 2019, draw(money), draw(money) / 7, to=to, shares=shares))
    return made
