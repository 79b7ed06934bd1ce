"""What may be said of the own mean, by its reliability λ, and how old packages are read."""

import pytest

from reports import build, findings, packages, presentation, tables
from reports.analysis.results import Difference, Profile
from reports.models import Report
from reports.numbers import cut
from reports.proposals import propose

pytestmark = pytest.mark.django_db

HIGHER = Difference(hidden=False, delta=0.5, low=0.1, high=0.8, q=0.01, magnitude="large", n=9, n_others=40)


@pytest.fixture
def package(answered):
    return build.package(Report(survey=answered.survey, participation=answered.m0657, number=1))


def profile(reliability):
    return Profile(hidden=False, reliability=reliability, n=9, municipalities=5)


def with_reliability(data, reliability):
    """The same package, the own mean of every question with this λ."""
    opened = packages.opened(data)
    results = [row for vignette in opened.analysis.vignettes for row in vignette.questions]
    for row in [*results, opened.analysis.staircase, *opened.analysis.staircase.by_vignette]:
        if row.profile:
            row.profile.reliability = reliability
    return opened


@pytest.mark.parametrize("reliability", [0.0, 0.49, 0.4999])
def test_below_one_half_the_interval_stands_alone(reliability):
    sentence = findings.comparison(HIGHER, profile(reliability))
    assert sentence.startswith("Svarene viser ikke, om I ligger højere eller lavere end de andre")
    assert "95 %-interval for δ 0,10 til 0,80" in sentence
    assert findings.staircase(HIGHER, profile(reliability)) == sentence


@pytest.mark.parametrize("reliability", [0.5, 0.9])
def test_from_one_half_the_difference_is_said(reliability):
    assert findings.comparison(HIGHER, profile(reliability)).startswith("I svarer højere end de andre.")


def test_a_report_of_unsure_means_says_so_and_compares_nothing(package):
    page = presentation.present(with_reliability(package, 0.4))
    assert [row.rule for row in propose(with_reliability(package, 0.4)) if "difference" in row.rule] == []
    assert page.certainty[:2] == (
        "Jeres gennemsnit på indsatstrappen er for usikkert til at sammenligne med de andre (λ = 0,40, n = 6).",
        (
            "Ved 2 af 2 spørgsmål med ordnede svar er λ under 0,5. Der viser vi kun intervallet og skriver ikke, "
            "om I ligger højere eller lavere end de andre."
        ),
    )
    assert {section.digest for section in page.sections} == {"ingen sikker forskel"}
    said = " ".join(sentence for section in page.sections for found in section.findings for sentence in found.sentences)
    assert "I svarer højere" not in said


def test_the_table_leaves_out_what_an_unsure_mean_does_not_carry(package):
    opened = with_reliability(package, 0.4)
    row = tables.differences(opened.analysis.vignettes[0], 5).rows[0]
    assert (row[3], row[5], row[6]) == ("–", "–", "0,40")
    assert "til" in row[4]


def test_a_sure_report_says_so_without_reservation(package):
    assert presentation.present(with_reliability(package, 0.8)).certainty[:2] == (
        "Jeres gennemsnit på indsatstrappen er sikkert bestemt (λ = 0,80, n = 6).",
        "Svarene på alle spørgsmål med ordnede svar er sikre nok til at sammenligne.",
    )


def test_below_the_threshold_nothing_is_said_of_certainty(answered):
    data = build.package(Report(survey=answered.survey, participation=answered.m0183, number=1))
    assert presentation.present(packages.opened(data)).certainty == ()


def test_a_package_of_the_first_format_says_what_its_file_says(package):
    package["format"] = 1
    for name in ("placement", "calibration", "costs"):
        del package["analysis"][name]
    staircase = package["analysis"]["staircase"]
    results = [row for vignette in package["analysis"]["vignettes"] for row in vignette["questions"]]
    for row in [*results, *staircase["by_vignette"]]:
        del row["profile"], row["roles"]
    del staircase["profile"]
    old = packages.opened(package)
    page = presentation.present(old)
    assert page.staircase.sentences[1] == findings.staircase(old.analysis.staircase.difference)
    assert not [sentence for sentence in page.certainty if "λ" in sentence]


def test_a_reliability_below_the_limit_never_reads_as_if_it_had_reached_it():
    assert [cut(value) for value in (0.4999, 0.5, 0.289, None)] == ["0,49", "0,50", "0,28", "–"]
