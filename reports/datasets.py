"""Rows become tables here, and nowhere else in this app."""

import hashlib
from collections import defaultdict
from datetime import date

import pandas as pd
from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from businesscases.models import Price
from municipalities.models import Municipality, RegionMembership
from reports.analysis.attention import Sitting
from reports.analysis.instrument import Dimension, Instrument, Option, Question, StepPrice, Vignette
from reports.analysis.peers import Facts
from reports.analysis.repeats import SINGLE_VALUED
from vignettes import free_text
from vignettes.instrument import CHOICE_KINDS
from vignettes.models import Answer, Assignment, QuestionKind, Respondent
from vignettes.published import flows_of

ANALYSED = (
    QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDINAL, QuestionKind.PERCENT, QuestionKind.NUMBER,
    QuestionKind.TEXT,
)  # fmt: skip
COLUMNS = ["respondent", "municipality", "role", "vignette", "question", "value"]
_KEYS = ["respondent", "vignette", "question"]


def answers(survey, version) -> pd.DataFrame:
    """One row per submitted respondent × vignette × question of `version`; `value` is None where nothing was answered.

    Questions asked once per respondent have the vignette "". Vignettes that a respondent was not given have no rows;
    neither has the second showing of one that is shown twice. An answer counts only where its question is asked.
    Free text is left out: no figure needs it, and what stands behind a published report (models.Basis) could not be
    deleted for somebody who asks for it.
    """
    submitted = Respondent.objects.filter(survey=survey).submitted()
    people = pd.DataFrame(
        submitted.values_list("pk", "participation__municipality", "role"),
        columns=["respondent", "municipality", "role"],
    )
    stored = Answer.objects.filter(respondent__in=submitted)
    given = pd.DataFrame(
        _counted(
            submitted, flows_of(survey), stored.values_list("respondent", "vignette__code", "question__code", "value")
        ),
        columns=[*_KEYS, "value"],
    ).fillna({"vignette": ""})
    given = given[~given["question"].isin(_in_own_words(survey))]
    asked = people.merge(_asked(version), how="cross").merge(given, how="left", on=_KEYS)
    asked = only_given(asked, given_to(survey))
    asked["value"] = [_plain(value) for value in asked["value"]]
    return asked[COLUMNS]


def repeated(survey, version) -> pd.DataFrame:
    """What submitted respondents answered to both showings of a case, as `answers` in its columns.

    `vignette` is the second showing, `value` the two answers, the first one first. Rows are there only where both
    questions were answered.
    """
    first_of, submitted = _again(version), Respondent.objects.filter(survey=survey).submitted()
    if not first_of:
        return pd.DataFrame(columns=COLUMNS)
    # What a question is asked on is about the same case or about the person.
    about = Q(vignette=None) | Q(vignette__code__in=[*first_of, *first_of.values()])
    stored = Answer.objects.filter(about, respondent__in=submitted)
    rows = stored.values_list("respondent", "vignette__code", "question__code", "value")
    given = {tuple(place): _plain(value) for *place, value in _counted(submitted, flows_of(survey), rows)}
    people = submitted.order_by("pk").values_list("pk", "participation__municipality", "role")
    places = repeated_places(version)
    pairs = [
        (*person, again, code, (given.get((person[0], first_of[again], code)), given.get((person[0], again, code))))
        for person in people
        for again, code in places
    ]
    return pd.DataFrame([pair for pair in pairs if None not in pair[-1]], columns=COLUMNS)


def _in_own_words(survey) -> set[str]:
    words = survey.versions.filter(questions__kind__in=free_text.KINDS)
    return set(words.values_list("questions__code", flat=True))


def given_to(survey) -> dict[int, frozenset[str]]:
    """Which vignettes each respondent was given; whoever is not here was given all."""
    rows = Assignment.objects.filter(respondent__survey=survey).values_list("respondent", "vignette_order")
    return {pk: frozenset(order) for pk, order in rows}


def only_given(frame: pd.DataFrame, given: dict[int, frozenset[str]]) -> pd.DataFrame:
    """`frame` without the rows about vignettes that the respondent was not `given`."""
    pairs = zip(frame["respondent"].tolist(), frame["vignette"].tolist(), strict=True)
    kept = [not vignette or person not in given or vignette in given[person] for person, vignette in pairs]
    return frame if all(kept) else frame[kept].reset_index(drop=True)


def _counted(submitted, flows, rows):
    """`rows` without the answers whose question is not asked; only versions with conditions cost anything."""
    versions = submitted.filter(version__number__in=flows).values_list("pk", "version__number", "role")
    asked = {pk: (flows[number], role) for pk, number, role in versions} if flows else {}
    if not asked:
        return rows
    given = defaultdict(dict)
    for respondent, case, code, value in rows:
        given[respondent][case or "", code] = value
    for respondent in given.keys() & asked.keys():
        flow, role = asked[respondent]
        for place in list(flow.uncounted(role, given[respondent])):
            del given[respondent][place]
    return [(respondent, *place, value) for respondent, told in given.items() for place, value in told.items()]


class _Joined(Subquery):
    """The texts `given` of a subquery in one, in its order; PostgreSQL promises no order that it is not told here."""

    template = "(SELECT GROUP_CONCAT(given, ',') FROM (%(subquery)s) AS texts)"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **extra):
        ordered = "(SELECT STRING_AGG(given, ',' ORDER BY given) FROM (%(subquery)s) AS texts)"
        return self.as_sql(compiler, connection, template=ordered, **extra)


def state(survey) -> str:
    """A fingerprint of every answer that counts, of whoever gave it and how. The database joins the answers of each
    respondent, which takes a third of the time of reading them.
    """
    parts = [Cast(name, TextField()) for name in ("vignette_id", "question_id", "value")]
    empty, colon = (Value(text, output_field=TextField()) for text in ("", ":"))  # PostgreSQL mixes no types
    given = Concat(*(Concat(Coalesce(part, empty), colon) for part in parts))
    own = Answer.objects.filter(respondent=OuterRef("pk")).annotate(given=given).order_by("given").values("given")
    people = Respondent.objects.filter(survey=survey).submitted().annotate(given=_Joined(own)).order_by("pk")
    sitting = ("assignment__vignette_order", "started_at", "submitted_at")
    rows = list(people.values_list("pk", "participation__municipality", "role", "given", *sitting))
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def facts(survey) -> dict[str, Facts]:
    """What the municipalities of the survey's partnership are grouped by, as it was when its year began."""
    day = date(survey.year, 1, 1)
    known = Q(ends_on=None) | Q(ends_on__gte=day)
    regions = RegionMembership.objects.filter(known, starts_on__lte=day).values_list("municipality", "region__name")
    region_of = dict(regions)
    found = Municipality.objects.filter(participations__partnership=survey.partnership_id)
    return {row.code: Facts(row.population_2020, row.kind, region_of.get(row.code, "")) for row in found}


def sittings(survey) -> dict[int, Sitting]:
    """In which order each submitted respondent met the vignettes, and how long it took; by respondent."""
    people = Respondent.objects.filter(survey=survey).submitted()
    rows = people.values_list("pk", "assignment__vignette_order", "started_at", "submitted_at")
    return {
        pk: Sitting(tuple(order or ()), (sent - started).total_seconds() / 60 if started else None)
        for pk, order, started, sent in rows
    }


def instrument(version) -> Instrument:
    """`version` as the analysis sees it."""
    questions = tuple(_question(row) for row in _analysed(version).prefetch_related("options"))
    per_vignette = {question.code: question for question in questions if question.scope == "vignette"}
    return Instrument(
        vignettes=tuple(
            Vignette(row.code, row.title, row.order, row.deck, tuple(row.levels.items()))
            for row in version.vignettes.filter(repeats=None)
        ),
        questions=questions,
        staircase=next((code for code, question in per_vignette.items() if _is_staircase(question)), None),
        prices=step_prices(),
        again=tuple(_again(version).items()),
        dimensions=tuple(
            Dimension(row["code"], row["label"], tuple((one["code"], one["label"]) for one in row["levels"]))
            for row in version.document.get("dimensions", ())
        ),
        **{code: code if code in per_vignette else None for code in ("screening", "risk_word", "risk_percent")},
    )


def step_prices() -> tuple[StepPrice, ...]:
    """Prices of steps that may be added: those of the year and unit that price most steps, the newest of equals.

    A step with two of them has none: which one stands for it, is for people to say.
    """
    groups = defaultdict(lambda: defaultdict(list))
    for row in Price.objects.filter(step__isnull=False).order_by("step", "pk"):
        groups[row.price_year, row.unit][row.step].append(row)
    alone = {key: [rows[0] for rows in steps.values() if len(rows) == 1] for key, steps in groups.items()}
    best = max(alone, key=lambda key: (len(alone[key]), key), default=None)
    return tuple(
        StepPrice(row.step, row.measure, float(row.amount_dkk), row.price_year, row.unit, row.source)
        for row in alone.get(best, ())
    )


def places(version) -> list[tuple[str, str]]:
    """Vignette and question of everything that is asked and analysed, a vignette that is shown twice once."""
    codes = list(version.vignettes.filter(repeats=None).values_list("code", flat=True))
    return [
        (vignette, question.code)
        for question in _analysed(version)
        for vignette in (codes if question.is_per_vignette else [""])
    ]


def repeated_places(version) -> list[tuple[str, str]]:
    """Second showing and question of everything that is asked twice and has one answer."""
    questions = _analysed(version).filter(is_per_vignette=True, kind__in=SINGLE_VALUED)
    return [(again, code) for again in _again(version) for code in questions.values_list("code", flat=True)]


def _again(version) -> dict[str, str]:
    """The vignette of each second showing, by code."""
    return dict(version.vignettes.exclude(repeats=None).values_list("code", "repeats__code"))


def _asked(version):
    return pd.DataFrame(places(version), columns=["vignette", "question"], dtype="object")


def _analysed(version):
    """The questions of the kinds that the analysis knows."""
    return version.questions.filter(kind__in=ANALYSED)


def _plain(value):
    """A stored answer as the analysis reads it; of these kinds only "don't know" instead of a number is a mapping."""
    if isinstance(value, dict):
        return None
    if isinstance(value, list):
        return tuple(value)
    return None if pd.isna(value) else value


def _question(row):
    return Question(
        code=row.code,
        text=row.text,
        kind=row.kind,
        scope="vignette" if row.is_per_vignette else "respondent",
        options=tuple(
            Option(option.code, option.label, option.rank, option.step, option.is_missing)
            for option in row.options.all()
            if row.kind in CHOICE_KINDS
        ),
        minimum=row.minimum,
        maximum=row.maximum,
    )


def _is_staircase(question):
    chosen = [option for option in question.options if not option.missing]
    return question.kind in (QuestionKind.SINGLE, QuestionKind.ORDINAL) and bool(chosen) and all(o.step for o in chosen)
