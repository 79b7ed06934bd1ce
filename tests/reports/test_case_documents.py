"""The documents of a case: what stands in them, in which order, and that anybody can read the file."""

import re
import subprocess
from dataclasses import replace

import pytest
from django.utils import translation

from businesscases.models import Stage
from jobs.errors import Refused
from reports import setting
from reports.casefiles import proposal
from reports.casefiles.opened import CaseFacts
from tests.calculation.cases import estimate, gain, line
from tests.reports.case_packages import inputs, package

IN_ORDER = (
    *("Tidlig hjælp til familier", "Kommunen har pengene tilbage i år 1", "100 deltager", "Nøgletal"),
    *("Problem og indsats", "Vi ser dem først i 4. klasse.", "Barnets lov § 32", "Skolen klarer det alene"),
    *("Omkostninger", "Familievejledere (antagelse)", "Effekter", "Studie med sammenligningsgruppe"),
    *("Konsekvenser og priser", "Færre døgn på institution", "Resultat", "Hvem betaler", "Følsomhed", "Bilag"),
    *("Eget skøn", "Barnet bliver i skolen", "I svarer højere end de andre.", "Børneudvalget", "Metode"),
)


@pytest.fixture(scope="module")
def full():
    return setting.checked(package(), "case-full")


@pytest.fixture(scope="module")
def budget():
    return setting.checked(package(), "case-proposal")


def words(file):
    """The text as it is read aloud, on one line."""
    done = subprocess.run(["pdftotext", "-", "-"], input=file.content, capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


def structure(file):
    done = subprocess.run(["pdfinfo", "-struct", "-"], input=file.content, capture_output=True, check=True)
    return done.stdout.decode()


def test_the_whole_case_stands_in_the_order_of_a_som_report(full):
    said, at = words(full), 0
    for part in IN_ORDER:
        assert part in said[at:], part
        at = said.index(part, at)
    assert full.page_count == 10


def test_every_picture_has_words_and_every_table_heads(full):
    html, pictures = setting.case_source(package(), "case-full")
    assert sorted(pictures) == [
        *("chances", "course-all", "course-municipality", "frame"),
        *("hinges", "hinges-municipality", "sides", "theory"),
    ]
    assert re.findall(r'<img[^>]*alt=""', html) == []
    tree = structure(full)
    assert tree.count("Figure") >= len(pictures)
    assert tree.count("Table") == tree.count("Caption") == html.count("<table>")


def test_it_says_what_the_result_hangs_on_for_everybody_and_for_the_municipality(full):
    said = words(full)
    for purse in ("Alle under ét", "Kommunen"):
        assert f"{purse}: hvad resultatet afhænger af, nutidsværdi i mio. kr." in said
        assert f"{purse}: hvad resultatet afhænger af, det vigtigste først" in said
    assert "Staten: hvad resultatet afhænger af" not in said


def test_the_same_case_gives_the_same_bytes(full):
    assert setting.checked(package(), "case-full").sha256 == full.sha256


@pytest.mark.parametrize("stage", Stage.values)
def test_a_case_is_a_draft_until_it_is_treated_politically(stage):
    html, _pictures = setting.case_source(package(stage=stage), "case-full")
    is_draft = stage in ("idea", "pre_study", "calculation")
    assert ("Udkast, ikke politisk behandlet" in html) == is_draft


def test_every_page_of_a_draft_says_so(full):
    assert words(full).count("Udkast, ikke politisk behandlet") == full.page_count + 1


def test_a_budget_proposal_has_one_page_with_amounts_that_add_up(budget):
    said = words(budget)
    assert budget.page_count == 1
    assert "Det foreslås, at Byrådet afsætter midler til to familievejledere." in said
    facts = CaseFacts(package())
    with_total = proposal.present(facts).amounts[-1]
    assert with_total.head == ("Konto", "Budget 2027", "Overslag 2028", "Overslag 2029", "Overslag 2030")
    assert with_total.rows == (
        ("Varige ændringer", "0", "−5.530", "−5.530", "−5.530"),
        ("Engangsbeløb", "3.480", "0", "0", "0"),
        ("I alt", "3.480", "−5.530", "−5.530", "−5.530"),
        ("Heraf inden for servicerammen", "3.480", "−5.530", "−5.530", "−5.530"),
    )
    assert "p/l) 2027" in said


def test_a_range_that_rounds_to_one_amount_is_said_as_one():
    sure = line("cost", price=estimate(30_000, 29_999, 30_001))
    facts = CaseFacts(package(inputs(lines=(sure,), effects=(), participants=estimate(100))))
    assert proposal.present(facts).certainty[-1] == (
        "I ni af ti beregninger er kommunens resultat omkring −3,0 mio. kr. i nutidsværdi."
    )


def test_a_proposal_without_a_budget_year_is_refused_with_what_to_enter():
    facts = CaseFacts(package(inputs(budget_year=None)))
    with pytest.raises(Refused, match="Et budgetforslag kræver et budgetår"):
        proposal.checked(facts)


def test_a_case_without_figures_is_a_document_too():
    file = setting.checked(package(inputs(lines=(), effects=())), "case-full")
    assert "Der er endnu ingen omkostninger, der kan beregnes." in words(file)


def test_many_lines_with_long_names_over_thirty_years_are_set():
    name = "langtord " * 15
    many = tuple(line(f"l{number}", name=f"Linje {number} {name}", source="k" * 200) for number in range(50))
    case = replace(inputs(), horizon_years=30, lines=(*many, gain(last_year=30)), draws=100)
    said = words(setting.checked(package(case), "case-full"))
    assert said.count("Linje 49 langtord") == 2


def test_what_is_not_counted_is_named_on_the_first_page():
    broken = line("broken", name="Uden indeks", price_year=2012)
    said = package(inputs(lines=(*inputs().lines, broken)))
    html, _pictures = setting.case_source(said, "case-full")
    first = html[: html.index("Problem og indsats")]
    assert "Uden indeks" in first
    with translation.override("da"):
        notes = proposal.present(CaseFacts(said)).notes
    assert "Ikke regnet med, fordi der mangler noget: Uden indeks." in notes
