"""How many answers are expected from each municipality."""

from django.db import transaction

from vignettes.models import Survey, Target


@transaction.atomic
def set_targets(*, survey, people, by):
    """`people` has a number, or None for none agreed, per participation id. Others keep theirs."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    for participation, number in people.items():
        place = {"survey": survey, "participation_id": participation}
        if number is None:
            Target.objects.filter(**place).delete()
        else:
            Target.objects.update_or_create(**place, defaults={"people": number})
