"""What consultants write for a municipality: recommendations, texts of sections, comments, answers to suggestions."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from reports.models import Comment, Outcome, Report, ReportState, SectionText, SuggestionDecision
from vignettes.models import Survey


class Stale(Refused):
    """Somebody else has changed the text since the form was opened. `current` is the row as it stands."""

    def __init__(self, current):
        super().__init__(_("The text has been changed meanwhile. Compare the two, and save the one that shall stand."))
        self.current = current


@transaction.atomic
def save_text(*, report, section, text, version, by) -> SectionText:
    """Put `section` (texts.Generated) in other words; an empty text brings the generated one back.

    `version` is the one that the form was opened with, 0 for the first. The second click of two stores nothing.
    """
    _check_writable(report)
    row = _locked(report, section)
    if (row.version if row.pk else 0) != version:
        if row.text == text:
            return row
        raise Stale(row)
    if row.pk and row.text == text and row.basis_sha256 == section.basis_sha256:
        return row
    row.text, row.version, row.written_by, row.changed_at = text, version + 1, by, timezone.now()
    _confirm(row, section, by)
    return row


@transaction.atomic
def confirm_text(*, report, section, version, by) -> None:
    """Say that the text still fits, though the figures below it have changed."""
    _check_writable(report)
    row = _locked(report, section)
    if not row.pk or row.version != version:
        raise Stale(row)
    if row.basis_sha256 != section.basis_sha256:
        _confirm(row, section, by)


def _locked(report, section):
    Survey.objects.select_for_update().get(pk=report.survey_id)
    place = {"survey": report.survey, "participation": report.participation, "section": section.section}
    return SectionText.objects.filter(**place).first() or SectionText(**place)


def _confirm(row, section, by):
    row.generated, row.basis_sha256 = section.text, section.basis_sha256
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save()


def _check_writable(report):
    if report.state != ReportState.DRAFT:
        raise Refused(_("Only a draft can be written in. Make a new version of the report to change the texts."))
    if Report.objects.beside(report).filter(number__gt=report.number, data__isnull=False).exists():
        raise Refused(_("There is a newer version of this report. Write in that one."))


@transaction.atomic
def write_comment(*, report, section, text, by) -> None:
    """A remark to a section; the second click of two writes nothing."""
    Survey.objects.select_for_update().get(pk=report.survey_id)
    comments = Comment.objects.beside(report).filter(section=section.section, resolved_at=None)
    if not comments.filter(written_by=by, text=text).exists():
        place = {"survey": report.survey, "participation": report.participation}
        Comment.objects.create(**place, section=section.section, text=text, written_by=by)


def resolve_comment(*, comment, by) -> None:
    """Mark a remark as dealt with; whoever was first stays named."""
    unresolved = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    unresolved.update(resolved_by=by, resolved_at=timezone.now())


@transaction.atomic
def reject_suggestion(*, report, proposal, reason, by) -> None:
    """Say why a suggestion from the figures is not for this municipality; it is said once."""
    Survey.objects.select_for_update().get(pk=report.survey_id)
    if not _decided(report, proposal).filter(outcome=Outcome.REJECTED, reason=reason).exists():
        _decide(report, proposal, Outcome.REJECTED, by, reason=reason)


def _decided(report, proposal):
    return SuggestionDecision.objects.beside(report).filter(key=proposal.key)


def _decide(report, proposal, outcome, by, **facts):
    SuggestionDecision.objects.create(
        survey=report.survey,
        participation=report.participation,
        report=report,
        key=proposal.key,
        suggestion=asdict(proposal.found) | {"heading": proposal.heading, "sentence": proposal.sentence},
        outcome=outcome,
        by=by,
        **facts,
    )


@transaction.atomic
def save_recommendation(*, recommendation, survey, participation, by, report=None, taken=()) -> None:
    """Store a new or changed recommendation; a new one comes last. The second click of two stores nothing.

    `taken` are the proposals from the figures of `report` that went into it.
    """
    Survey.objects.select_for_update().get(pk=survey.pk)
    if recommendation.pk is None:
        same = {"participation": participation, "title": recommendation.title, "text": recommendation.text}
        if survey.recommendations.filter(**same).exists():
            return
        last = survey.recommendations.filter(participation=participation).aggregate(Max("order"))["order__max"] or 0
        recommendation.survey, recommendation.participation, recommendation.order = survey, participation, last + 1
    recommendation.written_by, recommendation.changed_at = by, timezone.now()
    recommendation.save()
    for proposal in taken:
        outcome = Outcome.ACCEPTED if proposal.text in recommendation.text.replace("\r\n", "\n") else Outcome.EDITED
        if not _decided(report, proposal).filter(recommendation=recommendation, outcome=outcome).exists():
            _decide(report, proposal, outcome, by, recommendation=recommendation)


def delete_recommendation(*, recommendation) -> None:
    recommendation.delete()
