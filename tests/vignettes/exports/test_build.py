"""From rows of the database to the file: who is in it, what stands there, and nothing that says who somebody is."""

import csv
import io
import re
import zipfile
from datetime import datetime
from zoneinfo import ZoneInfo

import fastparquet
import pyreadstat
import pytest
from django.core.files.storage import default_storage

from jobs import queue
from tests.vignettes.conftest import instrument
from vignettes.actions import exporting
from vignettes.actions.publishing import publish_instrument
from vignettes.exports import build, reading
from vignettes.exports.pseudonyms import Pseudonyms
from vignettes.models import Answer, Export, ExportState, PageView, Respondent
from vignettes.models.page_views import REVIEW

FORMATS = ("csv", "xlsx", "sav", "dta", "parquet")


def table(files, name="data.csv"):
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def readable(files):
    """All that stands in the files, in small letters, compressed or not."""
    return "\n".join(_text(name, content) for name, content in files.items()).lower()


def _text(name, content):
    if name.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(part).decode() for part in book.namelist())
    if name.endswith("parquet"):
        stored = fastparquet.ParquetFile(io.BytesIO(content))
        return stored.to_pandas().to_csv() + str(stored.key_value_metadata)
    if name.endswith(("sav", "dta")):
        read = pyreadstat.read_sav if name.endswith("sav") else pyreadstat.read_dta
        frame, meta = read(io.BytesIO(content))
        return frame.to_csv() + str(vars(meta))
    return content.decode()


def test_wide_has_a_row_for_each_who_has_submitted(people, make_export, unpacked):
    export = make_export()
    rows = sorted(table(unpacked(export)), key=lambda row: row["municipality"])
    assert [(row["municipality"], row["v1_risk"], row["v2_risk"], row["role"]) for row in rows] == [
        ("630", "1", "1", "1"),
        ("657", "3", "3", "1"),
    ]
    assert [(row["v1_involved_child"], row["v1_involved_school"], row["v1_effect"]) for row in rows] == [
        ("1", "0", "")
    ] * 2
    order = people.herning.assignment.vignette_order
    assert [int(rows[1][f"{code.lower()}_position"]) for code in order] == [1, 2]
    assert rows[1]["order_seed"] == str(people.herning.assignment.seed)
    assert (export.state, export.row_count, export.column_count) == (ExportState.READY, 2, len(rows[0]))


def test_export_says_when_and_how_long_a_case_was_seen(people, make_export, unpacked):
    respondent = people.herning
    shown = datetime(2026, 11, 23, 9, 30, 59, tzinfo=ZoneInfo("Europe/Copenhagen"))
    times = {"shown_at": shown, "last_shown_at": shown}
    for page, seconds in ((0, 20), (1, 95), (REVIEW, 7)):
        PageView.objects.create(respondent=respondent, page=page, seconds=seconds, **times)
    first, second = (code.lower() for code in respondent.assignment.vignette_order)
    row = next(row for row in table(unpacked(make_export())) if row["municipality"] == "657")
    assert (row[f"{first}_shown_at"], row[f"{first}_seconds"]) == ("2026-11-23 09:30:00", "95")
    assert (row[f"{second}_shown_at"], row[f"{second}_seconds"]) == ("", "")
    rows = [row for row in table(unpacked(make_export(shape="long"))) if row["municipality"] == "657"]
    assert {(row["vignette_code"].lower(), row["seconds"]) for row in rows} == {("", "20"), (first, "95"), (second, "")}


def test_unfinished_answers_are_marked_and_only_there_when_asked_for(people, make_export, unpacked):
    rows = table(unpacked(make_export(has_unfinished=True)))
    assert sorted((row["status"], row["submitted_at"] == "") for row in rows) == [
        *[("1", False)] * 2,
        ("2", True),
    ]


def test_withdrawn_respondents_are_not_in_it(people, make_export, unpacked):
    Respondent.objects.filter(pk=people.vejle.pk).update(revoked_at=people.vejle.submitted_at)
    assert [row["municipality"] for row in table(unpacked(make_export(has_unfinished=True)))] == ["657", "657"]


def test_a_second_version_adds_its_vignette_and_leaves_the_first_blank(
    people, survey, make_respondent, answer, make_export, unpacked
):
    publish_instrument(survey=survey, instrument=instrument(3))
    answer(make_respondent(survey, "e"), risk="medium")
    found = {
        (row["instrument_version"], row["v1_risk"], row["v3_risk"], row["v3_involved_child"])
        for row in table(unpacked(make_export()))
    }
    assert found == {("1", "1", "", ""), ("1", "3", "", ""), ("2", "2", "2", "1")}


def test_long_has_a_row_for_each_question(people, make_export, unpacked):
    rows = table(unpacked(make_export(shape="long")))
    asked = 1 + 2 * 4  # the background question, and four of the battery that are not free text
    assert len(rows) == 2 * asked
    risks = {
        (row["municipality"], row["vignette_code"], row["answer_label"])
        for row in rows
        if row["question_code"] == "risk"
    }
    assert risks == {(code, case, label) for code, label in (("657", "Høj"), ("630", "Lav")) for case in ("V1", "V2")}


def test_spss_has_the_labels_of_the_survey(people, make_export, unpacked, tmp_path):
    path = tmp_path / "data.sav"
    path.write_bytes(unpacked(make_export(file_format="sav"))["data.sav"])
    frame, meta = pyreadstat.read_sav(path)
    assert meta.column_names_to_labels["v1_risk"] == "V1: Spørgsmålet risk?"
    assert meta.variable_value_labels["v1_risk"] == {1: "Lav", 2: "Middel", 3: "Høj"}
    assert meta.variable_value_labels["municipality"] == {657: "Herning", 630: "Vejle"}
    assert sorted(frame["v1_risk"]) == [1, 3]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("shape", ["wide", "long"])
def test_nothing_says_who_somebody_is(shape, file_format, people, survey, consultant, make_export, unpacked):
    export = make_export(shape=shape, file_format=file_format, municipality_key="random", has_unfinished=True)
    said = readable(unpacked(export))
    private = ["egon", "olsen", "test.example", "herning", "vejle", consultant.name, export.salt]
    private += [row.token_hash for row in survey.respondents.all()]
    assert [word for word in private if word.lower() in said] == []
    assert re.findall(r"\b0?6(?:57|30)\b", said) == []
    assert Pseudonyms(export.salt).respondent(people.herning.pk).lower() in said


def test_keys_are_no_numbers_of_the_database_and_new_in_each_export(people, make_export, unpacked):
    first, second = (table(unpacked(make_export(municipality_key=key))) for key in ("random", "code"))
    keys = [{row["respondent"] for row in rows} for rows in (first, second)]
    assert ([len(one) for one in keys], keys[0] & keys[1]) == ([2, 2], set())
    numbers = {str(row.pk) for row in Respondent.objects.all()}
    assert not numbers & {value for row in first for name, value in row.items() if name == "respondent"}
    assert sorted(row["municipality"] for row in first) == ["1", "2"]
    assert [row["respondent"] for row in first] == sorted(row["respondent"] for row in first)


def test_keys_stay_the_same_when_the_work_is_done_again(people, make_export, unpacked):
    export = make_export()
    again = build.build(export, 2, lambda percent: True)
    assert (again["file"], again["row_count"]) == (exporting.place_of(export, 2), 2)
    before = table(unpacked(export))
    export.file = again["file"]
    assert table(unpacked(export)) == before


def test_pseudonyms_of_municipalities_are_a_permutation():
    codes = [f"{number:04}" for number in range(98)]
    one, other = (Pseudonyms(salt).municipalities(codes) for salt in ("a", "b"))
    assert sorted(one.values()) == sorted(other.values()) == list(range(1, 99))
    assert one != other


def test_free_text_comes_only_when_asked_for(people, make_export, unpacked):
    without = unpacked(make_export())
    assert all(b"Egon" not in content for content in without.values())
    texts = unpacked(make_export(has_texts=True, municipality_key="random"))
    assert {row["v1_weight"] for row in table(texts)} == {"Min nabo hedder Egon."}


def test_forged_codes_are_blank_and_told(people, make_export, unpacked):
    Answer.objects.filter(respondent=people.herning, question__code="risk").update(value="forged")
    export = make_export()
    assert export.warnings == ["risk: 2 svar findes ikke i undersøgelsen og står tomme."]
    assert unpacked(export)["advarsler.txt"].decode() == export.warnings[0]


def test_the_codebook_names_everything_and_what_is_left_out(people, make_export, unpacked):
    files = unpacked(make_export())
    said = files["kodebog.html"].decode()
    assert set(files) == {"data.csv", "kodebog.html", "kodebog-ddi.xml"}
    for part in (
        "Kodebog: Børnesager",
        "v2_involved_school",
        "Spørgsmålet weight?",
        "Fritekst er ikke med",
        "2 = ",
        "<style>",
    ):
        assert part in said


def test_queries_do_not_grow_with_the_people(
    people, survey, make_respondent, answer, make_export, django_assert_max_num_queries
):
    export = make_export()
    for token in "xyz":
        answer(make_respondent(survey, token))
    with django_assert_max_num_queries(18) as counted:
        build.build(export, 2, lambda percent: True)
    assert len(counted) == 18


def test_people_are_read_some_at_a_time(people, make_export, unpacked, monkeypatch):
    monkeypatch.setattr(reading, "PEOPLE_AT_ONCE", 1)
    seen = []
    export = make_export(has_unfinished=True)
    build.build(export, 2, seen.append)
    assert (export.row_count, seen) == (3, [33, 61, 90])


def test_a_table_too_broad_for_excel_is_refused_in_words(people, make_export, monkeypatch):
    monkeypatch.setattr("vignettes.exports.formats.sheet.MOST_COLUMNS", 3)
    export = make_export(file_format="xlsx")
    assert (export.state, export.job.error[:31]) == (ExportState.FAILED, "Tabellen har 27 kolonner, og et")


def test_a_worker_killed_on_the_way_leaves_nothing_behind_in_the_end(people, survey, consultant):
    choices = {"shape": "wide", "file_format": "csv", "municipality_key": "code"}
    export = exporting.make(survey=survey, by=consultant, **choices)
    killed = queue.claim(export.job_id)
    result = build.build(export, killed.attempts, lambda percent: True)
    Export.objects.filter(pk=export.pk).get().job.__class__.objects.update(lease_until=export.requested_at)
    queue.perform(export.job_id)
    assert not queue.finish(killed, result)
    export.refresh_from_db()
    assert (export.state, export.file.name) == (ExportState.READY, exporting.place_of(export, 2))
    assert [default_storage.exists(name) for name in exporting.places(export)] == [True, True, False]
    exporting.delete(export=export)
    assert [default_storage.exists(name) for name in exporting.places(export)] == [False] * 3
