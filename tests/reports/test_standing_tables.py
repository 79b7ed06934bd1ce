"""The tables of what is across the cases: no range where there is one percentage."""

from types import SimpleNamespace

from reports import standing_tables


def word(low, high):
    return SimpleNamespace(label="Lav", hidden=False, median=10, lower_quartile=low, upper_quartile=high, n=9)


def test_the_middle_half_of_a_word_is_a_range_or_one_percentage():
    rows = standing_tables.calibration([word(5, 20), word(10, 10)]).rows
    assert [row[2] for row in rows] == ["5 til 20 %", "10 %"]
