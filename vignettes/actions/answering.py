"""What a respondent does: start, save, submit. Every save is an event; the current answer stands beside it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.errors import Refused
from municipalities.models import Participation, RoleKind
from vignettes import assigning, links, saving
from vignettes.ending import finish_by
from vignettes.journey import journey_of
from vignettes.models import AnswerEvent, Assignment, Respondent, RespondentRole, SurveyState
from vignettes.published import cases_in, decks_of
from vignettes.status import is_over

SUBMITTED = "submitted"
CLOSED = "closed"


@dataclass(frozen=True)
class Saved:
    """The version that the current answer has after the save."""

    version: int


class Stale(Exception):
    """The save was based on another version than the current one; `version` and `value` are the current ones."""

    def __init__(self, version, value):
        super().__init__(version)
        self.version = version
        self.value = value


class Closed(Refused):
    """No more answers are accepted; `code` is SUBMITTED or CLOSED."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def refuse_if_closed(respondent):
    """Raise Closed with the sentence to show. `respondent` comes from `Respondent.objects.with_state()`."""
    survey = respondent.survey
    if respondent.submitted_at:
        raise Closed(SUBMITTED, _("You have sent your answers. They can no longer be changed."))
    if respondent.token_hash.startswith(links.NO_LINK):  # a save that was on its way when the person was forgotten
        raise Closed(CLOSED, _("What was stored about you is deleted, so nothing more is saved."))
    if respondent.is_closed_by_municipality:
        raise Closed(
            CLOSED, _("Your municipality has finished answering. Ask your contact person if this surprises you.")
        )
    if survey.state == SurveyState.DRAFT:
        raise Closed(CLOSED, _("The survey has not opened yet. Try again later."))
    if is_over(survey, timezone.localdate()) and not finish_by(survey, respondent):
        raise Closed(CLOSED, _("The survey is closed. Answers can no longer be given or changed."))


@transaction.atomic
def start(*, respondent):
    """Draw the deck and the order of the vignettes the first time; afterwards only the link's life is prolonged.

    Decks are counted and given while the municipality's row is locked, always before the respondent's.
    """
    if respondent.started_at is None:
        Participation.objects.select_for_update().get(pk=respondent.participation_id)
    respondent = _locked(respondent)
    refuse_if_closed(respondent)
    if respondent.started_at is None:
        respondent.started_at = timezone.now()
        respondent.save(update_fields=["started_at"])
        _assign(respondent)
    _prolong(respondent)
    return respondent


@transaction.atomic
def start_signed_in(*, survey, participation, user):
    """Let a signed-in person answer for the own municipality; whoever was also invited by mail stays one respondent."""
    Participation.objects.select_for_update().get(pk=participation.pk)
    place = Respondent.objects.filter(survey=survey, participation=participation)
    respondent = place.filter(user=user).first() or _claimed(place, user) or _created(survey, participation, user)
    if respondent.revoked_at:
        raise Refused(_("Your invitation to this survey has been withdrawn. Ask your contact person."))
    return start(respondent=respondent)


def save_answer(*, respondent, question, vignette, value, idempotency_key, based_on_version):
    """Store a cleaned `value` (None for no answer). Repeating a save with the same key changes nothing.

    Raises Stale if another save came first, Closed if no more answers are accepted.
    """
    event = AnswerEvent(
        respondent_id=respondent.pk,
        vignette_id=vignette and vignette.pk,
        question_id=question.pk,
        value=value,
        idempotency_key=idempotency_key,
        based_on_version=based_on_version,
    )
    try:
        return _store(event)
    except (IntegrityError, Stale, Closed):  # also what a save meets that was stored before
        if earlier := AnswerEvent.objects.filter(idempotency_key=idempotency_key).first():
            return _repeated(earlier, event)
        raise


@transaction.atomic
def submit(*, respondent):
    """Close the respondent's own answers. Sending twice gives the same receipt."""
    respondent = _locked(respondent)
    if respondent.submitted_at:
        return respondent
    refuse_if_closed(respondent)
    if journey_of(respondent).first_unfinished:
        raise Refused(_("Some answers are missing. Give them before you send."))
    respondent.submitted_at = timezone.now()
    respondent.save(update_fields=["submitted_at"])
    return respondent


def _locked(respondent):
    return Respondent.objects.with_state().select_for_update(of=("self",)).get(pk=respondent.pk)


@transaction.atomic
def _store(event):
    respondent, answer = saving.held(event)
    refuse_if_closed(respondent)
    if answer.value == event.value:
        return Saved(answer.version)
    if answer.version != event.based_on_version:
        raise Stale(answer.version, answer.value)
    if not saving.write(answer, event):
        return _store(event)  # another save came first while this one waited for its lock, which it has now
    _prolong(respondent)
    return Saved(answer.version + 1)


def _repeated(earlier, event):
    if any(getattr(earlier, name) != getattr(event, name) for name in ("respondent_id", "vignette_id", "question_id")):
        raise Refused(_("This save belongs to another answer. Reload the page and try again."))
    return Saved(earlier.based_on_version + 1)


def _assign(respondent):
    """The seed reproduces the deck, given how many had each, and the order (vignettes/assigning.py)."""
    seed = secrets.randbits(63)
    cases = cases_in(respondent.version)
    deck = assigning.deck_of(cases, decks_of(respondent), seed)
    order = assigning.order_of(cases, deck, seed)
    Assignment.objects.create(respondent=respondent, seed=seed, deck=deck, vignette_order=order)


def _prolong(respondent):
    """Written at most once a day, so that a save costs no second row."""
    expires_at = timezone.now() + links.VALID_FOR
    if expires_at - respondent.expires_at > timedelta(days=1):
        Respondent.objects.filter(pk=respondent.pk).update(expires_at=expires_at)


def _claimed(place, user):
    respondent = place.invited().filter(user=None, email__iexact=user.email).first()
    if respondent:
        respondent.user = user
        respondent.save(update_fields=["user"])
    return respondent


def _created(survey, participation, user):
    version = survey.versions.filter(published_at__isnull=False).last()
    if version is None:
        raise Refused(_("The survey has not opened yet. Try again later."))
    is_leader = user.roles.current().filter(kind=RoleKind.LEADER, municipality=participation.municipality_id).exists()
    return Respondent.objects.create(
        survey=survey,
        version=version,
        participation=participation,
        user=user,
        by_log_in=True,
        role=RespondentRole.LEADER if is_leader else RespondentRole.OTHER,
        token_hash=links.hash_token(links.new_secret()),
        expires_at=timezone.now() + links.VALID_FOR,
    )
