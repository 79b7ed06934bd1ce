"""Which answers a report may be made of, beside the reports that are published already. Only a worker imports this."""

from dataclasses import dataclass

import pandas as pd

from reports import datasets, packages
from reports.analysis import releases
from reports.models import Basis


@dataclass(frozen=True, eq=False)
class Admission:
    """The answers as `datasets.answers` gives them, where they are stored, and the municipalities that must wait."""

    answers: pd.DataFrame
    basis: Basis
    waiting: tuple[str, ...]


def admit(survey, version) -> Admission:
    """The answers as they stand now, or as they were published where the difference would tell on too few people."""
    frame, released = datasets.answers(survey, version), list(Basis.objects.released(survey))
    found = releases.admitted(releases.read(frame), [releases.unpacked(row.content) for row in released], survey.n_min)
    content = releases.packed(found.answers)
    basis, _created = Basis.objects.get_or_create(
        survey=survey, sha256=packages.sha256(content), defaults={"content": content}
    )
    basis.agrees_with.add(*(row for row in released if row != basis))
    if found.waiting:
        frame = releases.framed(found.answers, datasets.places(version))
    return Admission(frame, basis, found.waiting)


def released_key(survey) -> tuple[int, ...]:
    """What decides, besides the answers, which of them are admitted."""
    return tuple(Basis.objects.released(survey).values_list("pk", flat=True))


def is_stored(survey, sha256: str) -> bool:
    """Whether a basis is there: the transaction in which it was made may have come to nothing."""
    return Basis.objects.filter(survey=survey, sha256=sha256).exists()
