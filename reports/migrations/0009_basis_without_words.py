"""Free text goes from the answers behind reports: no figure needs it, and it must be possible to delete it.

The trigger of 0008 stands aside for this one change. The fingerprint stays: it is the name under which packages know
their answers.
"""

from importlib import import_module

from django.db import migrations

STAYS = import_module("reports.migrations.0008_basis_stays")
IN_WORDS = ("line", "text")


def delete_words(apps, schema_editor):
    question, basis = apps.get_model("vignettes", "Question"), apps.get_model("reports", "Basis")
    for row in basis.objects.all():
        asked = question.objects.filter(version__survey=row.survey_id)
        words = set(asked.filter(kind__in=IN_WORDS).values_list("code", flat=True))
        choices = set(asked.exclude(kind__in=IN_WORDS).values_list("code", flat=True))
        row.content["people"] = {
            municipality: [_person(person, row.content["places"], words - choices) for person in people]
            for municipality, people in row.content["people"].items()
        }
        row.save(update_fields=["content"])


def _person(person, places, words):
    number, role, values = person
    kept = [None if place[1] in words else value for place, value in zip(places, values, strict=True)]
    return [number, role, kept]


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_basis_stays"), ("vignettes", "0011_instrument_format")]
    operations = [
        migrations.RunPython(STAYS.thaw, STAYS.freeze),
        migrations.RunPython(delete_words, migrations.RunPython.noop),
        migrations.RunPython(STAYS.freeze, STAYS.thaw),
    ]
