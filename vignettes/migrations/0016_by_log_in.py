"""Those who answer signed in without an invitation are told apart from those invited, also when the account is gone."""

from importlib import import_module

from django.db import migrations, models

# SQLite writes the table anew, which the trigger that reads it does not allow meanwhile.
THRESHOLD = import_module("vignettes.migrations.0004_threshold_locked")


def mark(apps, schema_editor):
    respondents = apps.get_model("vignettes", "Respondent").objects
    respondents.filter(user__isnull=False, email="").update(by_log_in=True)


class Migration(migrations.Migration):
    dependencies = [("vignettes", "0015_erased_meanwhile")]

    operations = [
        migrations.RunPython(THRESHOLD.unlock, THRESHOLD.lock),
        migrations.AddField(
            model_name="respondent",
            name="by_log_in",
            field=models.BooleanField(db_default=False, editable=False, verbose_name="came by the own log-in"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RunPython(THRESHOLD.lock, THRESHOLD.unlock),
    ]
