"""A reviewed instrument becomes rows. From then on the database refuses to change them (migration 0002)."""

from django.db import transaction
from django.utils import timezone

from vignettes.models import Option, Question, Survey, SurveyVersion, Vignette


@transaction.atomic
def publish_instrument(*, survey, instrument, by=None):
    """Freeze `instrument` as the next version of `survey`. Respondents invited earlier keep their version."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    version = SurveyVersion.objects.create(survey=survey, number=survey.versions.count() + 1)
    Vignette.objects.bulk_create(
        Vignette(version=version, code=vignette.code, title=vignette.title, text=vignette.text, order=order)
        for order, vignette in enumerate(instrument.vignettes, start=1)
    )
    background = [(spec, False) for spec in instrument.background]
    battery = [(spec, True) for spec in instrument.battery]
    for order, (spec, is_per_vignette) in enumerate(background + battery, start=1):
        _ask(version, spec, order, is_per_vignette)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    return version


def _ask(version, spec, order, is_per_vignette):
    question = Question.objects.create(
        version=version,
        code=spec.code,
        text=spec.text,
        help_text=spec.help_text,
        kind=spec.kind,
        is_per_vignette=is_per_vignette,
        is_required=spec.required,
        minimum=spec.minimum,
        maximum=spec.maximum,
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
        )
