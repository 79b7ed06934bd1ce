"""Which answers a report may be made of, beside the reports that are published already. Only a worker imports this."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from reports import datasets, packages
from reports.analysis import releases
from reports.models import Basis


@dataclass(frozen=True, eq=False)
class Admission:
    """The answers as `datasets.answers` gives them, where they are stored, and the municipalities that must wait.

    `repeated` are those to cases shown twice (`datasets.repeated`); `released` are the answers behind published
    reports, oldest first.
    """

    answers: pd.DataFrame
    repeated: pd.DataFrame
    basis: Basis
    waiting: tuple[str, ...]
    released: tuple[Mapping[str, releases.Answers], ...]


def admit(survey, version) -> Admission:
    """The answers as they stand now, or as they were published where the difference would tell on too few people."""
    frame, again = datasets.answers(survey, version), datasets.repeated(survey, version)
    rows = list(Basis.objects.released(survey))
    released = tuple(releases.unpacked(row.content) for row in rows)
    found = releases.admitted(releases.read(frame, again), released, survey.n_min)
    content = releases.packed(found.answers)
    basis, _created = Basis.objects.get_or_create(
        survey=survey, sha256=packages.sha256(content), defaults={"content": content}
    )
    basis.agrees_with.add(*(row for row in rows if row != basis))
    if found.waiting:
        frame = releases.framed(found.answers, datasets.places(version))
        frame = datasets.only_given(frame, datasets.given_to(survey))
        again = releases.framed(found.answers, datasets.repeated_places(version)).dropna(subset="value")
    return Admission(frame, again, basis, found.waiting, released)


def released_key(survey) -> tuple[int, ...]:
    """What decides, besides the answers, which of them are admitted."""
    return tuple(Basis.objects.released(survey).values_list("pk", flat=True))


def is_stored(survey, sha256: str) -> bool:
    """Whether a basis is there: the transaction in which it was made may have come to nothing."""
    return Basis.objects.filter(survey=survey, sha256=sha256).exists()
