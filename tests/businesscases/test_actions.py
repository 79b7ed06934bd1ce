"""How cases begin and change: once, not over somebody else's words, and with evidence that stays."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction

from businesscases.actions import cases as actions
from businesscases.guarding import fingerprint
from businesscases.models import Case, Evidence

pytestmark = pytest.mark.django_db

CHANGES = {
    "sentence": "Noget andet.",
    "heading": "Noget andet",
    "section": "Yusuf",
    "rule": "",
    "rule_name": "",
    "statistic": "δ = 0,99",
    "interval": "",
    "q": "q < 0,001",
    "n": None,
    "report_pk": 8,
    "report_number": 3,
    "report_sha256": "b" * 64,
    "published_on": date(2027, 1, 1),
    "survey": "En anden",
    "address": "/",
}


@pytest.fixture
def start(herning, cast, quoted):
    """start() → what `start_case` says; by keyword another finding, municipality or person."""

    def start(*, participation=herning, origin="report:7:vignette-1", by=cast.leader, **fields):
        return actions.start_case(participation=participation, origin=origin, evidence=quoted(**fields), by=by)

    return start


def test_a_case_is_an_idea_with_the_finding_it_was_started_from(start, herning, cast):
    case, is_new = start()
    row = case.evidence.get()
    assert (is_new, case.stage, case.title) == (True, "idea", "Alma: Hvilket trin vælger du først?")
    assert (case.municipality, case.participation, case.created_by) == (herning.municipality, herning, cast.leader)
    assert (row.sentence, row.statistic, row.n) == ("I svarer højere end de andre.", "δ = 0,42", 24)


def test_starting_twice_is_starting_once_whoever_clicks(start, cast):
    first, _is_new = start()
    assert start(by=cast.contact) == (first, False)
    assert (Case.objects.count(), Evidence.objects.count()) == (1, 1)


def test_another_finding_and_another_municipality_have_their_own_case(start, vejle):
    cases = {start()[0], start(origin="report:7:vignette-2")[0], start(participation=vejle)[0]}
    assert len(cases) == 3


def test_the_database_itself_keeps_one_case_per_finding(make_case):
    make_case(origin="report:7:vignette-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(origin="report:7:vignette-1")
    assert {make_case().origin, make_case().origin} == {""}


def test_a_long_heading_is_cut_visibly(start):
    assert start(heading="x" * 300)[0].title == "x" * 159 + "…"


def test_the_second_click_on_a_new_idea_creates_nothing(herning, cast):
    idea = {"municipality": herning.municipality, "title": "Tidlig hjælp", "problem": "Vi kommer for sent."}
    assert actions.create_case(by=cast.member, **idea) == actions.create_case(by=cast.member, **idea)
    actions.create_case(by=cast.leader, **idea)
    assert Case.objects.count() == 2


def test_a_change_counts_and_says_who(make_case, cast):
    case = make_case()
    over = fingerprint(case, ["title"])
    case = actions.save_case(case=case, over=over, by=cast.leader, title="Tidlig indsats")
    assert (case.title, case.version, case.changed_by, case.created_by) == (
        *("Tidlig indsats", 2),
        *(cast.leader, cast.member),
    )
    assert actions.save_case(case=case, over=over, by=cast.member, title="Tidlig indsats").version == 2


def test_words_over_older_ones_are_refused_and_both_are_kept(make_case, cast):
    case = make_case()
    over = fingerprint(case, ["title"])
    actions.save_case(case=case, over=over, by=cast.leader, title="Først")
    with pytest.raises(actions.Stale) as stale:
        actions.save_case(case=case, over=over, by=cast.member, title="Sidst")
    assert (stale.value.current.title, Case.objects.get().title) == ("Først", "Først")


def test_two_at_different_steps_are_not_in_each_others_way(make_case, cast):
    case = make_case()
    overs = fingerprint(case, ["problem"]), fingerprint(case, ["intervention"])
    actions.save_case(case=case, over=overs[0], by=cast.leader, problem="Fravær")
    actions.save_case(case=case, over=overs[1], by=cast.member, intervention="Besøg")
    case.refresh_from_db()
    assert (case.problem, case.intervention, case.version) == ("Fravær", "Besøg", 3)


def test_the_trail_keeps_what_stood_there(make_case, cast):
    case = make_case()
    over = fingerprint(case, ["title"])
    actions.save_case(case=case, over=over, by=cast.leader, title="Tidlig indsats")
    change = LogEntry.objects.get(action=LogEntry.Action.UPDATE).changes["title"]
    assert change == ["Tidlig hjælp", "Tidlig indsats"]


@pytest.mark.parametrize("field", CHANGES)
def test_what_is_quoted_cannot_be_changed(start, field):
    start()
    with pytest.raises(IntegrityError, match="evidence never changes"), transaction.atomic():
        Evidence.objects.update(**{field: CHANGES[field]})


def test_evidence_cannot_be_moved_to_another_case(start, make_case):
    start()
    with pytest.raises(IntegrityError, match="evidence never changes"), transaction.atomic():
        Evidence.objects.update(case=make_case())


def test_a_withdrawal_is_noted_once_on_every_case_and_the_quotation_stays(start, vejle):
    start()
    start(participation=vejle)
    start(origin="report:8:staircase", report_pk=8)
    actions.note_withdrawal(report_pk=7, withdrawn_on=date(2026, 6, 1), replaced_by_number=3)
    actions.note_withdrawal(report_pk=7, withdrawn_on=date(2026, 7, 1))
    noted = Evidence.objects.order_by("pk").values_list("withdrawn_on", "replaced_by_number", "statistic")
    day = date(2026, 6, 1)
    assert list(noted) == [(day, 3, "δ = 0,42"), (day, 3, "δ = 0,42"), (None, None, "δ = 0,42")]
    with pytest.raises(IntegrityError, match="evidence never changes"), transaction.atomic():
        Evidence.objects.filter(report_pk=7).update(withdrawn_on=None, replaced_by_number=None)
