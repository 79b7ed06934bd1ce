"""The database itself refuses another disclosure threshold once somebody has answered (docs/methods.md)."""

from django.db import migrations

CHANGED = (
    "NEW.n_min <> OLD.n_min AND EXISTS (SELECT 1 FROM vignettes_answer a"
    " JOIN vignettes_respondent r ON r.id = a.respondent_id WHERE r.survey_id = OLD.id)"
)
MESSAGE = "the disclosure threshold is locked at the first answer"
SQLITE = f"""
CREATE TRIGGER vignettes_survey_threshold_locked BEFORE UPDATE OF n_min ON vignettes_survey WHEN {CHANGED}
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""
POSTGRESQL = f"""
CREATE FUNCTION vignettes_survey_threshold_locked() RETURNS trigger AS $$
BEGIN
  IF {CHANGED} THEN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER vignettes_survey_threshold_locked BEFORE UPDATE OF n_min ON vignettes_survey
FOR EACH ROW EXECUTE FUNCTION vignettes_survey_threshold_locked()
"""


def lock(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def unlock(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    name = "vignettes_survey_threshold_locked"
    schema_editor.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("vignettes", "0003_link_sent")]
    operations = [migrations.RunPython(lock, unlock)]
