"""From answers to the frozen package and the file."""

import json
import os
import re
import subprocess
import sys
from unittest.mock import Mock

import pytest
from pypdf import PdfReader

from jobs import queue
from reports import actions, build, datasets, packages, press, setting
from reports.models import Report
from reports.pdf import validation

pytestmark = pytest.mark.django_db


def report_for(answered, code):
    return Report(survey=answered.survey, participation=getattr(answered, f"m{code}"), number=1)


def text_of(content, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_one_row_for_every_question_asked_and_submitted(answered):
    version = answered.survey.versions.get()
    rows = datasets.answers(answered.survey, version)
    assert list(rows.columns) == datasets.COLUMNS
    assert len(rows) == (6 + 7 + 6 + 5 + 4) * 2 * 2


def test_unsubmitted_and_withdrawn_respondents_do_not_count(answered):
    people = answered.survey.respondents
    people.filter(pk=people.first().pk).update(submitted_at=None)
    people.filter(pk=people.last().pk).update(revoked_at="2026-01-01T00:00Z")
    rows = datasets.answers(answered.survey, answered.survey.versions.get())
    assert rows["respondent"].nunique() == 26


def test_a_missing_answer_is_a_row_without_value(answered):
    respondent = answered.survey.respondents.first()
    respondent.answers.filter(question__code="decider", vignette__code="V1").delete()
    rows = datasets.answers(answered.survey, answered.survey.versions.get())
    assert rows[rows["value"].isna()][["respondent", "vignette", "question"]].to_numpy().tolist() == [
        [respondent.pk, "V1", "decider"]
    ]


def test_the_staircase_is_found_by_its_steps(answered):
    assert datasets.instrument(answered.survey.versions.get()).staircase == "first_step"


def test_the_same_answers_give_the_same_fingerprint(answered):
    report = report_for(answered, "0657")
    assert packages.sha256(build.package(report)) == packages.sha256(build.package(report))


def test_the_file_says_what_the_package_says(answered, tmp_path):
    data = build.package(report_for(answered, "0657"))
    rendered = setting.document(data)
    text = text_of(rendered.content, tmp_path)
    assert "6 personer har svaret for jer. I sammenlignes med 18 personer i 3 andre kommuner." in text
    assert "Alma møder træt i skole." in text
    assert "Analyserapport – Herning 2026" in text
    assert validation.failures(rendered.content) == []


def test_below_the_threshold_nothing_of_the_own_answers_is_said(answered, tmp_path):
    data = build.package(report_for(answered, "0183"))
    text = text_of(setting.document(data).content, tmp_path)
    assert "Skjult: Der er færre end 5 svar bag tallet." in text
    assert "personer har svaret for jer" not in text
    assert "Jeres svar" not in text


def test_a_survey_nobody_answered_gives_a_report_that_says_so(survey, herning, tmp_path):
    data = build.package(Report(survey=survey, participation=herning, number=1))
    assert "Skjult: Der er færre end 5 svar bag tallet." in text_of(setting.document(data).content, tmp_path)


def test_authored_text_is_text_and_fetches_nothing(answered, tmp_path):
    data = build.package(report_for(answered, "0657"))
    hostile = '<link rel="attachment" href="file:///etc/passwd"><img src="http://127.0.0.1:9/x">'
    data["recommendations"] = [{"title": hostile, "text": hostile}]
    data["vignettes"][0]["text"] = hostile
    text = text_of(setting.document(data).content, tmp_path)
    assert text.count("file:///etc/passwd") == 4


def test_other_zone_other_hashes_other_process_same_bytes(answered, tmp_path):
    data = build.package(report_for(answered, "0657"))
    (tmp_path / "package.json").write_text(json.dumps(data), encoding="utf-8")
    script = (
        "import json, sys, django; django.setup(); from reports import setting;"
        f"print(setting.document(json.load(open({str(tmp_path / 'package.json')!r}, encoding='utf-8'))).sha256)"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "FONTCONFIG_FILE": str(tmp_path / "none.conf")},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for zone, seed in (("Pacific/Auckland", "1"), ("America/Nome", "4711"))
    ]
    assert printed == [setting.document(data).sha256] * 2


def test_a_character_without_a_glyph_parks_the_job_in_words_and_stores_nothing(answered, cast):
    report = actions.make(survey=answered.survey, participation=answered.m0183, by=cast.consultant)
    data = build.package(report)
    data["recommendations"] = [{"title": "Fejr det \N{PARTY POPPER}", "text": "Godt gået."}]
    Report.objects.update(data=data)
    queue.perform(report.job_id)
    report.refresh_from_db()
    assert (report.state, report.file.name, report.job.attempts) == ("failed", "", 1)
    assert "tegn, som dens skrifttype mangler: \N{PARTY POPPER}." in report.job.error


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (press.NotSettable("InvalidFile", "UA1-RULE-1"), "Filen bryder regler"),
        (press.NotSettable("MalformedDocument", "line 3"), "kan ikke sættes op"),
    ],
)
def test_what_cannot_be_set_parks_the_job_at_once(answered, cast, monkeypatch, failure, said):
    monkeypatch.setattr(press, "printed", Mock(side_effect=failure))
    report = actions.make(survey=answered.survey, participation=answered.m0183, by=cast.consultant)
    queue.perform(report.job_id)
    report.refresh_from_db()
    assert (report.state, report.file.name, report.job.attempts) == ("failed", "", 1)
    assert said in report.job.error


def test_recommendations_keep_their_paragraphs_and_lines(answered, tmp_path):
    data = build.package(report_for(answered, "0657"))
    data["recommendations"] = [{"title": "Råd", "text": "Linje et\r\nlinje to\r\n\r\nNæste afsnit"}]
    assert "Linje et\nlinje to\nNæste afsnit" in text_of(setting.document(data).content, tmp_path)


def test_a_figure_stays_on_the_line_of_its_unit(answered):
    html, _pictures = setting.source(build.package(report_for(answered, "0657")))
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}6" in html
    assert not re.search(r"\d %|\bn =", html)
