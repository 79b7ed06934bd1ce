"""The database itself refuses to change a published version: code that forgets the rule gets an IntegrityError."""

from django.db import migrations

# table → how a row finds its version's date of publication
PUBLISHED = {
    "vignettes_surveyversion": "OLD.published_at",
    "vignettes_vignette": "(SELECT published_at FROM vignettes_surveyversion WHERE id = OLD.version_id)",
    "vignettes_question": "(SELECT published_at FROM vignettes_surveyversion WHERE id = OLD.version_id)",
    "vignettes_option": (
        "(SELECT v.published_at FROM vignettes_surveyversion v JOIN vignettes_question q ON q.version_id = v.id"
        " WHERE q.id = OLD.question_id)"
    ),
}
SQLITE = """
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN {published} IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published survey version never changes'); END
"""
POSTGRESQL = """
CREATE FUNCTION {table}_frozen() RETURNS trigger AS $$
BEGIN
  IF {published} IS NOT NULL THEN
    RAISE EXCEPTION 'a published survey version never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_frozen()
"""


def freeze(apps, schema_editor):
    statement = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for table, published in PUBLISHED.items():
        schema_editor.execute(statement.format(table=table, published=published))


def thaw(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in PUBLISHED:
        schema_editor.execute(
            f"DROP TRIGGER {table}_frozen" if is_sqlite else f"DROP FUNCTION {table}_frozen() CASCADE"
        )


class Migration(migrations.Migration):
    dependencies = [("vignettes", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
