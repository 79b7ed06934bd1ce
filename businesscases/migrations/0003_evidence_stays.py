"""The database itself refuses to change what a case quotes: code that forgets gets an IntegrityError."""

from django.db import migrations

QUOTED = (
    "case_id",
    "section",
    "heading",
    "sentence",
    "rule",
    "rule_name",
    "statistic",
    "interval",
    "q",
    "n",
    "report_pk",
    "report_number",
    "report_sha256",
    "published_on",
    "survey",
    "address",
    "taken_at",
)
NOTED = ("withdrawn_on", "replaced_by_number")
TABLE, NAME = "businesscases_evidence", "businesscases_evidence_stays"
SQLITE = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {refused}
BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger AS $$
BEGIN
  IF {refused} THEN
    RAISE EXCEPTION 'evidence never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


def freeze(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    template, differs = (SQLITE, "IS NOT") if is_sqlite else (POSTGRESQL, "IS DISTINCT FROM")
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in QUOTED)
    noted_again = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in NOTED)
    refused = f"{changed} OR (OLD.withdrawn_on IS NOT NULL AND ({noted_again}))"
    schema_editor.execute(template.format(name=NAME, table=TABLE, refused=refused))


def thaw(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(f"DROP TRIGGER {NAME}" if is_sqlite else f"DROP FUNCTION {NAME}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("businesscases", "0002_cases")]
    operations = [migrations.RunPython(freeze, thaw)]
