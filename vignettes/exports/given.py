"""Answers of many people as they are stored, beside each other instead of one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vignettes.exports.coded import BLANK, Codes, factorised

# Version, code of the vignette ("" for what is asked once), code of the question.
Place = tuple[int, str, str]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answers:
    """For each answer whose it is, to which of `asked` (BLANK where it is not wanted), and the text that is stored."""

    asked: Sequence[Place]
    people: Codes
    places: Codes
    stored: Sequence[str]

    def by_place(self) -> Iterator[tuple[Place, Codes, Codes, list[str]]]:
        """(place, people, codes, texts) of every place that somebody has answered: what is stored is `texts[code]`."""
        numbers, texts = factorised(self.stored)
        wanted = np.flatnonzero(self.places != BLANK)
        places = self.places[wanted].astype(np.min_scalar_type(len(self.asked)))  # small numbers are sorted sooner
        order = wanted[np.argsort(places, kind="stable")]
        people, numbers = self.people[order], numbers[order]
        ends = np.cumsum(np.bincount(places, minlength=len(self.asked)))
        start = 0
        for place, end in zip(self.asked, ends.tolist(), strict=True):
            if end > start:
                used, codes = np.unique(numbers[start:end], return_inverse=True)
                yield place, people[start:end], codes, [texts[number] for number in used.tolist()]
            start = end


class Places:
    """Finds where an answer belongs by the ids of its vignette (None where it was asked once) and its question."""

    def __init__(self, by_ids: Mapping[tuple[int | None, int], Place]) -> None:
        self.step = 1 + max((vignette or 0 for vignette, _question in by_ids), default=0)
        keys = {question * self.step + (vignette or 0): place for (vignette, question), place in by_ids.items()}
        self._keys = np.array(sorted(keys), dtype=np.int64)
        self.asked = tuple(keys[key] for key in sorted(keys))

    def of(self, keys: Ids) -> Codes:
        """Which of `asked` each answer belongs to, BLANK where it is not wanted.

        A key is the id of the question times `step`, and the id of the vignette, or 0 without one.
        """
        found = np.searchsorted(self._keys, keys)
        return np.where(np.append(self._keys, BLANK)[found] == keys, found, BLANK)
