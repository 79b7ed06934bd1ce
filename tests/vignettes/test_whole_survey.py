"""One survey from its first version to the table: fielded in two municipalities, changed in the field, closed, read.

Three dimensions, twelve drawn cases in four decks and one for everybody, conditions, two roles, every kind of question.
What the statistics programs get is read back: SPSS by pyreadstat, Stata by pandas, which share no code.
"""

import io
import json
import random
import uuid
from collections import Counter

import pandas as pd
import pyreadstat
import pytest
from django.urls import reverse

from jobs import queue
from municipalities.models import RoleKind
from tests.vignettes.conftest import options, question
from tests.vignettes.exports.conftest import _stored_in_memory, unpacked  # noqa: F401 - fixtures
from vignettes import design, links
from vignettes.actions import answering, closing, drafting, exporting, fieldwork, publishing
from vignettes.journey import journey_of
from vignettes.models import Answer, Respondent, RespondentRole, Survey

LEVELS = {"child": ["girl", "boy"], "age": ["infant", "pupil", "teen"], "sign": ["bruise", "silence", "truancy"]}
TEXTS = {
    "girl": ("Pige", "pigen", "hun"), "boy": ("Dreng", "drengen", "han"), "infant": ("Spæd", "fem uger gammel", ""),
    "pupil": ("Skolebarn", "ni år", ""), "teen": ("Ung", "femten år", ""), "bruise": ("Mærker", "blå mærker", ""),
    "silence": ("Tavshed", "lange pauser, hvor intet bliver sagt", ""), "truancy": ("Fravær", "meget fravær", ""),
}  # fmt: skip
EXCLUSIONS = [{"age": ["infant"], "sign": ["silence", "truancy"]}]
STEPS = [{"code": f"step_{step}", "label": f"Trin {step}", "step": step} for step in range(1, 7)]
NO_ANSWER = [
    {"code": "dont_know", "label": "Ved ikke", "missing": True},
    {"code": "declined", "label": "Ønsker ikke at svare", "missing": True},
]
HIGH = {"all": [{"question": "risk", "at_least": 50}]}


def dimension(code):
    levels = [{"code": level, "label": TEXTS[level][0], "text": TEXTS[level][1]} for level in LEVELS[code]]
    if code == "child":
        levels = [level | {"forms": {"pronoun": TEXTS[level["code"]][2]}} for level in levels]
    return {"code": code, "label": code.title(), "levels": levels}


def drawn(seed=2026):
    universe = design.universe(LEVELS, EXCLUSIONS)
    sample = design.select(universe, 12, [(name,) for name in LEVELS], seed)
    decks = design.make_decks(sample, 4, seed)
    return [
        {"code": f"D{place + 1:02}", "levels": dict(sample.combinations[place]), "deck": number}
        for number, deck in enumerate(decks, start=1)
        for place in deck
    ]


def document():
    return {
        "code": "whole",
        "title": "Børn, der mistrives",
        "introduction": "Svar, som du ville gøre i dag.",
        "background": [
            {"code": "about", "kind": "section", "text": "Om dig", "body": "Det tager to minutter."},
            question("work", "single", options=options(intake="Modtagelse", care="Anbringelse") + NO_ANSWER),
            question("years", "number", minimum=0, maximum=50, options=NO_ANSWER),
            question("staff", "number", minimum=1, maximum=200, show_if={"all": [{"invited_as": ["leader"]}]}),
        ],
        "battery": [
            question("risk", "percent", options=NO_ANSWER),
            question("step", "ordinal", options=STEPS),
            question("involve", "multiple", options=options(parents="Forældre", school="Skole"), random_order=True),
            question("priority", "ranking", options=options(safe="Tryghed", cheap="Pris", fast="Tempo"), places=2),
            question(
                "hope", "matrix", options=options(little="Lidt", much="Meget"),
                rows=[{"code": "home", "label": "Hjemme"}, {"code": "school", "label": "I skolen"}],
            ),  # fmt: skip
            question("price", "money", minimum=0, maximum=5_000_000, show_if=HIGH),
            question("visit", "date", show_if=HIGH, options=NO_ANSWER),
            question("word", "line", required=False),
            question("why", "text", required=False),
        ],
        "vignettes": [{"code": "V1", "title": "Alma", "text": "Alma er træt i børnehaven."}],
        "dimensions": [dimension(code) for code in LEVELS],
        "design": {
            "title": "En {child}, {age}",
            "text": "{Child} er {age}. Læreren ser {sign}, men {child.pronoun} fortæller intet.",
            "exclusions": EXCLUSIONS,
            "effects": "main",
            "size": 12,
            "deck_count": 4,
            "seed": 2026,
            "repeat": "V1",
            "cases": drawn(),
        },
    }  # fmt: skip


def value_for(row, draw):
    chosen = [option.code for option in row.options.all() if not option.is_missing]
    kinds = {
        "percent": lambda: draw.choice([10, 40, 60, 90, {"missing": "dont_know"}]),
        "number": lambda: draw.randint(row.minimum, row.maximum),
        "money": lambda: draw.randint(0, 900) * 1000,
        "date": lambda: f"2027-01-{draw.randint(10, 28)}",
        "multiple": lambda: draw.sample(chosen, draw.randint(1, len(chosen))),
        "ranking": lambda: draw.sample(chosen, row.places),
        "matrix": lambda: {one["code"]: draw.choice(chosen) for one in row.rows},
        "line": lambda: "Kort",
        "text": lambda: "Fordi det haster.",
    }
    return kinds.get(row.kind, lambda: draw.choice(chosen))()


def answered(client, token, draw):
    """Everything that is asked of whoever has the link, by HTTP, page by page; the respondent as stored afterwards."""
    welcome = reverse("vignettes:answer_welcome", args=[token])
    assert client.post(welcome).status_code == 302
    key = client.get(reverse("vignettes:answer_session")).json()["respondent"]
    mine = Respondent.objects.for_pages()
    places = [page.number for page in journey_of(mine.get(token_hash=links.hash_token(token))).pages]
    for number in places:
        while asked := _unanswered(mine.get(token_hash=links.hash_token(token)), number):
            for vignette, row in asked:
                _save(client, key, vignette, row, value_for(row, draw))
    assert client.post(reverse("vignettes:answer_submit")).url == reverse("vignettes:answer_receipt")
    client.post(reverse("vignettes:answer_leave"))
    return mine.get(token_hash=links.hash_token(token))


def _unanswered(respondent, number):
    """(vignette, question) of what the answers so far ask on the page."""
    journey = journey_of(respondent)
    page = journey.page(number)
    place = page.vignette and page.vignette.pk
    return [(place, row) for row in page.shown if row.asks and (place, row.pk) not in journey.answers]


def _save(client, key, vignette, row, value):
    body = {"respondent": key, "question": row.pk, "vignette": vignette, "value": value, "version": 0}
    body["key"] = str(uuid.uuid4())
    reply = client.post(reverse("vignettes:answer_save"), json.dumps(body), content_type="application/json")
    assert reply.status_code == 200, (row.code, value, reply.content.decode())


@pytest.fixture
def built(partnership, make_person):
    """The survey as published from a file that a consultant has read in, and the consultant."""
    consultant = make_person(RoleKind.CONSULTANT, partnership=partnership)
    survey = drafting.create_survey(survey=Survey(partnership=partnership, title="Nyt", year=2026), by=consultant)
    return published(survey, document(), consultant), consultant


def published(survey, content, by):
    """The survey with the `content` as its next version."""
    draft = drafting.start_draft(survey=survey, by=by)
    drafting.replace(survey=survey, content=content, revision=draft.revision, by=by)
    publishing.publish_draft(survey=survey, revision=draft.revision + 1, by=by)
    survey.refresh_from_db()
    return survey


def invited(survey, places, by, names):
    """Personal links of people with these names in each role in each municipality."""
    for place in places:
        for role in (RespondentRole.CASEWORKER, RespondentRole.LEADER):
            addresses = [f"{name}.{role}@{place.municipality_id}.example" for name in names]
            fieldwork.invite(survey=survey, participation=place, addresses=addresses, role=role, by=by)
    left = Respondent.objects.filter(survey=survey, started_at=None).order_by("pk")
    return [links.token_of(row.link_nonce) for row in left]


def changed(content):
    """A new answer and a new question; nobody's answers are touched."""
    work = content["background"][1]
    work = work | {"options": [*work["options"][:2], {"code": "other", "label": "Andet"}, *work["options"][2:]]}
    more = question("calm", "ordinal", options=options(no="Nej", partly="Delvis", yes="Ja"))
    background = [content["background"][0], work, *content["background"][2:]]
    return content | {"background": background, "battery": [*content["battery"], more]}


def test_a_survey_lives_from_the_first_page_to_the_table(built, herning, vejle, client, unpacked):  # noqa: F811
    survey, consultant = built
    draw = random.Random(1)
    people = [answered(client, token, draw) for token in invited(survey, [herning, vejle], consultant, ["anne", "bo"])]
    assert Counter((one.participation_id, one.role) for one in people) == {
        (place.pk, role): 2 for place in (herning, vejle) for role in ("caseworker", "leader")
    }
    assert {len(one.assignment.vignette_order) for one in people} == {5}  # Alma twice, and a deck of three
    again = drafting.start_draft(survey=survey, by=consultant).content
    assert again == document() | {"code": "boern_der_mistrives_2026"}

    published(survey, changed(again), consultant)
    people += [answered(client, token, draw) for token in invited(survey, [herning, vejle], consultant, ["carl"])]
    assert Counter(one.version.number for one in people) == {1: 8, 2: 4}
    closing.close(survey=survey, reason="Alle har svaret.", by=consultant)
    with pytest.raises(answering.Closed):
        answering.refuse_if_closed(Respondent.objects.with_state().get(pk=_late(people[0]).pk))

    spss, stata = (_exported(survey, consultant, unpacked, name) for name in ("sav", "dta"))
    frame, meta = pyreadstat.read_sav(io.BytesIO(spss), user_missing=True)
    _hold(frame, meta.column_names_to_labels, meta.variable_value_labels, people)
    with pd.io.stata.StataReader(io.BytesIO(stata)) as reader:
        assert len(reader.read()) == len(people)
        assert reader.variable_labels() == meta.column_names_to_labels
        assert {place: option["label"] for place, option in enumerate(STEPS, start=1)} in reader.value_labels().values()


def _late(person):
    """Somebody who was invited to the same and never began."""
    place = {"survey": person.survey, "version": person.version, "participation": person.participation}
    return Respondent.objects.create(**place, role="other", token_hash="late", expires_at=person.expires_at)


def _exported(survey, consultant, unpacked, file_format):  # noqa: F811
    export = exporting.make(
        survey=survey, by=consultant, shape="wide", file_format=file_format, municipality_key="code"
    )
    queue.perform(export.job_id)
    export.refresh_from_db()
    return unpacked(export)[f"data.{file_format}"]


def _hold(frame, labels, values, people):
    """The table against the rows of the database."""
    assert len(frame) == len(people)
    assert labels["v1_risk"] == "V1: Spørgsmålet risk?"
    assert values["work"] == {1: "Modtagelse", 2: "Anbringelse", 3: "Andet", -1: "Ved ikke", -2: "Ønsker ikke at svare"}
    assert values["municipality"] == {657: "Herning", 630: "Vejle"}
    for code, case in (("v1", "V1"), ("v1_again", "V1_again"), ("d01", "D01"), ("d12", "D12")):
        stored = Answer.objects.filter(question__code="step", vignette__code=case, respondent__in=people)
        expected = Counter(int(value.removeprefix("step_")) for value in stored.values_list("value", flat=True))
        assert Counter(frame[f"{code}_step"].dropna().astype(int)) == expected
    unknown = Answer.objects.filter(question__code="risk", vignette__code="V1", value={"missing": "dont_know"})
    assert (frame["v1_risk"] == -1).sum() == unknown.count()
