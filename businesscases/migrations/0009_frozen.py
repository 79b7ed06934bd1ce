"""The database itself refuses to change or delete snapshots and decisions: code that forgets gets an IntegrityError."""

from django.db import migrations

FROZEN = {
    "businesscases_snapshot": "a snapshot never changes",
    "businesscases_decision": "a decision never changes",
}
SQLITE = """
CREATE TRIGGER {table}_{event}_frozen BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
POSTGRESQL = """
CREATE FUNCTION {table}_{event}_frozen() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_{event}_frozen BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_{event}_frozen()
"""
EVENTS = ("update", "delete")


def freeze(apps, schema_editor):
    statement = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for table, sentence in FROZEN.items():
        for event in EVENTS:
            schema_editor.execute(statement.format(table=table, event=event, sentence=sentence))


def thaw(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in FROZEN:
        for event in EVENTS:
            name = f"{table}_{event}_frozen"
            schema_editor.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("businesscases", "0008_together")]
    operations = [migrations.RunPython(freeze, thaw)]
