"""Leaves out the answers that count for nothing, because their question is not asked of whoever gave them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vignettes.exports.coded import BLANK
from vignettes.exports.given import Answers
from vignettes.uncounted import Flow


def counted(answers: Answers, people: Sequence[tuple[int, str]], flows: Mapping[int, Flow]) -> Answers:
    """`people` have their version and role; `flows` the versions with conditions, which alone cost anything."""
    places = answers.places.copy()
    gathered: dict[int, dict[tuple[str, str], int]] = {}
    for number, (index, place) in enumerate(zip(answers.people.tolist(), places.tolist(), strict=True)):
        version, case, code = answers.asked[place]
        if place != BLANK and version in flows:
            gathered.setdefault(index, {})[case, code] = number
    for index, given in gathered.items():
        version, role = people[index]
        told = {place: answers.stored[number] for place, number in given.items()}
        hidden = [given[place] for place in flows[version].uncounted(role, told)]
        places[hidden] = BLANK
    return replace(answers, places=places)
