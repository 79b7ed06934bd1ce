"""A reviewed instrument becomes rows. From then on the database refuses to change them (migration 0002)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from vignettes import conditions
from vignettes.actions import drafting
from vignettes.cases import cases_of
from vignettes.changes import compare
from vignettes.drafts import as_document
from vignettes.faults import faults
from vignettes.instrument import parse
from vignettes.models import Option, Question, Respondent, Survey, SurveyState, SurveyVersion, Vignette
from vignettes.published import answered, specs_of


@transaction.atomic
def publish_draft(*, survey, revision, by):
    """Make the draft the next version, and open a survey that was none before.

    Whoever is in the middle finishes the version begun; whoever has been invited and has not started gets this one.
    Refused while the draft has faults, says nothing new, or alters what somebody has answered.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    draft = drafting.locked(survey, revision)
    if survey.state == SurveyState.CLOSED:
        raise Refused(_("The survey is closed, so a new version would reach nobody."))
    if faults(draft.content):
        raise Refused(_("The draft has faults. Correct them before you publish."))
    instrument, published = parse(draft.content), specs_of(survey)
    changes = compare(published, instrument, answered(survey))
    if published and not changes:
        raise Refused(_("The draft says the same as what is published, so there is nothing to publish."))
    if any(change.is_refused for change in changes):
        raise Refused(_("The draft alters what somebody has answered already. Take those changes back first."))
    version = publish_instrument(survey=survey, instrument=instrument, by=by)
    Respondent.objects.filter(survey=survey, started_at=None, submitted_at=None).update(version=version)
    survey.title, survey.introduction = instrument.title, instrument.introduction
    if survey.state == SurveyState.DRAFT:
        survey.state = SurveyState.OPEN
    survey.save(update_fields=["title", "introduction", "state"])
    draft.delete()
    return version


@transaction.atomic
def publish_instrument(*, survey, instrument, by=None):
    """Freeze `instrument` as the next version of `survey`. Respondents invited earlier keep their version."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    number = survey.versions.count() + 1
    version = SurveyVersion.objects.create(survey=survey, number=number, document=as_document(instrument))
    _write_cases(version, instrument)
    background = [(spec, False) for spec in instrument.background]
    battery = [(spec, True) for spec in instrument.battery]
    for order, (spec, is_per_vignette) in enumerate(background + battery, start=1):
        _ask(version, spec, order, is_per_vignette)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    return version


def _write_cases(version, instrument):
    written = {}
    for order, case in enumerate(cases_of(instrument), start=1):
        written[case.code] = Vignette.objects.create(
            version=version,
            code=case.code,
            title=case.title,
            text=case.text,
            levels=dict(case.levels),
            deck=case.deck,
            repeats=written.get(case.repeats),
            order=order,
        )


def _ask(version, spec, order, is_per_vignette):
    question = Question.objects.create(
        version=version,
        code=spec.code,
        text=spec.text,
        help_text=spec.help_text,
        body=spec.body,
        kind=spec.kind,
        is_per_vignette=is_per_vignette,
        is_required=spec.required,
        minimum=spec.minimum,
        maximum=spec.maximum,
        unit=spec.unit,
        rows=[{"code": row.code, "label": row.label} for row in spec.rows],
        places=spec.places,
        random_order=spec.random_order,
        show_if=conditions.as_row(spec.condition),
        order=order,
    )
    rank = 0
    for place, option in enumerate(spec.options, start=1):
        is_ranked = spec.kind == "ordinal" and not option.missing
        rank += is_ranked
        Option.objects.create(
            question=question,
            code=option.code,
            label=option.label,
            order=place,
            rank=rank if is_ranked else None,
            step=option.step,
            is_missing=option.missing,
            is_pinned=option.pinned,
        )
