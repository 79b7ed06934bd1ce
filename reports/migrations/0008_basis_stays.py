"""The answers behind reports never change: what comes later is held against them (analysis/releases.py)."""

from django.db import migrations

SAYS = "the answers behind reports never change"
CHANGED = {
    "reports_basis_stays": ("reports_basis", "TRUE"),
    "reports_report_basis_stays": (
        "reports_report",
        "OLD.state IN ('published', 'withdrawn') AND COALESCE(NEW.basis_id, 0) <> COALESCE(OLD.basis_id, 0)",
    ),
}
SQLITE = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {changed} BEGIN SELECT RAISE(ABORT, '{says}'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {name}()
"""


def freeze(apps, schema_editor):
    template = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for name, (table, changed) in CHANGED.items():
        schema_editor.execute(template.format(name=name, table=table, changed=changed, says=SAYS))


def thaw(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name in CHANGED:
        schema_editor.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_published_stays")]
    operations = [migrations.RunPython(freeze, thaw)]
