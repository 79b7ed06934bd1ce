"""A table's size is known before it is made, and what Excel would be too slow for is refused in words."""

import pytest

from jobs.errors import Refused
from jobs.models import Job
from vignettes.actions import exporting
from vignettes.exports.room import size_of
from vignettes.models import Export

BOTH = pytest.mark.parametrize("shape", ["wide", "long"])


@BOTH
@pytest.mark.parametrize("has_unfinished", [False, True])
@pytest.mark.parametrize("has_texts", [False, True])
def test_size_is_that_of_the_file(people, make_export, shape, has_unfinished, has_texts):
    more = {"municipality_key": "random"} if has_texts else {}
    export = make_export(shape=shape, has_unfinished=has_unfinished, has_texts=has_texts, **more)
    assert size_of(export) == (export.row_count, export.column_count)


@BOTH
def test_size_does_not_depend_on_the_people_in_queries(
    people, survey, make_export, make_respondent, answer, django_assert_num_queries, shape
):
    export = make_export(shape=shape)
    answer(make_respondent(survey, "e"))
    with django_assert_num_queries(9 if shape == "long" else 8):
        assert size_of(export)[0] == export.row_count // 2 * 3


@pytest.mark.parametrize("room", [-1, 0])
def test_a_table_too_big_for_excel_is_refused_when_it_is_asked_for(people, make_export, consultant, monkeypatch, room):
    rows, columns = size_of(make_export(shape="long", file_format="csv"))
    monkeypatch.setattr(exporting, "MOST_CELLS_IN_EXCEL", rows * columns + room)
    before = Export.objects.count(), Job.objects.count()
    choices = {"survey": people.herning.survey, "by": consultant, "shape": "long", "municipality_key": "code"}
    if room == 0:
        exporting.make(file_format="xlsx", **choices)
        return
    with pytest.raises(Refused) as refused:
        exporting.make(file_format="xlsx", **choices)
    assert str(refused.value) == (
        f"Tabellen har {rows} rækker og {columns} kolonner. Det er for meget til en Excel-fil."
        " Vælg CSV, Parquet, SPSS eller Stata i stedet."
    )
    assert (Export.objects.count(), Job.objects.count()) == before
