"""Where a municipality stands, in words, and the report on one page."""

from dataclasses import replace
from unittest.mock import Mock

import pytest

from reports import build, onepage, packages, presentation, standings
from reports.analysis.results import Funnel, FunnelLimit, FunnelPoint, PlacementThreshold, Profile
from reports.models import Report

pytestmark = pytest.mark.django_db

PROFILE = Profile(
    hidden=False,
    icc=0.2,
    reliability=0.9,
    centre=2.9,
    shrunk=2.6,
    low=2.4,
    high=2.8,
    rank_low=1,
    rank_high=5,
    n=34,
    municipalities=11,
)
THRESHOLD = PlacementThreshold(False, 83.1, 80.1, 104.2, 78.5, 0.1, 204, 34, 11)


@pytest.fixture
def opened(answered):
    def open_for(code):
        report = Report(survey=answered.survey, participation=getattr(answered, f"m{code}"), number=1)
        return packages.opened(build.package(report))

    return open_for


def test_the_rank_is_an_interval_in_words():
    assert standings.profile_sentences(PROFILE) == (
        "Når vi ser bort fra tilfældigheder, ligger jeres gennemsnit på trin 2,6 (95 %-interval 2,4 til 2,8).",
        "Gennemsnittet for alle kommuner er trin 2,9.",
        (
            "Talt fra den mindst indgribende praksis ligger I med 95 procents sikkerhed mellem nummer 1 og "
            "nummer 5 af 11 kommuner."
        ),
        "Det er ikke en rangliste over kvalitet: Et lavere trin er ikke bedre i sig selv.",
    )


def test_an_unsure_mean_gets_no_place():
    assert standings.profile_sentences(replace(PROFILE, reliability=0.49)) == (
        "Når vi ser bort fra tilfældigheder, ligger jeres gennemsnit på trin 2,6 (95 %-interval 2,4 til 2,8).",
        "Svarene er for usikre til at sige, hvor I ligger mellem kommunerne.",
    )


def test_without_variance_between_municipalities_there_is_no_difference():
    found = replace(PROFILE, icc=0.0, reliability=0.0)
    assert standings.profile_sentences(found)[1] == "Der er ingen målbar forskel mellem kommunerne."


def test_the_placement_threshold_stays_on_the_scale():
    assert standings.placement_sentences(THRESHOLD) == (
        (
            "Halvdelen af jer vælger trin 4 eller højere, når I vurderer risikoen til omkring 83 procent "
            "(95 %-interval 80 til 100 procent, n = 204 svar fra 34 personer)."
        ),
        "I en typisk kommune er det omkring 78 procent.",
    )


@pytest.mark.parametrize("risk", [None, -3.0, 104.0])
def test_a_threshold_outside_the_scale_is_not_told(risk):
    assert standings.placement_sentences(replace(THRESHOLD, risk=risk)) == (
        "Svarene viser ingen risiko mellem 0 og 100 procent, hvor halvdelen af jer vælger anbringelse.",
    )


def test_one_page_has_three_findings_and_one_picture(opened):
    page = onepage.one_page(opened("0657"))
    assert len(page.points) == 3
    assert page.picture.name == "one-page"
    assert page.is_proposed is True


def test_written_recommendations_come_before_proposals(opened):
    package = opened("0657")
    package.recommendations = [type("Row", (), {"title": title, "text": "Tekst"}) for title in "ABCD"]
    page = onepage.one_page(package)
    assert [(row.heading, row.anchor) for row in page.advice] == [
        ("A", "recommendation-1"),
        ("B", "recommendation-2"),
        ("C", "recommendation-3"),
    ]
    assert page.is_proposed is False


def test_below_the_threshold_neither_page_nor_standing(opened):
    package = opened("0183")
    assert onepage.one_page(package) == onepage.OnePage((), (), False, None)
    assert standings.standings(package) == ()
    assert list(presentation.present(package).pictures) == []


def test_who_decides_case_by_case(opened):
    found = {part.anchor: part for part in standings.standings(opened("0657"))}
    assert list(found) == ["profile", "cases-spread", "funnel", "cases-compared", "decider", "roles"]
    assert found["decider"].table.rows[0][0] == "Alma"
    assert found["decider"].sentences == ("”caseworker” er det hyppigste svar i 2 af 2 sager.",)


def funnel_of(n, mean, reliability):
    limits = (FunnelLimit(n - 1, 2.0, 2.4, 3.4, 3.8), FunnelLimit(n, 2.2, 2.5, 3.3, 3.6))
    return Mock(
        funnel=Funnel(False, n, mean, 2.9, (FunnelPoint(9, 3.0),), limits),
        profile=replace(PROFILE, reliability=reliability),
    )


@pytest.mark.parametrize(
    ("mean", "reliability", "said"),
    [
        (2.6, 0.8, "Jeres gennemsnit, trin 2,6, ligger inden for grænserne (n = 20)"),
        (2.4, 0.8, "Jeres gennemsnit, trin 2,4, ligger uden for 95 %-grænserne, men inden for 99,8 %-grænserne"),
        (3.7, 0.8, "Jeres gennemsnit, trin 3,7, ligger uden for 99,8 %-grænserne (n = 20)"),
        (3.7, 0.4, "Svarene er for usikre til at sige, hvor I ligger mellem kommunerne."),
    ],
)
def test_the_funnel_is_read_in_words_and_only_where_the_mean_is_sure(mean, reliability, said):
    assert standings.funnel_sentences(funnel_of(20, mean, reliability))[1].startswith(said)


def test_no_table_of_the_funnel_names_another_municipality(opened):
    found = {part.anchor: part for part in standings.standings(opened("0657"))}
    names = {row[0] for row in found["funnel"].table.rows}
    assert names == {"Herning", "En anden kommune"}
    assert [row[1] for row in found["funnel"].table.rows] == ["6", "ca. 5", "ca. 5", "ca. 5"]
