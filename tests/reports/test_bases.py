"""Reports of the same survey over different answers: what is published is never a few people apart."""

import pytest

from jobs import queue
from jobs.errors import Refused
from reports import actions, checklist
from reports.models import Basis, Report, ReportKind
from tests.reports.conftest import respond
from vignettes.models import Respondent

pytestmark = pytest.mark.django_db


def figures(report):
    return report.data["analysis"], report.data["tables"]


def n(report):
    return report.data["analysis"]["who"]["n"]


@pytest.fixture
def more(answered):
    """more(2) → two more people answer in Herning."""

    def add(count, participation=answered.m0657):
        already = Respondent.objects.filter(participation=participation).count()
        for number in range(already, already + count):
            respond(answered.survey, participation, number, shift=True)

    return add


def test_a_new_version_over_the_same_answers_stands_on_the_same_basis(make_report, publish):
    first = publish(make_report())
    second = make_report()
    assert second.basis == first.basis
    assert figures(second) == figures(first)
    assert Basis.objects.count() == 1


@pytest.mark.parametrize(("count", "people"), [(1, 6), (4, 6), (5, 11)])
def test_a_new_version_takes_new_answers_in_when_they_are_enough(count, people, make_report, publish, more):
    first = publish(make_report())
    more(count)
    second = make_report()
    assert n(second) == people
    assert (figures(second) == figures(first)) == (count < 5)
    assert second.data["is_waiting"] == (count < 5)


def test_until_something_is_published_every_answer_counts(make_report, more):
    make_report()
    more(1)
    assert n(make_report()) == 7


def test_another_municipalitys_report_takes_them_in_no_sooner(make_report, publish, more):
    before = make_report("0630")
    publish(make_report())
    more(2)
    assert figures(make_report("0630")) == figures(before)
    more(3)
    assert figures(make_report("0630")) != figures(before)


def test_a_report_that_was_withdrawn_has_been_read(make_report, publish, more, cast):
    first = publish(make_report())
    actions.withdraw(report=first, reason="Forkerte tal", by=cast.consultant)
    more(1)
    assert figures(make_report()) == figures(first)


def test_a_draft_over_other_answers_is_not_published_beside_what_came_out_since(make_report, approve, more, cast):
    early = make_report("0630")
    more(1)
    late = approve(make_report())
    actions.publish(report=late, by=cast.consultant)
    todo = "Siden er der udgivet en rapport på andre svar. Lav en ny version, så de to passer sammen."
    assert checklist.lines(early)[0].todo == todo
    with pytest.raises(Refused, match="Siden er der udgivet en rapport på andre svar"):
        approve(early)
    with pytest.raises(Refused, match="Siden er der udgivet en rapport på andre svar"):
        actions.publish(report=early, by=cast.consultant)
    again = approve(make_report("0630"))
    assert again.basis == late.basis
    actions.publish(report=again, by=cast.consultant)
    assert Report.objects.published().count() == 2


def test_answers_that_are_enough_apart_stand_beside_each_other(make_report, publish, more):
    first = publish(make_report())
    more(5)
    second = publish(make_report("0630"))
    assert second.basis != first.basis
    assert list(second.basis.agrees_with.all()) == [first.basis]
    assert Report.objects.published().count() == 2


def test_someone_who_is_withdrawn_stays_in_the_figures_that_are_out(make_report, publish, answered):
    first = publish(make_report())
    Respondent.objects.filter(participation=answered.m0657).last().delete()
    assert figures(make_report()) == figures(first)


@pytest.mark.parametrize("kind", [ReportKind.INTERIM, ReportKind.OVERVIEW])
def test_every_kind_of_report_stands_on_a_basis(kind, answered, make_report, publish, more, cast):
    first = publish(make_report())
    more(1)
    about = None if kind == ReportKind.OVERVIEW else answered.m0657
    report = actions.make(survey=answered.survey, participation=about, by=cast.consultant, kind=kind)
    queue.perform(report.job_id)
    report.refresh_from_db()
    assert (report.state, report.basis) == ("draft", first.basis)
