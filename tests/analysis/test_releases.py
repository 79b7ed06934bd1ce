"""When answers may change that stand in a published report."""

import json

import pytest

from reports.analysis.releases import WHO, admitted, framed, is_safe, packed, read, unpacked
from tests.analysis.survey import frame, survey

PLACE = ("V1", "risk")


def people(numbers, value=40, role="caseworker", code="0101"):
    return [(number, code, role, *PLACE, value) for number in numbers]


def answers(*groups):
    return read(frame([row for group in groups for row in group]))


TEN = answers(people(range(10)))


def admit(now, *released):
    found = admitted(now, released, 5)
    return found.answers["0101"], found.waiting


def test_what_is_stored_is_what_was_read():
    found = read(survey({"0101": 6, "0147": 3}))
    assert unpacked(json.loads(json.dumps(packed(found)))) == found
    assert found["0101"][WHO][4] == ("leader", None)
    places = [place for place in found["0101"] if place != WHO]
    assert read(framed(found, places)) == found


def test_nothing_published_holds_nothing_back():
    assert admit(TEN) == (TEN["0101"], ())


@pytest.mark.parametrize("more", [1, 4])
def test_fewer_than_the_threshold_must_wait(more):
    assert admit(answers(people(range(10 + more))), TEN) == (TEN["0101"], ("0101",))


def test_enough_new_people_are_let_in_together():
    now = answers(people(range(15)))
    assert admit(now, TEN) == (now["0101"], ())


@pytest.mark.parametrize("changed", [1, 4])
def test_few_changed_answers_must_wait(changed):
    now = answers(people(range(changed), value=90), people(range(changed, 10)))
    assert admit(now, TEN) == (TEN["0101"], ("0101",))


def test_few_who_are_gone_still_count_and_many_do_not():
    assert admit(answers(people(range(8))), TEN)[0] == TEN["0101"]
    now = answers(people(range(5)))
    assert admit(now, TEN) == (now["0101"], ())


def test_only_the_question_that_would_tell_waits():
    skipped = [(number, "0101", "caseworker", "V2", "risk", 10) for number in range(11)]
    before = answers(people(range(10)), skipped[:10])
    now = answers(people(range(15)), skipped)
    found, waiting = admit(now, before)
    assert len(found[WHO]) == len(found[PLACE]) == 15
    assert sorted(found["V2", "risk"]) == list(range(10))
    assert waiting == ("0101",)


def test_people_of_a_small_role_wait_although_the_whole_is_large_enough():
    before = answers(people(range(10)), people(range(20, 26), role="leader"))
    now = answers(people(range(15)), people(range(20, 27), role="leader"))
    assert admit(now, before)[0] == before["0101"]
    unsplit = answers(people(range(10)), people(range(20, 24), role="leader"))
    later = answers(people(range(15)), people(range(20, 24), role="leader"))
    assert admit(later, unsplit)[0] == later["0101"]


def test_a_change_that_is_taken_back_is_held_against_every_version():
    back = answers(people(range(9)))
    fifteen = answers(people(range(15)))
    assert admit(back, TEN, fifteen)[0] == fifteen["0101"]
    assert admit(TEN, TEN, fifteen)[0] == TEN["0101"]


def test_a_municipality_that_was_too_small_to_be_published_is_free():
    now = answers(people(range(6)))
    assert admit(now, answers(people(range(4)))) == (now["0101"], ())


def test_a_municipality_that_has_gone_altogether_is_gone():
    found = admitted(answers(people(range(3), code="0147")), [TEN], 5)
    assert (set(found.answers), found.waiting) == ({"0147"}, ())


def test_a_group_is_judged_by_role_only_where_roles_are_shown():
    mixed = answers(people(range(4)), people(range(10, 16), role="leader"))
    assert is_safe(PLACE, [mixed["0101"]], 5)
