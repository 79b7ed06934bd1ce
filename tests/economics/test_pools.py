from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from businesscases.economics.flows import InvalidInput
from businesscases.economics.pools import (
    Account,
    Entry,
    Expected,
    Kind,
    book,
    forecast,
    instalments,
    ledger,
    repayment_plan,
)


def entries(*rows, year=2024):
    """(kind, kr, application or "") → entries in turn, one a day."""
    return tuple(
        Entry(number, date(year, 1, number), kind, Decimal(kr), application)
        for number, (kind, kr, application) in enumerate(rows, start=1)
    )


STORY = entries(
    (Kind.DEPOSIT, 10_000_000, ""),
    (Kind.GRANT, 3_000_000, "Familier"),
    (Kind.DRAW_DOWN, 2_500_000, "Familier"),
    (Kind.LAPSE, 500_000, "Familier"),
    (Kind.SAVING, 900_000, "Familier"),
    (Kind.REPAYMENT, 600_000, "Familier"),
    (Kind.WRITE_OFF, 400_000, "Familier"),
)


def reversing(entry, number):
    return replace(entry, number=number, on=date(2024, 2, number), reverses=entry.number)


def test_a_pool_from_deposit_to_write_off():
    books = ledger(STORY)
    assert books.balances == {
        Account.FREE: 8_100_000,
        Account.GRANTED: 0,
        Account.OUTSTANDING: 1_500_000,
        Account.TREASURY: -10_000_000,
        Account.INTEREST: 0,
        Account.LOSSES: 400_000,
        Account.GAINS: 0,
        Account.VERIFIED: 900_000,
        Account.AREAS: -900_000,
    }
    assert books.applications["Familier"][Account.FREE] == -1_900_000
    assert books.applications["Familier"][Account.OUTSTANDING] == 1_500_000


def test_a_permanent_reduction_beyond_what_is_owed_is_a_gain():
    owed = ledger((*STORY, Entry(8, date(2025, 1, 1), Kind.FRAME_REDUCTION, Decimal(2_000_000), "Familier")))
    assert (owed.balances[Account.OUTSTANDING], owed.balances[Account.GAINS]) == (0, -500_000)
    later = ledger(
        (
            *STORY,
            Entry(8, date(2025, 1, 1), Kind.FRAME_REDUCTION, Decimal(1_500_000), "Familier"),
            Entry(9, date(2026, 1, 1), Kind.FRAME_REDUCTION, Decimal(300_000), "Familier"),
        )
    )
    assert (later.balances[Account.OUTSTANDING], later.balances[Account.GAINS]) == (0, -300_000)


def test_a_reversal_moves_back_what_the_entry_moved():
    frame = Entry(8, date(2024, 1, 31), Kind.FRAME_REDUCTION, Decimal(2_000_000), "Familier")
    assert ledger((*STORY, frame, reversing(frame, 9))).balances == ledger(STORY).balances


def test_entries_are_taken_by_date():
    assert ledger(reversed(STORY)) == ledger(STORY)


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (Entry(7, date(2024, 3, 1), Kind.DEPOSIT, Decimal(1)), "two entries have the number 7"),
        (Entry(8, date(2024, 3, 1), Kind.DEPOSIT, Decimal(0)), "must be positive"),
        (Entry(8, date(2024, 3, 1), Kind.DEPOSIT, Decimal("NaN")), "must be positive"),
        (Entry(8, date(2024, 3, 1), Kind.DEPOSIT, Decimal("0.001")), "whole øre"),
        (Entry(8, date(2024, 3, 1), Kind.DEPOSIT, Decimal(1), "Familier"), "the pool's"),
        (Entry(8, date(2024, 3, 1), Kind.GRANT, Decimal(1)), "an application's"),
        (Entry(8, date(2024, 3, 1), Kind.GRANT, Decimal(8_100_001), "Unge"), "more than is free"),
        (Entry(8, date(2024, 3, 1), Kind.DRAW_DOWN, Decimal(1), "Familier"), "more than is granted"),
        (Entry(8, date(2024, 3, 1), Kind.REPAYMENT, Decimal(1_500_001), "Familier"), "more than is outstanding"),
        (Entry(8, date(2024, 3, 1), Kind.WRITE_OFF, Decimal(1), "Unge"), "more than is outstanding"),
        (replace(reversing(STORY[5], 8), reverses=99), "reverses nothing"),
        (replace(reversing(STORY[5], 8), on=date(2024, 1, 2)), "reverses nothing"),
        (replace(reversing(STORY[5], 8), kr=Decimal(1)), "must say the same as entry 6"),
        (reversing(STORY[0], 8), "entry 8 takes more than is free"),
        (Entry(8, date(2023, 12, 31), Kind.DEPOSIT, Decimal(1)), "2023 is closed"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_the_reason(new, reason):
    with pytest.raises(InvalidInput, match=reason):
        book(STORY, new, closed_through=2023)


def test_nothing_is_reversed_twice_and_no_reversal_is_reversed():
    once = book(STORY, reversing(STORY[5], 8))
    with pytest.raises(InvalidInput, match="entry 6 has been reversed already"):
        book(once, reversing(STORY[5], 9))
    with pytest.raises(InvalidInput, match="reverses nothing"):
        book(once, reversing(once[-1], 9))


def test_what_is_booked_before_must_leave_enough_for_what_came_after():
    with pytest.raises(InvalidInput, match="entry 3 takes more than is granted"):
        book(STORY, Entry(8, date(2024, 1, 2), Kind.LAPSE, Decimal(600_000), "Familier"))


SIGNS = {
    Account.FREE: {"deposit": 1, "withdrawal": -1, "grant": -1, "lapse": 1, "repayment": 1, "frame-reduction": 1},
    Account.GRANTED: {"grant": 1, "lapse": -1, "draw-down": -1},
    Account.LOSSES: {"write-off": 1},
    Account.VERIFIED: {"saving": 1},
    Account.INTEREST: {"interest": -1},
}


def slow_balances(taken):
    """Each account as one sum over the entries, reversals with the other sign; gains and debts are what is left."""
    signed = [(entry, -1 if entry.reverses else 1) for entry in taken]
    return {
        account: sum(signs.get(entry.kind, 0) * sign * entry.kr for entry, sign in signed)
        for account, signs in SIGNS.items()
    }


@st.composite
def histories(draw):
    """Whatever of twenty-five tries a pool takes, one after the other; every fourth tries to reverse something."""
    taken = (Entry(1, date(2024, 1, 1), Kind.DEPOSIT, Decimal(1000)),)
    for number in range(2, 27):
        old = draw(st.none() | st.none() | st.none() | st.sampled_from(taken))
        kind = draw(st.sampled_from(Kind))
        name = "" if kind in (Kind.DEPOSIT, Kind.WITHDRAWAL) else draw(st.sampled_from(["a", "b"]))
        fresh = Entry(number, date(2024, 1, number), kind, Decimal(draw(st.integers(1, 60_000))) / 100, name)
        wanted = replace(old, number=number, on=fresh.on, reverses=old.number) if old else fresh
        try:
            taken = book(taken, wanted)
        except InvalidInput:
            continue
    return taken


@given(histories())
def test_the_accounts_are_zero_together_and_nobody_takes_what_is_not_there(taken):
    books = ledger(taken)
    assert sum(books.balances.values()) == 0
    for own in books.applications.values():
        assert sum(own.values()) == 0
        assert min(own[Account.GRANTED], own[Account.OUTSTANDING]) >= 0
    assert books.balances[Account.FREE] >= 0
    assert {account: books.balances[account] for account in SIGNS} == slow_balances(taken)


def test_the_instalments_of_the_example():
    """METHODS D: 3,000,000 over five years, without interest and at 3.5 %."""
    assert instalments(3_000_000, 5, 0) == 600_000
    assert round(instalments(3_000_000, 5, 0.035), 2) == 664_444.12


@given(st.integers(1, 10**9), st.integers(1, 40), st.decimals("0", "0.2", places=4))
def test_a_plan_pays_back_to_the_ore(ore, years, rate):
    amount = Decimal(ore) / 100
    plan = repayment_plan(amount, years, rate)
    assert len(plan) == years
    assert plan[-1].owed == 0
    assert sum(row.paid - row.interest for row in plan) == amount
    assert all(abs(row.paid - plan[0].paid) <= Decimal("0.01") * years * (1 + rate) ** years for row in plan)


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda: instalments(-1, 5, 0), "negative"),
        (lambda: instalments(1, 5, -0.01), "negative"),
        (lambda: instalments(1, 0, 0.01), "1 or more"),
        (lambda: instalments(float("inf"), 5, 0), "infinite"),
        (lambda: forecast(Decimal(0), [Expected(2025), Expected(2027)]), "follow each other"),
        (lambda: forecast(Decimal(0), [Expected(2025)], Decimal("1.1")), "between 0 and 1"),
        (lambda: forecast(Decimal(0), [Expected(2025, grants=Decimal(-1))]), "amount of 2025 is negative"),
    ],
)
def test_what_cannot_be_is_refused(ask, reason):
    with pytest.raises(InvalidInput, match=reason):
        ask()


def test_half_the_repayments_leave_the_pool_with_less():
    years = count(2025)
    plan = [
        Expected(next(years), deposits=Decimal(1000)),
        Expected(next(years), grants=Decimal(900), repayments=Decimal(400)),
        Expected(next(years), repayments=Decimal(400), withdrawals=Decimal(100)),
    ]
    assert [(end.year, end.free) for end in forecast(Decimal(200), plan)] == [(2025, 1200), (2026, 700), (2027, 1000)]
    assert [end.free for end in forecast(Decimal(200), plan, Decimal("0.5"))] == [1200, 500, 600]
