"""Leaves out the answers that count for nothing, because their question is not asked of whoever gave them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vignettes.exports.wide import Given
from vignettes.uncounted import Flow


def counted(rows: Iterable[Given], people: Sequence[tuple[int, str]], flows: Mapping[int, Flow]) -> Iterator[Given]:
    """`people` have their version and role; `flows` the versions with conditions, which alone cost anything."""
    gathered: dict[int, dict[tuple[str, str], str]] = {}
    for row in rows:
        index, (version, case, code), stored = row
        if version in flows:
            gathered.setdefault(index, {})[case, code] = stored
        else:
            yield row
    for index, given in gathered.items():
        version, role = people[index]
        hidden = set(flows[version].uncounted(role, given))
        yield from ((index, (version, *place), stored) for place, stored in given.items() if place not in hidden)
