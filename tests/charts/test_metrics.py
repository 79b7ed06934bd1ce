from charts import metrics, text
from tests.charts import font_table


def test_committed_table_is_that_of_the_installed_fonts():
    assert font_table.TABLE.read_text(encoding="utf-8") == font_table.source()


def test_table_is_read_back_width_by_width():
    assert font_table.widths("Regular") == text.WIDTHS[False]
    assert font_table.widths("SemiBold") == text.WIDTHS[True]


def test_table_has_the_danish_letters_and_the_signs_of_figures():
    assert [c for c in "æøåÆØÅéüö0123456789 %–−≥≤±×…·,." if c not in text.WIDTHS[False]] == []


def test_digits_share_one_width_so_that_columns_line_up():
    assert set("0123456789") <= set(metrics.REGULAR[600])
    assert set("0123456789") <= set(metrics.SEMIBOLD[600])
