"""Reminders, and the links they repeat. SQLite makes the table of respondents anew, which no trigger may name meanwhile."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

THRESHOLD = import_module("vignettes.migrations.0004_threshold_locked")


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0003_turns"),
        ("vignettes", "0005_draft"),
    ]

    operations = [
        migrations.RunPython(THRESHOLD.unlock, THRESHOLD.lock),
        migrations.AddField(
            model_name="respondent",
            name="link_mail",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="jobs.outboxmessage",
            ),
        ),
        migrations.AddField(
            model_name="respondent",
            name="link_nonce",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=43),
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="day")),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                ("begun_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="sending began")),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="sent")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="vignettes.survey"
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["survey", "due_on"],
            },
        ),
        migrations.CreateModel(
            name="ReminderMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(default=django.utils.timezone.localdate, verbose_name="day")),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.outboxmessage"
                    ),
                ),
                (
                    "reminder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="vignettes.reminder",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_mails",
                        to="vignettes.respondent",
                    ),
                ),
            ],
            options={
                "verbose_name": "sent reminder",
                "verbose_name_plural": "sent reminders",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("survey", "due_on"),
                name="reminder_one_per_day",
                violation_error_message="Another reminder goes on this day already. Choose another day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("finished_at", None), ("begun_at__isnull", False), _connector="OR"),
                name="reminder_begun_before_finished",
            ),
        ),
        migrations.AddConstraint(
            model_name="remindermail",
            constraint=models.UniqueConstraint(fields=("respondent", "day"), name="reminded_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="remindermail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reminder__isnull", False)),
                fields=("respondent", "reminder"),
                name="reminded_once_by_each",
            ),
        ),
        migrations.RunPython(THRESHOLD.lock, THRESHOLD.unlock),
    ]
