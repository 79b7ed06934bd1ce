"""The answers divided by role and beside groups of like municipalities: every count and share a reader may choose.

Safe by construction. Each figure is a sum over *blocks*: one municipality's answers to one question about one vignette,
or those of one of its role groups (`roles`). A block has at least `n_min` answers, and those of one municipality and
cell do not overlap, so that whatever is subtracted from whatever, within a report or between two, is a sum of blocks
again. Smaller ones enter no figure, the own or anybody else's. `peers` sees to it that no subtraction leaves one other
municipality.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from reports.analysis.cells import Cell, Cells
from reports.analysis.disclosure import benchmark_allowed, comparison_allowed
from reports.analysis.instrument import Instrument
from reports.analysis.peers import Facts, Ways, groupings, offered
from reports.analysis.roles import RoleGroup, role_groups
from reports.analysis.samples import IntArray
from reports.analysis.summaries import wilson

EVERYBODY: RoleGroup = ()
ALL_OTHERS = "all"
# The one role that is also shown for the others. Two would say, together with everybody, what a third role answered.
COMPARED: RoleGroup = ("caseworker",)
_DECIMALS = 12  # shares still add up to 1


@dataclass(frozen=True)
class PeerAnswers:
    """Shares of the others of one peer group (0–1, option by option), each municipality weighing the same."""

    peers: str
    n: int
    municipalities: int
    shares: tuple[float, ...]


@dataclass(frozen=True)
class GroupAnswers:
    """The own answers of one role group (empty: everybody), and the peer groups that are shown.

    Option by option: numbers of answers, and 95 % intervals (Wilson) of their shares of the `n` people. Where they are
    hidden, `n` is None and there are no numbers.
    """

    roles: RoleGroup
    n: int | None
    counts: tuple[int, ...]
    intervals: tuple[tuple[float, ...], ...]
    others: tuple[PeerAnswers, ...]


@dataclass(frozen=True)
class BrokenDown:
    """One question about one vignette. `options` are (code, label) in the order of counts and shares."""

    vignette: str
    question: str
    text: str
    kind: str
    options: tuple[tuple[str, str], ...]
    groups: tuple[GroupAnswers, ...]


@dataclass(frozen=True)
class Breakdown:
    """Everything there is to choose: role groups and peer groups that are shown somewhere, in the order of choice.

    `members` names the other municipalities of each peer group by code.
    """

    roles: tuple[RoleGroup, ...]
    peers: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    cells: tuple[BrokenDown, ...]


class Block(NamedTuple):
    """`n` people and what they chose, option by option (several each where several may be chosen)."""

    n: int
    counts: IntArray


Blocks = Mapping[RoleGroup, Mapping[str, Block]]


def break_down(cells: Cells, instrument: Instrument, municipality: str, facts: Mapping[str, Facts]) -> Breakdown:
    """Every table of one municipality. `facts` are those of all municipalities of the survey, also the silent ones, so
    that the groups stay the same whoever answers. KeyError for answers of a municipality without facts.
    """
    counted = frozenset(code for code, n in cells.totals.items() if n >= cells.n_min)
    if unknown := sorted(counted - set(facts)):
        raise KeyError(unknown[0])
    ways = groupings(facts)
    vignettes = sorted(instrument.vignettes, key=lambda vignette: (vignette.order, vignette.code))
    found = tuple(
        _broken_down(cells, municipality, vignette.code, question, ways)
        for vignette in vignettes
        for question, scale in cells.scales.items()
        if scale.choices
    )
    groups = [group for row in found for group in row.groups]
    shown = {other.peers for group in groups for other in group.others}
    own = {group.grouping: group.members for way in ways for group in way if municipality in group.members}
    peers = {key: members & counted for key, members in ({ALL_OTHERS: counted} | own).items() if key in shown}
    return Breakdown(
        roles=tuple(dict.fromkeys(group.roles for group in groups if group.roles)),
        peers=tuple(peers),
        members=tuple(tuple(sorted(members - {municipality})) for members in peers.values()),
        cells=found,
    )


@lru_cache(maxsize=1)
def blocks_of(cells: Cells) -> Mapping[tuple[str, str], Blocks]:
    """What all figures are sums over: for each vignette and question, role group and municipality, those who answered.

    The block of everybody is the sum of the municipality's other blocks, where there are some.
    """
    found: dict[tuple[str, str], dict[RoleGroup, dict[str, Block]]] = {}
    for place, municipalities in cells.at.items():
        options = [option.code for option in cells.scales[place[1]].choices]
        blocks = found.setdefault(place, {})
        for code, cell in municipalities.items():
            for group in (EVERYBODY, *role_groups(cells, code, cell)):
                blocks.setdefault(group, {})[code] = _block(cells, cell, group, options)
    return found


def _block(cells: Cells, cell: Cell, group: RoleGroup, options: Sequence[str]) -> Block:
    pairs = zip(cell.respondents, cell.choices, strict=True)
    chosen = [codes for person, codes in pairs if not group or cells.role_of[person] in group]
    times = Counter(code for codes in chosen for code in codes)
    return Block(len(chosen), np.array([times[code] for code in options], dtype=np.int64))


def _broken_down(cells: Cells, municipality: str, vignette: str, question: str, ways: Ways) -> BrokenDown:
    blocks = blocks_of(cells).get((vignette, question), {})
    scale = cells.scales[question]
    own = [group for group, found in blocks.items() if municipality in found]
    peers = _peer_sets(ways, frozenset(blocks.get(EVERYBODY, {})), municipality)
    return BrokenDown(
        vignette=vignette,
        question=question,
        text=scale.question.text,
        kind=scale.question.kind,
        options=tuple((option.code, option.label) for option in scale.choices),
        groups=tuple(_group(blocks, group, municipality, peers, cells.n_min) for group in own or [EVERYBODY]),
    )


def _peer_sets(ways: Ways, present: frozenset[str], municipality: str) -> dict[str, frozenset[str]]:
    """The other municipalities of each peer group in one cell."""
    groups = offered(ways, present) if municipality in present else ()
    own = {group.grouping: group.members & present for group in groups if municipality in group.members}
    return {key: members - {municipality} for key, members in ({ALL_OTHERS: present} | own).items()}


def _group(
    blocks: Blocks, group: RoleGroup, municipality: str, peers: Mapping[str, frozenset[str]], n_min: int
) -> GroupAnswers:
    own = blocks.get(group, {}).get(municipality)
    if group == EVERYBODY:
        others = [_peers(blocks[group], members, key, own, n_min) for key, members in peers.items()] if blocks else []
    elif group == COMPARED:
        others = [_peers(blocks[group], peers[ALL_OTHERS] & _divided(blocks), ALL_OTHERS, own, n_min)]
    else:
        others = []
    return GroupAnswers(
        roles=group,
        n=own.n if own else None,
        counts=tuple(own.counts.tolist()) if own else (),
        intervals=tuple(_rounded(wilson(count, own.n)) for count in own.counts.tolist()) if own else (),
        others=tuple(found for found in others if found),
    )


def _divided(blocks: Blocks) -> frozenset[str]:
    """Municipalities with the compared role and another group beside it, whose answers thus stay unknown."""
    rest = frozenset().union(*(found for group, found in blocks.items() if group not in (EVERYBODY, COMPARED)))
    return rest & frozenset(blocks.get(COMPARED, {}))


def _peers(
    blocks: Mapping[str, Block], members: frozenset[str], key: str, own: Block | None, n_min: int
) -> PeerAnswers | None:
    """The others of one peer group, or None where too few people or municipalities stand behind them."""
    found = [blocks[code] for code in sorted(members)]
    sizes = [block.n for block in found]
    if not (comparison_allowed(own.n, sizes, n_min) if own else benchmark_allowed(sizes, n_min)):
        return None
    shares = np.mean([block.counts / block.n for block in found], axis=0)
    return PeerAnswers(key, sum(sizes), len(found), _rounded(shares))


def _rounded(numbers: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(number), _DECIMALS) for number in numbers)
