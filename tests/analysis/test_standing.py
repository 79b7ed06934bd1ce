import numpy as np
import pytest

from reports.analysis.cells import gather
from reports.analysis.results import Funnel, FunnelPoint, RoleAnswers
from reports.analysis.shrinkage import empirical_bayes, rank_intervals
from reports.analysis.standing import funnel_of, nameless, profile_of, roles_of
from reports.analysis.study import analyse
from reports.analysis.summaries import mean_interval
from reports.analysis.variance import one_way_reml, reliability
from tests.analysis.survey import INSTRUMENT, frame, survey

OWN = np.array([5.0, 5.0, 6.0, 4.0])
OTHERS = [np.array([1.0, 2.0, 1.0]), np.array([2.0, 3.0]), np.array([3.0, 4.0, 3.0, 2.0, 3.0])]


def test_profile_is_made_of_the_functions_of_its_parts():
    found = profile_of(OWN, OTHERS, ranks=True)
    groups = np.repeat(range(4), [4, 3, 2, 5])
    reml = one_way_reml(np.concatenate([OWN, *OTHERS]), groups)
    errors = np.sqrt(reml.within / np.array([4, 3, 2, 5]))
    shrunk = empirical_bayes([5, 4 / 3, 2.5, 3], errors)
    assert (found.icc, found.reliability) == (pytest.approx(reml.icc), pytest.approx(reliability(reml.icc, 4)))
    assert found.shrunk == pytest.approx(shrunk.shrunk[0])
    assert (found.low + found.high) / 2 == pytest.approx(found.shrunk)
    assert found.others == tuple(sorted(round(mean, 1) for mean in shrunk.shrunk[1:]))
    low, high = rank_intervals(shrunk.shrunk, shrunk.standard_errors)
    assert (found.rank_low, found.rank_high, found.municipalities, found.n) == (low[0], high[0], 4, 4)
    assert found.others[-1] < found.shrunk < 5


def test_municipalities_that_do_not_differ_share_the_centre():
    found = profile_of(np.array([1.0, 5.0]), [np.array([5.0, 1.0]), np.array([1.0, 5.0, 3.0])], ranks=False)
    assert (found.icc, found.reliability, found.centre, found.shrunk) == (0, 0, 3, 3)
    assert found.others == (3, 3)
    assert (found.rank_low, found.rank_high) == (None, None)


def test_answers_all_alike_have_no_icc():
    found = profile_of(np.array([3.0, 3.0]), [np.array([3.0, 3.0])] * 3, ranks=True)
    assert (found.icc, found.reliability, found.centre, found.shrunk, found.low, found.high) == (None, None, 3, 3, 3, 3)
    assert (found.rank_low, found.rank_high) == (1, 4)


def role_rows(counts, silent=()):
    people = [role for role, n in counts.items() for _ in range(n)]
    return [(at, "0101", role, "V1", "risk", None if at in silent else 10 * (at % 5)) for at, role in enumerate(people)]


def roles_shown(counts, silent=()):
    cells = gather(frame(role_rows(counts, silent)), INSTRUMENT, 5)
    return roles_of(cells, "0101", cells.of("0101", "V1", "risk"))


def test_roles_have_their_means():
    caseworker, leader, other = roles_shown({"caseworker": 10, "leader": 5})
    assert (caseworker.n, caseworker.mean, leader.n, leader.mean) == (10, 20, 5, 20)
    assert (leader.mean_low, leader.mean_high) == pytest.approx(mean_interval(20, np.sqrt(50), 5))
    assert other == RoleAnswers("other", hidden=True)


@pytest.mark.parametrize(
    ("counts", "silent", "shown"),
    [
        ({"caseworker": 10, "leader": 6, "other": 5}, (), ["caseworker", "leader", "other"]),
        ({"caseworker": 10, "leader": 6, "other": 2}, (), ["caseworker"]),
        ({"caseworker": 10, "leader": 4}, (), []),
        # All three are large enough, but two of the others said nothing about this: the leaders go with them.
        ({"caseworker": 10, "leader": 6, "other": 5}, (16, 17), ["caseworker"]),
        # The two others said nothing here; that they are few is hidden where people are counted, and so it is here.
        ({"caseworker": 10, "leader": 6, "other": 2}, (16, 17), ["caseworker"]),
    ],
)
def test_a_small_role_does_not_follow_from_the_others(counts, silent, shown):
    assert [role.role for role in roles_shown(counts, silent) if not role.hidden] == shown


def test_the_report_holds_profiles_and_roles():
    answers = survey({"0101": 24, "0147": 25, "0151": 15, "0153": 30}, {"0101": 1.0})
    found = analyse(answers, INSTRUMENT, "0101", 5)
    assert not found.staircase.profile.hidden
    assert found.staircase.profile.reliability > 0.5
    assert found.staircase.profile.rank_low <= found.staircase.profile.rank_high == 4
    step = found.staircase.by_vignette[0]
    assert (step.profile.municipalities, step.profile.rank_low) == (4, None)
    assert [role.n for role in step.roles] == [18, 6, None]
    assert [result.profile is None for result in found.vignettes[0].questions] == [False] * 4 + [True] * 2
    alone = analyse(survey({"0101": 24, "0147": 4}), INSTRUMENT, "0101", 5)
    assert alone.staircase.profile.hidden
    assert analyse(answers, INSTRUMENT, "0999", 5).staircase.profile.hidden


def test_the_funnel_has_the_limits_of_one_answer_around_the_centre():
    found = funnel_of(OWN, OTHERS, 3.0)
    inside = sum(((group - group.mean()) ** 2).sum() for group in (OWN, *OTHERS)) / (14 - 4)
    assert (found.n, found.mean, found.centre) == (4, 5.0, 3.0)
    assert [(row.n, row.mean) for row in found.others] == [(5, 1.3), (5, 2.5), (5, 3.0)]
    assert [row.size for row in found.limits] == [3, 4, 5, 6]
    four = found.limits[1]
    assert four.upper - 3 == pytest.approx(1.959964 * np.sqrt(inside / 4), rel=1e-6)
    assert 3 - four.low == pytest.approx(3.090232 * np.sqrt(inside / 4), rel=1e-6)


@pytest.mark.parametrize(("own", "others", "centre"), [(OWN, OTHERS, None), (OWN[:1], [OWN[:1]] * 3, 3.0)])
def test_without_centre_or_anything_inside_there_is_no_funnel(own, others, centre):
    assert funnel_of(own, others, centre) == Funnel(hidden=True)


@pytest.mark.parametrize(("size", "told"), [(2, 5), (7, 5), (8, 10), (12, 10), (13, 15), (40, 40)])
def test_another_municipality_is_told_without_what_would_tell_its_name(size, told):
    scores = np.array([1.0] * (size - 1) + [2.0])
    assert nameless(scores) == FunnelPoint(told, round(1 + 1 / size, 1))
