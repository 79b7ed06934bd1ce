"""The database also refuses to add rows to a published version, and to take any away (migration 0002 refuses changes)."""

from django.db import migrations

# table → the date of publication of the version that a row belongs to, by the column that leads there
PUBLISHED = {
    "vignettes_vignette": "(SELECT published_at FROM vignettes_surveyversion WHERE id = {row}.version_id)",
    "vignettes_question": "(SELECT published_at FROM vignettes_surveyversion WHERE id = {row}.version_id)",
    "vignettes_option": (
        "(SELECT v.published_at FROM vignettes_surveyversion v JOIN vignettes_question q ON q.version_id = v.id"
        " WHERE q.id = {row}.question_id)"
    ),
}
EVENTS = {"INSERT": "NEW", "DELETE": "OLD"}
SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {published} IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published survey version never changes'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger AS $$
BEGIN
  IF {published} IS NOT NULL THEN
    RAISE EXCEPTION 'a published survey version never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN {row};
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


def freeze(apps, schema_editor):
    statement = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for table, event, row in _triggers():
        published = PUBLISHED[table].format(row=row)
        schema_editor.execute(
            statement.format(name=_name(table, event), table=table, event=event, row=row, published=published)
        )


def thaw(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table, event, _row in _triggers():
        name = _name(table, event)
        schema_editor.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP FUNCTION {name}() CASCADE")


def _triggers():
    return [(table, event, row) for table in PUBLISHED for event, row in EVENTS.items()]


def _name(table, event):
    return f"{table}_{event.lower()}_frozen"


class Migration(migrations.Migration):
    dependencies = [("vignettes", "0011_instrument_format")]
    operations = [migrations.RunPython(freeze, thaw)]
