"""Two versions of one survey, of plain values: what the tests of the tables and of the formats share."""

import json
from datetime import datetime

import numpy as np

from vignettes.exports.columns import Frame, Person
from vignettes.exports.given import Answers
from vignettes.exports.plan import Dimension, Option, Question, Version, Vignette, merged
from vignettes.exports.shown import Views

NOT_SEEN = Views()

WORDS = {
    name: name
    for name in (
        *("respondent", "municipality", "respondent_role", "instrument_version", "status", "started_at"),
        *("submitted_at", "order_seed", "position", "shown_at", "seconds", "vignette", "vignette_code", "question"),
        *("question_code", "answer_code", "answer_number", "answer_label", "answer_missing", "answer_text"),
        *("item_code", "item_label", "why_missing", "yes", "no"),
    )
}
SEED = "9223372036854775807"
STARTED, SUBMITTED = datetime.fromisoformat("2026-11-22T10:30"), datetime.fromisoformat("2026-11-22T11:00")
DONT_KNOW = Option("dont_know", "Ved ikke", is_missing=True)
WORK = Question("work", "Hvor arbejder du?", "single", False, (Option("north", "Nord"), Option("south", "Syd")))
RISK = Question("risk", "Hvor stor er risikoen?", "ordinal", options=(Option("low", "Lav"), Option("high", "Høj")))
WHO = Question("who", "Hvem inddrager du?", "multiple", options=(Option("child", "Barnet"), Option("aunt", "Moster")))
PERCENT = Question("percent", "Risiko i procent", "percent", minimum=0, maximum=100, unit="procent")
WHY = Question("why", "Hvorfor?", "text")
V1 = Vignette("V1", "Sag 1", "Et barn.", {"age": "young"})
V2 = Vignette("V2", "Sag 2", "En ung.", {"age": "old"})
AGE = Dimension("age", "Alder", (Option("young", "3 år"), Option("old", "15 år")))

FIRST = Version(1, (V1,), (WORK, RISK, WHO, WHY))
# Later: a vignette more, "don't know" in two questions, an option before the others, a question more, and one away.
SECOND = Version(
    2,
    (V1, V2),
    (
        Question(*WORK.key[:1], "Hvor arbejder du nu?", "single", False, (Option("east", "Øst"), *WORK.options)),
        PERCENT,
        Question("risk", RISK.text, "ordinal", options=(*RISK.options, DONT_KNOW)),
        Question("who", WHO.text, "multiple", options=(*WHO.options, Option("dog", "Hunden"), DONT_KNOW)),
    ),
)


def plan(*versions):
    return merged(versions or (FIRST, SECOND))


def frame(**changes):
    given = {
        "words": WORDS,
        "municipalities": ((657, "Herning"), (630, "Vejle")),
        "roles": ((1, "Rådgiver"), (2, "Leder")),
        "versions": ((1, "Version 1"), (2, "Version 2")),
        "statuses": ((1, "Indsendt"), (2, "Ikke indsendt")),
    }
    return Frame(**given | changes)


def person(key="RA", version=1, order=("V1",), **changes):
    given = {
        "municipality": 657,
        "role": 1,
        "status": 1,
        "started_at": STARTED,
        "submitted_at": SUBMITTED,
        "seed": SEED,
    }
    return Person(key=key, version=version, order=order, **given | changes)


def given(index, version, vignette, question, value):
    return index, (version, vignette, question), json.dumps(value, ensure_ascii=False)


def batch_of(table, people, answers, views=NOT_SEEN):
    """The batch of a table, of answers one by one as `given` makes them."""
    asked = sorted({place for _index, place, _stored in answers})
    rows = [(index, asked.index(place), stored) for index, place, stored in answers]
    whose, places, stored = zip(*rows, strict=True) if rows else ((), (), ())
    found = Answers(asked, np.array(whose, dtype=np.intp), np.array(places, dtype=np.intp), stored)
    return table.batch(people, found, views)


def rows_of(table, people, answers, views=NOT_SEEN):
    """[{name: value}] of a batch, so that a test names the columns it looks at."""
    names = [column.name for column in table.columns]
    told = [cells.told() for cells in batch_of(table, people, answers, views)]
    return [dict(zip(names, row, strict=True)) for row in zip(*told, strict=True)]
