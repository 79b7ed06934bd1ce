"""Somebody who has every published figure of a survey and does sums.

The unknowns are numbers of people: municipality × role × what they answered in the first version × in the second. Every
published figure is a row of a linear system. The attacker is also told what no report says: whose answers stand behind
each figure of the others and how many they are, and how many people of each municipality are new, gone or of another
mind. What follows from all that is found by linear programming.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from reports.analysis.breakdown import COMPARED, EVERYBODY, blocks_of, break_down
from reports.analysis.cells import ROLES, gather
from reports.analysis.instrument import Instrument, Question, Vignette
from reports.analysis.partnership import analyse_partnership
from reports.analysis.peers import Facts
from reports.analysis.releases import WHO
from reports.analysis.study import analyse_cells
from tests.analysis.survey import STEPS

ABSENT, SILENT = "absent", "silent"
PLACE = ("V1", "first_step")
OPTIONS = tuple(option.code for option in STEPS[:3])
STATES = (ABSENT, SILENT, *OPTIONS)
_SOLVED, _UNBOUNDED = 0, 3
INSTRUMENT = Instrument(
    vignettes=(Vignette("V1", "Vignet 1", 1),),
    questions=(Question("first_step", "Førstevalg", "ordinal", options=STEPS[:3]),),
    staircase="first_step",
)


@dataclass(frozen=True)
class Published:
    """What one version of all reports says, and what the attacker is told of how it was made."""

    cells: object
    analyses: dict
    tables: dict
    overview: object


def publish(frame, codes, facts, n_min):
    """Every municipality's report over the answers in `frame`."""
    cells = gather(frame, INSTRUMENT, n_min)
    analyses = {code: analyse_cells(cells, INSTRUMENT, code) for code in codes}
    tables = {code: break_down(cells, INSTRUMENT, code, facts) for code in codes}
    return Published(cells, analyses, tables, analyse_partnership(cells, INSTRUMENT))


def facts_of(codes):
    return {code: Facts(1000 * place, "land" if place % 2 else "by", "vest") for place, code in enumerate(codes)}


def _states(answers):
    """What each person of one version answered, and in which role."""
    given = answers.get(PLACE, {})
    return {
        person: (role, given[person][1] if person in given else SILENT) for person, (role, _) in answers[WHO].items()
    }


class Attacker:
    """`versions` are (Published, answers by municipality as releases.read gives them), one or two of them."""

    def __init__(self, versions, codes, n_min):
        self.codes, self.n_min = codes, n_min
        self.people = self._trajectories([answers for _, answers in versions])
        kinds = {_kind(*states) for _, _, *states in self.people}
        self.unknowns = [
            (code, role, *states)
            for code, role, *states in product(codes, ROLES, STATES, STATES)
            if states != [ABSENT, ABSENT] and _kind(*states) in kinds
        ]
        self.truth = np.array([float(self.people.count(unknown)) for unknown in self.unknowns])
        self.rows, self.values = [], []
        for at, (published, _) in enumerate(versions):
            self._read(at, published)
        self.told = [
            self._sum(lambda c, r, *states, code=code, kind=kind: c == code and _kind(*states) == kind)
            for code, kind in product(codes, ("new", "gone", "changed"))
        ]

    def _trajectories(self, versions):
        first, last = versions[0], versions[-1]
        found = []
        for code in self.codes:
            before, after = (_states(answers.get(code, {WHO: {}})) for answers in (first, last))
            for person in before.keys() | after.keys():
                role = (after.get(person) or before[person])[0]
                states = [version[person][1] if person in version else ABSENT for version in (before, after)]
                found.append((code, role, *states))
        return found

    def _sum(self, condition):
        return np.array([float(condition(*unknown)) for unknown in self.unknowns])

    def _behind(self, at, code, roles=ROLES, options=OPTIONS):
        return self._sum(lambda c, r, *states: c == code and r in roles and states[at] in options)

    def _learn(self, row, value):
        self.rows.append(row)
        self.values.append(value)

    def _read(self, at, published):
        for code in self.codes:
            self._read_analysis(at, code, published.analyses[code], published.cells)
            self._read_tables(at, code, published.tables[code], published.cells)
        self._read_overview(at, published.overview, published.cells)

    def _read_analysis(self, at, code, analysis, cells):
        shown = [((role.role,), role.n) for role in analysis.who.roles if not role.hidden]
        if not analysis.who.hidden:
            shown.append((ROLES, analysis.who.n))
        for roles, n in shown:
            self._learn(self._behind(at, code, roles, STATES[1:]), n)
        result = analysis.vignettes[0].questions[0]
        for share in result.own.shares:
            self._learn(self._behind(at, code, ROLES, (share.code,)), share.count)
        for role in (role for role in result.roles if not role.hidden):
            scores = sum(k * self._behind(at, code, (role.role,), (o,)) for k, o in enumerate(OPTIONS, start=1))
            self._learn(scores, role.mean * role.n)
            self._learn(self._behind(at, code, (role.role,)), role.n)
        if not result.others.hidden:
            sizes = {c: cell.n for c, cell in cells.at[PLACE].items() if c != code}
            self._read_others(at, sizes, ROLES, result.others.n, [share.share for share in result.others.shares])

    def _read_tables(self, at, code, tables, cells):
        blocks = blocks_of(cells).get(PLACE, {})
        members = dict(zip(tables.peers, tables.members, strict=True))
        for group in tables.cells[0].groups:
            roles = group.roles or ROLES
            if group.n is not None:
                self._learn(self._behind(at, code, roles), group.n)
                for option, count in zip(OPTIONS, group.counts, strict=True):
                    self._learn(self._behind(at, code, roles, (option,)), count)
            for others in group.others:
                sizes = {c: block.n for c, block in blocks[group.roles].items() if c in members[others.peers]}
                if group.roles == COMPARED:
                    rest = [found for key, found in blocks.items() if key not in (EVERYBODY, COMPARED)]
                    sizes = {c: n for c, n in sizes.items() if any(c in found for found in rest)}
                self._read_others(at, sizes, roles, others.n, others.shares)

    def _read_overview(self, at, overview, cells):
        if overview.who.hidden:
            return
        large = [code for code in self.codes if cells.totals.get(code, 0) >= cells.n_min]
        shown = [((role.role,), role.n) for role in overview.who.roles if not role.hidden]
        for roles, n in [*shown, (ROLES, overview.who.n)]:
            self._learn(sum(self._behind(at, code, roles, STATES[1:]) for code in large), n)
        case = overview.cases[0]
        if not case.hidden:
            sizes = {code: cell.n for code, cell in cells.at[PLACE].items()}
            self._read_others(at, sizes, ROLES, case.n, [share.share for share in case.shares])

    def _read_others(self, at, sizes, roles, n, shares):
        self._learn(sum(self._behind(at, code, roles) for code in sizes), n)
        for option, share in zip(OPTIONS, shares, strict=True):
            row = sum(self._behind(at, code, roles, (option,)) / size for code, size in sizes.items())
            self._learn(row, share * len(sizes))

    @cached_property
    def _published(self):
        return _once(self.rows, self.values)

    @cached_property
    def _told(self):
        return _once([*self.rows, *self.told], [*self.values, *(row @ self.truth for row in self.told)])

    def highest(self, row, *, told):
        """The largest value that a sum over the unknowns can have; infinity where unbounded."""
        sums, values = self._told if told else self._published
        found = linprog(-row, A_eq=sums, b_eq=values, bounds=(0, None))
        assert found.status in (_SOLVED, _UNBOUNDED), found.message
        return -found.fun if found.status == _SOLVED else float("inf")

    def groups(self):
        """Every group of people that exists and is smaller than the threshold, with the options it may have chosen.

        Those of one municipality, or one role of it, who answered in a version, are new, gone or of another mind.
        """
        members = [lambda *states, at=at: states[at] in OPTIONS for at in (0, 1)]
        members += [lambda *states, kind=kind: _kind(*states) == kind for kind in ("new", "gone", "changed")]
        for code, roles, member in product(self.codes, (ROLES, *((role,) for role in ROLES)), members):
            row = self._sum(
                lambda c, r, *states, code=code, roles=roles, member=member: (
                    c == code and r in roles and member(*states)
                )
            )
            if 0 < row @ self.truth < self.n_min:
                yield row

    def found(self):
        """What the attacker can tell of groups below the threshold: answers of theirs that are known for certain."""
        known = []
        for row in self.groups():
            for at, option in product((0, 1), OPTIONS):
                part = row * self._sum(lambda c, r, *states, at=at, option=option: states[at] == option)
                truth = part @ self.truth
                # The truth lies between both ends: where one alone is far enough away, nobody need look for the other.
                if truth and (high := self.highest(part, told=True)) < truth + 1:
                    low = -self.highest(-part, told=True)
                    if high - low < 1 - 1e-6:
                        known.append((at, option, low, high))
        return known

    def too_small(self):
        """Groups that one version shows to be below the threshold although it hides them."""
        sizes = []
        for code, role, at in product(self.codes, ROLES, (0, 1)):
            row = self._behind(at, code, (role,))
            if 0 < row @ self.truth < self.n_min and (high := self.highest(row, told=False)) < self.n_min - 1e-6:
                sizes.append((code, role, at, high))
        return sizes


def _once(rows, values):
    """Every sum once: reports repeat each other."""
    once = {row.tobytes(): (row, value) for row, value in zip(rows, values, strict=True) if row.any()}
    if not once:
        return None, None
    sums, totals = zip(*once.values(), strict=True)
    return csr_array(np.array(sums)), np.array(totals)


def _kind(before, after):
    if before == after:
        return "same"
    if ABSENT in (before, after):
        return "new" if before == ABSENT else "gone"
    return "changed"
