"""Tables by role and peer group: what is shown, what is hidden, and that it adds up to the report's own figures."""

from dataclasses import asdict

import pytest

from reports.analysis.breakdown import EVERYBODY, break_down
from reports.analysis.cells import gather
from reports.analysis.peers import Facts
from reports.analysis.study import analyse_cells
from tests.analysis.survey import INSTRUMENT, frame, survey

CODES = [f"01{number:02}" for number in range(12)]
FACTS = {code: Facts(1000 * place, f"kind {place % 2}", "region") for place, code in enumerate(CODES)}
CASEWORKERS, LEADERS = ("caseworker",), ("leader",)


def cells_of(sizes):
    return gather(survey(sizes), INSTRUMENT, 5)


@pytest.fixture(scope="module")
def cells():
    return cells_of(dict.fromkeys(CODES, 20))


@pytest.fixture(scope="module")
def tables(cells):
    return break_down(cells, INSTRUMENT, CODES[0], FACTS)


def group(tables, roles, vignette="V1", question="first_step"):
    row = next(row for row in tables.cells if (row.vignette, row.question) == (vignette, question))
    return next((found for found in row.groups if found.roles == roles), None)


def test_everybody_beside_all_others_is_what_the_report_says(cells, tables):
    report = analyse_cells(cells, INSTRUMENT, CODES[0])
    for result in (row for vignette in report.vignettes for row in vignette.questions if row.own.shares):
        found = group(tables, EVERYBODY, result.vignette, result.question)
        assert found.n == result.own.n
        assert list(found.counts) == [share.count for share in result.own.shares]
        ends = [end for share in result.own.shares for end in (share.low, share.high)]
        assert [end for interval in found.intervals for end in interval] == pytest.approx(ends, abs=1e-6)
        others = found.others[0]
        assert (others.peers, others.n, others.municipalities) == ("all", result.others.n, result.others.municipalities)
        assert others.shares == pytest.approx([share.share for share in result.others.shares], abs=1e-6)


def test_the_roles_add_up_to_everybody(tables):
    everybody, *parts = (group(tables, roles) for roles in (EVERYBODY, CASEWORKERS, LEADERS))
    assert [sum(numbers) for numbers in zip(*(part.counts for part in parts), strict=True)] == list(everybody.counts)
    assert (everybody.n, [part.n for part in parts]) == (20, [15, 5])
    assert tables.roles == (CASEWORKERS, LEADERS)


def test_only_caseworkers_are_compared_by_role_and_only_with_all_others(tables):
    assert [other.peers for other in group(tables, CASEWORKERS).others] == ["all"]
    assert group(tables, LEADERS).others == ()


def test_a_peer_group_is_those_of_like_size_without_the_own(tables):
    assert tables.peers[:2] == ("all", "size")
    assert tables.members[0] == tuple(CODES[1:])
    assert tables.members[1] == tuple(CODES[1:6])
    assert [other.municipalities for other in group(tables, EVERYBODY).others][:2] == [11, 5]


def test_a_small_role_is_put_together_with_another():
    people = ["caseworker"] * 9 + ["leader"] * 4 + ["other"] * 3
    rows = [(at, "0100", role, "V1", "risk", 10 * (at % 3)) for at, role in enumerate(people)]
    tables = break_down(gather(frame(rows), INSTRUMENT, 5), INSTRUMENT, "0100", FACTS)
    assert tables.roles == (CASEWORKERS, ("leader", "other"))
    assert [row.n for row in tables.cells[1].groups] == [16, 9, 7]
    assert tables.peers == ()


@pytest.mark.parametrize("roles", [{"caseworker": 9, "leader": 4}, {"caseworker": 3, "leader": 1}])
def test_a_small_role_beside_one_other_is_not_told_apart(roles):
    people = [role for role, n in roles.items() for _ in range(n)]
    rows = [(at, "0100", role, "V1", "risk", 10) for at, role in enumerate(people)]
    tables = break_down(gather(frame(rows), INSTRUMENT, 5), INSTRUMENT, "0100", FACTS)
    assert tables.roles == ()
    own = next(row.groups for row in tables.cells if row.question == "risk")
    assert [row.n for row in own] == ([13] if len(people) >= 5 else [None])


def test_a_municipality_below_the_threshold_enters_nobodys_table(tables):
    with_small = cells_of(dict.fromkeys(CODES, 20) | {"0199": 4})
    facts = FACTS | {"0199": Facts(1, "kind 0", "region")}
    found = break_down(with_small, INSTRUMENT, CODES[0], facts)
    assert group(found, EVERYBODY).others[0] == group(tables, EVERYBODY).others[0]
    hidden = break_down(with_small, INSTRUMENT, "0199", facts)
    assert {(row.n, row.counts) for cell in hidden.cells for row in cell.groups} == {(None, ())}
    assert hidden.roles == ()
    assert {other.municipalities for other in group(hidden, EVERYBODY).others} == {12}


def test_nothing_but_whole_numbers_and_shares_is_stored(tables):
    for row in asdict(tables)["cells"]:
        for found in row["groups"]:
            assert all(isinstance(count, int) for count in found["counts"])
            assert all(0 <= share <= 1 for other in found["others"] for share in other["shares"])


def test_answers_of_a_municipality_nobody_knows_are_refused(cells):
    with pytest.raises(KeyError, match=CODES[-1]):
        break_down(cells, INSTRUMENT, CODES[0], dict(list(FACTS.items())[:-1]))
