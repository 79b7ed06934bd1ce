"""How a case goes from stage to stage, and what is noted of who decided it."""

from django.db import transaction
from django.utils.translation import gettext as _

from businesscases.actions.snapshots import fresh_snapshot
from businesscases.dossier import stages
from businesscases.dossier.stages import Need
from businesscases.gathering import dossier_of
from businesscases.models import Case, Decision
from jobs.errors import Refused


class Moved(Refused):
    """The case has been moved since the page was opened. `current` is the case as it stands."""

    def __init__(self, current):
        words = _("The case has been moved meanwhile. It now stands in the stage “%(stage)s”. Look at the log below.")
        super().__init__(words % {"stage": current.get_stage_display()})
        self.current = current


@transaction.atomic
def decide(*, case, seen, to_stage, body, decided_on, reason, is_leader, by) -> Decision:
    """Move the case and note who decided it. `seen` is the number of decisions the person saw.

    The second click of two decides nothing more; whoever saw fewer decisions is refused (`Moved`). Refused also where
    something lacks, or where a leader has to decide and `is_leader` says no.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    last = case.decisions.first()
    words = {"to_stage": to_stage, "body": body, "decided_on": decided_on, "reason": reason}
    if (last.number if last else 0) != seen:
        if last and last.number == seen + 1 and last.by_id == by.pk and _says(last, words):
            return last
        raise Moved(case)
    from_stage = stages.Stage(case.stage)
    snapshot = _permitted(case, from_stage, stages.Stage(to_stage), reason, is_leader)
    noted = {"number": seen + 1, "from_stage": case.stage, "snapshot": snapshot, "by": by}
    case.stage = to_stage
    case.save(update_fields=["stage"])
    return Decision.objects.create(case=case, **noted, **words)


@transaction.atomic
def correct(*, decision, body, decided_on, reason, is_leader, by) -> Decision:
    """Note that a decision was noted wrongly. The row itself stays; the case stays where it is."""
    _ask_leader(stages.Stage(decision.from_stage), stages.Stage(decision.to_stage), is_leader)
    case = Case.objects.select_for_update().get(pk=decision.case_id)
    original = decision.corrects or decision
    words = {"body": body, "decided_on": decided_on, "reason": reason}
    stands = standing(decision)
    if _says(stands, words):
        return stands
    return Decision.objects.create(
        case=case,
        number=case.decisions.first().number + 1,
        from_stage=original.from_stage,
        to_stage=original.to_stage,
        snapshot=original.snapshot,
        corrects=original,
        by=by,
        **words,
    )


def standing(decision) -> Decision:
    """What counts of a decision: its newest correction, or the row itself."""
    original = decision.corrects or decision
    return original.corrections.order_by("-number").first() or original


def needs_of(case, to_stage) -> tuple[Need, ...]:
    """What lacks before the case can go on to the stage."""
    dossier = dossier_of(case)
    return stages.missing(dossier, stages.Stage(to_stage), is_frozen=fresh_snapshot(case, dossier) is not None)


def _permitted(case, from_stage, to_stage, reason, is_leader):
    """The snapshot that shows what was decided on, where the decision rests on one. Refused where a rule says no."""
    _ask_leader(from_stage, to_stage, is_leader)
    if to_stage in stages.earlier(from_stage):
        if not reason:
            raise Refused(_("Write why the case goes back."))
        return None
    if to_stage != stages.following(from_stage):
        raise Refused(_("A case goes on one stage at a time."))
    if needs_of(case, to_stage):
        raise Refused(_("Something still lacks before the case can go on. See the list of what is missing."))
    return case.snapshots.first() if stages.is_led(from_stage, to_stage) else None


def _ask_leader(from_stage, to_stage, is_leader):
    if stages.is_led(from_stage, to_stage) and not is_leader:
        raise Refused(_("A leader decides on political treatment and on everything after it. Ask your leader."))


def _says(decision, words) -> bool:
    return all(getattr(decision, name) == value for name, value in words.items())
