"""A report of a survey whose cases a design made: each case counts those who got it, and a repeat counts nobody."""

import random
from datetime import date

import pytest
from django.utils import timezone

from municipalities.models import Municipality, Participation
from reports import build, datasets, ground, packages, presentation, sheets, texts
from reports.analysis import releases
from reports.models import Report
from tests.vignettes.starts import asked, open_survey
from vignettes import assigning
from vignettes.models import Answer, Assignment, Respondent
from vignettes.published import cases_in

pytestmark = pytest.mark.django_db
VALUES = {"risk": ("low", "medium", "high"), "percent": (10, 40, 80), "involved": (["child"], ["school"], ["network"])}


@pytest.fixture
def survey(partnership):
    """24 people in each of four municipalities, six with each deck."""
    survey, draw = open_survey(partnership), random.Random(3)
    people = []
    for code in ("0657", "0630", "0615", "0265"):
        municipality = Municipality.objects.get(code=code)
        day = {"partnership": partnership, "municipality": municipality, "enrolled_on": date(2026, 1, 1)}
        people += asked(survey, Participation.objects.create(**day), "caseworker", 24)
    _answer(survey.versions.get(), people, draw)
    Respondent.objects.update(started_at=timezone.now(), submitted_at=timezone.now())
    return survey


def _answer(version, people, draw):
    cases, vignettes = cases_in(version), {row.code: row for row in version.vignettes.all()}
    dealt = [
        Assignment(respondent=person, seed=n, deck=n % 4 + 1, vignette_order=assigning.order_of(cases, n % 4 + 1, n))
        for n, person in enumerate(people)
    ]
    Assignment.objects.bulk_create(dealt)
    questions = version.questions.filter(code__in=VALUES)
    Answer.objects.bulk_create(
        Answer(respondent=row.respondent, vignette=vignettes[code], question=one, value=draw.choice(VALUES[one.code]))
        for row in dealt
        for code in row.vignette_order
        for one in questions
    )


def test_rows_are_what_each_was_given_and_a_repeat_is_none(survey):
    frame = datasets.answers(survey, survey.versions.get())
    of_cases = frame[frame["vignette"] != ""]
    assert len(of_cases) == 96 * 4 * 5  # the anchor and three of the deck, five questions each
    assert set(of_cases["vignette"]) == {"V1", *(f"D{number:02}" for number in range(1, 13))}
    assert of_cases[of_cases["question"] == "risk"]["value"].notna().all()


def package_of(survey, code="0657"):
    participation = survey.partnership.participations.get(municipality=code)
    return build.package(Report(survey=survey, participation=participation, number=1))


def test_each_case_counts_the_sixth_of_the_people_who_got_it(survey):
    package = package_of(survey)
    counted = {
        case["code"]: {q["question"]: q["own"]["n"] for q in case["questions"]}
        for case in package["analysis"]["vignettes"]
    }
    assert counted["V1"]["risk"] == 24
    assert {code: found["risk"] for code, found in counted.items() if code != "V1"} == {
        f"D{n:02}": 6 for n in range(1, 13)
    }
    assert [case["code"] for case in package["vignettes"]] == ["V1", *(f"D{n:02}" for n in range(1, 13))]
    assert len(presentation.present(packages.opened(package)).sections) == 13


def test_a_case_that_somebody_was_not_given_is_missing_to_nobody(survey):
    """Missing are those alone who were given the case and left the question out."""
    own = Answer.objects.filter(respondent__participation__municipality="0657", question__code="risk")
    skipped = own.filter(vignette__code="D01").first()
    skipped.delete()
    cases = {row["code"]: row["questions"] for row in package_of(survey)["analysis"]["vignettes"]}
    counted = {code: next(q["own"] for q in found if q["question"] == "risk") for code, found in cases.items()}
    assert {code: (own["n"], own["missing"]) for code, own in counted.items()} == {
        "V1": (24, 0),
        "D01": (5, 1),
        **{f"D{n:02}": (6, 0) for n in range(2, 13)},
    }


def test_the_second_showing_counts_in_its_own_figure_and_in_no_other(survey):
    with_both = package_of(survey)
    Answer.objects.filter(vignette__code="V1_again").delete()
    ground.forget()
    first_only = package_of(survey)
    repeats = with_both.pop("repeats")
    assert {row["question"]: (row["vignette"], row["n"], row["municipalities"]) for row in repeats} == {
        "risk": ("V1", 96, 4),
        "percent": ("V1", 96, 4),
    }
    assert with_both.pop("basis") != first_only.pop("basis")
    assert with_both == first_only


def test_what_the_levels_do_is_told_of_each_ordered_question_and_frozen_in_the_package(survey):
    data = package_of(survey)
    told = {row["question"]: row for row in data["weights"] if not row["hidden"]}
    assert {code: (row["n"], row["respondents"], row["municipalities"]) for code, row in told.items()} == {
        "risk": (72, 24, 3),
        "percent": (72, 24, 3),
    }
    assert [one["label"] for one in told["risk"]["dimensions"]] == ["Barnets køn", "Alder", "Bekymring"]
    page = presentation.present(packages.opened(data))
    assert [one.anchor for one in page.levels] == ["levels-risk", "levels-rest"]
    assert page.levels[0].picture in list(page.pictures)
    sections = [row.section for row in texts.generated(packages.opened(data))]
    assert [section for section in sections if section.startswith("levels")] == ["levels-risk", "levels-rest"]


def test_the_method_says_how_alike_the_same_person_answers(survey):
    page = presentation.present(packages.opened(package_of(survey)))
    assert page.decks == 4
    assert page.repeats.caption == "Hvor ens svarer den samme person på den samme sag? (»Sag 1« blev vist to gange)"
    assert [row[-1] for row in page.repeats.rows] == ["96", "96"]
    assert page.attention[-1].startswith("96 personer i hele undersøgelsen fik den samme sag to gange.")
    names = [sheet.name for sheet in sheets.sheets(packages.opened(package_of(survey)))]
    assert "Gentaget sag" in names


def test_pairs_stay_as_they_were_published_until_enough_people_changed(survey):
    """One new pair beside a published report would tell what one person answered; six more do not."""
    version = survey.versions.get()
    now = datasets.repeated(survey, version)
    published = releases.read(now[now["respondent"] != now["respondent"].min()])
    held = releases.admitted(releases.read(now), [published], survey.n_min)
    assert held.answers == published
    many = releases.read(now[~now["respondent"].isin(sorted(set(now["respondent"]))[:24])])
    assert releases.admitted(releases.read(now), [many], survey.n_min).answers == releases.read(now)


def test_pairs_cost_as_many_queries_for_few_as_for_many(survey, django_assert_num_queries):
    version = survey.versions.get()
    for _few in range(2):
        with django_assert_num_queries(6):
            datasets.repeated(survey, version)
        Respondent.objects.filter(pk__in=list(Respondent.objects.values_list("pk", flat=True)[10:])).update(
            submitted_at=None
        )
