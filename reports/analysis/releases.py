"""Answers that stand in a published report change by many people at once or not at all.

A new version of a report, and a later report of another municipality, is read beside what is published already. What
one says and the other does not is told by the people in whom they differ. So a municipality's answers to one question
about one vignette stay as published, until every group of people that a subtraction could leave has `n_min` members.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pandas as pd

from reports.analysis.cells import COLUMNS, is_missing
from reports.analysis.roles import RoleGroup, divided

Place = tuple[str, str]
Records = Mapping[int, tuple[str, object]]
Answers = Mapping[Place, Records]
WHO: Place = ("", "")


@dataclass(frozen=True)
class Admitted:
    """The answers that a report may be made of, by municipality, and the municipalities of which some must wait."""

    answers: Mapping[str, Answers]
    waiting: tuple[str, ...]


def read(*frames: pd.DataFrame) -> dict[str, Answers]:
    """Answers as `analyse` takes them, by municipality: role and answer of each person who gave one, place by place.

    A place is a vignette and a question; at WHO stands everybody, without an answer.
    """
    found: dict[str, dict[Place, dict[int, tuple[str, object]]]] = {}
    for person, municipality, role, vignette, question, value in chain(*map(_rows, frames)):
        places = found.setdefault(municipality, {WHO: {}})
        places[WHO][person] = (role, None)
        if not is_missing(value):
            places.setdefault((vignette, question), {})[person] = (role, value)
    return dict(found)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in COLUMNS), strict=True)


def framed(answers: Mapping[str, Answers], places: Sequence[Place]) -> pd.DataFrame:
    """The other way round: one row per person and place."""
    rows = [
        (person, municipality, role, vignette, question, found.get((vignette, question), {}).get(person, ("", None))[1])
        for municipality, found in answers.items()
        for person, (role, _none) in found[WHO].items()
        for vignette, question in places
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": object})


def packed(answers: Mapping[str, Answers]) -> dict[str, object]:
    """Plain values to be stored: per municipality and person the role and the answers, in the order of the places."""
    places = sorted({place for found in answers.values() for place in found} - {WHO})
    people = {
        municipality: [
            [person, role, [found.get(place, {}).get(person, ("", None))[1] for place in places]]
            for person, (role, _none) in sorted(found[WHO].items())
        ]
        for municipality, found in sorted(answers.items())
    }
    return {"places": [list(place) for place in places], "people": people}


def unpacked(stored: Mapping[str, Any]) -> dict[str, Answers]:
    """What `packed` has stored, also after it has been JSON."""
    places: list[Place] = [(vignette, question) for vignette, question in stored["places"]]
    found: dict[str, Answers] = {}
    for municipality, people in stored["people"].items():
        answers: dict[Place, dict[int, tuple[str, object]]] = {WHO: {}}
        for person, role, values in people:
            answers[WHO][person] = (role, None)
            for place, value in zip(places, values, strict=True):
                if value is not None:
                    answers.setdefault(place, {})[person] = (role, tuple(value) if isinstance(value, list) else value)
        found[municipality] = answers
    return found


def admitted(now: Mapping[str, Answers], released: Sequence[Mapping[str, Answers]], n_min: int) -> Admitted:
    """The answers of `now`, or as they were `released` (oldest first) where the difference would tell on too few."""
    chosen, waiting = {}, []
    for municipality in sorted({*now, *(code for answers in released for code in answers)}):
        nobody: Answers = {WHO: {}}
        before = [answers.get(municipality, nobody) for answers in released]
        present = now.get(municipality, nobody)
        chosen[municipality] = _admitted(present, before, n_min)
        if chosen[municipality] != present:
            waiting.append(municipality)
    return Admitted({code: found for code, found in chosen.items() if found[WHO]}, tuple(waiting))


def _admitted(now: Answers, before: Sequence[Answers], n_min: int) -> Answers:
    """One municipality's answers, place by place; all as before where the people themselves, or the mix, would tell."""
    if not before or now == before[-1]:
        return now
    places = {*now, *before[-1]}
    mixed = {
        place: (now if is_safe(place, [*before, now], n_min) else before[-1]).get(place, {}) for place in sorted(places)
    }
    known = {person: role for person, (role, _) in mixed[WHO].items()}
    records = [(person, role) for found in mixed.values() for person, (role, _) in found.items()]
    fits = all(known.get(person) == role for person, role in records)
    if fits and all(is_safe(place, [*before, mixed], n_min) for place in mixed):
        return {place: found for place, found in mixed.items() if found or place == WHO}
    return before[-1]


def is_safe(place: Place, versions: Sequence[Answers], n_min: int) -> bool:
    """Has every group that subtracting the published versions of a place could leave `n_min` people?

    The groups are those who gave the same answers in the same role groups of the same versions. Figures are sums over
    blocks (`breakdown`), and each block of each version is a union of such groups.
    """
    marks: dict[tuple[object, ...], list[object]] = {}
    for at, answers in enumerate(versions):
        records = answers.get(place, {})
        groups = _groups(answers, records, n_min)
        if len(records) < n_min:
            continue
        for person, (role, value) in records.items():
            mark = marks.setdefault((person, role, value), [None] * len(versions))
            mark[at] = next((group for group in groups if role in group), ())
    sizes = Counter(tuple(mark) for mark in marks.values())
    return all(size >= n_min for size in sizes.values())


def _groups(answers: Answers, records: Records, n_min: int) -> tuple[RoleGroup, ...]:
    everybody, counts = (Counter(role for role, _ in rows.values()) for rows in (answers[WHO], records))
    return divided(everybody, counts, n_min)
