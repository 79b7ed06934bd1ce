"""People are sorted and searched in Danish, like municipalities."""

from django.db import migrations, models

from municipalities.danish import search_key, sort_key


def fill(apps, schema_editor):
    for user in apps.get_model("municipalities", "User").objects.all():
        user.sort_text = sort_key(user.name)
        user.search_text = search_key(f"{user.name} {user.email}")
        user.save(update_fields=["sort_text", "search_text"])


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0002_municipalities")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={"ordering": ["sort_text", "pk"], "verbose_name": "person", "verbose_name_plural": "people"},
        ),
        migrations.AddField(
            model_name="user",
            name="sort_text",
            field=models.CharField(db_index=True, default="", editable=False, max_length=360),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="user",
            name="search_text",
            field=models.CharField(default="", editable=False, max_length=800),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
