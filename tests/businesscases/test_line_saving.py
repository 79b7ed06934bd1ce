"""Lines are stored once, row by row, and never over what a colleague has written."""

from uuid import UUID, uuid4

import pytest
from auditlog.models import LogEntry

from businesscases.actions.lines import Outcome, order_lines
from businesscases.models import Line
from businesscases.models.lines import MOST_LINES
from tests.businesscases.lines import delete, save

pytestmark = pytest.mark.django_db
KEY = UUID("6f1d2a34-0000-4000-8000-000000000001")


@pytest.fixture
def case(calculated_case):
    return calculated_case()


def standing(case):
    return list(case.lines.values_list("name", "version"))


def test_the_same_row_twice_is_one_line(case, cast):
    first, second = save(case, cast.member, key=KEY), save(case, cast.leader, key=KEY)
    assert (first.outcome, second.outcome, second.line.version) == (Outcome.SAVED, Outcome.SAVED, 1)
    assert standing(case) == [("Løn til to familierådgivere", 1)]
    assert (case.lines.get().changed_by, LogEntry.objects.filter(object_repr=str(case.lines.get())).count()) == (
        cast.member,
        1,
    )


def test_a_change_counts_the_version_and_says_who(case, cast):
    save(case, cast.member, key=KEY)
    saved = save(case, cast.leader, key=KEY, version=1, name="Løn")
    assert (saved.line.version, saved.line.changed_by) == (2, cast.leader)
    case.refresh_from_db()
    assert case.changed_by == cast.leader


def test_an_older_version_stores_nothing_and_shows_what_stands(case, cast):
    save(case, cast.member, key=KEY)
    save(case, cast.leader, key=KEY, version=1, name="Lederens")
    late = save(case, cast.member, key=KEY, version=1, name="Medlemmets")
    assert (late.outcome, late.line.name, late.line.changed_by) == (Outcome.STALE, "Lederens", cast.leader)
    assert standing(case) == [("Lederens", 2)]


def test_the_same_change_twice_is_no_conflict(case, cast):
    save(case, cast.member, key=KEY)
    save(case, cast.leader, key=KEY, version=1, name="Løn")
    assert save(case, cast.member, key=KEY, version=1, name="Løn").outcome == Outcome.SAVED
    assert standing(case) == [("Løn", 2)]


def test_deleting_twice_is_deleting_once(case, cast):
    save(case, cast.member, key=KEY)
    assert [delete(case, cast.member, key=KEY, version=1).outcome for _ in range(2)] == [Outcome.DELETED] * 2
    assert standing(case) == []


def test_what_has_changed_meanwhile_is_not_deleted(case, cast):
    save(case, cast.member, key=KEY)
    save(case, cast.leader, key=KEY, version=1, name="Lederens")
    assert delete(case, cast.member, key=KEY, version=1).outcome == Outcome.STALE
    assert standing(case) == [("Lederens", 2)]


def test_a_change_of_a_line_that_was_deleted_is_asked_about(case, cast):
    save(case, cast.member, key=KEY)
    delete(case, cast.leader, key=KEY, version=1)
    assert save(case, cast.member, key=KEY, version=1, name="Løn").outcome == Outcome.GONE
    assert standing(case) == []


def test_an_undone_delete_brings_the_line_back_above_every_version_it_had(case, cast):
    save(case, cast.member, key=KEY)
    delete(case, cast.member, key=KEY, version=1)
    again = [save(case, cast.member, key=KEY, version=1, is_again=True).line.version for _ in range(2)]
    assert again == [2, 2]
    assert save(case, cast.leader, key=KEY, version=1, name="Fra en anden fane").outcome == Outcome.STALE


def test_a_full_case_takes_no_more_but_changes_still(case, cast):
    save(case, cast.member, key=KEY)
    template = case.lines.get()
    rest = [Line(**values_of(template) | {"key": uuid4()}) for _ in range(MOST_LINES - 1)]
    Line.objects.bulk_create(rest)
    assert save(case, cast.member, key=uuid4()).outcome == Outcome.FULL
    assert save(case, cast.member, key=KEY, version=1, name="Løn").outcome == Outcome.SAVED
    assert case.lines.count() == MOST_LINES


def values_of(line):
    return {
        field.attname: getattr(line, field.attname) for field in Line._meta.concrete_fields if not field.primary_key
    }


def test_a_line_says_which_deleted_price_it_keeps_until_its_amount_changes(case, cast, own_price):
    price = own_price("Plejefamilie")
    save(case, cast.member, key=KEY, price=str(price.pk), unit_price="")
    price.delete()
    save(case, cast.member, key=KEY, version=1, unit_price="470.000", note="Ny note", source="Regnskabet", unit="barn")
    assert case.lines.get().price_name == "Plejefamilie"
    save(case, cast.member, key=KEY, version=2, unit_price="480.000")
    assert case.lines.get().price_name == ""


def test_lines_change_places_within_their_kind(calculated_case, cast):
    case = calculated_case(a={}, b={}, gain={"kind": "gain"}, c={})
    keys = dict(case.lines.values_list("name", "key"))
    order_lines(case=case, kind="cost", keys=[keys["C"], keys["A"]], by=cast.member)
    assert [line.name for line in case.lines.all()] == ["C", "A", "Gain", "B"]
    assert [line.version for line in case.lines.all()] == [1] * 4
