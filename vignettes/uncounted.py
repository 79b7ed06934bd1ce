"""Which stored answers count for nothing, because their question is not asked of whoever gave them. Pure.

People by the thousand answer alike: what is hidden is worked out once for all who have given the same answers to what
the conditions look at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from vignettes import conditions
from vignettes.conditions import Asked

Case = str  # code of the case, "" for what is asked once
Place = tuple[Case, str]  # with the code of the question
Told = dict[str, object]  # answers by code of the question


class Row(Asked, Protocol):
    @property
    def is_per_vignette(self) -> bool: ...


class Flow:
    """The questions of one version, in its order. `read` makes an answer of what stands for it."""

    def __init__(self, questions: Iterable[Row], read: Callable[[Any], object] = lambda value: value) -> None:
        rows, self._read = list(questions), read
        self._once = [row for row in rows if not row.is_per_vignette]
        self._in_case = [row for row in rows if row.is_per_vignette]
        found = [row.condition for row in rows if row.condition]
        self.has_conditions = bool(found)
        self._looked_at = sorted({code for condition in found for code in condition.questions})
        self._hidden_before: dict[tuple[bool, str, str], frozenset[str]] = {}

    def uncounted(self, role: str, given: Mapping[Place, object]) -> Iterator[Place]:
        """The places in `given`, all answers of one person, whose question is not asked there."""
        cases: defaultdict[Case, Told] = defaultdict(dict)
        for (case, code), value in given.items():
            cases[case][code] = value
        once = cases.pop("", {})
        hidden = self._hidden(False, role, once)
        yield from (("", code) for code in once if code in hidden)
        known = {code: value for code, value in once.items() if code not in hidden}
        for case, told in cases.items():
            hidden = self._hidden(True, role, known | told)
            yield from ((case, code) for code in told if code in hidden)

    def _hidden(self, is_case: bool, role: str, told: Told) -> frozenset[str]:
        looked_at = {code: told[code] for code in self._looked_at if code in told}
        key = is_case, role, repr(looked_at)
        if key not in self._hidden_before:
            rows = self._in_case if is_case else self._once
            answers = {code: self._read(value) for code, value in looked_at.items()}
            self._hidden_before[key] = frozenset({row.code for row in rows} - conditions.shown(rows, answers, role))
        return self._hidden_before[key]
