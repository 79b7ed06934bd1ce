"""Tables of results as people copy them out of SØM, in the layouts they come in."""

from decimal import Decimal

import pytest

from businesscases.economics.lines import Actor, Kind
from businesscases.pasting import LONGEST_NAME, UnreadRow, Why, read_table

BY_SECTION = """Budgetøkonomisk nettoresultat (2023-priser)\t\t\t\t
\tÅr 1\tÅr 2\tÅr 3\tI alt
Omkostninger\t\t\t\t
Kommune\t-1.200.000\t-1.200.000\t0\t-2.400.000
Region\t-50.000\t\t\t-50.000
Konsekvenser\t\t\t\t
Kommune\t100.000\t250.000\t250.000\t600.000
Stat\t-\t75.000,50\t80.000\t155.000,50
I alt\t-1.150.000\t-875.000\t330.000\t-1.694.999,50
"""


def read(text, **more):
    return read_table(text, decision_year=2026, **more)


def shown(text, **more):
    table = read(text, **more)
    assert table.unread == ()
    return [(line.kind, line.actor, line.first_year, line.last_year, line.amount_kr) for line in table.lines]


def test_a_table_with_sections_and_years_counted_from_one():
    table = read(BY_SECTION)
    assert [(line.name, line.kind, line.actor) for line in table.lines] == [
        ("Omkostninger, Kommune", Kind.COST, Actor.MUNICIPALITY),
        ("Omkostninger, Region", Kind.COST, Actor.REGION),
        ("Konsekvenser, Kommune", Kind.GAIN, Actor.MUNICIPALITY),
        ("Konsekvenser, Kommune", Kind.GAIN, Actor.MUNICIPALITY),
        ("Konsekvenser, Stat", Kind.GAIN, Actor.STATE),
        ("Konsekvenser, Stat", Kind.GAIN, Actor.STATE),
    ]
    assert [(line.first_year, line.last_year, line.amount_kr) for line in table.lines] == [
        (0, 1, 1_200_000),
        (0, 0, 50_000),
        (0, 0, 100_000),
        (1, 2, 250_000),
        (1, 1, Decimal("75000.50")),
        (2, 2, 80_000),
    ]
    assert table.unread == (UnreadRow(9, "I alt -1.150.000 -875.000 330.000 -1.694.999,50", Why.SUM),)
    assert table.price_year == 2023


def test_the_first_year_may_be_the_one_after_the_decision():
    assert [line.first_year for line in read(BY_SECTION, first_year=1).lines] == [1, 1, 1, 2, 2, 3]


def test_a_table_with_a_year_0_counts_from_there():
    text = "Omkostninger\nAktør;År 0;År 1\nKommune;100;200"
    assert shown(text, first_year=1) == [
        (Kind.COST, Actor.MUNICIPALITY, 0, 0, 100),
        (Kind.COST, Actor.MUNICIPALITY, 1, 1, 200),
    ]


def test_semicolons_calendar_years_and_actors_as_headings():
    text = (
        ";2027;2028\nKommunen;;\nOmkostninger til indsatsen;10.000;10.000\n"
        "Gevinst ved færre anbringelser;;30.000\nStaten;;\nGevinst ved skat;;(500)"
    )
    assert shown(text) == [
        (Kind.COST, Actor.MUNICIPALITY, 1, 2, 10_000),
        (Kind.GAIN, Actor.MUNICIPALITY, 2, 2, 30_000),
        (Kind.COST, Actor.STATE, 2, 2, 500),
    ]


def test_kind_and_actor_in_columns_of_their_own():
    text = "Type\tKasse\tÅr 1\tÅr 2\nOmkostninger\tKommune\t5\t5\n\tRegion\t1\t1\nKonsekvenser\tStat\t7\t8"
    assert shown(text) == [
        (Kind.COST, Actor.MUNICIPALITY, 0, 1, 5),
        (Kind.COST, Actor.REGION, 0, 1, 1),
        (Kind.GAIN, Actor.STATE, 0, 0, 7),
        (Kind.GAIN, Actor.STATE, 1, 1, 8),
    ]


def test_without_a_word_for_it_the_sign_says_what_it_is():
    assert shown("Kasse\tÅr 1\tÅr 2\nKommune\t-5\t8") == [
        (Kind.COST, Actor.MUNICIPALITY, 0, 0, 5),
        (Kind.GAIN, Actor.MUNICIPALITY, 1, 1, 8),
    ]


def test_amounts_in_thousands_and_millions():
    assert shown("Omkostninger (1.000 kr.)\nKasse;År 1\nKommune;12,5")[0][-1] == 12_500
    assert shown("Omkostninger, mio. kr.\nKasse;År 1\nKommune;1,5 kr.")[0][-1] == 1_500_000


def test_columns_may_be_parted_by_spaces():
    assert shown("Omkostninger  År 1  År 2\nKommune  1 000  2 000") == [
        (Kind.COST, Actor.MUNICIPALITY, 0, 0, 1000),
        (Kind.COST, Actor.MUNICIPALITY, 1, 1, 2000),
    ]


@pytest.mark.parametrize(
    ("text", "why", "detail"),
    [
        ("Kommune\t1\t2", Why.NO_YEARS, ""),
        ("Omkostninger\tÅr 1\nDagtilbud\t5", Why.NO_ACTOR, ""),
        ("Omkostninger\tÅr 1\nKommune\tmange", Why.NOT_A_NUMBER, "mange"),
        ("Omkostninger\t2024\nKommune\t5", Why.EARLY, ""),
        ("Omkostninger\tÅr 1\nNettoresultat, kommune\t5", Why.SUM, ""),
    ],
)
def test_what_is_not_understood_is_said_with_the_reason(text, why, detail):
    row = read(text).unread[0]
    assert (row.why, row.detail, row.number) == (why, detail, len(text.splitlines()))


def test_one_bad_row_keeps_no_other_back():
    table = read("Omkostninger\tÅr 1\nKommune\tx\nRegion\t5")
    assert ([line.actor for line in table.lines], len(table.unread)) == ([Actor.REGION], 1)


def test_nothing_and_much_are_both_answered():
    assert read("") == read("\n \n")
    assert (read("").lines, read("").unread) == ((), ())
    text = "Omkostninger\tÅr 1\n" + "Kommune\t5\n" * 2000
    assert (len(read(text).lines), read(text).unread[0].why) == (999, Why.TOO_MANY)
    assert len(read(f"{'Omkostning ' * 30}\tÅr 1\nKommune\t5").lines[0].name) == LONGEST_NAME


def alike(text, **more):
    """Which rows look like sums, and the kr. of all lines."""
    table = read(text, **more)
    kr = sum(line.amount_kr * (line.last_year - line.first_year + 1) for line in table.lines)
    return [row.number for row in table.alike], kr


PARTS = "Omkostninger\tÅr 1\tÅr 2\nLøn, kommune\t100\t100\nKørsel, region\t7\t7\nKursus, kommune\t50\t\n"
SUMS = f"{PARTS}Kommunens omkostninger\t150\t100\nRegion\t7\t7\n"


def test_a_row_named_by_its_purse_that_equals_the_rows_above_is_a_sum():
    assert alike(SUMS) == ([5, 6], 264)
    assert [(row.number, row.why) for row in read(SUMS).unread] == [(5, Why.ALIKE), (6, Why.ALIKE)]
    assert alike("\tÅr 1\tÅr 2\nKommunen\nLøn\t-5\t\nSkat\t5\t1\nKommune\t0\t1")[0] == [5]


def test_somebody_may_take_a_row_that_looks_like_a_sum():
    table = read(SUMS, taken={5})
    assert (alike(SUMS, taken={5}), [row.number for row in table.unread]) == (([5, 6], 514), [6])
    assert alike(SUMS, taken={2, 3}) == alike(SUMS)


@pytest.mark.parametrize(
    "row",
    [
        "Kommune\t150\t101",  # another year
        "Region\t150\t100",  # another purse
        "Pulje, kommune\t150\t100",  # money for something
        "Konsekvenser, kommune\t150\t100",  # another kind
        "Kommune\t\t",
    ],
)
def test_any_other_row_is_money_of_its_own(row):
    assert alike(f"{PARTS}{row}")[0] == []


def test_two_payments_alike_are_no_sum_of_each_other():
    assert alike("Omkostninger\tÅr 1\nKommune\t5\nKommune\t5\nKommune\t10\nKommune\t15") == ([4], 25)
