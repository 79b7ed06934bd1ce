"""Answers whose question is not asked stand in no report and no export; whoever answers alike is worked out once."""

import csv
import io
import json
from dataclasses import replace

import pytest

from reports import datasets
from tests.vignettes.asking import instrument, published
from vignettes.actions import answering
from vignettes.actions.publishing import publish_instrument
from vignettes.models import Answer, MunicipalityKey, Respondent
from vignettes.published import flows_of
from vignettes.uncounted import Flow

ALL = {"role": "leader", "years": 7, "risk": "high", "percent": 70, "why": "Skolen"}


@pytest.fixture
def survey(partnership):
    return published(partnership)


@pytest.fixture
def answer(survey, make_respondent):
    """answer("caseworker", risk="low") → somebody invited in that role who has sent answers to everything."""

    def fill(role, **changed):
        respondent = answering.start(respondent=make_respondent(survey, token=f"{role}{changed}", role=role))
        values, version = ALL | changed, respondent.version
        Answer.objects.bulk_create(
            Answer(respondent=respondent, question=question, vignette=vignette, value=values[question.code])
            for question in version.questions.filter(code__in=values)
            for vignette in (version.vignettes.all() if question.is_per_vignette else [None])
        )
        Respondent.objects.filter(pk=respondent.pk).update(submitted_at=respondent.started_at)
        return respondent

    return fill


@pytest.mark.parametrize(
    ("role", "changed", "hidden"),
    [
        ("caseworker", {}, []),
        ("caseworker", {"role": "caseworker"}, [("", "years"), ("V1", "why")]),
        ("leader", {"risk": "low"}, [("V1", "percent"), ("V1", "why")]),
        ("leader", {"percent": 49}, [("V1", "why")]),
        ("other", {}, [("V1", "risk"), ("V1", "percent"), ("V1", "why")]),
    ],
)
def test_flow_finds_what_is_not_asked(survey, role, changed, hidden):
    given = {("" if code in ("role", "years") else "V1", code): value for code, value in (ALL | changed).items()}
    version = survey.versions.get()
    assert sorted(Flow(version.questions.all()).uncounted(role, given)) == sorted(hidden)


def test_answers_alike_are_worked_out_once(survey):
    read = []
    flow = Flow(survey.versions.get().questions.all(), lambda text: read.append(text) or json.loads(text))
    given = {("", "role"): '"leader"', ("V1", "risk"): '"low"', ("V1", "why"): '"anything"'}
    for _person in range(3):
        assert list(flow.uncounted("leader", given)) == [("V1", "why")]
    assert read == ['"leader"', '"low"', '"leader"']


def test_only_versions_with_conditions_have_a_flow(survey, django_assert_num_queries):
    draft = instrument()
    rows = [replace(row, condition=None) for row in draft.background + draft.battery]
    publish_instrument(survey=survey, instrument=replace(draft, background=tuple(rows[:2]), battery=tuple(rows[2:])))
    with django_assert_num_queries(1):
        assert list(flows_of(survey)) == [1]


def test_reports_read_what_counts(survey, answer):
    leader, other = answer("leader", risk="low"), answer("other")
    frame = datasets.answers(survey, survey.versions.get())
    read = {
        pk: {(row.vignette, row.question): row.value for row in rows.itertuples() if row.value is not None}
        for pk, rows in frame.groupby("respondent")
    }
    once = {("", "role"): "leader", ("", "years"): 7}
    assert read == {leader.pk: once | {("V1", "risk"): "low", ("V2", "risk"): "low"}, other.pk: once}
    assert len(frame) == 2 * len(datasets.places(survey.versions.get()))


@pytest.mark.parametrize("shape", ["wide", "long"])
def test_exports_leave_blank_what_is_not_asked(survey, answer, make_export, unpacked, shape):
    answer("leader", percent=49)
    files = unpacked(make_export(shape=shape, has_texts=True, municipality_key=MunicipalityKey.RANDOM))
    rows = list(csv.DictReader(io.StringIO(files["data.csv"].decode())))
    if shape == "wide":
        assert [rows[0][name] for name in ("years", "v1_risk", "v1_percent", "v1_why")] == ["7", "2", "49", ""]
    else:
        told = {
            (row["vignette_code"], row["question_code"]): row["answer_number"] or row["answer_text"] for row in rows
        }
        assert [told["", "years"], told["V1", "percent"], told["V1", "why"]] == ["7", "49", ""]
