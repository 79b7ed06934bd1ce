"""Writing and publishing a draft: two people at once, two clicks, what answers forbid, and who gets which version."""

from dataclasses import replace

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from jobs.errors import Refused
from tests.vignettes.conftest import instrument
from vignettes import drafts
from vignettes.actions import answering, drafting
from vignettes.actions.drafting import Moved, Stale
from vignettes.actions.publishing import publish_draft, publish_instrument
from vignettes.changes import Answered
from vignettes.drafts import BATTERY, VIGNETTES, fingerprint
from vignettes.instrument import parse
from vignettes.models import Answer, Draft, Respondent, Survey, SurveyState
from vignettes.published import answered, code_of, spec_of, specs_of


@pytest.fixture
def by(cast):
    return cast.consultant


@pytest.fixture
def survey(make_survey):
    return make_survey(introduction="Velkommen")


@pytest.fixture
def draft(survey, by):
    return drafting.start_draft(survey=survey, by=by)


def row(survey, code="risk"):
    return drafts.find(Draft.objects.get(survey=survey).content, BATTERY, code)


def test_draft_begins_with_what_is_published(survey, draft, by):
    assert draft.content == drafts.as_document(instrument()) | {"code": "boernesager_2026", "introduction": "Velkommen"}
    assert drafting.start_draft(survey=survey, by=by).pk == draft.pk


def test_new_survey_begins_empty_and_unseen(partnership, by):
    survey = drafting.create_survey(survey=Survey(partnership=partnership, title="Ældre", year=2027), by=by)
    assert (survey.state, survey.draft.content) == (SurveyState.DRAFT, drafts.empty("aeldre_2027", "Ældre"))
    assert code_of(survey) == "aeldre_2027"


@pytest.mark.parametrize("kind", ["number", "ordinal"])
def test_rows_give_back_the_instrument_they_were_made_from(make_survey, kind):
    survey = make_survey(introduction="Svar, som du ville vurdere sagen i dag.")
    first = spec_of(survey.versions.get())
    assert first == replace(instrument(), code="boernesager_2026")
    unit = [replace(one, unit="kr.", help_text="Om året") if one.kind == kind else one for one in first.battery]
    second = replace(first, battery=tuple(unit))
    assert spec_of(publish_instrument(survey=survey, instrument=second)) == second
    assert parse(drafts.as_document(second)) == second
    assert specs_of(survey) == [first, second]


def test_two_people_change_two_questions(survey, draft, by):
    risk, percent = row(survey), row(survey, "percent")
    for old, text in ((risk, "Risiko?"), (percent, "Procent?")):
        new = old | {"text": text}
        drafting.change_row(survey=survey, section=BATTERY, code=old["code"], row=new, base=fingerprint(old), by=by)
    assert (row(survey)["text"], row(survey, "percent")["text"]) == ("Risiko?", "Procent?")
    assert Draft.objects.get().revision == 3


def test_two_people_change_one_question(survey, draft, by):
    opened = row(survey)
    first, second = opened | {"text": "Min?"}, opened | {"text": "Din?"}
    same = {"survey": survey, "section": BATTERY, "code": "risk", "by": by}
    drafting.change_row(**same, row=first, base=fingerprint(opened))
    drafting.change_row(**same, row=first, base=fingerprint(opened))
    assert Draft.objects.get().revision == 2
    with pytest.raises(Stale) as stale:
        drafting.change_row(**same, row=second, base=fingerprint(opened))
    assert (stale.value.current, row(survey)) == (first, first)
    drafting.change_row(**same, row=second, base=fingerprint(stale.value.current))
    assert row(survey) == second


def test_one_changes_what_another_deletes(survey, draft, by):
    opened = row(survey)
    drafting.delete_row(survey=survey, section=BATTERY, code="risk", revision=1, by=by)
    same = {"survey": survey, "section": BATTERY, "code": "risk", "row": opened, "by": by}
    with pytest.raises(Stale) as stale:
        drafting.change_row(**same, base=fingerprint(opened))
    assert (stale.value.current, str(stale.value)) == (None, str(drafting.DELETED))
    drafting.change_row(**same, base=drafting.GONE)
    assert [one["code"] for one in Draft.objects.get().content[BATTERY]][-1] == "risk"


def test_second_click_adds_nothing(survey, draft, by):
    new = {"code": "why", "text": "Hvorfor?", "kind": "text", "required": False}
    for _click in range(2):
        drafting.add_row(survey=survey, section=BATTERY, row=new, revision=1, by=by)
    assert [one["code"] for one in Draft.objects.get().content[BATTERY]][5:] == ["why"]
    drafting.add_row(survey=survey, section=BATTERY, row=new, revision=2, by=by)
    assert [one["code"] for one in Draft.objects.get().content[BATTERY]][5:] == ["why", "why_2"]


def test_stale_page_rearranges_nothing(survey, draft, by):
    same = {"survey": survey, "section": VIGNETTES, "code": "V2", "by": by}
    assert drafting.arrange(**same, verb="up", revision=1) == "V2"
    for verb in ("up", "down", "duplicate"):
        with pytest.raises(Moved):
            drafting.arrange(**same, verb=verb, revision=1)
    assert drafting.arrange(**same, verb="duplicate", revision=2) == "V2_2"
    assert [one["code"] for one in Draft.objects.get().content[VIGNETTES]] == ["V2", "V2_2", "V1"]


@pytest.mark.parametrize(("place", "order"), [(0, "V2 V1"), (1, "V1 V2"), (99, "V1 V2")])
def test_row_is_dragged_to_a_place(survey, draft, by, place, order):
    same = {"survey": survey, "section": VIGNETTES, "code": "V2", "by": by}
    drafting.arrange(**same, verb="to", place=place, revision=1)
    assert [one["code"] for one in Draft.objects.get().content[VIGNETTES]] == order.split()


def test_every_change_stands_in_the_audit_trail(survey, draft, by):
    drafting.save_texts(
        survey=survey, title="Unge", introduction="", base=fingerprint(("Børnesager", "Velkommen")), by=by
    )
    drafting.discard(survey=survey, revision=2, by=by)
    assert list(LogEntry.objects.get_for_model(Draft).order_by("pk").values_list("action", flat=True)) == [0, 1, 2]


def test_publishing_opens_a_new_survey(survey, draft, by):
    Survey.objects.filter(pk=survey.pk).update(state=SurveyState.DRAFT)
    drafting.save_texts(
        survey=survey, title="Unge", introduction="Hej", base=fingerprint(("Børnesager", "Velkommen")), by=by
    )
    version = publish_draft(survey=survey, revision=2, by=by)
    survey.refresh_from_db()
    assert (version.number, survey.state, survey.title, survey.introduction) == (2, "open", "Unge", "Hej")
    assert not Draft.objects.exists()


def test_started_finish_theirs_and_invited_get_the_new_one(survey, respondent, make_respondent, draft, by):
    waiting = make_respondent(survey, token="another")
    sent = make_respondent(survey, token="third", submitted_at=timezone.now())
    drafting.arrange(survey=survey, section=VIGNETTES, code="V2", verb="up", revision=1, by=by)
    new = publish_draft(survey=survey, revision=2, by=by)
    versions = {one.pk: one.version.number for one in Respondent.objects.select_related("version")}
    assert versions == {respondent.pk: 1, waiting.pk: 2, sent.pk: 1}
    assert new.number == 2
    assert answering.start(respondent=waiting).assignment.respondent.version == new


def answer(respondent, code, value, vignette=None):
    version = respondent.version
    vignette = vignette and version.vignettes.get(code=vignette)
    Answer.objects.create(
        respondent=respondent, question=version.questions.get(code=code), vignette=vignette, value=value
    )


def test_answers_are_counted_by_question_option_and_case(survey, respondent, django_assert_num_queries):
    answer(respondent, "role", "leader")
    answer(respondent, "risk", "low", "V1")
    answer(respondent, "risk", "low", "V2")
    answer(respondent, "involved", ["child", "school"], "V1")
    answer(respondent, "weight", None, "V1")
    with django_assert_num_queries(3):
        counted = answered(survey)
    assert counted == Answered(
        {"role": 1, "risk": 2, "involved": 1},
        {("role", "leader"): 1, ("risk", "low"): 2, ("involved", "child"): 1, ("involved", "school"): 1},
        {"V1": 2, "V2": 1},
    )


def test_what_somebody_has_answered_stays_what_it_was(survey, respondent, draft, by):
    answer(respondent, "risk", "low", "V1")
    drafting.delete_row(survey=survey, section=BATTERY, code="risk", revision=1, by=by)
    with pytest.raises(Refused, match="ændrer det, nogen allerede har svaret på"):
        publish_draft(survey=survey, revision=2, by=by)
    assert survey.versions.count() == 1
    Answer.objects.all().delete()
    assert publish_draft(survey=survey, revision=2, by=by).number == 2


def test_nothing_new_faulty_closed_or_unseen_is_not_published(survey, draft, by):
    with pytest.raises(Refused, match="siger det samme"):
        publish_draft(survey=survey, revision=1, by=by)
    drafting.change_row(
        survey=survey,
        section=BATTERY,
        code="risk",
        row=row(survey) | {"options": []},
        base=fingerprint(row(survey)),
        by=by,
    )
    with pytest.raises(Moved):
        publish_draft(survey=survey, revision=1, by=by)
    with pytest.raises(Refused, match="Kladden har fejl"):
        publish_draft(survey=survey, revision=2, by=by)
    Survey.objects.update(state=SurveyState.CLOSED)
    with pytest.raises(Refused, match="Undersøgelsen er lukket"):
        publish_draft(survey=survey, revision=2, by=by)
    assert survey.versions.count() == 1
