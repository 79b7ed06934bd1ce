"""Where a case stands on its way from idea to evaluation, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from businesscases.actions.decisions import needs_of
from businesscases.dossier import stages
from businesscases.dossier.stages import Need
from businesscases.guide import address
from businesscases.models import Decision, Stage, Step

NEEDS = {
    Need.PROBLEM: (_("Describe the problem"), Step.PROBLEM),
    Need.TARGET_GROUP: (_("Describe the target group"), Step.PROBLEM),
    Need.INTERVENTION: (_("Describe the intervention"), Step.INTERVENTION),
    Need.BASIS_ALTERNATIVE: (_("Describe the basis alternative"), Step.BASIS),
    Need.THEORY: (_("Write at least one outcome in the theory of change"), Step.THEORY),
    Need.COSTS: (_("Write what the intervention costs"), Step.COSTS),
    Need.PRICES: (_("Give every line a price"), Step.COSTS),
    Need.EFFECTS: (_("Write at least one effect"), Step.EFFECTS),
    Need.GRADES: (_("Give every effect a source, or call it an assumption"), Step.EFFECTS),
    Need.COUNTED: (_("Mend what cannot be calculated"), Step.RESULT),
    Need.SNAPSHOT: (_("Take a snapshot of the case as it stands"), None),
    Need.START: (_("Write when the intervention starts"), Step.INTERVENTION),
}


@dataclass(frozen=True)
class Lack:
    """Something to do first; `url` is "" for the snapshot, which is taken on this very page."""

    text: str
    url: str


@dataclass(frozen=True)
class WayOn:
    """The next stage, what lacks before it, and whether it takes a leader. `label` is "" after the last stage."""

    label: str
    lacks: tuple[Lack, ...]
    takes_leader: bool
    lacks_snapshot: bool


@dataclass(frozen=True)
class Milestone:
    label: str
    is_done: bool
    is_here: bool


@dataclass(frozen=True)
class Entry:
    """One decision in the log; `corrections` are the rows that stand for it, the newest last."""

    decision: Decision
    corrections: list[Decision]

    @property
    def standing(self) -> Decision:
        """What counts: the newest correction, or the row itself."""
        return self.corrections[-1] if self.corrections else self.decision


def way_on(case, is_leader: bool) -> WayOn:
    here = stages.Stage(case.stage)
    onward = stages.following(here)
    if onward is None:
        return WayOn("", (), takes_leader=False, lacks_snapshot=False)
    needs = needs_of(case, onward)
    return WayOn(
        Stage(onward).label,
        tuple(_lacks(case, needs)),
        takes_leader=stages.is_led(here, onward) and not is_leader,
        lacks_snapshot=Need.SNAPSHOT in needs,
    )


def _lacks(case, needs) -> Iterator[Lack]:
    for need in needs:
        text, step = NEEDS[need]
        yield Lack(str(text), address(step, case) if step else "")


def options(case, is_leader: bool, *, may_go_on: bool) -> list[tuple[str, str]]:
    """The stages that this person may move the case to now: the next one first, then back."""
    here = stages.Stage(case.stage)
    onward = stages.following(here) if may_go_on else None
    there = [*([onward] if onward else []), *stages.earlier(here)]
    return [(str(one), Stage(one).label) for one in there if is_leader or not stages.is_led(here, one)]


def stage_path(case) -> list[Milestone]:
    here = stages.ORDER.index(stages.Stage(case.stage))
    return [Milestone(Stage(one).label, at < here, at == here) for at, one in enumerate(stages.ORDER)]


def decision_log(case) -> list[Entry]:
    """Every decision with its corrections, the newest first. One query."""
    rows = list(case.decisions.select_related("by", "snapshot").defer("snapshot__document", "snapshot__outcome"))
    return [
        Entry(row, [other for other in reversed(rows) if other.corrects_id == row.pk])
        for row in rows
        if row.corrects_id is None
    ]
