"""How business cases begin and change."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from businesscases.actions.calculations import begin_calculation
from businesscases.actions.versions import remember
from businesscases.guarding import fingerprint
from businesscases.models import Case, Evidence
from jobs.errors import Refused
from municipalities.models import Municipality


class Stale(Refused):
    """Somebody else has changed the row since the form was opened. `current` is the row as it stands."""

    def __init__(self, current):
        super().__init__(_("The case has been changed meanwhile. Compare the two, and save what shall stand."))
        self.current = current


@transaction.atomic
def create_case(*, municipality, by, **texts) -> Case:
    """A new idea. The second click of two creates nothing: the same person wrote the same just now."""
    _take_turns(municipality)
    same = Case.objects.filter(municipality=municipality, origin="", created_by=by, version=1, **texts).first()
    if same:
        return same
    case = Case.objects.create(municipality=municipality, created_by=by, changed_by=by, **texts)
    begin_calculation(case)
    remember(case=case, by=by)
    return case


@transaction.atomic
def start_case(*, participation, origin, evidence, by) -> tuple[Case, bool]:
    """The case started from a finding, and whether it is new: of one finding a municipality has one case.

    `evidence` is an unsaved Evidence; `origin` names the finding.
    """
    municipality = participation.municipality
    _take_turns(municipality)
    if started := Case.objects.filter(municipality=municipality, origin=origin).first():
        return started, False
    case = Case.objects.create(
        municipality=municipality,
        participation=participation,
        origin=origin,
        title=_shortened(evidence.heading),
        created_by=by,
        changed_by=by,
    )
    begin_calculation(case)
    remember(case=case, by=by)
    evidence.case = case
    evidence.save()
    return case, True


@transaction.atomic
def save_case(*, case, over, by, **texts) -> Case:
    """Change what a case says. The second click of two stores nothing.

    `over` is the `fingerprint` of these very texts when they were read: what others write elsewhere is in nobody's way.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if all(getattr(case, name) == text for name, text in texts.items()):
        return case
    if fingerprint(case, texts) != over:
        raise Stale(case)
    for name, text in texts.items():
        setattr(case, name, text)
    case.version, case.changed_by, case.changed_at = case.version + 1, by, timezone.now()
    case.save()
    remember(case=case, by=by)
    return case


def touch(*, case, by) -> None:
    """Something of the case has changed beside its own texts, so their `version` stays. Called in the transaction."""
    Case.objects.filter(pk=case.pk).update(changed_by=by, changed_at=timezone.now())
    remember(case=case, by=by)


def note_withdrawal(*, report_pk, withdrawn_on, replaced_by_number=None) -> None:
    """Say on every case that rests on the report that it has been withdrawn. What is quoted stays."""
    quoted = Evidence.objects.filter(report_pk=report_pk, withdrawn_on=None)
    quoted.update(withdrawn_on=withdrawn_on, replaced_by_number=replaced_by_number)


def _take_turns(municipality):
    Municipality.objects.select_for_update().get(pk=municipality.pk)


def _shortened(heading):
    """The heading as a title; a long one is cut visibly."""
    longest = Case._meta.get_field("title").max_length
    return heading if len(heading) <= longest else f"{heading[: longest - 1].rstrip()}…"
