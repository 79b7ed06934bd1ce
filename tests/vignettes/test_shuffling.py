"""Options in an order of each respondent's own: the same on every visit, all orders alike, some places kept."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import permutations

import pytest

from tests.vignettes.conftest import options, question
from vignettes.actions import drafting
from vignettes.actions.publishing import publish_instrument
from vignettes.instrument import QuestionSpec, parse
from vignettes.models import Answer, Draft, Survey, SurveyState
from vignettes.shuffling import options_in_order, rows_in_order


@dataclass(frozen=True)
class Option:
    code: str
    is_pinned: bool = False
    is_missing: bool = False


OPTIONS = [Option("a"), Option("first", is_pinned=True), Option("b"), Option("c"), Option("unknown", is_missing=True)]
SINGLE = QuestionSpec("who", "Hvem?", "single", random_order=True)
CODES = [f"o{number}" for number in range(6)]


def shuffled(seed, asked=SINGLE, case="V1"):
    return options_in_order(asked, OPTIONS, seed, case)


def test_pinned_and_missing_options_keep_their_places_and_every_order_of_the_others_occurs():
    seen = Counter(tuple(shuffled(seed)) for seed in range(600))
    assert {(order[1], order[4]) for order in seen} == {("first", "unknown")}
    assert {(order[0], order[2], order[3]) for order in seen} == set(permutations("abc"))
    assert min(seen.values()) > 70  # 100 expected; five standard deviations are 46


def test_the_order_hangs_on_respondent_case_and_question_and_on_nothing_else():
    assert shuffled(7) == shuffled(7)
    assert len({tuple(shuffled(7, case=f"V{number}")) for number in range(30)}) == 6
    assert len({tuple(shuffled(7, QuestionSpec(f"q{n}", "?", "multiple", random_order=True))) for n in range(30)}) == 6


@pytest.mark.parametrize("kind", ["ordinal", "matrix"])
def test_scales_keep_their_order(kind):
    asked = QuestionSpec("who", "Hvem?", kind, random_order=True)
    assert {tuple(shuffled(seed, asked)) for seed in range(20)} == {("a", "first", "b", "c", "unknown")}


def test_nothing_is_shuffled_unasked():
    assert shuffled(1, QuestionSpec("who", "Hvem?", "single")) == ["a", "first", "b", "c", "unknown"]
    assert rows_in_order(QuestionSpec("grid", "?", "matrix"), CODES, 1, "") == CODES


def test_the_order_is_the_one_that_the_documentation_tells_how_to_find():
    order_seed, case, asked = "9223372036854775807", "", "grid"
    told = sorted(CODES, key=lambda code: hashlib.sha256(f"{order_seed}/{case}/{asked}/{code}".encode()).hexdigest())
    found = rows_in_order(QuestionSpec("grid", "?", "matrix", random_order=True), CODES, int(order_seed), "")
    assert found == told != CODES


BACKGROUND = question("work", "multiple", random_order=True, options=options(**{code: code for code in CODES}))
BATTERY = [
    question("rank", "ranking", random_order=True, options=options(**{code: code for code in CODES})),
    question(
        "grid", "matrix", random_order=True, options=options(x="X", y="Y"), rows=options(**dict.fromkeys(CODES, "R"))
    ),
]
DOCUMENT = {
    "code": "mixed",
    "title": "Børnesager",
    "introduction": "Svar.",
    "background": [BACKGROUND],
    "battery": BATTERY,
    "vignettes": [{"code": "V1", "title": "Sag 1", "text": "Et barn."}],
}


@pytest.fixture
def survey(partnership):
    survey = Survey.objects.create(partnership=partnership, title="Børnesager", year=2026, state=SurveyState.OPEN)
    publish_instrument(survey=survey, instrument=parse(DOCUMENT))
    return survey


def met(page, attribute="value"):
    """The codes in the order of the page, each once."""
    return list(dict.fromkeys(re.findall(rf'{attribute}="(o\d)"', page.content.decode())))


def test_pages_show_the_respondents_order_on_every_visit(answering_client, invited):
    seed = invited.assignment.seed
    hashed = {
        code: sorted(CODES, key=lambda one: hashlib.sha256(f"{seed}/{case}/{code}/{one}".encode()).digest())
        for code, case in (("work", ""), ("rank", "V1"), ("grid", "V1"))
    }
    for _visit in range(2):
        assert met(answering_client.get("/besvar/om-dig/")) == hashed["work"]
        case = answering_client.get("/besvar/sag/1/")
        assert (met(case, "data-code"), met(case, "data-row")) == (hashed["rank"], hashed["grid"])


def test_answers_are_stored_in_the_order_of_the_instrument(answering_client, survey):
    ids = dict(survey.versions.get().questions.values_list("code", "pk"))
    form = answering_client.get("/besvar/om-dig/").context["form"]
    data = {"respondent": form.initial["respondent"], f"q{ids['work']}": ["o4", "o1"], "next": "x"}
    answering_client.post("/besvar/om-dig/", data)
    rows = {f"q{ids['grid']}-row-{code}": "x" for code in reversed(CODES)}
    answering_client.post("/besvar/sag/1/", {"respondent": form.initial["respondent"], "next": "x"} | rows)
    stored = dict(Answer.objects.values_list("question__code", "value"))
    assert (stored["work"], list(stored["grid"])) == (["o1", "o4"], CODES)


def test_the_preview_keeps_the_order_of_the_draft(sign_in, survey, cast):
    drafting.start_draft(survey=survey, by=cast.consultant)
    Draft.objects.update(content=DOCUMENT)
    client = sign_in(cast.consultant)
    assert met(client.get(f"/undersoegelser/{survey.pk}/kladde/se/1/")) == CODES
    assert met(client.get(f"/undersoegelser/{survey.pk}/kladde/se/2/"), "data-row") == CODES
