"""What an instrument may hold from now on. A version that is published already keeps the document it was made of.

SQLite makes tables anew, and their triggers are gone then: published versions thaw before and freeze after.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

PUBLISHED = import_module("vignettes.migrations.0002_published_never_changes")


def write_documents(apps, schema_editor):
    for version in apps.get_model("vignettes", "SurveyVersion").objects.select_related("survey"):
        version.document = _document(version)
        version.save(update_fields=["document"])


def _document(version):
    questions = version.questions.order_by("order").prefetch_related("options")
    return {
        "code": f"survey_{version.survey.year}",
        "title": version.survey.title,
        "introduction": version.survey.introduction,
        "background": [_question(row) for row in questions if not row.is_per_vignette],
        "battery": [_question(row) for row in questions if row.is_per_vignette],
        "vignettes": list(version.vignettes.order_by("order").values("code", "title", "text")),
    }


def _question(question):
    row = {"code": question.code, "text": question.text, "kind": question.kind, "required": question.is_required}
    row |= {name: value for name in ("help_text", "unit") if (value := getattr(question, name))}
    if question.kind == "number":
        row |= {"minimum": question.minimum, "maximum": question.maximum}
    options = [_option(option) for option in sorted(question.options.all(), key=lambda option: option.order)]
    return row | ({"options": options} if options else {})


def _option(option):
    row = {"code": option.code, "label": option.label}
    row |= {} if option.step is None else {"step": option.step}
    return row | ({"missing": True} if option.is_missing else {})


class Migration(migrations.Migration):
    dependencies = [("vignettes", "0010_retention")]

    operations = [
        migrations.RunPython(PUBLISHED.thaw, PUBLISHED.freeze),
        migrations.AddField(
            model_name="assignment",
            name="deck",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="deck"),
        ),
        migrations.AddField(
            model_name="option",
            name="is_pinned",
            field=models.BooleanField(default=False, verbose_name="keeps its place"),
        ),
        migrations.AddField(
            model_name="question",
            name="body",
            field=models.TextField(blank=True, verbose_name="longer text"),
        ),
        migrations.AddField(
            model_name="question",
            name="places",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="places"),
        ),
        migrations.AddField(
            model_name="question",
            name="random_order",
            field=models.BooleanField(default=False, verbose_name="options in random order"),
        ),
        migrations.AddField(
            model_name="question",
            name="rows",
            field=models.JSONField(blank=True, default=list, verbose_name="rows"),
        ),
        migrations.AddField(
            model_name="question",
            name="show_if",
            field=models.JSONField(blank=True, null=True, verbose_name="shown if"),
        ),
        migrations.AddField(
            model_name="surveyversion",
            name="document",
            field=models.JSONField(default=dict, verbose_name="document"),
        ),
        migrations.AddField(
            model_name="vignette",
            name="deck",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="deck"),
        ),
        migrations.AddField(
            model_name="vignette",
            name="levels",
            field=models.JSONField(blank=True, default=dict, verbose_name="levels"),
        ),
        migrations.AddField(
            model_name="vignette",
            name="repeats",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="vignettes.vignette",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("single", "Single choice"),
                    ("multiple", "Multiple choice"),
                    ("ordinal", "Ordinal scale"),
                    ("ranking", "Ranking"),
                    ("matrix", "Matrix"),
                    ("percent", "Percentage"),
                    ("number", "Whole number"),
                    ("money", "Amount in kr."),
                    ("date", "Date"),
                    ("line", "Short text"),
                    ("text", "Text"),
                    ("section", "Section"),
                    ("information", "Information"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.RunPython(write_documents, migrations.RunPython.noop),
        migrations.RunPython(PUBLISHED.freeze, PUBLISHED.thaw),
    ]
