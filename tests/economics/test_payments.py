from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscases.economics.flows import InvalidInput
from businesscases.economics.payments import Expectation, forecast, investor_return, pay
from businesscases.economics.payments.lines import Limit, Reason
from businesscases.economics.payments.ratecard import (
    Baseline,
    Binary,
    Deadweight,
    Limits,
    MatchedControl,
    PerCohort,
    PerUnit,
    RateCard,
    Sustained,
    Target,
    Tier,
    Tiered,
)
from businesscases.economics.payments.results import Count, Reached, Results, Spell
from businesscases.economics.uncertainty import triangular

END = date(2028, 12, 31)
PEOPLE = frozenset({"p1", "p2", "p3"})
JOB = Target("job", PerUnit(D(40_000)))
WEEKS = Target("weeks", Sustained(D(1_000), days_in_a_row=28, days_a_unit=7, most_days=364))
TIERS = Tiered((Tier(D("0.2"), D(1_000)), Tier(D("0.4"), D(3_000))))


def card(*targets, **fields):
    return RateCard(targets, 2026, 2028, **fields)


def paid(the_card, *rows, as_of=END, **fields):
    return pay(the_card, Results(as_of, rows, PEOPLE, **fields))


def test_reconvictions_at_peterborough():
    """The bond of 2010: paid for a cohort with 10 % fewer reconvictions than the control group, or 7.5 % for all.

    The first cohort had 142 for each 100 against 155, which is 8.4 % fewer, and was not paid alone (Ministry of
    Justice, 7 August 2014).
    """
    rule = PerCohort(D(1), lowest=D("0.10"), pooled=D("0.075"))
    bond = card(Target("reconvictions", rule, MatchedControl(), fewer=True))
    first = Count("reconvictions", 2026, "1", D(1000), D(1420), D("1.55"))
    alone = paid(bond, first, as_of=date(2027, 6, 1))
    assert [(line.reason, line.units, line.kr) for line in alone.lines] == [(Reason.NOT_REACHED, 130, 0)]
    second = replace(first, cohort="2", year=2028, units=D(1440))
    together = paid(bond, first, second)
    assert [(line.reason, line.year, line.kr) for line in together.lines] == [
        (Reason.NOT_REACHED, 2026, 0),
        (Reason.POOLED, 2028, 240),
        (Reason.NOT_REACHED, 2028, 0),
    ]
    assert paid(bond, first, replace(second, units=D(1480))).total == 0
    assert paid(bond, replace(first, units=D(1395)), second).by_year() == {2026: 155, 2028: 110}


def test_days_in_care_at_essex():
    """Essex Edge of Care: days in care against history, payments capped at 7.1 million (Big Society Capital).

    In history 55 % of the days were in care, at the end 10.8 % (Social Finance, 2019): over 30 months 403 days fewer
    for each of 388 young people. The price of a day is not public; 50 makes the cap bind.
    """
    days = D(913)
    saved = Target("days", PerUnit(D(50)), Baseline(D("0.55") * days), fewer=True)
    result = Count("days", 2028, "all", D(388), D("0.108") * days * 388)
    (line,) = paid(card(saved, limits=Limits(total=D(7_100_000))), result).lines
    assert line.units / 388 == pytest.approx(D("403.5"), abs=D("0.1"))
    assert (line.full, line.kr, line.limit) == (line.units * 50, 7_100_000, Limit.TOTAL)


def test_a_person_can_be_paid_for_several_times_and_is_one_person():
    payments = paid(
        card(JOB),
        Reached("job", "p1", date(2026, 5, 1)),
        Reached("job", "p1", date(2027, 5, 1)),
        Reached("job", "p2", date(2027, 5, 1), D("0.5")),
    )
    assert payments.by_year() == {2026: 40_000, 2027: 60_000}
    assert (payments.people("job"), len(payments.lines)) == (2, 3)


def test_what_comes_anyway_is_not_paid():
    target = replace(JOB, counterfactual=Deadweight(D("0.25")))
    assert paid(card(target), Reached("job", "p1", date(2026, 5, 1))).total == 30_000
    assert paid(card(target), Count("job", 2026, "a", D(10), D(8))).total == 6 * 40_000
    assert paid(card(replace(JOB, counterfactual=Baseline(D("0.5")))), Count("job", 2026, "a", D(10), D(8))).total == (
        3 * 40_000
    )


@pytest.mark.parametrize(
    ("units", "kr", "reason"),
    [
        (19, 0, Reason.NOT_REACHED),
        (20, 20_000, Reason.TIER),
        (39, 39_000, Reason.TIER),
        (40, 120_000, Reason.TIER),
    ],
)
def test_a_tier_begins_at_its_lower_bound(units, kr, reason):
    (line,) = paid(card(Target("rate", TIERS)), Count("rate", 2026, "a", D(100), D(units))).lines
    assert (line.kr, line.reason) == (kr, reason)


def test_a_threshold_is_all_or_nothing():
    target = Target("rate", Binary(D("0.3"), D(500_000)))
    assert [paid(card(target), Count("rate", 2026, "a", D(10), D(units))).total for units in (2, 3, 10)] == [
        0,
        500_000,
        500_000,
    ]
    assert paid(card(target), Count("rate", 2026, "a", D(0), D(0))).total == 0


def test_weeks_count_when_they_are_past_and_the_stretch_is_long_enough():
    """28 days in a row: four weeks at once on the 28th day; 27 days: none. Two stretches that touch are one."""
    start = date(2026, 12, 1)
    whole = Spell("weeks", "p1", start, start + timedelta(days=27))
    assert paid(card(WEEKS), whole).by_year() == {2026: 4_000}
    assert paid(card(WEEKS), replace(whole, end=start + timedelta(days=26))).total == 0
    halves = (replace(whole, end=date(2026, 12, 14)), replace(whole, start=date(2026, 12, 15)))
    assert paid(card(WEEKS), *halves).total == 4_000
    assert paid(card(WEEKS), replace(whole, end=date(2027, 1, 5))).by_year() == {2026: 4_000, 2027: 1_000}


def slow_weeks(spells):
    """Day by day: the days of each person as a set, walked from the first."""
    days = sorted(
        {spell.start + timedelta(days=n) for spell in spells for n in range((spell.end - spell.start).days + 1)}
    )
    years, run, left = {}, [], 364
    for day in [*days, date.max]:
        if run and day - run[-1] != timedelta(days=1):
            if len(run) >= 28:
                for unit in range(1, min(len(run), left) // 7 + 1):
                    year = run[max(unit * 7, 28) - 1].year
                    years[year] = years.get(year, 0) + 1_000
                left -= min(len(run), left) // 7 * 7
            run = []
        run.append(day)
    return years


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 890), st.integers(1, 200)), max_size=6))
def test_sustained_weeks_are_those_of_a_walk_through_the_days(rows):
    first = date(2026, 1, 1)
    spells = [
        Spell("weeks", "p1", first + timedelta(days=start), first + timedelta(days=start + length - 1))
        for start, length in rows
    ]
    assert paid(card(WEEKS), *spells).by_year() == slow_weeks(spells)


def test_each_limit_is_named_where_it_binds():
    limits = Limits(person=D(50_000), year=D(70_000), total=D(130_000))
    rows = [Reached("job", person, date(year, 5, 1)) for year in (2026, 2027, 2028) for person in ("p1", "p2", "p3")]
    lines = paid(card(replace(JOB, cap=D(120_000)), limits=limits), *rows).lines
    assert [(line.year, line.who, line.kr, line.limit) for line in lines] == [
        (2026, "p1", 40_000, None),
        (2026, "p2", 30_000, Limit.YEAR),
        (2026, "p3", 0, Limit.YEAR),
        (2027, "p1", 10_000, Limit.PERSON),
        (2027, "p2", 20_000, Limit.PERSON),
        (2027, "p3", 20_000, Limit.TARGET),
        (2028, "p1", 0, Limit.PERSON),
        (2028, "p2", 0, Limit.PERSON),
        (2028, "p3", 0, Limit.TARGET),
    ]


def test_the_investor_has_the_floor_when_the_contract_has_run_its_time():
    guarded = card(JOB, advance=D(100_000), limits=Limits(principal_floor=D("0.8")))
    result = Reached("job", "p1", date(2026, 5, 1))
    assert paid(guarded, result, as_of=date(2028, 12, 30)).total == 40_000
    settled = paid(guarded, result).lines[-1]
    assert (settled.kr, settled.year, settled.reason) == (40_000, 2028, Reason.FLOOR)
    earning = card(JOB, advance=D(100_000), limits=Limits(return_floor=D("0.02"), return_cap=D("0.05")))
    assert paid(earning).total == 106_000
    three = [replace(result, on=date(year, 5, 1)) for year in (2026, 2027, 2028)]
    assert paid(earning, *three).total == 115_000


def test_an_early_end_pays_its_share_of_what_is_not_repaid():
    ended = card(JOB, advance=D(100_000), limits=Limits(principal_floor=D("0.8"), termination_share=D("0.5")))
    lines = paid(ended, Reached("job", "p1", date(2026, 5, 1)), as_of=date(2027, 3, 1), ended_on=date(2027, 2, 1)).lines
    assert [(line.year, line.kr, line.reason) for line in lines] == [
        (2026, 40_000, Reason.PRICE),
        (2027, 30_000, Reason.TERMINATION),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (Reached("house", "p1", date(2026, 5, 1)), "no target house"),
        (Reached("job", "p9", date(2026, 5, 1)), "p9 does not take part"),
        (Reached("job", "p1", date(2029, 5, 1)), "in the future"),
        (Reached("job", "p1", date(2025, 5, 1)), "outside the years"),
        (Reached("job", "p1", date(2026, 5, 1), D(-1)), "negative"),
        (Reached("weeks", "p1", date(2026, 5, 1)), "not counted by this kind"),
        (Spell("job", "p1", date(2026, 5, 1), date(2026, 6, 1)), "not counted by this kind"),
        (Spell("weeks", "p1", date(2026, 5, 2), date(2026, 5, 1)), "ends before it begins"),
        (Reached("compared", "p1", date(2026, 5, 1)), "counts of a cohort"),
        (Count("job", 2026, "a", D(0), D(1)), "without participants"),
        (Count("job", 2026, "a", D(10), D("NaN")), "negative"),
        (Count("job", 2026, "a", D(10), D(1), D("0.1")), "control group"),
        (Count("compared", 2026, "a", D(10), D(1)), "control group"),
    ],
)
def test_results_of_another_contract_are_refused(row, reason):
    compared = replace(JOB, code="compared", counterfactual=MatchedControl())
    with pytest.raises(InvalidInput, match=reason):
        paid(card(JOB, WEEKS, compared), row)


@pytest.mark.parametrize("row", [Reached("job", "p1", date(2026, 5, 1)), Count("job", 2026, "a", D(10), D(1))])
def test_the_same_result_twice_is_refused(row):
    with pytest.raises(InvalidInput, match="two results"):
        paid(card(JOB), row, row)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: PerUnit(D(-1)), "missing or negative"),
        (lambda: Sustained(D(1), 0), "at least 1"),
        (lambda: Tiered(()), "tiers overlap"),
        (lambda: Tiered((Tier(D("0.4"), D(1)), Tier(D("0.4"), D(2)))), "tiers overlap"),
        (lambda: Tiered((Tier(D("0.2"), D(2)), Tier(D("0.4"), D(1)))), "cannot pay less"),
        (lambda: PerCohort(D(1), D("0.05"), D("0.1")), "more than what one"),
        (lambda: Deadweight(D("1.1")), "between 0 and 1"),
        (lambda: Target("days", PerUnit(D(1)), fewer=True), "needs a baseline"),
        (lambda: Target("days", PerUnit(D(1)), cap=D(-1)), "missing or negative"),
        (lambda: Limits(principal_floor=D(2)), "between 0 and 1"),
        (lambda: card(JOB, JOB), "same code"),
        (lambda: RateCard((JOB,), 2028, 2026), "ends before"),
        (lambda: card(JOB, advance=D(100), limits=Limits(total=D(50), principal_floor=D(1))), "less than"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(make, reason):
    with pytest.raises(InvalidInput, match=reason):
        make()


kroner = st.integers(0, 500).map(lambda thousands: D(thousands * 1_000))
limits = st.builds(
    Limits,
    person=st.none() | kroner,
    year=st.none() | kroner,
    total=st.none() | kroner,
)
counts = st.lists(st.integers(0, 20), min_size=6, max_size=6)


def rows_of(units):
    return [
        Count(code, 2026 + place % 3, "a", D(20), D(number))
        for place, (code, number) in enumerate(zip(["job"] * 3 + ["rate"] * 3, units, strict=True))
    ]


@given(limits, st.none() | kroner, counts)
def test_no_limit_is_exceeded_and_what_is_held_back_says_why(chosen, cap, units):
    payments = paid(card(replace(JOB, cap=cap), Target("rate", TIERS), limits=chosen), *rows_of(units))
    assert chosen.total is None or payments.total <= chosen.total
    assert chosen.year is None or max(payments.by_year().values()) <= chosen.year
    assert cap is None or sum(line.kr for line in payments.lines if line.target == "job") <= cap
    assert all(0 <= line.kr <= line.full for line in payments.lines)
    assert all((line.limit is None) == (line.kr == line.full) for line in payments.lines)


@given(st.sampled_from(["person", "year", "total"]), kroner, counts, st.integers(0, 5), st.integers(1, 20))
def test_better_results_never_pay_less(kind, most, units, place, more):
    """With limits of one kind; where kinds meet, lines.py says what can happen."""
    limited = card(JOB, Target("rate", TIERS), limits=Limits(**{kind: most}))
    better = [number + more * (index == place) for index, number in enumerate(units)]
    assert paid(limited, *rows_of(better)).total >= paid(limited, *rows_of(units)).total


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.integers(0, 2), st.integers(1, 30))
def test_a_better_cohort_never_costs_the_others_their_pay(units, place, fewer):
    bond = card(Target("days", PerCohort(D(1), D("0.1"), D("0.075")), Baseline(D(1)), fewer=True))

    def total(numbers):
        return paid(bond, *(Count("days", 2026 + n, str(n), D(50), D(days)) for n, days in enumerate(numbers))).total

    better = [max(days - fewer * (index == place), 0) for index, days in enumerate(units)]
    assert total(better) >= total(units)


def expectation(low, mode, high):
    return Expectation("job", 2027, "a", triangular(20, 20, 20), triangular(low, mode, high))


def test_a_forecast_without_doubt_is_what_is_paid():
    certain = forecast(card(JOB), [expectation(0.5, 0.5, 0.5)], seed=1, draws=50)
    assert certain.likely.by_year() == {2027: 400_000}
    assert (certain.simulation.total.p5, certain.simulation.total.p95) == (400_000, 400_000)
    assert certain.simulation.actors["2026"].mean == 0


def test_a_forecast_knows_the_limits_and_repeats_itself():
    limited = card(JOB, limits=Limits(total=D(450_000)))
    one, other = (forecast(limited, [expectation(0.2, 0.5, 0.9)], seed=7, draws=400) for _ in range(2))
    assert one.simulation.outcomes.tolist() == other.simulation.outcomes.tolist()
    assert one.simulation.outcomes.max() == 450_000
    unlimited = forecast(card(JOB), [expectation(0.2, 0.5, 0.9)], seed=7, draws=400)
    mean = 20 * 40_000 * (0.2 + 0.5 + 0.9) / 3
    assert unlimited.simulation.total.mean == pytest.approx(mean, abs=4 * unlimited.simulation.total.standard_error)


def test_what_the_investor_earns():
    """3.1 million in, 3.6 million back after five years: 16 % in all, 3.2 % a year by the mean, 3.0 % compounded."""
    earned = investor_return([-3.1e6, 0, 0, 0, 0, 3.6e6])
    assert (earned.gain, round(earned.multiple, 4), round(earned.mean_annual, 4)) == (5e5, 1.1613, 0.0323)
    assert earned.rate == pytest.approx((3.6 / 3.1) ** 0.2 - 1)
    assert investor_return([-100, 230, -132]).rate is None
    with pytest.raises(InvalidInput, match="something paid in"):
        investor_return([0, 100])
