"""The database itself refuses to change a published report or its files: code that forgets gets an IntegrityError."""

from django.db import migrations

CONTENT = (
    "survey_id",
    "participation_id",
    "kind",
    "number",
    "data",
    "data_sha256",
    "file",
    "file_sha256",
    "file_facts",
    "page_count",
    "published_at",
    "published_by_id",
)
SEEN = "('published', 'withdrawn')"
# What a published report may still become is withdrawn, and a withdrawn one nothing.
CHANGED = (
    f"OLD.state IN {SEEN} AND (NEW.state NOT IN {SEEN} OR (OLD.state = 'withdrawn' AND NEW.state <> OLD.state) OR "
    + " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in CONTENT)
    + ")"
)
OF_PUBLISHED = f"(SELECT state FROM reports_report WHERE id = NEW.report_id) IN {SEEN}"
# name → (table, before which statement, when it is refused)
TRIGGERS = {
    "reports_report_stays": ("reports_report", "UPDATE", CHANGED),
    "reports_attachment_stays": ("reports_attachment", "UPDATE", OF_PUBLISHED),
    "reports_attachment_complete": ("reports_attachment", "INSERT", OF_PUBLISHED),
}
SQLITE = """
CREATE TRIGGER {name} BEFORE {statement} ON {table} WHEN {refused}
BEGIN SELECT RAISE(ABORT, 'a published report never changes'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger AS $$
BEGIN
  IF {refused} THEN
    RAISE EXCEPTION 'a published report never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE {statement} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


def freeze(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    template, differs = (SQLITE, "IS NOT") if is_sqlite else (POSTGRESQL, "IS DISTINCT FROM")
    for name, (table, statement, refused) in TRIGGERS.items():
        refused = refused.format(differs=differs)
        schema_editor.execute(template.format(name=name, table=table, statement=statement, refused=refused))


def thaw(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_turns")]
    operations = [migrations.RunPython(freeze, thaw)]
